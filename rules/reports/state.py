"""Say in one word where a report stands: a function of its facts, never stored."""

from rules.reports.reporting import Reporting
from schemas.report import ReportState


def state(
    report: Reporting, *, locked: bool, consolidated: bool, drafted: bool = False
) -> ReportState:
    """Return where a report stands; what is still to come goes before all else.

    A lock hides neither a missing report nor one that was sent back. `consolidated`
    tells of the version that counts, and so does a signed copy: a later version makes
    either one of an older report. What is `drafted` counts until anything was given.
    """
    if report.current is None:
        nothing = ReportState.DRAFT if drafted else ReportState.MISSING
        return ReportState.SENT_BACK if report.sent_back else nothing
    if locked:
        return ReportState.LOCKED
    if consolidated:
        return ReportState.CONSOLIDATED
    signed = report.concerns(report.signed)
    return ReportState.SIGNED if signed else ReportState.HANDED_IN
