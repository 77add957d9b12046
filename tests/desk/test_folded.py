from datetime import timedelta

import pytest

from desk.answer import Answer, answer
from desk.desk import Desk, open_desk
from desk.silences import About, silence
from desk.start import find
from ledger import dockets, entries
from rules.docket import Docket
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued

WHO = "so-gddt"
DONE = Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, act="a1")


@pytest.fixture
def desk(address: str) -> Desk:
    return issued(address)


def beside(desk: Desk, address: str) -> Desk:
    """Another process on the same ledger."""
    return open_desk(address, "secret", desk.links.address)


def read(desk: Desk, who: str = WHO) -> Docket:
    with desk.ledger.read() as tx:
        campaign = find(tx, NAME)
        season = desk.seasons.of(tx, campaign)
        rows = dockets.of(tx, campaign.id)
        return desk.folded.of(tx, season, rows)[who]


def test_a_docket_at_the_same_number_is_not_folded_again(desk: Desk):
    assert read(desk) is read(desk)


def test_an_answer_given_elsewhere_is_seen_at_once(desk: Desk, address: str):
    before = read(desk)
    answer(beside(desk, address), docket(desk, WHO).id, DONE, ISSUED)
    assert not before.standing.received("2.1")
    assert read(desk).standing.received("2.1")


def test_a_revision_of_the_plan_elsewhere_is_seen_at_once(desk: Desk, address: str):
    before, until = read(desk), (ISSUED + timedelta(days=2)).date()
    silence(beside(desk, address), About(NAME), until, CLERK, ISSUED)
    assert before.terms.silence is None
    assert read(desk).terms.silence is not None


def test_what_comes_after_the_row_was_read_is_known_by_its_own_number(
    desk: Desk, address: str
):
    row = docket(desk, WHO)
    answer(beside(desk, address), row.id, DONE, ISSUED)
    with desk.ledger.read() as tx:
        season = desk.seasons.of(tx, find(tx, NAME))
        early = desk.folded.of(tx, season, [row])[WHO]
        assert early.entries == entries.of(tx, [row.id])[row.id]
    assert read(desk) is early


def test_more_dockets_than_are_kept_are_read_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desk.folded._AT_MOST", 2)
    first, again = read(desk), read(desk)
    assert again is not first
    assert again == first
