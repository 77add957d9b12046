from datetime import timedelta

import pytest

from desk.answer import Answer, answer, undo
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.standings import Kept, Standings
from ledger import entries
from rules.fold import stand
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, docket, issued

WHO, OTHER = "so-gddt", "so-y-te"
LATER = ISSUED + timedelta(hours=1)


def said(kind: EntryKind, duty: str = "2.1", act: str = "a1") -> Answer:
    return Answer(kind, (duty,), CLERK, act=act)


DONE = said(EntryKind.CONFIRMED)
EVERYBODYS = said(EntryKind.CONFIRMED, "report")


@pytest.fixture
def desk(address: str) -> Desk:
    return issued(address)


def kept(desk: Desk, by: Standings, who: str = WHO) -> Kept:
    row = docket(desk, who)
    with desk.ledger.read() as tx:
        return by.of(tx, [row])[row.id]


def is_true(desk: Desk, found: Kept, who: str = WHO) -> bool:
    """Tell whether what was found is what all facts come to."""
    row = docket(desk, who)
    with desk.ledger.read() as tx:
        every = entries.of(tx, [row.id])[row.id]
    return (found.n, found.past.standing) == (row.n, stand(every))


def test_nothing_was_said_yet(desk: Desk):
    found = kept(desk, Standings())
    assert (found.n, found.chain, found.past.mark) == (0, b"", b"")
    assert is_true(desk, found)


def test_what_stands_goes_on_by_what_was_answered_elsewhere(desk: Desk, address: str):
    beat(desk, ISSUED)
    before = kept(desk, desk.standings)
    assert not before.past.standing.received("2.1")
    elsewhere = open_desk(address, "secret", desk.links.address)
    answer(elsewhere, docket(desk, WHO).id, DONE, LATER)
    after = kept(desk, desk.standings)
    assert after.past.standing is before.past.standing
    assert after.past.standing.received("2.1")
    assert is_true(desk, after)


def test_what_was_undone_is_folded_anew(desk: Desk):
    beat(desk, ISSUED)
    answer(desk, docket(desk, WHO).id, DONE, LATER)
    before = kept(desk, desk.standings)
    undo(desk, docket(desk, WHO).id, before.n, CLERK, "u1", LATER)
    after = kept(desk, desk.standings)
    assert after.past.standing is not before.past.standing
    assert not after.past.standing.received("2.1")
    assert is_true(desk, after)


def test_a_ledger_that_was_put_back_is_read_anew(desk: Desk):
    """The same docket, the same number, another past; then one that is shorter."""
    other, shorter, standings = issued(), issued(), Standings()
    answer(desk, docket(desk, WHO).id, DONE, LATER)
    answer(other, docket(other, WHO).id, said(EntryKind.DECLINED), LATER)
    for one in (desk, other, shorter, desk):
        assert is_true(one, kept(one, standings))


def test_dockets_alike_have_one_mark_whoever_they_are(desk: Desk):
    other = issued()
    answer(desk, docket(desk, WHO).id, EVERYBODYS, LATER)
    answer(other, docket(other, OTHER).id, EVERYBODYS, LATER)
    marks = {
        kept(one, Standings(), who).past.mark
        for one, who in ((desk, WHO), (other, OTHER))
    }
    assert len(marks) == 1
    answer(
        other,
        docket(other, OTHER).id,
        said(EntryKind.PROGRESSED, "report", "a2"),
        LATER,
    )
    assert kept(other, Standings(), OTHER).past.mark not in marks


def test_those_read_last_are_kept(desk: Desk):
    standings = Standings(at_most=1)
    for who in (WHO, OTHER):
        answer(desk, docket(desk, who).id, EVERYBODYS, LATER)
    first = kept(desk, standings)
    second = kept(desk, standings, OTHER)
    assert kept(desk, standings, OTHER).past.standing is second.past.standing
    assert kept(desk, standings).past.standing is not first.past.standing
