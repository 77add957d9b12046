"""The ladder of a campaign: what is said, when, and to whom."""

from datetime import time
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Frozen
from schemas.duty import Modality
from schemas.said import Said
from schemas.step import Reader, Step, StepKind
from schemas.wrong_steps import WrongStepsError, wrong_steps


class Window(Frozen):
    """Hours of a working day, local time, the end excluded."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _closes_later(self) -> Self:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError(Said("hours are local time and carry no zone"))
        if self.opens >= self.closes:
            raise ValueError(Said("a window closes after it opens"))
        return self


Days = Annotated[int, Field(ge=1, le=60)]
"""A number of working days."""

DEFAULT_STEPS = (
    Step(kind=StepKind.REMIND, days=7),
    Step(kind=StepKind.REMIND, days=3),
    Step(kind=StepKind.REMIND, days=1),
    Step(kind=StepKind.ESCALATE, days=1, copy_to=(Reader.HEAD,)),
    Step(
        kind=StepKind.ESCALATE,
        days=3,
        to=Reader.SUPERIOR,
        modality=Modality.ASSIGNED,
    ),
    Step(kind=StepKind.TELL, days=3, modality=Modality.ASKED),
    Step(kind=StepKind.DRAFT, days=5, modality=Modality.ASSIGNED),
    Step(kind=StepKind.DRAFT, days=10, modality=Modality.ASSIGNED),
)
"""What offices do: reminders, then contact and head, then letters that people sign."""

LETTER_HOURS = (
    Window(opens=time(8), closes=time(10, 30)),
    Window(opens=time(14), closes=time(16)),
)
WORKING_HOURS = (
    Window(opens=time(7, 30), closes=time(11, 30)),
    Window(opens=time(13, 30), closes=time(17)),
)


class Policy(Frozen):
    """How a campaign reminds and escalates, and in which hours it writes.

    In working days: `receive` after a duty was assigned its receipt is asked for, and
    on the last of these days the office telephones; `update` after the last word about
    a duty its progress is asked for, None for never, unless its deadline is `near`.
    """

    steps: tuple[Step, ...] = DEFAULT_STEPS
    receive: tuple[Days, ...] = (3, 7)
    update: Days | None = 15
    near: Days = 5
    letter_hours: tuple[Window, ...] = Field(default=LETTER_HOURS, min_length=1)
    working_hours: tuple[Window, ...] = Field(default=WORKING_HOURS, min_length=1)

    @model_validator(mode="after")
    def _asks_in_order(self) -> Self:
        if list(self.receive) != sorted(set(self.receive)):
            raise ValueError(
                Said("receipts are asked for on days that come one by one")
            )
        return self

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        if wrong := wrong_steps(self.steps):
            raise WrongStepsError(wrong)
        return self

    def steps_for(self, modality: Modality) -> tuple[Step, ...]:
        """Return the ladder of the duties laid on an agency in that way."""
        return tuple(step for step in self.steps if step.is_for(modality))
