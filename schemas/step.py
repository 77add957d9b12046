"""One step of a campaign's ladder: what is said, when, to whom, about which duties."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen
from schemas.duty import Modality


class StepKind(StrEnum):
    """A reminder comes before the deadline, all other steps after it.

    An escalation is written to the agency or its superior; a draft is an urging letter
    (công văn đôn đốc) that people sign; tell gives the office somebody to telephone.
    """

    REMIND = "remind"
    ESCALATE = "escalate"
    DRAFT = "draft"
    TELL = "tell"


class Reader(StrEnum):
    """Whom a step writes to; a post is resolved when the letter is composed."""

    CONTACT = "contact"
    HEAD = "head"
    SUPERIOR = "superior"


class Step(Frozen):
    """One rung: `days` working days before or after the deadline, by its kind.

    Only duties of that `modality` have it, all of them where it is None.
    """

    kind: StepKind
    days: int = Field(ge=1, le=60)
    to: Reader = Reader.CONTACT
    copy_to: tuple[Reader, ...] = ()
    modality: Modality | None = None

    @property
    def name(self) -> str:
        """What facts and keys call the step, as `remind-7`."""
        return f"{self.kind}-{self.days}"

    @property
    def place(self) -> int:
        """Working days from the deadline: negative before it."""
        return -self.days if self.kind is StepKind.REMIND else self.days

    @property
    def above(self) -> bool:
        """Tell whether the step goes past the agency."""
        return goes_above(self.kind, self.to)

    def is_for(self, modality: Modality) -> bool:
        """Tell whether duties laid on an agency in that way have the step."""
        return self.modality in (None, modality)


FOR_THE_OFFICE = (StepKind.DRAFT, StepKind.TELL)
"""Kinds of steps that write to nobody."""


def goes_above(kind: StepKind, to: Reader) -> bool:
    """Tell whether such a step goes past the agency: to its superior, to the office."""
    return kind in FOR_THE_OFFICE or to is Reader.SUPERIOR
