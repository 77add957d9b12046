"""Where the reports of a campaign stand, and all that became of one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from desk.desk import Desk
from desk.progress import Progress, progress_of
from desk.reports.locks import locks_of
from desk.reports.submit import reporter_of
from desk.start import find
from ledger import consolidations, entries, people, reports
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.docket import Docket
from rules.fold import OF_A_REPORT
from rules.reports.asked import report_duty
from rules.reports.locks import is_amended, is_locked
from rules.reports.state import state
from rules.reports.timeliness import OnTime, on_time
from schemas.assignment import Assignment, DocketKind
from schemas.entry import Entry, EntryKind, Person
from schemas.indicator import IndicatorSet
from schemas.report import Channel, Report, ReportState, SignedCopy


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Where an agency's report stands.

    `planned` is the plan's last day and `last_day` the one in effect; `handed_in` and
    `channel` are those of the version that counts, None while there is none, as is
    whether it was `on_time`. `amended`: it was recorded after the lock.
    """

    agency: str
    name: str
    state: ReportState
    versions: int
    planned: date
    last_day: date
    handed_in: datetime | None
    channel: Channel | None
    on_time: OnTime | None
    taken_in: bool
    signed: bool
    locked: bool
    amended: bool


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that became of a report: what, of which version, when, by whom.

    `report` stands with a version, `until` with what was sent back or extended, `copy`
    with a signed document, whose signer is the person's note. `amended`: recorded after
    the lock.
    """

    kind: EntryKind
    version: str
    at: datetime
    person: Person | None
    amended: bool = False
    report: Report | None = None
    until: date | None = None
    copy: SignedCopy | None = None


def overview(desk: Desk, campaign: str, now: datetime) -> list[ReportLine]:
    """Return a line for each agency that owes a report, in the plan's order.

    None for whom the office has released from it.

    Raises UnknownCampaignError, NotIssuedError.
    """
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        seen = progress_of(desk, tx, row, desk.seasons.of(tx, row), now)
        every = reports.in_campaign(tx, row.id)
        books = _Books(
            locks=locks_of(tx, row.id),
            filed={(one.docket, one.n): one.report for one in every},
            consolidated=consolidations.rests_on(tx, row.id),
        )
    return list(_lines(seen, books))


def shut_out(desk: Desk, campaign: str, agency: str, now: datetime) -> list[ReportLine]:
    """Return the lines of agencies that a lock keeps from reporting at all.

    Of one agency, or of all where none is named.
    """
    return [
        one
        for one in overview(desk, campaign, now)
        if one.locked and one.on_time is None and (agency or one.agency) == one.agency
    ]


def asked_of(desk: Desk, row: DocketRow) -> IndicatorSet:
    """Return the figures that a docket's report is asked for; NotOwedError for none."""
    with desk.ledger.read() as tx:
        return reporter_of(desk, tx, row).asked


def story(desk: Desk, docket: int) -> list[Happened]:
    """Return all that became of an agency's report, in its order."""
    with desk.ledger.read() as tx:
        return list(_happened(tx, docket))


class _Books(NamedTuple):
    """What is known of a campaign's versions beside its dockets, by docket and fact."""

    locks: tuple[Entry, ...]
    filed: dict[tuple[int, int], Report]
    consolidated: frozenset[tuple[int, int]]


def _lines(seen: Progress, books: _Books) -> Iterator[ReportLine]:
    for agency, docket in seen.dockets.items():
        duty = report_duty(docket.assignments)
        if duty is None or docket.standing.released(duty.duty):
            continue
        if docket.kind is DocketKind.AGENCY:
            yield _line(docket, duty, seen.names[agency], seen.rows[agency].id, books)


def _line(
    docket: Docket, duty: Assignment, name: str, row: int, books: _Books
) -> ReportLine:
    now = docket.standing.report(duty.duty)
    version = (row, now.current.n if now.current else 0)
    report, locked = books.filed.get(version), is_locked(books.locks, docket.agency)
    return ReportLine(
        agency=docket.agency,
        name=name,
        state=state(now, locked=locked, consolidated=version in books.consolidated),
        versions=now.versions,
        planned=duty.planned.last_day,
        last_day=duty.last_day,
        handed_in=now.handed_in.at if now.handed_in else None,
        channel=report.channel if report else None,
        on_time=on_time(duty, docket.standing),
        taken_in=now.concerns(now.taken_in),
        signed=now.concerns(now.signed),
        locked=locked,
        amended=now.current is not None and is_amended(now.current),
    )


def _happened(tx: Transaction, docket: int) -> Iterator[Happened]:
    persons, bodies = people.of(tx, docket), entries.bodies(tx, docket)
    filed = {one.n: one.report for one in reports.of(tx, docket)}
    every = entries.of_kinds(tx, docket, (*OF_A_REPORT, EntryKind.EXTENDED))
    extended = {f.act: f for f in every if f.kind is EntryKind.EXTENDED}
    for fact in every:
        if fact.kind is EntryKind.EXTENDED:
            continue
        until, body = extended.get(fact.act), bodies.get(fact.n)
        yield Happened(
            kind=fact.kind,
            version=fact.step,
            at=fact.at,
            person=persons.get(fact.n),
            amended=is_amended(fact),
            report=filed.get(fact.n),
            until=date.fromisoformat(until.step) if until else None,
            copy=SignedCopy.model_validate_json(body) if body else None,
        )
