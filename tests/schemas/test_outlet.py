import pytest

from schemas.outlet import MAILBOX, Outlet

REAL = Outlet("mail.example:465", ("laichau.example", "moh.example"))


@pytest.mark.parametrize(
    ("address", "reached"),
    [
        ("a@laichau.example", True),
        ("a@so.LAICHAU.example", True),
        ("a@moh.example", True),
        ("a@notlaichau.example", False),
        ("a@laichau.example.org", False),
        ("a@example", False),
    ],
)
def test_a_domain_stands_for_all_below_it(address: str, reached: bool):
    assert REAL.reaches(address) is reached


def test_the_mailbox_takes_every_letter():
    assert not MAILBOX.real
    assert MAILBOX.reaches("a@anywhere.example")


def test_no_domain_is_every_domain():
    assert not Outlet("mail.example:465").reaches("a@laichau.example")


def test_a_digest_differs_wherever_server_or_domains_do():
    same = Outlet(REAL.server, REAL.domains[::-1])
    assert same.digest == REAL.digest
    others = (MAILBOX, REAL._replace(server="mail.example:25"), Outlet(REAL.server))
    assert len({one.digest for one in (REAL, *others)}) == 4
