"""The plan as it binds: what was signed, which revision set each deadline."""

from datetime import date

from pydantic import Field

from schemas.base import Frozen, Id, Moment, Title
from schemas.duty import Duty, Modality
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


class Amendment(Frozen):
    """A signed document that changed the plan: the revision it made, and from when."""

    revision: int = Field(ge=1)
    at: Moment
    signing: Signing


class Move(Frozen):
    """A deadline as one revision set it.

    `term` is the first revision that set the same day: a day that comes back finds its
    ladder where it was left.
    """

    revision: int = Field(ge=1)
    last_day: date
    term: int = Field(ge=1)


class Withdrawn(Frozen):
    """A duty that `owners` do not owe any more, as they owed it until `revision`."""

    duty: Duty
    modality: Modality
    owners: tuple[Id, ...]
    revision: int = Field(ge=1)


class Turning(Frozen):
    """What is known to become of an agency from a day on.

    `to` are those who take over what it owes then; nobody where only its name or its
    address changes.
    """

    agency: Id
    since: date
    to: tuple[Id, ...] = ()


class TakenOver(Frozen):
    """What an agency still owed when it ended: from `since` on `to` owe it instead.

    `extended` are the last days that the office had given it.
    """

    agency: Id
    to: tuple[Id, ...]
    since: date
    duties: tuple[Id, ...]
    extended: dict[str, date] = Field(default_factory=dict)


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


class Lock(Frozen):
    """That figures were locked, or unlocked, and since when."""

    locked: bool
    at: Moment


class Locks(Frozen):
    """Whose figures are locked: `agencies` apart from what holds for `everyone`."""

    everyone: Lock | None = None
    agencies: dict[str, Lock] = Field(default_factory=dict)

    def of(self, agency: str) -> Lock | None:
        """Return what holds for an agency, None where nothing was ever locked."""
        return self.agencies.get(agency, self.everyone)


class PlanInForce(Frozen):
    """A revision of a plan; `since` maps a duty to its deadline's revision.

    `parent` is the parent's plan where it came after this one was issued. `amendments`
    are the documents that changed it, `moves` the deadlines that moved, each from its
    first day on, and `withdrawn` what is not owed any more. `turning` is what becomes
    of agencies on days ahead, `taken_over` what those owed that have ended, `locks`
    whose figures the office has locked.
    """

    plan: Plan
    revision: int = Field(ge=1)
    issued: Moment
    signing: Signing
    since: dict[str, int]
    ceremony: Ceremony | None = None
    silence: Silence | None = None
    parent: Received | None = None
    amendments: tuple[Amendment, ...] = ()
    moves: dict[str, tuple[Move, ...]] = Field(default_factory=dict)
    withdrawn: tuple[Withdrawn, ...] = ()
    turning: tuple[Turning, ...] = ()
    taken_over: tuple[TakenOver, ...] = ()
    locks: Locks = Locks()

    @property
    def ended(self) -> frozenset[str]:
        """Return the agencies that have ended."""
        return frozenset(one.agency for one in self.taken_over)

    @property
    def next_turn(self) -> date | None:
        """Return the first day on which something becomes of an agency."""
        return min((one.since for one in self.turning), default=None)

    def successor(self, agency: str) -> str:
        """Return who acts for an agency now: itself while it has not ended."""
        heirs = {one.agency: one.to[0] for one in self.taken_over}
        while agency in heirs:
            agency = heirs[agency]
        return agency

    def confirmed(self, duty: str) -> bool:
        """Tell whether a person confirmed a date that law or the system proposed.

        Whoever signs confirms all dates that stand in the plan by then.
        """
        signed = [(1, self.signing)]
        signed += [(one.revision, one.signing) for one in self.amendments]
        since = self.since[duty]
        return any(one.dates_confirmed for at, one in signed if at >= since)
