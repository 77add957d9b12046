import pytest

from rules.reports.reporting import reporting
from rules.reports.state import state
from schemas.entry import EntryKind
from schemas.report import ReportState
from tests.rules.reports.test_reporting import facts

REPORTED, SENT_BACK = EntryKind.REPORTED, EntryKind.SENT_BACK
SIGNED = EntryKind.SIGNED_COPY


@pytest.mark.parametrize(
    ("told", "locked", "consolidated", "said"),
    [
        ([], False, False, ReportState.MISSING),
        ([], True, False, ReportState.MISSING),
        ([REPORTED], False, False, ReportState.HANDED_IN),
        ([REPORTED, SIGNED], False, False, ReportState.SIGNED),
        ([REPORTED, SIGNED, REPORTED], False, False, ReportState.HANDED_IN),
        ([REPORTED, SENT_BACK], False, True, ReportState.SENT_BACK),
        ([REPORTED, SENT_BACK], True, False, ReportState.SENT_BACK),
        ([REPORTED, SENT_BACK, REPORTED], False, False, ReportState.HANDED_IN),
        ([REPORTED, SIGNED], False, True, ReportState.CONSOLIDATED),
        ([REPORTED], True, True, ReportState.LOCKED),
    ],
)
def test_what_is_still_to_come_goes_before_all_else(
    told: list[EntryKind], locked: bool, consolidated: bool, said: ReportState
) -> None:
    report = reporting(facts(*told))
    assert state(report, locked=locked, consolidated=consolidated) is said


def test_a_draft_is_told_until_something_was_given() -> None:
    nothing, back = reporting([]), reporting(facts(REPORTED, SENT_BACK))
    told = {"locked": False, "consolidated": False, "drafted": True}
    assert state(nothing, **told) is ReportState.DRAFT
    assert state(back, **told) is ReportState.SENT_BACK
