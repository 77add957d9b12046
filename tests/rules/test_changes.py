"""What an amendment changes is told once, and of nothing that rests."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.claim import still_asks
from rules.extended import in_effect
from rules.foreseen import foresee_told, look_ahead
from rules.keys import under
from rules.status import status
from schemas.assignment import Assignment, Setting
from schemas.entry import EntryKind
from schemas.letter import Item, LetterKind
from schemas.status import Status
from tests.rules.season import CLOCKS, TERMS, Played, agency, at, owes

ISSUED = at(6, 5)
EARLY, LATE = date(2024, 6, 7), date(2024, 6, 20)
CHANGED = at(20, 5, 9)


def set_to(*days: date, duty: str = "1.1") -> Assignment:
    """Return a duty whose deadline was set to each of the days in turn."""
    terms: dict[date, str] = {}
    for n, day in enumerate(days, start=1):
        terms.setdefault(day, f"r{n}")
    moments = (ISSUED, CHANGED, at(21, 5, 9))
    settings = tuple(
        Setting(moment, day, terms[day])
        for moment, day in zip(moments, days, strict=False)
    )
    now = owes(duty, days[-1])
    return under(now._replace(settings=settings), terms[days[-1]])


def amended(played: Played, *assignments: Assignment, gone: tuple = ()) -> None:
    played.docket = replace(
        played.docket, assignments=assignments, withdrawn=tuple(gone)
    )


def changes(played: Played, now: datetime) -> list[tuple[str, str]]:
    decision = played.beat(now)
    return [
        (item.duty, item.step)
        for draft in decision.drafts
        for item in draft.items
        if item.kind is LetterKind.CHANGE
    ]


@pytest.fixture
def told() -> Played:
    """An agency that was assigned one duty, and another that stays as it is."""
    played = agency(owes("1.1", EARLY), owes("1.2", LATE))
    played.play(ISSUED, at(17, 5))
    return played


def test_a_moved_day_is_told_once_to_whom_knew_the_old_one(told: Played):
    amended(told, set_to(EARLY, LATE), owes("1.2", LATE))
    assert changes(told, CHANGED) == [("1.1", "2024-06-07/2024-06-20")]
    assert changes(told, at(21, 5)) == []
    assert not [kind for now, kind, _ in told.told if kind == "assign" and now > ISSUED]


def test_a_withdrawn_duty_is_told_and_then_back_again(told: Played):
    one, two = told.docket.assignments
    amended(told, two, gone=(one,))
    assert changes(told, CHANGED) == [("1.1", "2024-06-07/withdrawn")]
    amended(told, one, two)
    assert changes(told, at(21, 5)) == [("1.1", "withdrawn/2024-06-07")]
    assert changes(told, at(22, 5)) == []


def test_what_came_back_before_it_was_told_is_not_told(told: Played):
    amended(told, set_to(EARLY, LATE, EARLY), owes("1.2", LATE))
    assert changes(told, CHANGED) == []


def test_whoever_was_never_told_is_assigned_the_duty_as_it_is():
    played = agency(set_to(EARLY, LATE))
    assert changes(played, CHANGED) == []
    assert played.told[-1][1] == "assign"
    amended(played, gone=(owes("9.9", LATE),))
    assert ("9.9", "2024-06-20/withdrawn") not in changes(played, at(21, 5))


@pytest.mark.parametrize(
    ("answered", "expected"),
    [
        (at(7, 5), [("1.1", "2024-06-07/2024-06-20")]),
        (at(20, 5, 10), []),
    ],
)
def test_whoever_answered_before_any_letter_knows_what_the_plan_said_then(
    answered: datetime, expected: list
):
    played = agency()
    played.append(EntryKind.CONFIRMED, answered, duty="1.1", act="a")
    amended(played, set_to(EARLY, LATE))
    assert changes(played, at(21, 5)) == expected


def test_what_rests_is_not_told(told: Played):
    told.answer(EntryKind.FULFILLED, at(17, 5), "1.1")
    one, two = told.docket.assignments
    amended(told, set_to(EARLY, LATE), two)
    assert changes(told, CHANGED) == []
    amended(told, two, gone=(one,))
    assert changes(told, at(21, 5)) == []


def test_a_silent_duty_is_told_when_it_speaks_again(told: Played):
    told.append(EntryKind.SILENCED, CHANGED, duty="1.1", step=at(23, 5, 0).isoformat())
    amended(told, set_to(EARLY, LATE), owes("1.2", LATE))
    assert changes(told, CHANGED) == []
    assert changes(told, at(23, 5)) == [("1.1", "2024-06-07/2024-06-20")]


@pytest.mark.parametrize("how", ["unsaid", "undelivered"])
def test_what_never_arrived_is_told_again_as_it_is_by_then(told: Played, how: str):
    amended(told, set_to(EARLY, LATE), owes("1.2", LATE))
    assert changes(told, CHANGED)
    notice, change = told.docket.entries[-3:-1]
    assert (notice.key or "").startswith("notice:")
    if how == "unsaid":
        told.append(EntryKind.UNSAID, at(20, 5, 10), duty="1.1", step=change.key or "")
    else:
        told.append(EntryKind.UNDELIVERED, at(20, 5, 10), step=str(notice.n))
        told.append(EntryKind.CORRECTED, at(20, 5, 11))
    assert changes(told, at(21, 5)) == [("1.1", "2024-06-07/2024-06-20")]


def test_what_was_raised_about_a_duty_is_cleared_once_it_moves_or_goes():
    for gone in (True, False):
        played = agency(owes("1.1", date(2024, 5, 10)))
        played.play(ISSUED, at(17, 5))
        raised = [e for e in played.docket.entries if e.step == "escalate-3"]
        assert raised, "the superior was told"
        now = set_to(date(2024, 5, 10), LATE)
        amended(played, *(() if gone else (now,)), gone=(now,) if gone else ())
        signals = played.beat(CHANGED).signals
        about = [one.kind for one in signals if one.duty == "1.1"]
        assert about == [EntryKind.CLEARED]
        assert played.beat(at(21, 5)).signals == ()


def test_nothing_is_left_to_decide_about_a_withdrawn_duty(told: Played):
    told.append(EntryKind.DECLINED, at(17, 5), duty="1.1", act="no")
    assert [one.kind for one in told.beat(at(17, 5, 9)).signals] == [EntryKind.RAISED]
    one, two = told.docket.assignments
    amended(told, two, gone=(one,))
    assert [one.kind for one in told.beat(CHANGED).signals] == [EntryKind.CLEARED]


def test_a_duty_that_moved_is_still_assigned_and_asked_for_its_receipt_once():
    played = agency(owes("1.1", EARLY), terms=CLOCKS)
    played.play(ISSUED, at(17, 5))
    amended(played, set_to(EARLY, LATE))
    asked = [kind for _, kind, _ in played.told if kind == "receive"]
    played.play(CHANGED, at(29, 5))
    assert [kind for _, kind, _ in played.told if kind == "receive"] == asked
    standing = played.docket.standing
    assert status(set_to(EARLY, LATE), standing, at(29, 5)) is Status.AWAITING


def test_an_extension_outlives_an_amendment_that_moves_less(told: Played):
    told.append(EntryKind.EXTENDED, at(17, 5), duty="1.1", step="2024-06-28", act="x")
    told.beat(at(17, 5))
    amended(told, set_to(EARLY, LATE), owes("1.2", LATE))
    assert changes(told, CHANGED) == [("1.1", "2024-06-07/2024-06-20")]
    (one, _) = in_effect(told.docket.assignments, told.docket.standing, TERMS)
    assert (one.last_day, one.planned.last_day) == (date(2024, 6, 28), LATE)


@pytest.mark.parametrize(
    ("step", "owed", "facts", "asks"),
    [
        ("2024-06-07/2024-06-20", LATE, 0, True),
        ("2024-06-07/2024-06-20", EARLY, 0, False),
        ("2024-06-07/withdrawn", None, 0, True),
        ("2024-06-07/withdrawn", EARLY, 0, False),
        ("2024-06-07/2024-06-20", LATE, 1, False),
    ],
)
def test_a_change_is_told_while_it_holds(
    step: str, owed: date | None, facts: int, asks: bool
):
    played = agency()
    if facts:
        played.append(EntryKind.FULFILLED, ISSUED, duty="1.1", act="a")
    item = Item("change:1.1:0", LetterKind.CHANGE, "1.1", step)
    now = owes("1.1", owed) if owed else None
    standing = played.docket.standing
    assert still_asks(item, standing, now, CHANGED, CHANGED) is asks


@pytest.mark.parametrize(
    "kind",
    [
        LetterKind.ASSIGN,
        LetterKind.RECEIVE,
        LetterKind.REMIND,
        LetterKind.ESCALATE,
        LetterKind.UPDATE,
        LetterKind.DIGEST,
        LetterKind.DECISION,
        LetterKind.RULING,
        LetterKind.WAIVER,
        LetterKind.SENT_BACK,
    ],
)
def test_nothing_at_the_claim_speaks_of_a_duty_that_was_withdrawn(kind: LetterKind):
    item = Item("key", kind, "1.1", "remind-1")
    standing = agency().docket.standing
    assert not still_asks(item, standing, None, CHANGED, CHANGED)


def test_every_letter_is_foreseen_until_the_agency_and_its_calendar_know(told: Played):
    one, two = told.docket.assignments
    amended(told, set_to(EARLY, date(2024, 6, 27)), two)
    foreseen = list(foresee_told(told.docket, at(20, 5, 20)))
    assert [f"{now:%d/%m %H}" for now, _ in foreseen] == ["21/05 08", "22/05 08"]
    assert all(draft.invitation for _, draft in foreseen)
    assert look_ahead(told.docket, at(20, 5, 20)) == foreseen[:1]
    amended(told, one, two)
    assert list(foresee_told(told.docket, CHANGED)) == []
    assert look_ahead(told.docket, CHANGED) == []


def test_nothing_is_foreseen_for_whom_no_letter_reaches_nor_after_the_close(
    told: Played,
):
    amended(told, set_to(EARLY, LATE), owes("1.2", LATE))
    assert list(foresee_told(told.docket, TERMS.close)) == []
    told.append(EntryKind.UNDELIVERED, at(17, 5), step="1")
    told.append(EntryKind.CONFIRMED, at(20, 5, 20), duty="1.2", act="a")
    foreseen = list(foresee_told(told.docket, at(20, 5, 20)))
    assert foreseen == []


def test_a_docket_without_facts_is_foreseen_from_its_first_letter_on():
    ((now, draft),) = foresee_told(agency(owes("1.1", LATE)).docket, ISSUED)
    assert (now, draft.kind) == (ISSUED, LetterKind.ASSIGN)
