"""One thing the plan asks."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from schemas.base import Frozen, Id, Text, Title
from schemas.deadline import Deadline
from schemas.phase import PhaseKind

PARENT_PLAN = "parent-plan"
"""Stands among what a duty awaits for the parent's plan."""


class Modality(StrEnum):
    """`giao`: assigned to a subordinate; `de-nghi`: asked of a body that is none."""

    ASSIGNED = "giao"
    ASKED = "de-nghi"


class Role(StrEnum):
    """Lead or supporting."""

    LEAD = "lead"
    SUPPORTING = "supporting"


class DutyKind(StrEnum):
    """A written duty, the agency's own plan, or the report upward."""

    WORK = "work"
    OWN_PLAN = "own-plan"
    REPORT = "report"


class Source(Frozen):
    """Where the plan says it: `section` as numbered there, `bullet` counted from 1."""

    section: Title
    bullet: int | None = Field(default=None, ge=1)


class Duty(Frozen):
    """A duty of the plan.

    `touches` names further phases one dash reaches into; `period: outside` tells that
    the duty goes on beyond its phase (all summer), and allows a deadline there (the
    year's end); `awaits` names the duties whose handover this one needs first, or
    `parent-plan`; no `deadline` means the end of the phase, proposed.
    """

    id: Id
    title: Title
    summary: Text
    source: Source
    phase: PhaseKind
    kind: DutyKind = DutyKind.WORK
    role: Role = Role.LEAD
    with_agencies: tuple[Id, ...] = ()
    touches: tuple[PhaseKind, ...] = ()
    period: Literal["inside", "outside"] = "inside"
    deadline: Deadline | None = None
    awaits: tuple[Id, ...] = ()
    note: Text | None = None


class CommonDuty(Duty):
    """A duty laid on all agencies but `besides`."""

    besides: tuple[Id, ...] = ()
