"""The ladder of a campaign: what is said, when, and to whom."""

from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Frozen


class StepKind(StrEnum):
    """A reminder comes before the deadline, an escalation after it."""

    REMIND = "remind"
    ESCALATE = "escalate"


class Reader(StrEnum):
    """Whom a step writes to; a post is resolved when the letter is composed."""

    CONTACT = "contact"
    HEAD = "head"
    SUPERIOR = "superior"


class Step(Frozen):
    """One rung: `days` working days before or after the deadline, by its kind."""

    kind: StepKind
    days: int = Field(ge=1, le=60)
    to: Reader = Reader.CONTACT
    copy_to: tuple[Reader, ...] = ()

    @property
    def name(self) -> str:
        """What facts and keys call the step, as `remind-7`."""
        return f"{self.kind}-{self.days}"

    @property
    def place(self) -> int:
        """Working days from the deadline: negative before it."""
        return self.days if self.kind is StepKind.ESCALATE else -self.days


class Window(Frozen):
    """Hours of a working day, local time, the end excluded."""

    opens: time
    closes: time

    @model_validator(mode="after")
    def _closes_later(self) -> Self:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("hours are local time and carry no zone")
        if self.opens >= self.closes:
            raise ValueError("a window closes after it opens")
        return self


Days = Annotated[int, Field(ge=1, le=60)]
"""A number of working days."""

DEFAULT_STEPS = (
    Step(kind=StepKind.REMIND, days=7),
    Step(kind=StepKind.REMIND, days=3),
    Step(kind=StepKind.REMIND, days=1),
    Step(kind=StepKind.ESCALATE, days=1, copy_to=(Reader.HEAD,)),
    Step(kind=StepKind.ESCALATE, days=3, to=Reader.SUPERIOR),
)
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
    def _readers(self) -> Self:
        if any(step.to is Reader.HEAD for step in self.steps):
            raise ValueError("a step is for the contact or, escalating, the superior")
        reminds = (step for step in self.steps if step.kind is StepKind.REMIND)
        if any(step.to is Reader.SUPERIOR for step in reminds):
            raise ValueError("a reminder is for the contact, not for the superior")
        if any(set(step.copy_to) - {Reader.HEAD} for step in self.steps):
            raise ValueError("copies go to the agency's head only")
        return self

    @model_validator(mode="after")
    def _asks_in_order(self) -> Self:
        if list(self.receive) != sorted(set(self.receive)):
            raise ValueError("receipts are asked for on days that come one by one")
        return self

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        places = [step.place for step in self.steps]
        if places != sorted(set(places)):
            raise ValueError("steps must stand in the order in which they come")
        above = [s.to is Reader.SUPERIOR for s in self.steps if s.place > 0]
        if above != sorted(above) or above[:1] == [True]:
            raise ValueError("an agency is escalated to itself before its superior")
        return self
