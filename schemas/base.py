"""What every value shares: frozen, no unknown field, time always aware."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

VN = ZoneInfo("Asia/Ho_Chi_Minh")
"""The only time zone people of this system live in: +07, no daylight saving."""


class Frozen(BaseModel):
    """A value: a change is a new value, an unknown field is an error.

    An error names the field and never what it held: it may be an address, and logged.
    """

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        hide_input_in_errors=True,
    )


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment


Moment = Annotated[datetime, AfterValidator(_aware)]
"""A moment that knows its zone."""

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,62}$")]
"""A name for machines: lower case, digits, dots and hyphens, at most 63."""

SEEN = r"[^\p{C}\p{Z}\p{DI}\u2800]"
"""No space, and nothing that is drawn as none (Unicode's default ignorables)."""

_ON_ONE_LINE = r"[^\p{Cc}\p{Zl}\p{Zp}]*"

Text = Annotated[str, StringConstraints(min_length=1, max_length=4000, pattern=SEEN)]
"""Wording that is never blank: something of it can be seen."""

Title = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=200, pattern=f"^{_ON_ONE_LINE}{SEEN}{_ON_ONE_LINE}$"
    ),
]
"""One line of wording: it may stand in a header of a letter."""
