"""The phases of a campaign; they may overlap."""

from datetime import date
from enum import StrEnum

from schemas.base import Frozen, Title


class Span(Frozen):
    """Days from `first` to `last`, both included."""

    first: date
    last: date


class PhaseKind(StrEnum):
    """The four phases of a campaign's life."""

    ISSUANCE = "issuance"
    LAUNCH = "launch"
    ACTIVITIES = "activities"
    REPORTING = "reporting"


class Phase(Frozen):
    """A phase with its days; phases may overlap."""

    id: PhaseKind
    title: Title
    span: Span
