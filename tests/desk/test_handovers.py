"""Who waits for another agency learns of its handover, and of its end, by the beats."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desk.answer import Answer, answer, undo
from desk.awaited import some
from desk.beat import beat
from desk.boards.board import board_text, morning_text
from desk.boards.briefs import brief
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.pages.docket import open_docket
from desk.pages.views import OwedView
from desk.plans.read import read_plan
from desk.progress import progress
from desk.start import sign_off, start
from ledger import dockets, entries
from rules.fold import stand
from rules.handovers import open_handovers
from schemas.entry import Entry, EntryKind
from schemas.status import Status
from tests.desk.desks import CLERK, ISSUED, NAME, SIGNING, docket, issued
from tests.small_campaign import PLAN, write_campaign

SCHOOLS, YOUTH, TAKES = "so-gddt", "doan-thanh-nien", "8.2.3"
SOON = timedelta(minutes=5)


def facts(desk: Desk, agency: str) -> tuple[Entry, ...]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return entries.of(tx, [row.id])[row.id]


def waited_for(desk: Desk) -> list[str]:
    """What the Youth Union waits for, by the facts of its own docket."""
    kept = progress(desk, NAME, ISSUED).dockets[YOUTH]
    owes = next(one for one in kept.assignments if one.duty == TAKES)
    return [one.name for one in open_handovers(owes, stand(kept.entries))]


def learned(desk: Desk) -> list[tuple[EntryKind, str]]:
    kinds = (EntryKind.HANDED_OVER, EntryKind.TAKEN_BACK)
    return [(f.kind, f.duty) for f in facts(desk, YOUTH) if f.kind in kinds]


def done(desk: Desk, act: str, now: datetime) -> None:
    row = docket(desk, SCHOOLS)
    answer(desk, row.id, Answer(EntryKind.FULFILLED, ("2.2",), CLERK, act), now)


def test_a_fulfilment_wakes_who_waits_and_an_undo_takes_it_back(address: str):
    desk, name = issued(address), f"{SCHOOLS}/2.2"
    beat(desk, ISSUED)
    assert waited_for(desk) == [name]
    done(desk, "first", ISSUED + SOON)
    beat(desk, ISSUED + 2 * SOON)
    assert waited_for(desk) == []
    assert docket(desk, YOUTH).wake == ISSUED + 2 * SOON
    given = next(f for f in facts(desk, SCHOOLS) if f.kind is EntryKind.FULFILLED)
    undo(desk, docket(desk, SCHOOLS).id, given.n, CLERK, "undo", ISSUED + 3 * SOON)
    beat(desk, ISSUED + 4 * SOON)
    assert waited_for(desk) == [name]
    assert docket(desk, YOUTH).wake == ISSUED + 4 * SOON
    done(desk, "second", ISSUED + 5 * SOON)
    beat(desk, ISSUED + 6 * SOON)
    beat(desk, ISSUED + 7 * SOON)
    assert waited_for(desk) == []
    over, back = EntryKind.HANDED_OVER, EntryKind.TAKEN_BACK
    assert learned(desk) == [(over, name), (back, name), (over, name)]
    desk.ledger.close()


def test_what_was_done_and_undone_between_two_beats_wakes_nobody():
    desk = issued()
    beat(desk, ISSUED)
    done(desk, "first", ISSUED + SOON)
    given = next(f for f in facts(desk, SCHOOLS) if f.kind is EntryKind.FULFILLED)
    undo(desk, docket(desk, SCHOOLS).id, given.n, CLERK, "undo", ISSUED + SOON)
    beat(desk, ISSUED + 2 * SOON)
    assert learned(desk) == []


def test_a_docket_that_is_held_learns_of_it_and_sleeps_on():
    desk = issued()
    beat(desk, ISSUED)
    row = docket(desk, YOUTH).id
    with desk.ledger.write() as tx:
        dockets.hold(tx, row, "looked at")
    done(desk, "first", ISSUED + SOON)
    beat(desk, ISSUED + 2 * SOON)
    assert waited_for(desk) == []
    assert docket(desk, YOUTH).wake is None


def owed(desk: Desk, which: tuple[str, str], now: datetime) -> OwedView:
    """One duty of an agency, as its page shows it."""
    agency, duty = which
    page = open_docket(desk, docket(desk, agency).token, now)
    assert page is not None
    return next(one for one in page.owed if one.duty.id == duty)


def test_page_board_and_morning_list_say_who_waits_for_whom():
    desk, late = issued(), ISSUED + timedelta(days=60)
    taken, given = (owed(desk, who, late) for who in ((YOUTH, TAKES), (SCHOOLS, "2.2")))
    line = (
        "Chờ Sở Giáo dục và Đào tạo bàn giao: "
        "Bàn giao học sinh về sinh hoạt hè tại địa phương"
    )
    assert (taken.duty.waits, taken.duty.days_late) == ((line,), 0)
    assert taken.status is Status.UNASSIGNED
    assert (given.duty.awaited, given.status) == (1, Status.OVERDUE)
    seen = progress(desk, NAME, late)
    (row,) = brief(seen, late).handovers
    assert (row.duty.id, row.waiting) == (
        "2.2",
        "Đoàn thanh niên cộng sản Hồ Chí Minh tỉnh",
    )
    assert "Chờ bàn giao (1)" in board_text(seen, late)
    assert "Chờ bàn giao (1)" in morning_text(brief(seen, late))
    assert TAKES not in [
        one.id for stage in brief(seen, late).overdue for one in stage.duties
    ]
    assert brief(seen, ISSUED).handovers == (), "it is far away"


def test_whoever_waits_for_the_parents_plan_reads_its_title(tmp_path: Path):
    text = PLAN.replace("signer: {", "parent_plan: {title: Kế hoạch tỉnh}\nsigner: {")
    text = text.replace('awaits: ["2.1"]', 'awaits: ["2.1", parent-plan]')
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    folder = write_campaign(tmp_path / "plan", text)
    plan, roster = read_plan(str(folder), desk.days).require()
    start(desk, plan, roster, ISSUED, drawn("office"))
    sign_off(desk, plan.id, SIGNING, ISSUED, drawn("links"))
    assert owed(desk, ("north", "3.1"), ISSUED).duty.waits == (
        "Chờ cấp trên ban hành: Kế hoạch tỉnh",
        "Chờ Nhà trường bàn giao: Bàn giao học sinh",
    )
    above = brief(progress(desk, plan.id, ISSUED), ISSUED).handovers[0]
    assert (above.duty.title, above.waiting) == (
        "Kế hoạch tỉnh",
        "Huyện Bắc, Huyện Nam",
    )


def test_many_names_are_cut_short():
    assert some(["A", "B", "C", "D"]) == "A, B, C, D"
    assert some([f"A{n}" for n in range(40)]) == "A0, A1, A2 và 37 đơn vị khác"


@pytest.mark.parametrize("agency", ["so-gddt", "cong-an"])
def test_nobody_else_learns_of_it(agency: str):
    desk = issued()
    beat(desk, ISSUED)
    before = [f for f in facts(desk, agency) if f.kind is EntryKind.HANDED_OVER]
    done(desk, "first", ISSUED + SOON)
    beat(desk, ISSUED + 2 * SOON)
    after = [f for f in facts(desk, agency) if f.kind is EntryKind.HANDED_OVER]
    assert before == after == []
