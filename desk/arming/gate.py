"""Whether a campaign's letters leave now, read from the facts, by all who send."""

from datetime import datetime
from typing import NamedTuple

from desk.desk import Desk
from ledger import departures, dockets, entries, rehearsals
from ledger.transaction import Transaction
from rules.arming import allowance, armed, at_least, way
from rules.clock import latest
from schemas.arming import Arming, Out, Way
from schemas.assignment import DocketKind


class Gate(NamedTuple):
    """Where a campaign's letters go, and what it was armed for."""

    way: Way
    arming: Arming = Arming()

    @property
    def open(self) -> bool:
        """Tell whether letters leave."""
        return self.way.open


class MailStanding(NamedTuple):
    """How a campaign's mail stands: `most` letters may be let out, None for any."""

    way: Way
    arming: Arming
    out: Out
    most: int | None


class Gates:
    """The gates of a ledger's campaigns, as they are in one transaction."""

    def __init__(self, desk: Desk, tx: Transaction) -> None:
        self._tx = tx
        self._outlet = desk.outlet
        self._facts = entries.about_mail(tx)

    @property
    def all_open(self) -> bool:
        """Tell whether nobody has ever decided anything, and nothing is real."""
        return not self._facts and not self._outlet.real

    def of(self, campaign: int) -> Gate:
        """Return a campaign's gate."""
        arming = armed(self._facts.get(campaign, ()))
        return Gate(
            way(arming, self._outlet, self._came_back(campaign, arming)), arming
        )

    def _came_back(self, campaign: int, arming: Arming) -> Out:
        """Count all that was let out only once it matters: a sender asks each time."""
        if not arming.n:
            return Out()
        failed = departures.failed(self._tx, campaign, arming.n)
        if failed < at_least(arming.stage):
            return Out()
        return departures.out(self._tx, campaign, arming.n)


def lets_out(desk: Desk, tx: Transaction, docket: int) -> bool:
    """Tell whether a docket's letters may leave at this moment."""
    gates = Gates(desk, tx)
    return gates.all_open or gates.of(dockets.get(tx, docket).campaign).open


def mail_standing(
    desk: Desk, tx: Transaction, campaign: int, now: datetime
) -> MailStanding:
    """Return how a campaign's mail stands at `now`."""
    way, arming = Gates(desk, tx).of(campaign)
    if way.open and entries.newest_after(tx, latest(now)) is not None:
        way = Way.CLOCK
    if way is Way.MAILBOX and rehearsals.current(tx) is not None:
        way = Way.REHEARSAL
    out = departures.out(tx, campaign, arming.n)
    most = allowance(arming.stage, agencies(tx, campaign))
    return MailStanding(way, arming, out, most)


def agencies(tx: Transaction, campaign: int) -> int:
    """Return of how many agencies a stage is a share."""
    rows = dockets.of(tx, campaign)
    return sum(row.kind is DocketKind.AGENCY for row in rows)
