import stat
from pathlib import Path

import pytest

from schemas.outlet import MAILBOX, Outlet
from schemas.smtp import SmtpServer
from settings import Secret, Settings, SettingsError, read_settings


def test_without_variables_everything_stands_in_var_of_the_working_folder() -> None:
    settings = read_settings({"PATH": "/bin"})
    assert settings.var == Path.cwd() / "var"
    assert settings.ledger == str(settings.var / "ledger.db")
    assert settings.ui_address == "http://127.0.0.1:4200"
    assert settings.public_address == "http://127.0.0.1:8080"


def test_variables_move_folder_ledger_ports_and_address(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "CAMPAIGN_VAR": str(tmp_path),
            "CAMPAIGN_LEDGER": "postgresql://db/season",
            "CAMPAIGN_UI_PORT": "4300",
            "CAMPAIGN_PUBLIC_ADDRESS": "https://thang-hanh-dong.laichau.example",
        }
    )
    assert settings.var == tmp_path
    assert settings.ledger == "postgresql://db/season"
    assert settings.ui_address == "http://127.0.0.1:4300"
    assert settings.public_address == "https://thang-hanh-dong.laichau.example"


def test_workers_reach_prefect_where_the_server_says() -> None:
    settings = read_settings(
        {
            "CAMPAIGN_LEDGER": "postgresql://db/season",
            "CAMPAIGN_POOL": "campaign",
            "CAMPAIGN_UI_PUBLIC_ADDRESS": "https://prefect.laichau.example",
        }
    )
    assert settings.ui_address == "https://prefect.laichau.example"


def test_links_follow_the_port_of_the_pages_where_no_address_is_given() -> None:
    assert read_settings({"CAMPAIGN_WEB_PORT": "81"}).public_address.endswith(":81")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("CAMPAIGN_UI_PORT", "many", "CAMPAIGN_UI_PORT: Input should be a valid int"),
        ("CAMPAIGN_UI_PORT", "0", "CAMPAIGN_UI_PORT: Input should be greater"),
        ("CAMPAIGN_WEB_PROCESSES", "0", "CAMPAIGN_WEB_PROCESSES: Input should be gr"),
        ("CAMPAIGN_WEB_PORT", "70000", "CAMPAIGN_WEB_PORT: Input should be less"),
        ("CAMPAIGN_UI_PORT", "8025", "the four ports must differ"),
        ("CAMPAIGN_PUBLIC_ADDRESS", "laichau", "CAMPAIGN_PUBLIC_ADDRESS: String sh"),
        ("CAMPAIGN_POOL", "campaign", "CAMPAIGN_POOL shares a beat out among machines"),
        ("CAMPAIGN_POOL", "Có dấu", "CAMPAIGN_POOL: String should match"),
        ("CAMPAIGN_REDIS", "localhost", "CAMPAIGN_REDIS: String should match"),
        ("CAMPAIGN_PREFECT_DATABASE", "x.db", "CAMPAIGN_PREFECT_DATABASE: String sh"),
        ("CAMPAIGN_LEGDER", "x.db", "CAMPAIGN_LEGDER: no such setting; known are CAM"),
        ("CAMPAIGN_SMTP_HOST", "mail.example", "CAMPAIGN_SMTP_HOST needs CAMPAIGN_DO"),
        ("CAMPAIGN_SMTP_PASSWORD", "secret", "CAMPAIGN_SMTP_PASSWORD: no such setting"),
        ("CAMPAIGN_DOMAINS", "laichau.example, *", "CAMPAIGN_DOMAINS: String should"),
        ("CAMPAIGN_UI_HOST", "0.0.0.0", "name it with CAMPAIGN_UI_PASSWORD_FILE"),  # noqa: S104 - what is refused
        ("CAMPAIGN_UI_HOST", "192.0.2.7", "name it with CAMPAIGN_UI_PASSWORD_FILE"),
        ("CAMPAIGN_UI_HOST", "office", "CAMPAIGN_UI_HOST: Input is not a valid IPv4"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    name: str, text: str, said: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({name: text})
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)


def test_letters_stay_here_without_a_mail_server(tmp_path: Path) -> None:
    settings = read_settings({"CAMPAIGN_VAR": str(tmp_path)})
    assert settings.smtp() is None
    assert settings.outlet() == MAILBOX


def test_a_mail_server_is_told_by_variables_its_password_by_a_file(
    tmp_path: Path,
) -> None:
    file = tmp_path / "secrets" / "smtp"
    file.parent.mkdir()
    file.touch(mode=0o600)
    file.write_text("khong-ai-biet\n")
    given = {
        "CAMPAIGN_VAR": str(tmp_path),
        "CAMPAIGN_SMTP_HOST": "mail.laichau.example",
        "CAMPAIGN_SMTP_USER": "thuongtruc",
        "CAMPAIGN_SMTP_CAFILE": str(tmp_path / "ca.pem"),
        "CAMPAIGN_DOMAINS": "LaiChau.example, moh.example ",
    }
    settings = read_settings(given)
    assert settings.smtp() == SmtpServer(
        "mail.laichau.example",
        465,
        "ssl",
        "thuongtruc",
        "khong-ai-biet",
        cafile=str(tmp_path / "ca.pem"),
    )
    domains = ("laichau.example", "moh.example")
    assert settings.outlet() == Outlet("mail.laichau.example:465", domains)
    file.unlink()
    with pytest.raises(SettingsError, match="CAMPAIGN_SMTP_PASSWORD_FILE"):
        settings.smtp()


def test_a_relay_without_a_user_needs_no_password(tmp_path: Path) -> None:
    given = {
        "CAMPAIGN_VAR": str(tmp_path),
        "CAMPAIGN_SMTP_HOST": "127.0.0.1",
        "CAMPAIGN_SMTP_PORT": "25",
        "CAMPAIGN_SMTP_TLS": "none",
        "CAMPAIGN_DOMAINS": "laichau.example",
    }
    assert read_settings(given).smtp() == SmtpServer("127.0.0.1", 25)


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = {"CAMPAIGN_UI_PORT": "x", "CAMPAIGN_WEB_PORT": "y", "CAMPAIGN_Z": "z"}
    with pytest.raises(SettingsError) as caught:
        read_settings(wrong)
    assert all(name in str(caught.value) for name in wrong)


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var")
    made = settings.secret(Secret.UI)
    file = settings.secret_file(Secret.UI)
    assert len(made) >= 32
    assert settings.secret(Secret.UI) == made != settings.secret(Secret.LINKS)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert sorted(each.name for each in file.parent.iterdir()) == [
        "links",
        "prefect-ui",
    ]


def test_a_secret_open_to_others_is_refused(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    settings.secret(Secret.UI)
    settings.secret_file(Secret.UI).chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        settings.secret(Secret.UI)


def test_an_empty_secret_is_refused(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    settings.secret(Secret.UI)
    settings.secret_file(Secret.UI).write_text("")
    with pytest.raises(SettingsError, match="is empty"):
        settings.secret(Secret.UI)


def test_a_folder_that_cannot_be_written_is_named_with_the_remedy(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="set CAMPAIGN_VAR to another folder"):
        Settings(var=tmp_path / "file" / "var").secret(Secret.UI)


def test_without_a_mailbox_there_is_none(tmp_path: Path) -> None:
    assert Settings(var=tmp_path).inbox() is None
    assert not (tmp_path / "secrets").exists()


def test_the_mailboxs_password_is_read_from_a_file_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "secrets" / "imap"
    file.parent.mkdir()
    file.touch(mode=0o600)
    file.write_text("khong-ai-biet\n")
    given = {
        "CAMPAIGN_VAR": str(tmp_path),
        "CAMPAIGN_IMAP_HOST": "mail.laichau.example",
        "CAMPAIGN_IMAP_USER": "thuongtruc",
        "CAMPAIGN_IMAP_TLS": "starttls",
        "CAMPAIGN_IMAP_PORT": "143",
        "CAMPAIGN_IMAP_CAFILE": str(tmp_path / "ca.pem"),
    }
    inbox = read_settings(given).inbox()
    assert inbox is not None
    assert (inbox.host, inbox.port, inbox.tls) == given_server(given)
    assert (inbox.user, inbox.password) == ("thuongtruc", "khong-ai-biet")
    assert inbox.cafile == str(tmp_path / "ca.pem")


def given_server(given: dict[str, str]) -> tuple[str, int, str]:
    host, port, tls = (given[f"CAMPAIGN_IMAP_{one}"] for one in ("HOST", "PORT", "TLS"))
    return host, int(port), tls


def test_a_mailboxs_password_is_never_made_up(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, imap_host="mail.example", imap_user="x")
    with pytest.raises(SettingsError, match="write the mailbox's password into it"):
        settings.inbox()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "text", "said"), [(0o644, "x", "chmod 600"), (0o600, "", "is empty")]
)
def test_a_mailboxs_password_is_kept_from_others(
    tmp_path: Path, mode: int, text: str, said: str
) -> None:
    file = tmp_path / "password"
    file.write_text(text)
    file.chmod(mode)
    settings = Settings(var=tmp_path, imap_host="mail.example", imap_password_file=file)
    with pytest.raises(SettingsError, match=said):
        settings.inbox()


@pytest.mark.parametrize(
    ("host", "opened"),
    [
        ("127.0.0.1", "http://127.0.0.1:4200"),
        ("0.0.0.0", "http://127.0.0.1:4200"),  # noqa: S104
        ("192.0.2.7", "http://192.0.2.7:4200"),
    ],
)
def test_beyond_loopback_prefect_asks_for_the_password_that_was_set(
    tmp_path: Path, host: str, opened: str
) -> None:
    file = tmp_path / "password"
    file.touch(mode=0o600)
    file.write_text("a long one of our own\n")
    given = {"CAMPAIGN_UI_HOST": host, "CAMPAIGN_UI_PASSWORD_FILE": str(file)}
    settings = read_settings(given)
    assert settings.secret(Secret.UI) == "a long one of our own"
    assert settings.ui_address == opened


@pytest.mark.parametrize(
    ("mode", "text", "said"),
    [
        (0o640, "a long one of our own", "chmod 600"),
        (0o600, "a short one", "fewer than 16 characters"),
        (0o600, "", "is empty"),
    ],
)
def test_a_password_for_a_network_is_long_and_nobody_elses(
    tmp_path: Path, mode: int, text: str, said: str
) -> None:
    file = tmp_path / "password"
    file.write_text(text)
    file.chmod(mode)
    settings = Settings(ui_password_file=file)
    with pytest.raises(SettingsError, match=said):
        settings.secret(Secret.UI)
