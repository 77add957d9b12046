"""Read what an agency's pages show; nothing here writes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from calendars.deadlines import last_instant
from calendars.said import said_day
from desk.arming.gate import Gates
from desk.awaited import awaited, taken_from
from desk.delegate import domains_of
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.content import cited
from desk.letters.views import PlanView, duty_view, launch_view
from desk.pages.reporting import reporting_view
from desk.pages.views import (
    CeremonyView,
    DaysView,
    DelegateView,
    DocketPage,
    OwedView,
    ReceiptPage,
    ReportingView,
    SaidView,
    WithdrawnView,
)
from desk.plans.plan_file import PlanFile, is_signed
from desk.plans.plan_file import plan_file as plan_file_of
from desk.reports.said import submitted
from desk.said import Sayings
from desk.season import DRAFT, Season
from ledger import campaigns, dockets, entries, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.extended import may_ask_for
from rules.fold import stand
from rules.standing import Standing
from rules.status import status
from schemas import words
from schemas.assignment import Assignment, DocketKind
from schemas.base import VN
from schemas.duty import Modality
from schemas.entry import Entry, EntryKind
from schemas.status import Status

LINGERS = timedelta(days=30)
"""How long after its season a link still opens its docket."""


class Opened(NamedTuple):
    """The docket that a link opens; `ref` names it in addresses."""

    docket: int
    ref: str


def find_docket(desk: Desk, token: str, now: datetime) -> Opened | None:
    """Return which docket a link opens; None as `open_docket`."""
    with desk.ledger.read() as tx:
        found = _found(desk, tx, token, now)
    return found and Opened(found.row.id, _ref(desk, found.row))


def open_docket(desk: Desk, token: str, now: datetime) -> DocketPage | None:
    """Return the docket a link opens; None if it opens nothing, or nothing any more."""
    with desk.ledger.read() as tx:
        found = _found(desk, tx, token, now)
        if found is None:
            return None
        page = _page(desk, tx, found.row, found.season, now)
        if found.before == found.row.agency:
            return page
        before = Directory(tx, found.row.campaign).agency(found.before).name
        return replace(page, succeeds=before)


class _Found(NamedTuple):
    """A link's docket: that of the successor, where the agency `before` has ended."""

    row: DocketRow
    season: Season
    before: str


def _found(desk: Desk, tx: Transaction, token: str, now: datetime) -> _Found | None:
    row = dockets.by_token(tx, token)
    if row is None or row.kind is not DocketKind.AGENCY:
        return None
    season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
    if is_over(season, now):
        return None
    heir = season.in_force.successor(row.agency)
    theirs = None if heir == row.agency else dockets.find(tx, row.campaign, heir)
    return _Found(theirs or row, season, row.agency)


def _ref(desk: Desk, row: DocketRow) -> str:
    return desk.links.code(row.id, 0)


def is_over(season: Season, now: datetime) -> bool:
    """Tell whether the links of a season have expired."""
    return now >= last_instant(season.plan.close + LINGERS)


def find_receipt(
    desk: Desk, page: DocketPage, code: str, now: datetime
) -> ReceiptPage | None:
    """Return the receipt of that code among the docket's own."""
    with desk.ledger.read() as tx:
        sayings = _sayings(desk, tx, page.docket, now)
        facts = sayings.of_code(code)
        if not facts:
            return None
        row = dockets.get(tx, page.docket)
        season = desk.seasons.of(tx, campaigns.get(tx, row.campaign))
        report = submitted(tx, season, row, stand(sayings.facts), facts[0])
    titles = {one.id: one.title for one in page.withdrawn}
    titles |= {one.duty.id: one.duty.title for one in page.owed}
    duties = tuple(
        (titles[fact.duty], sayings.open_to_undo(fact))
        for fact in facts
        if fact.duty in titles
    )
    return ReceiptPage(page, sayings.view(facts[0]), duties, report)


def plan_file(desk: Desk, page: DocketPage) -> PlanFile | None:
    """Return the plan as a file: signed, if the office has filed it so."""
    with desk.ledger.read() as tx:
        campaign = dockets.get(tx, page.docket).campaign
        return plan_file_of(tx, campaign)


def slogans(desk: Desk, campaign: str) -> PlanView | None:
    """Return what a campaign tells everybody, once its plan is issued."""
    with desk.ledger.read() as tx:
        row = campaigns.find(tx, campaign)
        if row is None or row.revision == DRAFT:
            return None
        season = desk.seasons.of(tx, row)
        return cited(desk, season, Directory(tx, row.id).agency(season.plan.office))


def _page(
    desk: Desk, tx: Transaction, row: DocketRow, season: Season, now: datetime
) -> DocketPage:
    directory, sayings = Directory(tx, row.campaign), _sayings(desk, tx, row.id, now)
    directory.know((row.agency, season.plan.office))
    standing, agency = stand(sayings.facts), directory.agency(row.agency)
    return DocketPage(
        docket=row.id,
        ref=_ref(desk, row),
        agency=agency.name,
        plan=cited(desk, season, directory.agency(season.plan.office)),
        owed=tuple(
            _owed(
                owes,
                season,
                standing,
                sayings,
                awaited(owes, standing, season, directory),
                reporting_view(tx, row, season, owes, standing, sayings),
                taken_from(row.agency, owes.duty, season, directory),
            )
            for owes in season.owes(row.agency, standing)
        ),
        ceremony=_ceremony(season, standing, sayings),
        signed_plan=is_signed(tx, row.campaign),
        feed=desk.links.feed(row.id, row.token, _revocations(sayings.facts)),
        delegate=_delegate(tx, row, standing, sayings),
        domains=domains_of(agency, now),
        withdrawn=tuple(_withdrawn(row.agency, season, standing, sayings)),
        unsent=words.UNSENT.get(Gates(desk, tx).of(row.campaign).way, ""),
    )


def _withdrawn(
    agency: str, season: Season, standing: Standing, sayings: Sayings
) -> Iterator[WithdrawnView]:
    documents = {one.revision: one.signing for one in season.in_force.amendments}
    for one in season.in_force.withdrawn:
        if agency in one.owners:
            signing = documents[one.revision]
            document = words.SIGNED.format(
                number=signing.number, day=said_day(signing.signed_on)
            )
            said = _latest(one.duty.id, standing, sayings)
            word = words.STATUSES[Status.WITHDRAWN]
            yield WithdrawnView(one.duty.id, one.duty.title, word, document, said)


def _delegate(
    tx: Transaction, row: DocketRow, standing: Standing, sayings: Sayings
) -> DelegateView | None:
    fact = standing.delegated
    colleague = people.delegates(tx, row.id).get(fact.n) if fact else None
    if fact is None or colleague is None:
        return None
    return DelegateView(f"{colleague.name}, {colleague.post}", sayings.view(fact))


def _revocations(facts: tuple[Entry, ...]) -> int:
    return sum(fact.kind is EntryKind.FEED_REVOKED for fact in facts)


def _sayings(desk: Desk, tx: Transaction, docket: int, now: datetime) -> Sayings:
    facts = entries.of(tx, [docket]).get(docket, ())
    return Sayings(desk.links, docket, facts, people.of(tx, docket), now)


def _owed(
    owes: Assignment,
    season: Season,
    standing: Standing,
    sayings: Sayings,
    waits: tuple[str, ...],
    report: ReportingView | None,
    before: str,
) -> OwedView:
    where = status(owes, standing, sayings.now)
    asked = standing.asked_time(owes.duty)
    ruled = standing.ruled.get(owes.duty)
    judged = standing.judged.get(owes.duty)
    closed = asked is not None or standing.rests(owes.duty)
    courteous = owes.modality is Modality.ASKED
    word = words.STATUSES[where]
    return OwedView(
        duty=replace(
            duty_view(owes, season, sayings.now, waits=waits), taken_from=before
        ),
        status=where,
        word=words.COURTEOUS.get(where, word) if courteous else word,
        received=standing.received(owes.duty),
        rests=standing.rests(owes.duty),
        declined=standing.declined(owes.duty) is not None,
        said=_latest(owes.duty, standing, sayings),
        asked=sayings.view(asked).step if asked else "",
        ruled=sayings.view(ruled[-1]) if ruled else None,
        judged=judged and sayings.view(judged),
        may_ask=None if closed else _days(owes, season, sayings.now),
        report=report,
    )


def _days(owes: Assignment, season: Season, now: datetime) -> DaysView | None:
    days = may_ask_for(owes, season.terms, now.astimezone(VN).date())
    if days.first > days.last:
        return None
    first, last = days
    return DaysView(said_day(first), said_day(last), f"{first}", f"{last}")


def _latest(duty: str, standing: Standing, sayings: Sayings) -> SaidView | None:
    latest = standing.last_word(duty)
    return latest and sayings.view(latest)


def _ceremony(
    season: Season, standing: Standing, sayings: Sayings
) -> CeremonyView | None:
    ceremony = season.in_force.ceremony
    if ceremony is None:
        return None
    said = standing.attending and sayings.view(standing.attending)
    return CeremonyView(launch_view(ceremony), sayings.now < ceremony.starts, said)
