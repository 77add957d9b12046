from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier
from time import sleep
from typing import Any

import pytest

from calendars.working_days import WorkingDays
from desk import season
from desk.answer import Answer, answer
from desk.beat import Beaten, beat
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.season import NotIssuedError, Season
from desk.start import find, fix_launch, sign_off, start
from ledger import campaigns, dockets, entries, letters
from rules.decide import decide
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.in_force import Ceremony, PlanInForce
from schemas.letter import LetterKind, LetterState
from tests.desk.desks import CLERK, ISSUED, NAME, SIGNING, docket, issued, started


def queued(desk: Desk) -> list[LetterKind]:
    with desk.ledger.read() as tx:
        return [letter.kind for letter in letters.of_campaign(tx, 1)]


def test_the_first_beat_writes_to_every_agency_and_to_the_recipients():
    desk = issued()
    assert beat(desk, ISSUED) == Beaten(visited=22, letters=23)
    assert sorted(queued(desk)) == ["assign"] * 20 + ["copy"] * 3


def test_a_second_beat_at_the_same_moment_does_nothing():
    desk = issued()
    beat(desk, ISSUED)
    assert beat(desk, ISSUED) == Beaten()


def test_nothing_is_due_before_the_plan_is_issued():
    desk = started()
    assert beat(desk, ISSUED) == Beaten()
    with desk.ledger.read() as tx, pytest.raises(NotIssuedError):
        desk.seasons.of(tx, find(tx, NAME))


def test_a_beat_keeps_the_derived_counts():
    desk = issued()
    row = docket(desk, "so-gddt")
    given = Answer(EntryKind.FULFILLED, ("2.1",), CLERK, "act")
    answer(desk, row.id, given, ISSUED)
    beat(desk, ISSUED)
    row = docket(desk, "so-gddt")
    counts = (row.expected, row.confirmed, row.fulfilled, row.overdue)
    assert counts == (6, 1, 1, 0)


def test_a_new_revision_wakes_every_docket():
    desk = issued()
    beat(desk, ISSUED)
    soon = ISSUED + timedelta(minutes=10)
    ceremony = Ceremony(place="Quảng trường", starts=ISSUED + timedelta(days=20))
    fix_launch(desk, NAME, ceremony, soon)
    assert beat(desk, soon).visited == 22
    tomorrow = ISSUED + timedelta(days=1)
    assert beat(desk, tomorrow).letters == 20 + len(["the morning's list"])
    assert queued(desk).count(LetterKind.LAUNCH) == 20


def test_an_amended_plan_is_bound_before_anybody_waits_for_a_docket(
    monkeypatch: pytest.MonkeyPatch,
):
    desk = issued()
    beat(desk, ISSUED)
    soon = ISSUED + timedelta(minutes=10)
    ceremony = Ceremony(place="Quảng trường", starts=ISSUED + timedelta(days=20))
    fix_launch(desk, NAME, ceremony, soon)
    order: list[str] = []
    lock_due, assign = dockets.lock_due, season.assign
    monkeypatch.setattr(
        dockets, "lock_due", lambda *a: (order.append("locked"), lock_due(*a))[1]
    )
    monkeypatch.setattr(
        season, "assign", lambda *a: (order.append("bound"), assign(*a))[1]
    )
    beat(desk, soon)
    assert order[:2] == ["bound", "locked"]
    assert order.count("bound") == 1


def test_a_plan_that_cannot_be_bound_stops_no_other(
    monkeypatch: pytest.MonkeyPatch,
):
    desk, assign = issued(), season.assign
    other = read_plan("dong-dang-2024", working_days()).require(as_proposed=True)
    start(desk, *other, ISSUED, drawn("other"))
    sign_off(desk, "dong-dang-2024", SIGNING, ISSUED, drawn("others"))

    def only_one(in_force: PlanInForce, days: WorkingDays) -> Any:
        if in_force.plan.id != NAME:
            raise ValueError("nobody can owe that")
        return assign(in_force, days)

    monkeypatch.setattr(season, "assign", only_one)
    done = beat(desk, ISSUED)
    assert (done.visited, done.letters) == (22, 23)
    assert done.held > 0


def test_an_amended_plan_that_many_ask_for_is_read_and_bound_once(
    address: str, monkeypatch: pytest.MonkeyPatch
):
    desk = issued(address)
    read, bound = list[int](), list[object]()
    plan_body, assign = campaigns.plan_body, season.assign

    def slowly(*asked: Any) -> str:
        read.append(asked[2])
        sleep(0.05)
        return plan_body(*asked)

    def slow_assign(*given: Any) -> Any:
        bound.append(given)
        sleep(0.05)
        return assign(*given)

    def ask(_: int) -> Season:
        with desk.ledger.read() as tx:
            row = find(tx, NAME)
            everybody.wait()
            found = desk.seasons.of(tx, row)
        assert found.assignments
        return found

    fix_launch(desk, NAME, Ceremony(place="A", starts=ISSUED), ISSUED)
    monkeypatch.setattr(campaigns, "plan_body", slowly)
    monkeypatch.setattr(season, "assign", slow_assign)
    everybody = Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert (read, len(bound)) == ([2], 1)
    assert all(one is found[0] for one in found)


def test_a_docket_that_cannot_be_settled_is_held_and_stops_nobody():
    desk = issued()
    row = docket(desk, "so-gddt")
    with desk.ledger.write() as tx:
        bad = entries.Entry(1, ISSUED, EntryKind.UNDONE, step="no number")
        entries.append(tx, row.id, [bad])
        dockets.advance(tx, row.id, 1, ISSUED)
    assert beat(desk, ISSUED) == Beaten(visited=21, letters=22, held=1)
    held = docket(desk, "so-gddt")
    assert (held.wake, bool(held.held)) == (None, True)
    assert beat(desk, ISSUED) == Beaten()


def test_dockets_alike_come_to_what_each_comes_to_by_itself():
    desk = issued()
    beat(desk, ISSUED)
    asked = ISSUED + timedelta(days=1)
    confirmed = docket(desk, "sin-ho")
    given = Answer(EntryKind.CONFIRMED, ("10.1",), CLERK, "act")
    answer(desk, confirmed.id, given, asked)
    later = ISSUED + timedelta(days=3)
    with desk.ledger.read() as tx:
        season = desk.seasons.of(tx, find(tx, NAME))
        rows = [one for one in dockets.of(tx, 1) if one.kind is DocketKind.AGENCY]
        facts = entries.of(tx, [one.id for one in rows])
    alone = {
        one.agency: decide(season.docket(one.agency, one.kind, facts[one.id]), later)
        for one in rows
        if one.wake and one.wake <= later
    }
    beat(desk, later)
    with desk.ledger.read() as tx:
        after = entries.of(tx, [one.id for one in rows])
    recorded = {one.agency: list(after[one.id][one.n :]) for one in rows}
    assert {name: found for name, found in recorded.items() if found} == {
        name: decision.facts(len(facts[docket(desk, name).id]), later)
        for name, decision in alone.items()
        if decision.actions
    }
    assert recorded["muong-te"] == recorded["than-uyen"] != recorded["sin-ho"]


def test_two_heartbeats_at_once_write_each_letter_once(address: str):
    desk = issued(address)
    others = [open_desk(address, "secret", "http://campaign.example") for _ in "ab"]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda one: beat(one, ISSUED), others))
    assert done[0].held + done[1].held == 0
    assert sorted(queued(desk)) == ["assign"] * 20 + ["copy"] * 3
    for one in (desk, *others):
        one.ledger.close()


def test_what_agencies_raise_reaches_the_superior_on_the_same_day(tmp_path: Path):
    desk = issued()
    now = ISSUED
    for _ in range(60):
        beat(desk, now)
        with desk.ledger.read() as tx:
            wake = dockets.next_wake(tx)
        assert wake is not None
        if LetterKind.DIGEST in queued(desk):
            break
        now = wake
    assert f"{now:%d/%m %H:%M}" == "29/05 08:00"
    with desk.ledger.read() as tx:
        digests = [
            letter
            for letter in letters.of_campaign(tx, 1)
            if letter.kind is LetterKind.DIGEST
        ]
    assert {letter.to for letter in digests} == {
        "superior:pct-ubnd-tinh",
        "superior:ct-ubnd-tinh",
    }
    asked = {item.agency for letter in digests for item in letter.items}
    assert "cong-an" not in asked
    assert all(letter.state is LetterState.QUEUED for letter in digests)
