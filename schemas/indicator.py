"""What a report counts: indicators, in groups, as data of the plan."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Frozen, Id, Title
from schemas.said import Said

LARGEST = 10**15
"""No figure of a campaign is larger: a thousand times a province's yearly budget."""

MONEY = "đồng"
"""The unit in which amounts of money are kept."""


class AddsUp(StrEnum):
    """How the figures of several reports become one."""

    SUM = "sum"
    NONE = "none"
    RATIO = "ratio"


class EnteredBy(StrEnum):
    """Who enters a figure; partners leave it to the lead, lest it be counted twice."""

    LEAD = "lead"
    EVERYONE = "everyone"


class IndicatorGroup(Frozen):
    """Figures that belong together, on one page and one sheet.

    `asks` is the question that has to be answered with yes before the group is
    reported at all (the children's forum: not everybody holds one).
    """

    id: Id
    title: Title
    asks: Title | None = None


class Indicator(Frozen):
    """A figure that reports carry: a whole number of `unit`, within its bounds.

    `part_of` names the figure it cannot exceed; `masked` hides counts under 5 in what
    is published; a ratio is worked out of `of` (part, whole), in per cent, never
    entered; `owners` (agencies or groups) are those asked for it, none means all.
    """

    id: Id
    group: Id
    label: Title
    unit: Title
    adds_up: AddsUp = AddsUp.SUM
    of: tuple[Id, Id] | None = None
    entered_by: EnteredBy = EnteredBy.LEAD
    minimum: int = Field(default=0, ge=0, le=LARGEST)
    maximum: int = Field(default=LARGEST, ge=0, le=LARGEST)
    part_of: Id | None = None
    masked: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.adds_up is AddsUp.RATIO) != (self.of is not None):
            raise ValueError(
                Said("a ratio, and nothing else, names the two figures it is of")
            )
        if self.minimum > self.maximum:
            raise ValueError(Said("the smallest figure is not above the largest"))
        return self

    @property
    def entered(self) -> bool:
        """Tell whether people enter it: a ratio is worked out."""
        return self.adds_up is not AddsUp.RATIO


class IndicatorSet(Frozen):
    """What a plan's reports count, in the order of the report.

    `shared` names a set that comes with the product or lies beside the plan; what the
    plan lists itself stands after it. `owners` maps an indicator or a group to the
    agencies and groups of agencies asked for it; what is not in it is asked of all.
    """

    shared: Id | None = None
    groups: tuple[IndicatorGroup, ...] = ()
    items: tuple[Indicator, ...] = ()
    owners: Mapping[Id, tuple[Id, ...]] = {}

    def of_group(self, group: str) -> tuple[Indicator, ...]:
        """Return the indicators of a group."""
        return tuple(one for one in self.items if one.group == group)


class SharedSet(Frozen):
    """A set of indicators as a file that several plans share."""

    groups: tuple[IndicatorGroup, ...] = Field(min_length=1)
    items: tuple[Indicator, ...] = Field(min_length=1)
