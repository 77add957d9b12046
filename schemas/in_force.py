"""The plan as it binds: what was signed, which revision set each deadline."""

from datetime import date

from pydantic import Field

from schemas.base import Frozen, Moment, Title
from schemas.plan import Plan
from schemas.silence import Silence


class Signing(Frozen):
    """What people know only after signing; the system invents none of it.

    `dates_confirmed`: a person confirmed the dates that law or the system proposed.
    """

    number: Title
    signed_on: date
    signer: Title
    dates_confirmed: bool = False


class Ceremony(Frozen):
    """The launch ceremony once the office has fixed it."""

    place: Title
    starts: Moment
    number: int = Field(default=1, ge=1)


class Received(Frozen):
    """The parent's plan, once it has come."""

    number: Title
    dated: date
    at: Moment


class PlanInForce(Frozen):
    """A revision of a plan; `since` maps a duty to its deadline's revision.

    `parent` is the parent's plan where it came after this one was issued.
    """

    plan: Plan
    revision: int = Field(ge=1)
    issued: Moment
    signing: Signing
    since: dict[str, int]
    ceremony: Ceremony | None = None
    silence: Silence | None = None
    parent: Received | None = None
