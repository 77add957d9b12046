import pytest

from schemas.smtp import SmtpServer, SmtpServerError, is_loopback


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 (refused, not bound)
        ("::", False),
        ("", False),
        ("10.0.0.1", False),
        ("mail.lai-chau.example", False),
        ("localhost.evil.example", False),
    ],
)
def test_only_this_machine_is_loopback(host, loopback):
    assert is_loopback(host) is loopback


def test_the_password_is_shown_nowhere():
    server = SmtpServer("127.0.0.1", 25, user="u", password="do-not-show")
    assert "do-not-show" not in repr(server) + str(server) + f"{server}"


@pytest.mark.parametrize(
    ("case", "settings"),
    [
        ("a password in clear text", {"user": "u", "password": "p"}),
        ("a password no command can carry", {"password": "mật", "tls": "ssl"}),
        ("a user no command can carry", {"user": "đầu-mối", "tls": "ssl"}),
    ],
)
def test_settings_that_are_not_safe_are_refused(case, settings):
    with pytest.raises(SmtpServerError):
        SmtpServer("mail.example", 587, **settings)


def test_a_relay_without_a_password_needs_no_tls():
    assert SmtpServer("relay.office.example", 25).tls is None
