"""What a person should look at before a plan is signed; nothing of it is wrong."""

from collections import defaultdict
from collections.abc import Iterator

from calendars.deadlines import advised_day, last_day
from calendars.working_days import WorkingDays
from rules.assignments import deadline_of
from rules.check_dates import plausible
from rules.check_structure import places_of_duties
from rules.finding import File, Finding, Place
from rules.handovers import handovers
from rules.owed import open_groups, owed
from rules.reports.levels import due_before, link_above
from schemas.deadline import Deadline, Origin
from schemas.duty import DutyKind
from schemas.phase import Phase, PhaseKind
from schemas.plan import Plan

_CONFIRM = "confirm it at the sign-off; unconfirmed it neither reminds nor escalates"


def warn_of_plan(plan: Plan, days: WorkingDays) -> Iterator[Finding]:
    """Find unowned activities, unnamed groups, proposed dates, days off and notes."""
    yield from _unowned(plan)
    yield from _unnamed(plan)
    yield from _without_date(plan, days)
    for place, duty in places_of_duties(plan):
        if duty.deadline is not None and plausible(duty.deadline.day, plan.year):
            yield from _dated(duty.id, duty.deadline, (*place, "deadline"), days)
    yield from _handovers(plan)
    yield from _too_late(plan)
    yield from _notes(plan)


def _unowned(plan: Plan) -> Iterator[Finding]:
    for i, activity in enumerate(plan.activities):
        if activity.owner is None:
            what = f"nobody owns the activity '{activity.title}' ({activity.source})"
            remedy = "ask who does it, and name it as `owner`"
            yield Finding(File.PLAN, ("activities", i), what, remedy)


def _unnamed(plan: Plan) -> Iterator[Finding]:
    nobody = open_groups(plan)
    for i, group in enumerate(plan.groups):
        if group.id in nobody:
            what = f"the open group '{group.id}' names nobody: no letter goes out"
            remedy = "the office keeps its docket; name members to make them owe"
            yield Finding(File.PLAN, ("groups", i), what, remedy)


def _without_date(plan: Plan, days: WorkingDays) -> Iterator[Finding]:
    """Sum up by phase the duties that get its end as their date."""
    dateless: dict[PhaseKind, list[str]] = defaultdict(list)
    for _, duty in places_of_duties(plan):
        if duty.deadline is None:
            dateless[duty.phase].append(duty.id)
    for i, phase in enumerate(plan.phases):
        duties = dateless[phase.id]
        if duties and plausible(phase.span.last, plan.year):
            yield from _ends_with(phase, ("phases", i, "span", "last"), duties, days)


def _ends_with(
    phase: Phase, place: Place, duties: list[str], days: WorkingDays
) -> Iterator[Finding]:
    last = phase.span.last
    what = f"{last}, the end of the phase '{phase.id}', is proposed for the duties "
    what += f"without a date ({len(duties)}): {', '.join(duties)}"
    yield Finding(File.PLAN, place, what, _CONFIRM)
    if not days.is_working(last):
        what = f"the end of the phase '{phase.id}', {last:%A} {last}, is a day off"
        yield Finding(File.PLAN, place, what, f"{advised_day(last, days)} is advised")


def _dated(
    duty: str, deadline: Deadline, place: Place, days: WorkingDays
) -> Iterator[Finding]:
    last = last_day(deadline)
    if deadline.origin is not Origin.STATED:
        source = "from law" if deadline.origin is Origin.LAW else "proposed"
        because = f": {deadline.basis}" if deadline.basis else ""
        what = f"the date of duty '{duty}', {deadline.day}, is {source}{because}"
        yield Finding(File.PLAN, (*place, "origin"), what, _CONFIRM)
    if not days.is_working(last):
        what = f"the last valid day of duty '{duty}', {last:%A} {last}, is a day off"
        remedy = f"{advised_day(last, days)} is advised; nothing moves by itself"
        yield Finding(File.PLAN, (*place, "day"), what, remedy)


def _handovers(plan: Plan) -> Iterator[Finding]:
    """Show what is awaited in vain: from oneself, or from nobody who is written to."""
    links, nobody = handovers(owed(plan)), open_groups(plan)
    for place, duty in places_of_duties(plan):
        for i, name in enumerate(duty.awaits):
            where = (*place, "awaits", i)
            if links.takers.get(name) == ():
                what = f"whoever waits for the duty '{name}' owes it too: nobody waits"
                remedy = "leave it if that is meant; each is reminded of both"
                yield Finding(File.PLAN, where, what, remedy)
            if nobody.intersection(links.givers.get(name, ())):
                what = f"the duty '{name}' is awaited of an open group: of nobody yet"
                remedy = "the office records its handover, or names the group's members"
                yield Finding(File.PLAN, where, what, remedy)


def _too_late(plan: Plan) -> Iterator[Finding]:
    """Show reports that come after the campaign's own has to be with its parent."""
    above = link_above(plan)
    if above is None:
        return
    before = due_before(above, plan.year)
    for place, duty in places_of_duties(plan):
        if duty.kind is DutyKind.REPORT:
            last = last_day(deadline_of(duty, plan))
            if last >= before:
                what = f"the report of duty '{duty.id}' may come on {last}, and this "
                what += f"campaign reports before {before} ({above.by} to {above.to})"
                remedy = "give an earlier day, or agree on a later one with the parent"
                yield Finding(File.PLAN, (*place, "deadline"), what, remedy)


def _notes(plan: Plan) -> Iterator[Finding]:
    """Show what the reader of the source noted: slips are flagged, never repaired."""
    noted: list[tuple[Place, str | None]] = [
        *((("legal_bases", i), basis.note) for i, basis in enumerate(plan.legal_bases)),
        *((("entries", i), entry.note) for i, entry in enumerate(plan.entries)),
        *((place, duty.note) for place, duty in places_of_duties(plan)),
    ]
    for place, note in noted:
        if note is not None:
            remedy = "ask those who wrote the plan"
            yield Finding(File.PLAN, (*place, "note"), f"noted: {note}", remedy)
