"""All that can be said of a plan and its roster: what is wrong, what to look at."""

from calendars.working_days import WorkingDays
from rules.check_dates import check_dates
from rules.check_indicators import check_indicators
from rules.check_level import check_level
from rules.check_references import check_references
from rules.check_structure import check_structure
from rules.check_succession import check_succession
from rules.finding import Finding
from rules.names import Names
from rules.plan_warnings import warn_of_plan
from rules.roster_warnings import warn_of_roster
from schemas.agency import Roster
from schemas.plan import Plan


def check_plan(
    plan: Plan | None, roster: Roster | None, names: Names
) -> tuple[Finding, ...]:
    """Return the errors of a plan that its types alone cannot tell.

    What could not be read is None; `names` are then still those its file defines.
    """
    findings = list(check_references(plan, roster, names))
    if plan is not None:
        findings += [*check_structure(plan), *check_dates(plan)]
        findings += [*check_indicators(plan.indicators), *check_level(plan)]
    if roster is not None:
        findings += check_succession(roster)
    return tuple(findings)


def warn_of(
    plan: Plan | None, roster: Roster | None, days: WorkingDays
) -> tuple[Finding, ...]:
    """Return what is not wrong, and yet wants a person's eye."""
    findings = [] if plan is None else list(warn_of_plan(plan, days))
    if plan is not None and roster is not None:
        findings += warn_of_roster(plan, roster)
    return tuple(findings)
