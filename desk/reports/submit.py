"""Submit a report: one version of it, from now on the one that counts."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desk.answer import NotOwedError, Receipt, append, check_words, of_act, receipt
from desk.desk import Desk
from desk.season import Season
from desk.start import OFFICE
from ledger import campaigns, dockets, entries, reports
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.reports.asked import asked, report_duty
from rules.reports.checks import Remark, check
from rules.reports.locks import is_locked
from rules.reports.reporting import Reporting, reporting
from rules.standing import stand
from schemas.assignment import Assignment
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.indicator import IndicatorSet
from schemas.report import Filed, Report


class LockedError(CampaignError):
    """The figures are locked: only the office changes them, with a reason."""


class WrongReportError(CampaignError):
    """The report cannot be taken as it is; `remarks` say why, all at once."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        self.remarks = remarks
        said = "; ".join(f"{one.indicator}: {one.wrong}" for one in remarks)
        super().__init__(f"the report cannot be taken as it is: {said}")


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as somebody hands it in; `act` identifies it, so twice is once.

    `locked_too`: the office enters it although the figures are locked.
    """

    report: Report
    person: Person
    act: str
    locked_too: bool = False


class Reporter(NamedTuple):
    """A docket from which a report is due, all read in one transaction."""

    row: DocketRow
    season: Season
    facts: tuple[Entry, ...]
    duty: Assignment
    asked: IndicatorSet
    reporting: Reporting
    locked: bool


def submit(desk: Desk, docket: int, given: Submission, now: datetime) -> Receipt:
    """Record a version of a report and acknowledge it once it is safe.

    The same act gives the receipt it gave before. Raises NotOwedError, LockedError,
    WrongReportError, PersonalReasonError.
    """
    with desk.ledger.write() as tx:
        return submit_in(desk, tx, docket, given, now)


def submit_in(
    desk: Desk, tx: Transaction, docket: int, given: Submission, now: datetime
) -> Receipt:
    """Record a version of a report within a transaction."""
    check_words(given.person)
    campaigns.share(tx, dockets.get(tx, docket).campaign)
    row = dockets.lock(tx, docket)
    reporter = reporter_of(desk, tx, row)
    if given.act and (before := of_act(reporter.facts, given.act)):
        return receipt(desk, docket, before)
    if reporter.locked and not given.locked_too:
        raise LockedError(f"{row.agency}: its figures are locked; ask the office")
    last = figures_before(tx, reporter)
    if remarks := check(given.report, reporter.asked, last):
        raise WrongReportError(remarks)
    version = reporter.reporting.versions + 1
    fact = Entry(
        row.n + 1,
        now,
        EntryKind.REPORTED,
        reporter.duty.duty,
        f"{version}",
        given.act,
    )
    append(tx, row, [fact], given.person, now)
    reports.put(tx, Filed(docket, fact.n, version, given.report))
    return receipt(desk, docket, (fact,))


def reporter_of(desk: Desk, tx: Transaction, row: DocketRow) -> Reporter:
    """Return all that a report of a docket goes by; NotOwedError where none is due."""
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    facts = entries.of(tx, [row.id]).get(row.id, ())
    standing = stand(facts)
    owes = season.owes(row.agency, standing)
    duty = report_duty(owes)
    if duty is None:
        raise NotOwedError(f"{row.agency} owes no report")
    return Reporter(
        row=row,
        season=season,
        facts=facts,
        duty=duty,
        asked=asked(season.plan, row.agency, owes),
        reporting=reporting(standing.reports.get(duty.duty, ())),
        locked=is_locked(_of_office(tx, row.campaign), row.agency),
    )


def figures_before(tx: Transaction, reporter: Reporter) -> dict[str, int]:
    """Return the figures of a report's last version, none where there is no version."""
    versions = reports.of(tx, reporter.row.id)
    return dict(versions[-1].report.figures) if versions else {}


def _of_office(tx: Transaction, campaign: int) -> tuple[Entry, ...]:
    office = dockets.find(tx, campaign, OFFICE)
    if office is None:
        return ()
    return entries.of_kinds(tx, office.id, (EntryKind.LOCKED, EntryKind.UNLOCKED))
