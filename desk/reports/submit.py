"""Submit a report: one version of it, from now on the one that counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desk.answer import NotOwedError, Receipt, append, check_words, of_act, receipt
from desk.desk import Desk
from desk.reports.locks import locks_of
from desk.season import Season
from ledger import attachments, campaigns, dockets, entries, reports
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.fold import stand
from rules.reports.asked import asked, report_duty
from rules.reports.checks import Remark, check
from rules.reports.locks import amended_key, is_locked
from rules.reports.reporting import Reporting, reporting
from schemas.assignment import Assignment
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.indicator import IndicatorSet
from schemas.report import Filed, Report

_CAMPAIGNS_AT_MOST = 24
"""Among so many campaigns, the newest, last year's is looked for."""


class LockedError(CampaignError):
    """The figures are locked: only the office changes them, with a reason."""


class NoReasonError(CampaignError):
    """The office says why it does this: it gave no reason."""


class LostAttachmentError(CampaignError):
    """The report names a file that its docket does not hold: it may be removed."""


class WrongReportError(CampaignError):
    """The report cannot be taken as it is; `remarks` say why, all at once."""

    def __init__(self, remarks: tuple[Remark, ...]) -> None:
        self.remarks = remarks
        said = "; ".join(f"{one.indicator}: {one.wrong}" for one in remarks)
        super().__init__(f"the report cannot be taken as it is: {said}")


@dataclass(frozen=True, slots=True)
class Submission:
    """A report as somebody hands it in; `act` identifies it, so twice is once.

    `locked_too`: the office enters it although the figures are locked, and says why in
    the person's note. `came` is when it came to the office, if it is recorded later.
    """

    report: Report
    person: Person
    act: str
    locked_too: bool = False
    came: datetime | None = None


class Before(NamedTuple):
    """What a report's figures are held against, the last version's or a `year`'s."""

    figures: Mapping[str, int]
    year: int = 0


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
    NoReasonError, WrongReportError, LostAttachmentError, PersonalReasonError.
    """
    with desk.ledger.write() as tx:
        return submit_in(desk, tx, docket, given, now)


def submit_in(
    desk: Desk, tx: Transaction, docket: int, given: Submission, now: datetime
) -> Receipt:
    """Record a version of a report within a transaction."""
    check_words(given.person)
    reporter = lock_reporter(desk, tx, docket)
    if given.act and (before := of_act(reporter.facts, given.act)):
        return receipt(desk, docket, before)
    return record(desk, tx, reporter, given, now)


def record(
    desk: Desk, tx: Transaction, reporter: Reporter, given: Submission, now: datetime
) -> Receipt:
    """Record a version of a report of a locked docket; errors as `submit`."""
    row = reporter.row
    if reporter.locked:
        _check_lock(row.agency, given)
    before = figures_before(desk, tx, reporter).figures
    if remarks := check(given.report, reporter.asked, before):
        raise WrongReportError(remarks)
    if lost := set(given.report.attachments).difference(attachments.of(tx, row.id)):
        raise LostAttachmentError(f"{row.agency}: no files of it: {', '.join(lost)}")
    version = reporter.reporting.versions + 1
    fact = Entry(
        row.n + 1,
        given.came or now,
        EntryKind.REPORTED,
        reporter.duty.duty,
        f"{version}",
        given.act,
        amended_key(version) if reporter.locked else None,
    )
    append(tx, row, [fact], given.person, now)
    reports.put(tx, Filed(row.id, fact.n, version, given.report))
    return receipt(desk, row.id, (fact,))


def lock_reporter(desk: Desk, tx: Transaction, docket: int) -> Reporter:
    """Return what a report goes by, its docket locked, its figures' lock held still.

    Whoever locks figures waits meanwhile, so that no version slips in behind a lock.
    """
    campaigns.share(tx, dockets.get(tx, docket).campaign)
    return reporter_of(desk, tx, dockets.lock(tx, docket))


def reporter_of(desk: Desk, tx: Transaction, row: DocketRow) -> Reporter:
    """Return all that a report of a docket goes by; NotOwedError where none is due."""
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    facts = entries.of(tx, [row.id]).get(row.id, ())
    standing = stand(facts)
    owes = season.owes(row.agency, standing)
    duty = report_duty(owes)
    if duty is None:
        raise NotOwedError(row.agency, "report", (one.duty for one in owes))
    return Reporter(
        row=row,
        season=season,
        facts=facts,
        duty=duty,
        asked=asked(season.plan, row.agency, owes),
        reporting=reporting(standing.reports.get(duty.duty, ())),
        locked=is_locked(locks_of(tx, row.campaign), row.agency),
    )


def is_reported(season: Season, duty: Assignment) -> bool:
    """Tell whether a duty is done by a report that carries figures."""
    return duty.kind is DutyKind.REPORT and bool(season.plan.indicators.items)


def _check_lock(agency: str, given: Submission) -> None:
    """Refuse what changes locked figures, unless the office does, and says why."""
    if not given.locked_too:
        raise LockedError(f"{agency}: its figures are locked; ask the office")
    if not given.person.note.strip():
        raise NoReasonError(
            f"{agency}: its figures are locked: say why they are amended after all"
        )


def figures_before(desk: Desk, tx: Transaction, reporter: Reporter) -> Before:
    """Return the figures of a report's last version; without one, of last year's."""
    last = reports.last(tx, reporter.row.id)
    if last is not None:
        return Before(last.report.figures)
    plan = reporter.season.plan
    for campaign, docket in dockets.elsewhere(tx, reporter.row, _CAMPAIGNS_AT_MOST):
        there = desk.seasons.of(tx, campaigns.get(tx, campaign)).plan
        of_last_year = there.year == plan.year - 1 and there.office == plan.office
        if of_last_year and (filed := reports.last(tx, docket)):
            return Before(filed.report.figures, there.year)
    return Before({})
