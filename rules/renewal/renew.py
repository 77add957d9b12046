"""All that changes in a campaign's files from one year to another."""

from calendars.working_days import WorkingDays
from rules.renewal.bodies import call_anew, heirs_on, succeed
from rules.renewal.chain import rechain
from rules.renewal.days import Shift, shift_days
from rules.renewal.edit import Edit
from rules.renewal.wording import blanks, reword
from schemas.agency import Roster
from schemas.plan import Plan


def renew(plan: Plan, roster: Roster, year: int, days: WorkingDays) -> tuple[Edit, ...]:
    """Return the edits that make last year's plan one of `year`, one for each place.

    Where two concern a place, the later one counts: law moves a day after the calendar.
    Bodies are those of the day on which the plan is to be issued.
    """
    shift = Shift(year - plan.year, days)
    issue = shift.day(plan.planned_issue)
    who = heirs_on(roster, issue)
    edits = (
        *reword(plan, year, who.names),
        *blanks(plan),
        *shift_days(plan, shift),
        *call_anew(roster, issue),
        *succeed(plan, roster, who),
        *rechain(plan, year, shift),
    )
    return tuple({(one.file, one.place): one for one in edits}.values())
