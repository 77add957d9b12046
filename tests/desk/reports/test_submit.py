from datetime import datetime

import pytest

from desk.answer import NotOwedError, Receipt
from desk.desk import Desk
from desk.reports.submit import (
    LockedError,
    NoReasonError,
    Submission,
    WrongReportError,
    reporter_of,
    submit,
)
from desk.start import OFFICE
from ledger import dockets, entries, reports
from ledger.transaction import Transaction
from rules.reports.checks import Wrong
from rules.reports.locks import is_amended
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.report import Report
from tests.desk.desks import CLERK, docket, issued

NOW = datetime(2024, 7, 15, 9, tzinfo=VN)
SO_Y_TE = "so-y-te"
WHY = CLERK._replace(note="Cộng nhầm một đợt khám")


def whole(desk: Desk, agency: str, figure: int = 7) -> Report:
    """Return a report with the same figure everywhere."""
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        reporter = reporter_of(desk, tx, row)
    entered = (one.id for one in reporter.asked.items if one.entered)
    return Report(figures=dict.fromkeys(entered, figure))


def hand_in(
    desk: Desk, report: Report, act: str = "a1", *, locked: bool = False
) -> Receipt:
    given = Submission(report, WHY if locked else CLERK, act, locked)
    return submit(desk, docket(desk, SO_Y_TE).id, given, NOW)


def lock(tx: Transaction) -> None:
    office = dockets.find(tx, 1, OFFICE)
    assert office is not None
    entries.append(tx, office.id, [Entry(office.n + 1, NOW, EntryKind.LOCKED)])
    dockets.advance(tx, office.id, office.n + 1, None)


def test_every_version_is_kept_and_the_last_one_counts() -> None:
    desk = issued()
    first = hand_in(desk, whole(desk, SO_Y_TE, 0), "a1")
    again = hand_in(desk, whole(desk, SO_Y_TE, 0), "a1")
    second = hand_in(desk, whole(desk, SO_Y_TE, 0), "a2")
    assert first == again != second
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        assert [one.version for one in reports.of(tx, row.id)] == [1, 2]
        now = reporter_of(desk, tx, row).reporting
    assert now.current is not None
    assert now.versions == 2


def test_a_report_with_errors_is_refused_whole() -> None:
    desk = issued()
    wrong = whole(desk, SO_Y_TE, 0).model_copy(update={"figures": {"luot-kham": 10**9}})
    with pytest.raises(WrongReportError) as refused:
        hand_in(desk, wrong)
    assert Wrong.TOO_LARGE in {one.wrong for one in refused.value.remarks}
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        assert reports.of(tx, row.id) == []


def test_locked_figures_are_changed_by_the_office_alone() -> None:
    desk = issued()
    with desk.ledger.write() as tx:
        lock(tx)
    with pytest.raises(LockedError):
        hand_in(desk, whole(desk, SO_Y_TE, 0))
    unexplained = Submission(whole(desk, SO_Y_TE, 0), CLERK, "a1", locked_too=True)
    with pytest.raises(NoReasonError):
        submit(desk, docket(desk, SO_Y_TE).id, unexplained, NOW)
    hand_in(desk, whole(desk, SO_Y_TE, 0), locked=True)
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        (fact,) = entries.of(tx, [row.id])[row.id]
    assert is_amended(fact)


def test_the_office_owes_no_report_to_itself() -> None:
    desk = issued()
    with pytest.raises(NotOwedError, match="so-ldtbxh owes no report"):
        submit(
            desk,
            docket(desk, "so-ldtbxh").id,
            Submission(Report(), CLERK, "a"),
            NOW,
        )


def test_the_campaigns_of_the_product_ask_for_their_common_set() -> None:
    desk = issued()
    asked_of_health = whole(desk, SO_Y_TE).figures
    asked_of_police = whole(desk, "cong-an").figures
    assert "luot-kham" in asked_of_health
    assert "luot-kham" not in asked_of_police
    assert "vu-xu-ly" in asked_of_police
