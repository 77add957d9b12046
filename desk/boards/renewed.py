"""A plan made from last year's, as a page: what changed, what is left to people."""

from collections.abc import Iterator
from datetime import date
from functools import reduce
from typing import Any

from calendars.deadlines import last_day
from calendars.said import said_day, weekday
from calendars.working_days import WorkingDays
from desk.boards.plan_views import (
    AnsweredRow,
    HeirRow,
    RenewedPage,
    ShiftedRow,
)
from desk.renew import Renewed, to_fill_in
from desk.templates import render
from rules.finding import Place, field
from rules.renewal.bodies import standing_for
from rules.renewal.days import Shift
from rules.renewal.edit import Edit, Kind
from rules.renewal.roster import Past
from schemas import words
from schemas.agency import Agency
from schemas.deadline import Deadline


def renewed_text(renewed: Renewed, days: WorkingDays) -> str:
    """Return what the coordinator goes on from: texts of the plan are data in it."""
    return render("boards/renewed.md", page=_page(renewed, days))


def _page(renewed: Renewed, days: WorkingDays) -> RenewedPage:
    moved = (
        (one, value)
        for one in renewed.edits
        if one.kind is Kind.DAY and isinstance(value := one.value, date)
    )
    return RenewedPage(
        campaign=renewed.campaign,
        before=renewed.plan.id,
        year=renewed.plan.year,
        folder=str(renewed.folder.resolve()),
        blank=tuple(_blank(one) for one in to_fill_in(renewed)),
        days=tuple(_shifted(renewed, one, to, days) for one, to in moved),
        heirs=tuple(_heirs(renewed, days)),
        known=bool(renewed.past),
        answered=tuple(_answered(renewed)),
        others=sum(one.kind in (Kind.WORDING, Kind.TIER) for one in renewed.edits),
    )


def _blank(edit: Edit) -> tuple[str, str]:
    first = str(edit.place[0])
    return words.PLACES.get(first, first), field(edit.place)


def _shifted(renewed: Renewed, edit: Edit, to: date, days: WorkingDays) -> ShiftedRow:
    plan, place = renewed.plan, edit.place
    before: date = reduce(_step, place, plan)
    *inside, leaf = place
    holder = reduce(_step, inside, plan)
    last = to
    if isinstance(holder, Deadline):
        last = last_day(holder.model_copy(update={"day": to}))
    rests = leaf not in ("first", "start") and inside[:1] != ["observances"]
    return ShiftedRow(
        what=_about(renewed, place),
        before=_day(before),
        after=_day(to),
        note="; ".join(_notes(to, last, days.on_or_before(last) if rests else last)),
    )


def _notes(to: date, last: date, advised: date) -> Iterator[str]:
    """Yield the last valid day where it is another, and what a day off comes to."""
    if last != to:
        yield words.LAST_DAY.format(day=said_day(last))
    if advised != last:
        yield words.DAY_OFF.format(advised=_day(advised))


def _about(renewed: Renewed, place: Place) -> str:
    """Name what a day is of, by the title that stands nearest to it."""
    leaf = words.LEAVES.get(str(place[-1]), "")
    for length in range(len(place) - 1, 0, -1):
        title = getattr(reduce(_step, place[:length], renewed.plan), "title", None)
        if title is not None:
            return f"{title}{leaf}"
    return f"{words.PLACES.get(str(place[0]), str(place[0]))}{leaf}"


def _step(value: Any, step: str | int) -> Any:
    return value[step] if isinstance(step, int) else getattr(value, step)


def _day(day: date) -> str:
    return f"{weekday(day)} {said_day(day)}"


def _heirs(renewed: Renewed, days: WorkingDays) -> Iterator[HeirRow]:
    """Yield each body that is over by the day of issue, with those in its place."""
    years = renewed.year - renewed.plan.year
    issue = Shift(years, days).day(renewed.plan.planned_issue)
    bodies = {one.id: one for one in renewed.roster.agencies}
    for one, to in standing_for(bodies, issue).items():
        if to != (one,):
            names = ", ".join(bodies[heir].name for heir in to)
            yield HeirRow(bodies[one].name, names)


def _answered(renewed: Renewed) -> Iterator[AnsweredRow]:
    for agency in renewed.roster.agencies:
        past = renewed.past.get(agency.id)
        if past is not None:
            yield _past(agency, past)


def _past(agency: Agency, past: Past) -> AnsweredRow:
    times, received, report = past.times, "", ""
    if times is not None and times.received is not None:
        received = str(times.received)
    if times is not None and times.report is not None:
        said = words.REPORT_EARLY if times.report >= 0 else words.REPORT_LATE
        report = said.format(days=abs(times.report))
    return AnsweredRow(
        name=agency.name,
        received=received,
        kept=f"{times.in_time}/{times.due}" if times and times.due else "",
        report=report,
        bounced=past.bounced,
        corrected=past.agency.contact != agency.contact,
    )
