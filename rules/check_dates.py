"""Days must exist in the plan's year, follow each other, and lie in their phase."""

from collections.abc import Iterator
from datetime import date

from calendars.deadlines import last_day
from rules.check_structure import places_of_duties
from rules.finding import File, Finding, Place
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import Duty
from schemas.phase import PhaseKind, Span
from schemas.plan import Plan, ReportLink
from schemas.said import Said, Series

_LEAP_YEAR = 2024


def check_dates(plan: Plan) -> Iterator[Finding]:
    """Find the days that cannot be meant."""
    for place, span in _spans(plan):
        yield from _check_span(span, place, plan.year)
    yield from _check_frame(plan)
    for place, duty in places_of_duties(plan):
        if duty.deadline is not None:
            yield from _check_deadline(duty.deadline, (*place, "deadline"), plan.year)
            yield from _check_phase(duty, duty.deadline, place, plan)
    for i, link in enumerate(plan.report_chain):
        yield from _check_link(link, ("report_chain", i))


def plausible(day: date, year: int) -> bool:
    """Tell whether a day can belong to a campaign of that year."""
    return abs(day.year - year) <= 1


def _spans(plan: Plan) -> Iterator[tuple[Place, Span]]:
    yield ("period",), plan.period
    yield ("launch", "window"), plan.launch.window
    for i, phase in enumerate(plan.phases):
        yield ("phases", i, "span"), phase.span


def _check_span(span: Span, place: Place, year: int) -> Iterator[Finding]:
    yield from _check_year(span.first, (*place, "first"), year)
    yield from _check_year(span.last, (*place, "last"), year)
    if span.last < span.first:
        what = Said(
            "{last} lies before {first}, the first day",
            last=span.last,
            first=span.first,
        )
        yield Finding(File.PLAN, (*place, "last"), what, Said("correct one of the two"))


def _check_year(day: date, place: Place, year: int) -> Iterator[Finding]:
    if not plausible(day, year):
        what = Said("{day} is far from the plan's year {year}", day=day, year=year)
        yield Finding(File.PLAN, place, what, Said("correct the year"))


def _check_frame(plan: Plan) -> Iterator[Finding]:
    yield from _check_year(plan.close, ("close",), plan.year)
    spans = {phase.id: phase.span for phase in plan.phases}
    issuance, launch = spans.get(PhaseKind.ISSUANCE), spans.get(PhaseKind.LAUNCH)
    if issuance and not _within(plan.planned_issue, issuance):
        what = Said(
            "{day} is outside the phase 'issuance' ({span})",
            day=plan.planned_issue,
            span=_said(issuance),
        )
        remedy = Said("move the day or the phase")
        yield Finding(File.PLAN, ("planned_issue",), what, remedy)
    window = plan.launch.window
    if launch and not (_within(window.first, launch) and _within(window.last, launch)):
        what = Said(
            "{window} is outside the phase 'launch' ({span})",
            window=_said(window),
            span=_said(launch),
        )
        remedy = Said("move the window or the phase")
        yield Finding(File.PLAN, ("launch", "window"), what, remedy)
    end = max((span.last for span in spans.values()), default=plan.close)
    if plan.close < end:
        what = Said(
            "the season closes on {close}, before its last phase ends ({end})",
            close=plan.close,
            end=end,
        )
        yield Finding(File.PLAN, ("close",), what, Said("close it later"))


def _check_deadline(deadline: Deadline, place: Place, year: int) -> Iterator[Finding]:
    yield from _check_year(deadline.day, (*place, "day"), year)
    if deadline.bound is Bound.FROM_TO:
        if deadline.start is None or deadline.start > deadline.day:
            what = Said("from-to needs a start on or before its day")
            yield Finding(
                File.PLAN, (*place, "start"), what, Said("write the first day")
            )
    elif deadline.start is not None:
        what = Said(
            "a start means nothing under the bound '{bound}'", bound=deadline.bound
        )
        remedy = Said("remove it, or make the bound from-to")
        yield Finding(File.PLAN, (*place, "start"), what, remedy)
    if deadline.origin is Origin.LAW and deadline.basis is None:
        what = Said("a date from law without the law")
        remedy = Said("name the document and its article")
        yield Finding(File.PLAN, (*place, "basis"), what, remedy)


def _check_phase(
    duty: Duty, deadline: Deadline, place: Place, plan: Plan
) -> Iterator[Finding]:
    kinds = {duty.phase, *duty.touches}
    spans = [phase.span for phase in plan.phases if phase.id in kinds]
    if duty.period == "outside" or not spans or not plausible(deadline.day, plan.year):
        return
    last = last_day(deadline)
    if not any(_within(last, span) for span in spans):
        phases = Series(map(_said, spans))
        what = Said(
            "the last valid day {last} is outside the duty's phase ({phases})",
            last=last,
            phases=phases,
        )
        remedy = Said("correct the day, or write `period: outside` if it is meant")
        yield Finding(File.PLAN, (*place, "deadline", "day"), what, remedy)


def _check_link(link: ReportLink, place: Place) -> Iterator[Finding]:
    day, month = map(int, link.before.split("/"))
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        what = Said("{before} is not a day that exists", before=link.before)
        yield Finding(File.PLAN, (*place, "before"), what, Said("write it as dd/mm"))
    if link.valid_from and link.valid_to and link.valid_to < link.valid_from:
        what = Said(
            "valid until {valid_to}, before it begins ({valid_from})",
            valid_to=link.valid_to,
            valid_from=link.valid_from,
        )
        remedy = Said("correct one of the two")
        yield Finding(File.PLAN, (*place, "valid_to"), what, remedy)


def _within(day: date, span: Span) -> bool:
    return span.first <= day <= span.last


def _said(span: Span) -> Said:
    return Said("{first} to {last}", first=span.first, last=span.last)
