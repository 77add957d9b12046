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
from schemas.said import Said, Series

_CONFIRM = Said(
    "confirm it at the sign-off; unconfirmed it neither reminds nor escalates"
)


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
            what = Said(
                "nobody owns the activity '{title}' ({source})",
                title=activity.title,
                source=activity.source,
            )
            remedy = Said("ask who does it, and name it as `owner`")
            yield Finding(File.PLAN, ("activities", i), what, remedy)


def _unnamed(plan: Plan) -> Iterator[Finding]:
    nobody = open_groups(plan)
    for i, group in enumerate(plan.groups):
        if group.id in nobody:
            what = Said(
                "the open group '{id}' names nobody: no letter goes out", id=group.id
            )
            remedy = Said("the office keeps its docket; name members to make them owe")
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
    what = Said(
        "{last}, the end of the phase '{phase}', is proposed for the duties "
        "without a date ({count}): {duties}",
        last=last,
        phase=phase.id,
        count=len(duties),
        duties=Series(duties),
    )
    yield Finding(File.PLAN, place, what, _CONFIRM)
    if not days.is_working(last):
        what = Said(
            "the end of the phase '{phase}', {last:%A} {last}, is a day off",
            phase=phase.id,
            last=last,
        )
        remedy = Said("{advised} is advised", advised=advised_day(last, days))
        yield Finding(File.PLAN, place, what, remedy)


def _dated(
    duty: str, deadline: Deadline, place: Place, days: WorkingDays
) -> Iterator[Finding]:
    last = last_day(deadline)
    if deadline.origin is not Origin.STATED:
        law = deadline.origin is Origin.LAW
        source = Said("from law") if law else Said("proposed")
        because = f": {deadline.basis}" if deadline.basis else ""
        what = Said(
            "the date of duty '{duty}', {day}, is {source}{because}",
            duty=duty,
            day=deadline.day,
            source=source,
            because=because,
        )
        yield Finding(File.PLAN, (*place, "origin"), what, _CONFIRM)
    if not days.is_working(last):
        what = Said(
            "the last valid day of duty '{duty}', {last:%A} {last}, is a day off",
            duty=duty,
            last=last,
        )
        remedy = Said(
            "{advised} is advised; nothing moves by itself",
            advised=advised_day(last, days),
        )
        yield Finding(File.PLAN, (*place, "day"), what, remedy)


def _handovers(plan: Plan) -> Iterator[Finding]:
    """Show what is awaited in vain: from oneself, or from nobody who is written to."""
    links, nobody = handovers(owed(plan)), open_groups(plan)
    for place, duty in places_of_duties(plan):
        for i, name in enumerate(duty.awaits):
            where = (*place, "awaits", i)
            if links.takers.get(name) == ():
                what = Said(
                    "whoever waits for the duty '{name}' owes it too: nobody waits",
                    name=name,
                )
                remedy = Said("leave it if that is meant; each is reminded of both")
                yield Finding(File.PLAN, where, what, remedy)
            if nobody.intersection(links.givers.get(name, ())):
                what = Said(
                    "the duty '{name}' is awaited of an open group: of nobody yet",
                    name=name,
                )
                remedy = Said(
                    "the office records its handover, or names the group's members"
                )
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
                what = Said(
                    "the report of duty '{duty}' may come on {last}, and this campaign "
                    "reports before {before} ({by} to {to})",
                    duty=duty.id,
                    last=last,
                    before=before,
                    by=above.by,
                    to=above.to,
                )
                remedy = Said(
                    "give an earlier day, or agree on a later one with the parent"
                )
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
            remedy = Said("ask those who wrote the plan")
            yield Finding(
                File.PLAN, (*place, "note"), Said("noted: {note}", note=note), remedy
            )
