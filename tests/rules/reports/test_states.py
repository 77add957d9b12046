from datetime import datetime

import pytest

from rules.reports.reporting import reporting
from rules.reports.states import report_state
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.report import ReportState

AT = datetime(2024, 7, 9, 9, tzinfo=VN)
REPORTED, BACK = EntryKind.REPORTED, EntryKind.SENT_BACK
TAKEN_IN, SIGNED = EntryKind.TAKEN_IN, EntryKind.SIGNED_COPY


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ((), ReportState.MISSING),
        ((REPORTED,), ReportState.SUBMITTED),
        ((REPORTED, BACK), ReportState.SENT_BACK),
        ((REPORTED, BACK, REPORTED), ReportState.SUBMITTED),
        ((REPORTED, TAKEN_IN), ReportState.TAKEN_IN),
        ((REPORTED, TAKEN_IN, REPORTED), ReportState.SUBMITTED),
        ((REPORTED, TAKEN_IN, SIGNED), ReportState.SIGNED),
        ((REPORTED, SIGNED, REPORTED), ReportState.SUBMITTED),
    ],
)
def test_a_report_stands_where_its_last_version_does(
    kinds: tuple[EntryKind, ...], state: ReportState
) -> None:
    facts = [Entry(n, AT, kind, "report") for n, kind in enumerate(kinds, start=1)]
    told = reporting(facts)
    assert report_state(told) is state
    assert report_state(told, locked=True) is ReportState.LOCKED


def test_a_draft_counts_until_there_is_a_version() -> None:
    submitted = reporting([Entry(1, AT, REPORTED, "report")])
    assert report_state(reporting([]), drafted=True) is ReportState.DRAFT
    assert report_state(submitted, drafted=True) is ReportState.SUBMITTED
