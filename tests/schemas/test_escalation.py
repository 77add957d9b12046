from datetime import UTC, time

import pytest
from pydantic import ValidationError

from schemas.duty import Modality
from schemas.escalation import Policy, Window
from schemas.step import Reader, Step, StepKind
from schemas.wrong_steps import wrong_steps


@pytest.mark.parametrize(
    ("opens", "closes", "problem"),
    [
        (time(10), time(8), "a window closes after it opens"),
        (time(8), time(8), "a window closes after it opens"),
        (time(8, tzinfo=UTC), time(10), "carry no zone"),
        (time(8), time(10, tzinfo=UTC), "carry no zone"),
    ],
)
def test_hours_that_never_open_are_refused(
    opens: time, closes: time, problem: str
) -> None:
    with pytest.raises(ValidationError, match=problem):
        Window(opens=opens, closes=closes)


def test_hours_of_a_plan_are_read_as_local_time() -> None:
    window = Window.model_validate({"opens": "08:00", "closes": "10:30"})
    assert (window.opens, window.closes) == (time(8), time(10, 30))


FIRST = Step(kind=StepKind.REMIND, days=7)
LAST = Step(kind=StepKind.REMIND, days=1)
TO_AGENCY = Step(kind=StepKind.ESCALATE, days=1, copy_to=(Reader.HEAD,))
TO_SUPERIOR = Step(kind=StepKind.ESCALATE, days=3, to=Reader.SUPERIOR)
CALL = Step(kind=StepKind.TELL, days=2)
LETTER = Step(kind=StepKind.DRAFT, days=5, modality=Modality.ASSIGNED)


def test_steps_are_named_and_placed_around_the_deadline() -> None:
    assert [(step.name, step.place) for step in Policy().steps] == [
        ("remind-7", -7),
        ("remind-3", -3),
        ("remind-1", -1),
        ("escalate-1", 1),
        ("escalate-3", 3),
        ("tell-3", 3),
        ("draft-5", 5),
        ("draft-10", 10),
    ]


@pytest.mark.parametrize(
    ("modality", "after"),
    [
        (Modality.ASSIGNED, ["escalate-1", "escalate-3", "draft-5", "draft-10"]),
        (Modality.ASKED, ["escalate-1", "tell-3"]),
    ],
)
def test_a_body_that_was_asked_has_a_ladder_of_its_own(
    modality: Modality, after: list[str]
) -> None:
    steps = Policy().steps_for(modality)
    assert [step.name for step in steps if step.place > 0] == after


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (FIRST,),
        (TO_AGENCY,),
        (FIRST, LAST, TO_AGENCY, TO_SUPERIOR),
        (TO_AGENCY, CALL, TO_SUPERIOR, LETTER),
        (TO_AGENCY, CALL, Step(kind=StepKind.ESCALATE, days=4), LETTER),
        (TO_AGENCY, LETTER, Step(kind=StepKind.TELL, days=5, modality=Modality.ASKED)),
    ],
)
def test_a_ladder_may_be_short(steps: tuple[Step, ...]) -> None:
    assert Policy(steps=steps).steps == steps


@pytest.mark.parametrize(
    ("steps", "problem"),
    [
        ((LAST, FIRST), "in the order in which they come"),
        ((TO_AGENCY, FIRST), "in the order in which they come"),
        ((FIRST, FIRST), "in the order in which they come"),
        ((TO_SUPERIOR,), "to itself before its superior"),
        ((LETTER,), "to itself before its superior, a letter for signature"),
        ((CALL,), "or a call"),
        (
            (TO_AGENCY, TO_SUPERIOR, Step(kind=StepKind.ESCALATE, days=5)),
            "to itself before its superior",
        ),
        ((TO_AGENCY, LETTER, TO_SUPERIOR), "in the order in which they come"),
        (
            (TO_AGENCY, LETTER, Step(kind=StepKind.TELL, days=5)),
            "in the order in which they come, one a day",
        ),
        (
            (TO_AGENCY, LETTER, Step(kind=StepKind.ESCALATE, days=6)),
            "to itself before its superior, a letter for signature",
        ),
    ],
)
def test_a_ladder_that_skips_the_agency_or_jumps_is_refused(
    steps: tuple[Step, ...], problem: str
) -> None:
    with pytest.raises(ValidationError, match=problem):
        Policy(steps=steps)


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (Step(kind=StepKind.REMIND, days=3, to=Reader.SUPERIOR), "a reminder is for"),
        (Step(kind=StepKind.ESCALATE, days=1, to=Reader.HEAD), "for the contact or"),
        (
            Step(kind=StepKind.ESCALATE, days=1, copy_to=(Reader.SUPERIOR,)),
            "copies go to the agency's head only",
        ),
        (LETTER.model_copy(update={"to": Reader.SUPERIOR}), "a draft is for the offi"),
        (CALL.model_copy(update={"copy_to": (Reader.HEAD,)}), "a tell is for the offi"),
        (LETTER.model_copy(update={"modality": None}), "never what was asked"),
        (LETTER.model_copy(update={"modality": Modality.ASKED}), "never what was aske"),
        (
            TO_SUPERIOR.model_copy(update={"modality": Modality.ASKED}),
            "a body that was asked is not escalated to a superior",
        ),
    ],
)
def test_a_step_is_for_readers_it_can_reach(step: Step, problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Policy(steps=(step,))


def test_all_that_is_wrong_with_steps_is_said_in_their_order() -> None:
    asked = TO_SUPERIOR.model_copy(update={"modality": Modality.ASKED})
    wrong = wrong_steps((LETTER, asked))
    assert [one.position for one in wrong] == [0, 1, 1]
    assert all(one.remedy for one in wrong)


@pytest.mark.parametrize("hours", ["letter_hours", "working_hours"])
def test_a_campaign_without_hours_is_refused(hours: str) -> None:
    with pytest.raises(ValidationError, match="at least 1 item"):
        Policy.model_validate({hours: ()})


def test_receipts_are_asked_for_in_order():
    with pytest.raises(ValidationError, match="one by one"):
        Policy(receive=(7, 3))
