"""How agencies and the mail behave in a rehearsal."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator

from schemas.base import Frozen, Id

Share = Annotated[int, Field(ge=0, le=100)]
"""Per cent of the agencies."""


class Outage(Frozen):
    """Days on which no letter leaves, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError("an outage ends on its first day or later")
        return self


class Amended(Frozen):
    """That the plan is amended on a `day` by the edited one that lies at `plan`.

    `digest` names what was edited: other edits make another rehearsal.
    """

    plan: str
    day: date
    digest: str


class Behaviour(Frozen):
    """Shares of the agencies that answer in time, late, never; what befalls the season.

    `bounced` are agencies whose mailbox refuses every letter; `amendments` come one by
    one.
    """

    on_time: Share = 70
    late: Share = 20
    silent: Share = 10
    outages: tuple[Outage, ...] = ()
    bounced: tuple[Id, ...] = ()
    amendments: tuple[Amended, ...] = ()

    @model_validator(mode="after")
    def _everybody(self) -> Self:
        total = self.on_time + self.late + self.silent
        if total != 100:  # noqa: PLR2004 - per cent
            raise ValueError(f"the three shares are {total} % together, not 100 %")
        return self

    @model_validator(mode="after")
    def _one_a_day(self) -> Self:
        days = [one.day for one in self.amendments]
        if days != sorted(set(days)):
            raise ValueError("amendments come one by one, each on a later day")
        return self


USUAL = Behaviour()
