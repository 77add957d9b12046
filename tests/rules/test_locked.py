"""Locked figures: nobody is asked for a report that could not be given."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.assignments import assign
from rules.claim import still_asks
from rules.fold import stand
from rules.in_force import issue, with_locks
from rules.reports.locks import EVERYONE, locks
from schemas.assignment import Assignment
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from schemas.in_force import PlanInForce, Signing
from schemas.letter import Item, LetterKind
from schemas.plan import Plan
from tests.rules.season import DAYS, Played, agency, at, owes
from tests.small_campaign import PLAN, data

ISSUED, LOCKED, UNLOCKED = at(6, 5), at(20, 7), at(29, 7, 15)


def fact(kind: EntryKind, now: datetime, about: str = EVERYONE) -> Entry:
    return Entry(1, now, kind, about)


def in_force(*facts: Entry) -> PlanInForce:
    signing = Signing(
        number="1", signed_on=date(2024, 5, 2), signer="ông A", dates_confirmed=True
    )
    issued = issue(Plan.model_validate(data(PLAN)), signing, ISSUED)
    return with_locks(issued, locks(facts))


def reports(*facts: Entry) -> dict[str, Assignment]:
    return {
        owner: one
        for owner, owed in assign(in_force(*facts), DAYS).items()
        for one in owed
        if one.kind is DutyKind.REPORT
    }


def test_only_reports_are_locked_and_a_lock_is_a_revision():
    everyone = fact(EntryKind.LOCKED, LOCKED)
    assert in_force(everyone).revision == 2
    every = [one for owed in assign(in_force(everyone), DAYS).values() for one in owed]
    assert {one.kind for one in every if one.locked} == {DutyKind.REPORT}
    assert all(one.locked for one in every if one.kind is DutyKind.REPORT)


def test_one_unlocked_begins_then_and_the_others_stay_locked():
    first, *others = reports()
    facts = fact(EntryKind.LOCKED, LOCKED), fact(EntryKind.UNLOCKED, UNLOCKED, first)
    owed = reports(*facts)
    assert (owed[first].locked, owed[first].begins) == (False, UNLOCKED)
    assert others
    assert all(owed[one].locked for one in others)
    assert all(one.locked for one in reports(*facts, facts[0]).values())


def ask_on(played: Played, now: datetime, until: datetime, **changes: object) -> None:
    (owed,) = played.docket.assignments
    changed = owed._replace(**changes)
    played.docket = replace(played.docket, assignments=(changed,))
    played.play(now, until)


def test_nothing_is_asked_while_locked_and_the_ladder_goes_on_from_the_unlocking():
    played = agency(owes("report")._replace(kind=DutyKind.REPORT))
    played.play(ISSUED, LOCKED)
    before = len(played.told)
    ask_on(played, LOCKED, UNLOCKED, locked=True)
    ask_on(played, UNLOCKED, at(2, 8), locked=False, begins=UNLOCKED)
    assert [(f"{now:%d/%m}", kind) for now, kind, _ in played.told[before:]] == [
        ("30/07", "escalate")
    ]


@pytest.mark.parametrize("kind", [LetterKind.REMIND, LetterKind.ESCALATE])
def test_a_letter_on_its_way_drops_what_was_locked_meanwhile(kind: LetterKind):
    owed = owes("report")
    at_noon = at(18, 7, 12) if kind is LetterKind.REMIND else at(22, 7, 12)
    item = Item(f"remind-1:report:{owed.term}", kind, "report", "remind-1")
    for locked in (False, True):
        owes_ = owed._replace(locked=locked)
        item = item._replace(key=f"{item.step}:report:{owed.term}")
        asks = still_asks(item, stand(()), owes_, at_noon, at_noon)
        assert asks is not locked
