"""A campaign's season as a picture: phases and deadlines along their days, as SVG."""

import textwrap
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from calendars.deadlines import last_day
from calendars.said import said_day, short_day
from desk.boards.rows import plan_line, span_in_words
from desk.progress import Progress
from desk.templates import render
from rules.assignments import deadline_of
from rules.status import count
from schemas.assignment import Counts
from schemas.base import VN
from schemas.phase import Span

WIDTH = 330
"""Units of the picture, as many as the pixels a narrow telephone leaves for it."""
_EDGE = 10
_LONGEST = 42
"""Characters of a line in the picture's type."""
_HEAD, _LINE, _BAR, _ROW = 86, 16, 26, 24
_FOOT = 44
_NOTHING = Counts(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Tick:
    """The first day of a month, where its line stands."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase: its lines of text from `y` on, its bar below, done and overdue in it.

    `state` is `ahead`, `now`, `over`, or `done` where nothing is left.
    """

    y: int
    title: tuple[str, ...]
    days: str
    counts: Counts
    state: str
    x: float
    width: float
    done: float
    overdue: float

    @property
    def text_height(self) -> int:
        """Return the height of its title, its days and its counts."""
        return _LINE * (len(self.title) + 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which duties end; `beyond` the season it stands at the edge.

    `state` is `done`, `overdue` or `open`.
    """

    y: int
    x: float
    day: str
    counts: Counts
    state: str
    beyond: bool

    @property
    def left(self) -> bool:
        """Tell whether its text stands left of it: there is more room."""
        return self.x > WIDTH / 2


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the picture shows; `today` is None outside of the season."""

    title: tuple[str, ...]
    day: str
    issued: bool
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    deadlines_y: int
    today: float | None
    top: int
    height: int


def timeline_svg(seen: Progress, now: datetime) -> str:
    """Return the picture of a season as of `now`; texts of the plan are data in it."""
    return render("boards/timeline.svg", time=timeline(seen, now), width=WIDTH)


def timeline_text(seen: Progress, now: datetime) -> str:
    """Return the picture within markdown, as Prefect shows it."""
    picture = b64encode(timeline_svg(seen, now).encode()).decode()
    return render("boards/timeline.md", picture=picture, plan=plan_line(seen, now))


def timeline(seen: Progress, now: datetime) -> Timeline:
    """Return where everything stands along the season's days."""
    plan, today = seen.plan, _today(now)
    axis = _Axis(min(phase.span.first for phase in plan.phases), plan.close)
    title = tuple(textwrap.wrap(plan.short_title, _LONGEST - 8))
    top = _HEAD + _LINE * (len(title) - 1)
    bars = tuple(_bars(seen, axis, today, top + 8))
    deadlines_y = top + 8 + sum(bar.text_height + _BAR for bar in bars) + 14
    marks = tuple(_marks(seen, axis, now, deadlines_y + 12))
    return Timeline(
        title=title,
        day=said_day(today),
        issued=seen.season is not None,
        ticks=tuple(axis.months()),
        bars=bars,
        marks=marks,
        deadlines_y=deadlines_y,
        today=axis.at(today) if axis.first <= today <= axis.last else None,
        top=top,
        height=deadlines_y + 12 + _ROW * len(marks) + _FOOT,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days of a season, side by side."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day begins; what lies outside stands at the edge."""
        days = (self.last - self.first).days + 1
        part = min(max((day - self.first).days, 0), days) / days
        return round(_EDGE + part * (WIDTH - 2 * _EDGE), 1)

    def months(self) -> Iterator[Tick]:
        """Yield the months that begin within the season."""
        day = (self.first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while day <= self.last:
            yield Tick(self.at(day), short_day(day))
            day = (day + timedelta(days=32)).replace(day=1)


def _bars(seen: Progress, axis: _Axis, today: date, y: int) -> Iterator[Bar]:
    for phase in seen.plan.phases:
        span, counts = phase.span, seen.all.phases[phase.id].counts
        x, end = axis.at(span.first), axis.at(span.last + timedelta(days=1))
        bar = Bar(
            y=y,
            title=tuple(textwrap.wrap(phase.title, _LONGEST)),
            days=span_in_words(span),
            counts=counts,
            state=_phase_state(counts, span, today),
            x=x,
            width=round(end - x, 1),
            done=_part(counts.fulfilled, counts, end - x),
            overdue=_part(counts.overdue, counts, end - x),
        )
        yield bar
        y += bar.text_height + _BAR


def _phase_state(counts: Counts, span: Span, today: date) -> str:
    if counts.expected and counts.fulfilled == counts.expected:
        return "done"
    if today < span.first:
        return "ahead"
    return "over" if today > span.last else "now"


def _part(part: int, counts: Counts, width: float) -> float:
    return round(width * part / counts.expected, 1) if counts.expected else 0.0


def _marks(seen: Progress, axis: _Axis, now: datetime, y: int) -> Iterator[Mark]:
    for day, counts in sorted(_by_day(seen, now)):
        yield Mark(
            y=y,
            x=axis.at(day + timedelta(days=1)),
            day=said_day(day) if day.year != seen.plan.year else short_day(day),
            counts=counts,
            state=_day_state(counts),
            beyond=not axis.first <= day <= axis.last,
        )
        y += _ROW


def _day_state(counts: Counts) -> str:
    if counts.overdue:
        return "overdue"
    return "done" if counts.fulfilled == counts.expected else "open"


def _by_day(seen: Progress, now: datetime) -> Iterable[tuple[date, Counts]]:
    """Return the counts of the duties that end on each day; before the issue, how many.

    Whoever was released owes nothing: a day nobody owes for is none.
    """
    found: dict[date, Counts] = {}
    if seen.season is None:
        for duty in (*seen.plan.duties(), *seen.plan.laid_on_all):
            day = last_day(deadline_of(duty, seen.plan))
            found[day] = _sum(found.get(day, _NOTHING), Counts(1, 0, 0, 0))
    for docket in seen.dockets.values():
        for one in docket.assignments:
            counts = count((one,), docket.standing, now)
            found[one.last_day] = _sum(found.get(one.last_day, _NOTHING), counts)
    return ((day, counts) for day, counts in found.items() if counts.expected)


def _sum(one: Counts, other: Counts) -> Counts:
    return Counts(*map(sum, zip(one, other, strict=True)))


def _today(now: datetime) -> date:
    return now.astimezone(VN).date()
