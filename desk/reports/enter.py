"""Enter a report on behalf of its agency: from paper, a call, a letter, the clerk."""

from dataclasses import dataclass
from datetime import date, datetime, time

from desk.answer import Receipt
from desk.desk import Desk
from desk.reports.submit import Reporter, Submission, lock_reporter, submit_in
from desk.reports.versions import CameSigned, sign_in
from ledger import reports
from ledger.transaction import Transaction
from rules.reports.checks import check
from schemas.base import VN
from schemas.entry import Person
from schemas.errors import CampaignError
from schemas.report import Channel, Report, SignedCopy

CHANNELS = (Channel.PAPER, Channel.TELEPHONE, Channel.MAIL, Channel.CLERK)
"""How a report can have come to the office."""

_CLOSE = time(17)
"""When an office closes: what came on an earlier day came by then."""


class NoSourceError(CampaignError):
    """Nobody could tell later where the figures come from."""


class CameWhenError(CampaignError):
    """The report cannot have come on that day."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A report as the office enters it; `act` identifies it, so twice is once.

    `person` is who enters it, its note why, where figures were locked. `explained` is
    said of whatever looks odd. `came` is the day it came, if that is not today.
    `copy` is its signed document, if it came as one, signed by `signer`.
    """

    report: Report
    person: Person
    act: str
    explained: str = ""
    came: date | None = None
    copy: SignedCopy | None = None
    signer: str = ""


def enter(desk: Desk, docket: int, given: Entered, now: datetime) -> Receipt:
    """Record a report that the office enters for an agency, locked figures or not.

    A report that went by the clerk's office counts as handed in, its figures are not
    here. Raises what submitting and recording a signed copy do, NoSourceError,
    CameWhenError.
    """
    _check_source(given.report)
    with desk.ledger.write() as tx:
        reporter = lock_reporter(desk, tx, docket)
        came = _moment(given.came, reporter, now) if given.came else None
        submission = Submission(
            report=_whole(tx, reporter, given, now if came else None),
            person=given.person,
            act=given.act,
            locked_too=True,
            came=came,
        )
        receipt = submit_in(desk, tx, docket, submission, now)
        if given.copy is not None:
            signer = given.person._replace(note=given.signer)
            signed = CameSigned(given.copy, signer, f"{given.act}-signed")
            sign_in(desk, tx, docket, signed, now)
    return receipt


def last_report(desk: Desk, docket: int) -> Report:
    """Return the last version of a docket's report, an empty one where there is none.

    It is what single figures are amended in.
    """
    with desk.ledger.read() as tx:
        return _last(tx, docket)


def _last(tx: Transaction, docket: int) -> Report:
    versions = reports.of(tx, docket)
    return versions[-1].report if versions else Report()


def _whole(
    tx: Transaction, reporter: Reporter, given: Entered, recorded: datetime | None
) -> Report:
    """Return the report with what is odd explained, and what the agency attached."""
    before = _last(tx, reporter.row.id)
    report = _still_asked(given.report, before, reporter)
    odd: dict[str, str] = {}
    if given.explained:
        remarks = check(report, reporter.asked, before.figures)
        odd = {one.indicator: given.explained for one in remarks if one.explainable}
    return report.model_copy(
        update={
            "explained": {**report.explained, **odd},
            "attachments": before.attachments,
            "recorded": recorded,
        }
    )


def _still_asked(report: Report, before: Report, reporter: Reporter) -> Report:
    """Leave out what the last version held and the plan asks for no more."""
    known = {one.id for one in reporter.asked.items if one.entered}
    known |= {group.id for group in reporter.asked.groups}
    over = {*before.figures, *before.nothing, *before.explained} - known
    figures, explained = (
        {name: values[name] for name in values if name not in over}
        for values in (report.figures, report.explained)
    )
    nothing = tuple(one for one in report.nothing if one not in over)
    changed = {"figures": figures, "explained": explained, "nothing": nothing}
    return report.model_copy(update=changed)


def _moment(day: date, reporter: Reporter, now: datetime) -> datetime | None:
    """Return by when a report came on a day; None where that is now."""
    today, back = now.astimezone(VN).date(), reporter.reporting.sent_back
    first = reporter.season.in_force.signing.signed_on
    if back is not None and reporter.reporting.current is None:
        first = back.at.astimezone(VN).date()
    if not first <= day <= today:
        raise CameWhenError(
            f"the report did not come on {day}: give its day, {first} to {today}"
        )
    return None if day == today else datetime.combine(day, _CLOSE, VN)


def _check_source(report: Report) -> None:
    if report.channel is not Channel.CLERK and not report.source:
        raise NoSourceError(
            "say where the report comes from: which document, or who called, by post"
        )
