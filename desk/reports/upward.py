"""Accept a consolidation: from then on it is a report in the campaign above."""

from dataclasses import dataclass
from datetime import datetime

from desk.answer import Receipt
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.reports.consolidate import consolidation
from desk.reports.names import named
from desk.reports.submit import Reporter, Submission, lock_reporter, submit_in
from desk.start import find
from ledger import campaigns, dockets, reports
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.reports.upward import upward
from schemas.entry import Person
from schemas.errors import CampaignError
from schemas.plan import ParentCampaign
from schemas.report import Channel


class NoParentError(CampaignError):
    """There is no line in a campaign above that this one fulfils."""


class OutdatedError(CampaignError):
    """A later version was accepted already: an older one does not replace it."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A version that somebody of the office accepts; twice is once."""

    version: int
    person: Person


def accept(desk: Desk, name: str, given: Acceptance, now: datetime) -> Receipt:
    """Report an accepted version to the campaign above, in one transaction.

    A later version amends the report; one that was sent back may be given again, for
    figures that are right need no other version. The campaign below is read only:
    whoever writes here shares the campaign above and locks the docket of its line, as
    any agency that reports does. Raises NotConsolidatedError, NoParentError,
    OutdatedError, and what `submit` raises: NotIssuedError, NotOwedError, LockedError,
    WrongReportError.
    """
    with desk.ledger.write() as tx:
        row = find(tx, name)
        made = consolidation(tx, row, given.version)
        plan = desk.seasons.of(tx, row).plan
        parent = plan.parent_campaign
        if parent is None:
            raise NoParentError(
                f"campaign {name} names no `parent_campaign` in its plan: send its "
                "report as a document, and let the office above enter it"
            )
        docket = _line(desk, tx, row, parent)
        reporter = lock_reporter(desk, tx, docket.id)
        act = _act(tx, reporter, name, given.version)
        entered = [one.id for one in reporter.asked.items if one.entered]
        names = named(plan, Directory(tx, row.id))
        report = upward(made, entered, parent.level, names)
        submission = Submission(report, given.person, act)
        return submit_in(desk, tx, docket.id, submission, now)


def _line(
    desk: Desk, tx: Transaction, row: CampaignRow, parent: ParentCampaign
) -> DocketRow:
    above = campaigns.find(tx, parent.campaign)
    if above is None:
        raise NoParentError(
            f"campaign {row.name} reports to {parent.campaign}, which is not in this "
            "ledger: start it here, or send the report as a document"
        )
    desk.seasons.of(tx, above)  # NotIssuedError before it binds
    docket = dockets.find(tx, above.id, parent.agency)
    if docket is None:
        raise NoParentError(
            f"campaign {parent.campaign} has no agency {parent.agency}: correct "
            f"`parent_campaign` in the plan of {row.name}"
        )
    return docket


def _act(tx: Transaction, reporter: Reporter, name: str, version: int) -> str:
    """Return the act by which a version stands above already, else another one."""
    current = reporter.reporting.current
    if current is not None:
        filed = reports.at(tx, {reporter.row.id: current.n})[reporter.row.id]
        below = filed.report.below
        if below is not None and below.campaign == name:
            if below.version > version:
                raise OutdatedError(
                    f"campaign {name}: version {below.version} was accepted already; "
                    "accept a later one, or have the report sent back"
                )
            untouched = filed.report.channel is Channel.CONSOLIDATED
            if below.version == version and untouched:
                return current.act
    return f"consolidated-{name}-{version}-{reporter.row.n}"
