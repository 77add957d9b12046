"""Who waits for another agency is not escalated; the one it waits for is, once."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.working_days import WorkingDays
from rules.assignments import assign
from rules.claim import still_asks
from rules.docket import Docket
from rules.fold import stand
from rules.in_force import issue, lacks_parent, receive
from rules.keys import step_key
from rules.progress import waited_for
from rules.status import count, status
from rules.urging import drafted
from schemas.action import Decision
from schemas.assignment import PARENT, Assignment, Counts, DocketKind, Handover
from schemas.entry import EntryKind
from schemas.in_force import PlanInForce, Received, Signing
from schemas.letter import Item, LetterKind
from schemas.matter import Matter
from schemas.plan import Plan
from schemas.status import Status
from tests.rules.season import CLOCKS, TERMS, Played, agency, at, owes
from tests.rules.test_properties import (
    KINDS,
    MOVES,
    answer,
    end_draft,
    fall_silent,
    policies,
)
from tests.rules.test_properties import rule as decide_on_time
from tests.small_campaign import PLAN, data, put

SIGNING = Signing(number="1/KH", signed_on=date(2024, 5, 6), signer="Chủ tịch")
ISSUED, LAST = at(6, 5), at(20, 7, 0)
PUPILS = Handover("school", "2.1")
OVER, BACK = EntryKind.HANDED_OVER, EntryKind.TAKEN_BACK


def bound(*edits: tuple[tuple[int | str, ...], object]) -> dict[str, list[Assignment]]:
    """What each owner of the small plan owes, as it is edited."""
    values = data(PLAN)
    for place, value in edits:
        values = put(values, place, value)
    in_force = issue(Plan.model_validate(values), SIGNING, ISSUED)
    every = assign(in_force, WorkingDays.vietnam())
    return {owner: list(owed) for owner, owed in every.items()}


def of(owed: list[Assignment], duty: str) -> Assignment:
    return next(one for one in owed if one.duty == duty)


def waiting(**more) -> Assignment:
    return owes("3.1", **more)._replace(awaits=(PUPILS,))


def learn(played: Played, kind: EntryKind, now: datetime, name: str = "") -> None:
    name = name or PUPILS.name
    key = f"{kind}:{len(played.docket.entries)}"
    played.append(kind, now, duty=name, key=key)
    played.beat(now)


def steps(played: Played) -> list[tuple[str, str]]:
    return [
        (f"{e.at:%d/%m}", e.step)
        for e in played.docket.entries
        if e.kind is EntryKind.PERFORMED and e.duty == "3.1"
    ]


def raised(played: Played, since: datetime, until: datetime) -> list[tuple[str, str]]:
    """Play from wake to wake, and return what the office learns, by day."""
    found: list[tuple[str, str]] = []
    now: datetime | None = since
    while now is not None and now <= until:
        decision = played.beat(now)
        found += [(f"{now:%d/%m}", str(one.kind)) for one in decision.signals]
        now = decision.wake
    return found


def test_an_agency_waits_for_all_that_lead_what_its_duty_awaits():
    owed = bound((("entries", 1, "owners"), ["school", "office"]))
    wanted = (Handover("office", "2.1"), Handover("school", "2.1"))
    assert of(owed["north"], "3.1").awaits == wanted
    assert of(owed["office"], "2.1").awaited_by == ("north", "south")
    assert of(owed["school"], "2.2").awaited_by == ()


def test_whoever_leads_the_awaited_duty_too_waits_for_nobody():
    owed = bound((("entries", 1, "owners"), ["school", "north"]))
    assert of(owed["north"], "3.1").awaits == ()
    assert len(of(owed["south"], "3.1").awaits) == 2
    assert of(owed["school"], "2.1").awaited_by == ("south",)


def test_whoever_only_supports_hands_nothing_over():
    owed = bound((("entries", 1, "duties", 0, "role"), "supporting"))
    assert of(owed["north"], "3.1").awaits == ()
    assert of(owed["school"], "2.1").awaited_by == ()


ABOVE: tuple[tuple[int | str, ...], object] = (
    ("parent_plan",),
    {"title": "Kế hoạch của UBND tỉnh"},
)
AWAITS_ABOVE = (("entries", 0, "duties", 0, "awaits"), ["parent-plan"])


@pytest.mark.parametrize(
    ("parent", "lacks"),
    [
        pytest.param(ABOVE, True, id="named, without its number"),
        pytest.param(
            (ABOVE[0], {"title": "Kế hoạch", "number": "1/KH", "dated": "2024-04-09"}),
            False,
            id="issued before",
        ),
    ],
)
def test_the_parents_plan_is_waited_for_until_it_is_issued(parent, lacks: bool):
    owed = of(bound(parent, AWAITS_ABOVE)["office"], "1.1")
    assert owed.awaits == ((PARENT,) if lacks else ())
    assert owed.begins is None


def test_once_the_parents_plan_has_come_the_ladder_goes_on_from_that_day():
    values = put(data(PLAN), *ABOVE)
    values = put(values, *AWAITS_ABOVE)
    signed = issue(Plan.model_validate(values), SIGNING, ISSUED)
    (waits,) = (of(owed, "1.1") for owed in office_owes(signed))
    played = agency(waits)
    played.play(ISSUED, at(10, 6))
    came = receive(
        signed, Received(number="1/KH", dated=date(2024, 6, 10), at=at(10, 6))
    )
    assert (came.revision, lacks_parent(came)) == (2, False)
    (begun,) = (of(owed, "1.1") for owed in office_owes(came))
    played.docket = replace(played.docket, assignments=(begun,))
    played.play(at(10, 6), at(31, 7))
    done = [(f"{e.at:%d/%m}", e.step) for e in played.docket.entries if e.duty == "1.1"]
    assert done[-3:] == [
        ("11/06", "escalate-1"),
        ("13/06", "escalate-3"),
        ("17/06", "draft-5"),
    ]
    assert not [step for day, step in done if "escalate" in step and day[3:] == "05"]


def office_owes(in_force: PlanInForce) -> list[list[Assignment]]:
    return [list(assign(in_force, WorkingDays.vietnam())["office"])]


def test_reminders_go_while_it_waits_and_nothing_follows_the_deadline():
    played = agency(waiting())
    played.play(ISSUED, at(31, 7))
    said = ["assign", "remind-7", "remind-3", "remind-1"]
    assert [step for _, step in steps(played)] == said


def test_the_ladder_goes_on_from_the_day_of_the_handover():
    played = agency(waiting())
    played.play(ISSUED, at(24, 7))
    learn(played, OVER, at(24, 7, 9))
    played.play(at(24, 7, 9), at(31, 7))
    assert steps(played)[4:] == [
        ("25/07", "escalate-1"),
        ("29/07", "escalate-3"),
        ("31/07", "draft-5"),
    ]


def test_a_handover_in_time_moves_no_step():
    played = agency(waiting())
    played.play(ISSUED, at(5, 6))
    learn(played, OVER, at(5, 6))
    played.play(at(5, 6), at(31, 7))
    assert steps(played)[4:] == [
        ("22/07", "escalate-1"),
        ("24/07", "escalate-3"),
        ("26/07", "draft-5"),
    ]


def test_a_handover_on_a_day_off_counts_from_the_next_letter_hours():
    played = agency(waiting())
    played.play(ISSUED, at(22, 7))
    learn(played, OVER, at(27, 7))
    played.play(at(27, 7), at(31, 7))
    assert steps(played)[4:] == [("30/07", "escalate-1")]


def test_it_waits_until_the_last_of_several_has_handed_over():
    other = Handover("other", "2.1")
    played = agency(owes("3.1")._replace(awaits=(PUPILS, other)))
    played.play(ISSUED, at(22, 7))
    learn(played, OVER, at(22, 7, 9))
    played.play(at(22, 7, 9), at(25, 7))
    assert len(steps(played)) == 4
    learn(played, OVER, at(25, 7), other.name)
    played.play(at(25, 7), at(29, 7))
    assert steps(played)[4:] == [("26/07", "escalate-1")]


def test_a_handover_taken_back_clears_what_was_raised_until_it_comes_again():
    played = agency(waiting())
    played.play(ISSUED, at(5, 6))
    learn(played, OVER, at(5, 6))
    assert raised(played, at(5, 6), at(24, 7)) == [("24/07", "raised")]
    played.append(BACK, at(24, 7, 9), duty=PUPILS.name, key="back")
    assert raised(played, at(24, 7, 9), at(26, 7)) == [("24/07", "cleared")]
    played.append(OVER, at(26, 7, 9), duty=PUPILS.name, key="again")
    both = [("30/07", "raised"), ("30/07", "raised")]  # the superior, a letter to sign
    assert raised(played, at(26, 7, 9), at(9, 8)) == both
    played.append(EntryKind.FULFILLED, at(9, 8, 9), duty="3.1", act="a")
    assert raised(played, at(9, 8, 9), at(12, 8)) == 2 * [("09/08", "cleared")]


def test_what_the_calendar_showed_as_overdue_goes_back_to_its_day():
    played = agency(waiting())
    learn(played, OVER, ISSUED)
    played.play(ISSUED, at(22, 7))
    told = stand(played.docket.entries).told("day:2024-07-19")
    assert told.startswith("2024-07-23/")
    learn(played, BACK, at(22, 7, 9))
    played.append(EntryKind.CONFIRMED, at(22, 7, 9), duty="3.1", act="a")
    played.play(at(22, 7, 9), at(23, 7))
    assert stand(played.docket.entries).told("day:2024-07-19").startswith("2024-07-19/")


def test_the_awaited_climbs_its_own_ladder_once_however_many_wait():
    played = agency(owes("3.1")._replace(awaited_by=("a", "b", "c")))
    alone = agency(owes("3.1"))
    for one in (played, alone):
        one.play(ISSUED, at(31, 7))
    assert played.told == alone.told
    assert steps(played) == steps(alone)


def handed(decision: Decision) -> list[tuple[str, str, str]]:
    return [(str(one.kind), one.duty, one.step) for one in decision.signals]


@pytest.mark.parametrize("kind", [DocketKind.AGENCY, DocketKind.GROUP])
def test_each_that_waits_is_told_once_of_every_turn(kind: DocketKind):
    owed = (owes("3.1")._replace(awaited_by=("a", "b")), owes("3.2"))
    played = Played(Docket("school", kind, owed, (), TERMS))
    played.beat(ISSUED)
    keys: list[str] = []
    for n, done in enumerate((True, False, True)):
        now = at(7 + n, 5)
        what = "3.1" if done else str(len(played.docket.entries))
        if done:
            played.append(EntryKind.FULFILLED, now, duty=what, act=f"a{n}")
            given = str(len(played.docket.entries))
        else:
            played.append(EntryKind.UNDONE, now, duty="3.1", step=given, act=f"a{n}")
        decision = played.beat(now)
        turn = "handed-over" if done else "taken-back"
        assert handed(decision) == [(turn, "3.1", "a"), (turn, "3.1", "b")]
        assert played.beat(now).signals == ()
        keys += [one.key for one in decision.signals]
    assert len(set(keys)) == 6


def test_one_that_begins_to_wait_later_is_told_what_was_handed_over_before():
    played = agency(owes("3.1")._replace(awaited_by=("a",)))
    played.append(EntryKind.FULFILLED, ISSUED, duty="3.1", act="a")
    played.beat(ISSUED)
    amended = owes("3.1")._replace(awaited_by=("a", "b"))
    played.docket = replace(played.docket, assignments=(amended,))
    assert handed(played.beat(at(7, 5))) == [("handed-over", "3.1", "b")]


def test_who_cannot_be_written_to_hands_over_all_the_same():
    played = agency(owes("3.1")._replace(awaited_by=("a",)))
    played.beat(ISSUED)
    played.append(EntryKind.UNDELIVERED, at(7, 5))
    played.append(EntryKind.FULFILLED, at(7, 5), duty="3.1", act="a")
    assert ("handed-over", "3.1", "a") in handed(played.beat(at(7, 5)))


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        pytest.param((), at(7, 5), Status.UNASSIGNED, id="nobody was told yet"),
        pytest.param(("confirmed",), at(7, 5), Status.WAITING, id="received"),
        pytest.param(("confirmed",), at(12, 7), Status.WAITING, id="soon due"),
        pytest.param(("confirmed",), LAST, Status.WAITING, id="its day has passed"),
        pytest.param(
            ("confirmed", "handed-over"), LAST, Status.OVERDUE, id="handed over"
        ),
        pytest.param(("fulfilled",), LAST, Status.DONE, id="done without it"),
    ],
)
def test_nobody_is_overdue_who_waits(facts, now: datetime, expected: Status):
    played = agency(waiting())
    for fact in facts:
        duty = PUPILS.name if fact == "handed-over" else "3.1"
        played.append(EntryKind(fact), at(6, 5), duty=duty)
    standing = stand(played.docket.entries)
    assert status(waiting(), standing, now) is expected
    late = int(expected is Status.OVERDUE)
    done = int(expected is Status.DONE)
    received = int(bool(facts))
    counts = count((waiting(),), standing, now)
    assert counts == Counts(1, received, done, late)


@pytest.mark.parametrize(
    ("kind", "step", "asks"),
    [
        (LetterKind.DIGEST, "superior:chair", False),
        (LetterKind.ESCALATE, "escalate-1", False),
        (LetterKind.REMIND, "remind-1", True),
        (LetterKind.RECEIVE, "unseen-3", True),
    ],
)
def test_a_letter_is_silent_on_what_waits_by_the_time_it_is_claimed(kind, step, asks):
    item = Item(step_key(step, waiting()), kind, "3.1", step)
    played = agency(waiting())
    now = at(18, 7) if kind is LetterKind.REMIND else at(22, 7)
    standing = stand(played.docket.entries)
    assert still_asks(item, standing, waiting(), now, now) is asks
    played.append(OVER, now, duty=PUPILS.name)
    assert still_asks(item, stand(played.docket.entries), waiting(), now, now)


def test_a_campaign_knows_who_waits_for_what():
    first, second = agency(waiting()), agency(waiting(), owes("3.2"))
    done = agency(waiting())
    done.append(EntryKind.FULFILLED, ISSUED, duty="3.1")
    learned = agency(waiting())
    learned.append(OVER, ISSUED, duty=PUPILS.name)
    dockets = [one.docket for one in (first, second, done, learned)]
    dockets[1] = replace(dockets[1], agency="so-b")
    assert waited_for(dockets) == {PUPILS: ("so-y-te", "so-b")}


TURNS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 39)), max_size=12, unique=True
)


@settings(max_examples=200, deadline=None)
@given(
    policies(),
    st.lists(st.dates(date(2024, 5, 8), date(2024, 7, 26)), min_size=1, max_size=3),
    MOVES,
    TURNS,
)
def test_nothing_that_waits_is_escalated_whatever_else_happens(
    policy, lasts, moves, turns
):
    """Handovers come and go among answers, silences, bounces and decisions."""
    awaits = (PUPILS, Handover("other", "2.1"))
    owed = [owes(f"1.{i}", last, policy=policy) for i, last in enumerate(lasts)]
    played = agency(owed[0]._replace(awaits=awaits), *owed[1:], terms=CLOCKS)
    now, wake = at(6, 5), None
    for n, (move, gap, duty, kind) in enumerate(moves):
        now = max(now, wake) if move == "wake" and wake else now + gap
        act(played, move, now, duty, kind, gap)
        for who in (who for who, when in turns if when == n):
            known = awaits[who].name in stand(played.docket.entries).handed_over
            played.append(BACK if known else OVER, now, duty=awaits[who].name)
        standing = stand(played.docket.entries)
        decision = played.beat(now)
        if any(one.name not in standing.handed_over for one in awaits):
            check_waits(decision)
            assert "1.0" not in [one.duty for one in drafted(played.docket, now)]
        again = played.beat(now)
        assert (again.actions, again.drafts, again.signals) == ((), (), ())
        assert again.wake == decision.wake
        wake = decision.wake


def act(played: Played, move, now, duty, kind, gap) -> None:
    if move in ("answer", "undo"):
        answer(played, move, now, duty, kind, gap)
    elif move == "rule":
        decide_on_time(played, f"1.{duty}", now, gap)
    elif move in ("sign", "shelve"):
        end_draft(played, move, now)
    elif move in KINDS[8:]:
        fall_silent(played, move, now, duty)


def check_waits(decision: Decision) -> None:
    told = [item for draft in decision.drafts for item in draft.items]
    assert not [i for i in told if i.duty == "1.0" and i.kind is LetterKind.ESCALATE]
    above = ("superior", Matter.CALL)
    assert not [
        one
        for one in decision.signals
        if one.duty == "1.0" and one.kind is EntryKind.RAISED and one.step in above
    ]
