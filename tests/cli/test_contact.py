from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.contacts import contact_of
from desk.desk import Desk, open_desk
from ledger import dockets
from tests.desk.desks import NAME, docket, issued

Run = Callable[..., Result]
WHO = "so-y-te"
NEW = "vanphong@soyte.laichau.example"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()
    return where


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(campaign, [*arguments, "--ledger", ledger])


def opened(ledger: str) -> Desk:
    return open_desk(ledger, "secret", "http://campaign.example")


def test_a_contact_is_corrected_and_the_rest_of_it_stays(ledger: str):
    result = run(ledger, "contact", NAME, WHO, "--address", NEW.upper())
    assert result.exit_code == 0
    assert f"{WHO}: letters go to {NEW}" in result.stdout
    assert contact_of(opened(ledger), NAME, WHO).address == NEW


def test_a_new_name_and_post_are_kept(ledger: str):
    told = ("--name", "Người đọc thư", "--post", "Chánh Văn phòng")
    assert run(ledger, "contact", NAME, WHO, "--address", NEW, *told).exit_code == 0
    contact = contact_of(opened(ledger), NAME, WHO)
    assert (contact.name, contact.post) == ("Người đọc thư", "Chánh Văn phòng")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "no address",
        "a@b",
        "a@b.example\nBcc: c@d.example",
        "ạ@b.example",
        "x" * 300,
    ],
)
def test_what_is_no_address_is_refused(ledger: str, address: str):
    result = run(ledger, "contact", NAME, WHO, "--address", address)
    assert result.exit_code == 2
    assert "no mail address" in result.output
    assert contact_of(opened(ledger), NAME, WHO).address != address


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((NAME, "nowhere"), "no agency nowhere in the roster; known are"),
        (("elsewhere", WHO), "campaign elsewhere: not in this ledger"),
    ],
)
def test_an_unknown_agency_or_campaign_is_said(
    ledger: str, arguments: tuple[str, ...], message: str
):
    result = run(ledger, "contact", *arguments, "--address", NEW)
    assert message in str(result.exception)


def test_a_held_docket_is_released_once(ledger: str):
    desk = opened(ledger)
    row = docket(desk, WHO)
    with desk.ledger.write() as tx:
        dockets.hold(tx, row.id, "cannot be settled")
    result = run(ledger, "release", NAME, WHO)
    assert result.exit_code == 0
    row = docket(desk, WHO)
    assert (row.held, row.wake is None) == ("", False)
    again = run(ledger, "release", NAME, WHO)
    assert "its docket is not held (held: none)" in str(again.exception)
