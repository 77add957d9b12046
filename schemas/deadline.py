"""A deadline as a plan says it: a day, how the day binds, and who set it."""

from datetime import date
from enum import StrEnum

from schemas.base import Frozen, Title


class Bound(StrEnum):
    """How a day binds; only `before` excludes the day itself."""

    BEFORE = "before"
    AT_LATEST = "at-latest"
    BY = "by"
    THROUGH = "through"
    FROM_TO = "from-to"
    ON = "on"
    AROUND = "around"
    AFTER = "after"
    RECURRING = "recurring"
    AS_REGULATED = "as-regulated"


class Origin(StrEnum):
    """Where the date comes from; all but `stated` need a person's confirmation."""

    STATED = "stated"
    LAW = "law"
    PROPOSED = "proposed"


class Deadline(Frozen):
    """The day a duty ends, with its bound and its origin.

    `day` is the day the text names: under `before` the last valid day is the one
    before it. `start` opens a `from-to`. `said` keeps the plan's own words where the
    date was derived from them (an occasion, "cuối năm"); `basis` names the law or the
    reason behind a date the plan does not state.
    """

    bound: Bound
    day: date
    origin: Origin
    start: date | None = None
    said: Title | None = None
    basis: Title | None = None
