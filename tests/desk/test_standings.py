from dataclasses import replace
from datetime import timedelta

import pytest

from desk.answer import Answer, answer, undo
from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.standings import Standings, Stood
from ledger import dockets, entries
from ledger.docket_rows import DocketRow
from rules.fold import stand
from schemas.entry import Entry, EntryKind
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


def kept(desk: Desk, by: Standings, who: str = WHO) -> Stood:
    row = docket(desk, who)
    with desk.ledger.read() as tx:
        return by.of(tx, [row])[row.id]


def is_true(desk: Desk, found: Stood, who: str = WHO) -> bool:
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


def test_what_there_is_no_room_for_is_read_anew(desk: Desk):
    standings = Standings(at_most=1)
    for who in (WHO, OTHER):
        answer(desk, docket(desk, who).id, EVERYBODYS, LATER)
    first = kept(desk, standings)
    second = kept(desk, standings, OTHER)
    assert kept(desk, standings).past.standing is first.past.standing
    assert kept(desk, standings, OTHER).past.standing is not second.past.standing


def test_two_desks_that_beat_in_turn_go_on_from_each_other(desk: Desk, address: str):
    """What is written with the hash in hand is chained as if it were asked for."""
    desks = [desk, open_desk(address, "secret", desk.links.address)]
    row, now = docket(desk, WHO), ISSUED
    for nth in range(6):
        given = said(EntryKind.PROGRESSED, act=f"a{nth}")
        answer(desks[0], row.id, replace(given, step=f"{10 * nth}"), now)
        assert beat(desks[nth % 2], now).visited
        assert is_true(desk, kept(desk, desks[nth % 2].standings))
        now += timedelta(days=1)
    with desk.ledger.read() as tx:
        links = entries.links(tx, [row.id])[row.id]
    assert len(links) > 6
    assert all(one.kept == one.due for one in links)


def test_what_was_rolled_back_is_not_kept(desk: Desk):
    beat(desk, ISSUED)
    with pytest.raises(KeyboardInterrupt):
        taken_back(desk, docket(desk, WHO))
    assert is_true(desk, kept(desk, desk.standings))
    answer(desk, docket(desk, WHO).id, said(EntryKind.DECLINED), LATER)
    assert is_true(desk, kept(desk, desk.standings))


def taken_back(desk: Desk, row: DocketRow) -> None:
    """Look where a docket stands by a fact that is never committed."""
    new = Entry(row.n + 1, LATER, EntryKind.CONFIRMED, "2.1", act="a1")
    with desk.ledger.write() as tx:
        entries.append(tx, row.id, [new])
        dockets.advance(tx, row.id, new.n, LATER)
        found = desk.standings.of(tx, [dockets.lock(tx, row.id)])[row.id]
        assert found.past.standing.received("2.1")
        raise KeyboardInterrupt
