"""Where a report stands, for the pages of its agency."""

from desk.letters.views import moment_in_words
from desk.pages.views import ReportingView
from desk.reports.locks import locks_of
from desk.reports.submit import is_reported
from desk.said import Sayings
from desk.season import Season
from ledger import drafts
from ledger.consolidations import rests_on
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.reports.locks import is_locked
from rules.reports.reporting import reporting
from rules.reports.state import state
from rules.standing import Standing
from schemas import words
from schemas.assignment import Assignment
from schemas.entry import EntryKind


def reporting_view(
    tx: Transaction,
    row: DocketRow,
    season: Season,
    owes: Assignment,
    standing: Standing,
    sayings: Sayings,
) -> ReportingView | None:
    """Return where a duty's report stands; None for a duty that has no figures."""
    if not is_reported(season, owes):
        return None
    facts = standing.reports.get(owes.duty, ())
    told, saved = reporting(facts), drafts.latest(tx, row.id)
    locked = is_locked(locks_of(tx, row.campaign), row.agency)
    current = told.current and (row.id, told.current.n)
    where = state(
        told,
        locked=locked,
        consolidated=bool(current) and current in rests_on(tx, row.campaign),
        drafted=saved is not None,
    )
    sent_back = told.current is None and told.sent_back
    return ReportingView(
        duty=owes.duty,
        state=where,
        word=words.REPORT_STATES[where],
        locked=locked,
        back=sayings.view(told.sent_back) if sent_back and told.sent_back else None,
        versions=tuple(
            sayings.view(fact) for fact in facts if fact.kind is EntryKind.REPORTED
        ),
        drafted=moment_in_words(saved.at) if saved else "",
    )
