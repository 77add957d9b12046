"""What every use case works with: one ledger, its seasons, its links."""

import gc
import hashlib
from dataclasses import dataclass, field

from calendars.working_days import WorkingDays
from desk.folded import Folded
from desk.links import Links
from desk.plans.days_off import working_days
from desk.season import Seasons
from desk.standings import Standings
from ledger import rehearsals
from ledger.database import Ledger, open_ledger
from schemas.outlet import MAILBOX, Outlet

_SELDOM = 20_000
"""Objects that come to be before Python looks among them for garbage; it says 700."""


@dataclass(frozen=True)
class Desk:
    """One ledger with the calendar and the links its use cases need.

    `outlet` is where its letters go; what people read is `marked` in a rehearsal. Where
    letters are listed and nobody opens them, `headings` are all that is written.
    """

    ledger: Ledger
    days: WorkingDays
    links: Links
    outlet: Outlet = MAILBOX
    marked: bool = False
    headings: bool = False
    seasons: Seasons = field(init=False)
    folded: Folded = field(init=False, default_factory=Folded)
    standings: Standings = field(init=False, default_factory=Standings)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seasons", Seasons(self.days))


def open_desk(
    where: str,
    secret: str,
    address: str,
    seed: int | None = None,
    *,
    hasty: bool = False,
    outlet: Outlet = MAILBOX,
    marked: bool = False,
) -> Desk:
    """Open the ledger at a path or URL and sit down at it.

    In a rehearsal the links are signed by the seed, so that one seed always writes the
    same bytes; a rehearsal's links open nothing that is real. `hasty`: as for a ledger.
    A rehearsal's letters go to the embedded mailbox, whatever `outlet` says, and are
    `marked`; who is about to begin one says so.

    From then on this process looks for garbage seldom: what desks keep of plans and
    dockets would be looked through each time, and none of it is garbage.
    """
    gc.set_threshold(_SELDOM)
    ledger = open_ledger(where, hasty=hasty)
    with ledger.read() as tx:
        rehearsed = rehearsals.current(tx)
    seed = rehearsed.seed if rehearsed else seed
    if seed is not None:
        secret = hashlib.sha256(f"rehearsal {seed}".encode()).hexdigest()
        outlet = MAILBOX
    links, marked = Links(secret, address), marked or rehearsed is not None
    return Desk(ledger, working_days(), links, outlet, marked)
