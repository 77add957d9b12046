from datetime import datetime
from typing import Any

import pytest

from desk.answer import NotOwedError, Receipt
from desk.desk import Desk
from desk.links import drawn
from desk.plans.read import read_plan
from desk.reports.submit import (
    Before,
    LockedError,
    NoReasonError,
    Submission,
    WrongReportError,
    figures_before,
    reporter_of,
    submit,
)
from desk.start import OFFICE, sign_off, start
from ledger import campaigns, dockets, entries, reports
from ledger.transaction import Transaction
from rules.reports.checks import Wrong
from rules.reports.locks import is_amended
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.report import Report
from tests.desk.desks import CLERK, ISSUED, NAME, SIGNING, docket, issued

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


def last_year(desk: Desk, office: str = "so-ldtbxh", year: int = 2023) -> None:
    """Add a campaign of before, in which everybody reported 3 of everything."""
    plan, roster = read_plan(NAME, desk.days).require()
    plan = plan.model_copy(
        update={"id": f"before-{year}", "year": year, "office": office}
    )
    start(desk, plan, roster, ISSUED, drawn(f"{year}"))
    sign_off(desk, plan.id, SIGNING, ISSUED, drawn(f"links {year}"))
    with desk.ledger.read() as tx:
        campaign = campaigns.find(tx, plan.id)
        assert campaign is not None
        there = dockets.find(tx, campaign.id, SO_Y_TE)
    assert there is not None
    figures = whole(desk, SO_Y_TE, 3).figures
    known = Report(figures=figures, explained={"tong-kinh-phi": "Làm tròn"})
    submit(desk, there.id, Submission(known, CLERK, "before"), NOW)


def before(desk: Desk) -> Before:
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        return figures_before(desk, tx, reporter_of(desk, tx, row))


def test_last_years_figures_stand_beside_until_there_is_a_version() -> None:
    desk = issued()
    assert before(desk) == Before({})
    last_year(desk)
    assert before(desk).year == 2023
    assert before(desk).figures["suat-qua"] == 3
    with pytest.raises(WrongReportError) as refused:
        hand_in(desk, whole(desk, SO_Y_TE, 30))
    assert Wrong.TENFOLD in {one.wrong for one in refused.value.remarks}
    hand_in(desk, whole(desk, SO_Y_TE, 0))
    assert (before(desk).year, before(desk).figures["suat-qua"]) == (0, 0)


@pytest.mark.parametrize("other", [{"year": 2022}, {"office": "so-gddt"}])
def test_another_year_or_office_is_no_measure(other: dict[str, Any]) -> None:
    desk = issued()
    last_year(desk, **other)
    assert before(desk) == Before({})
