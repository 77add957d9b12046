"""The days between which a campaign is played: what the text says, else proposals."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, NamedTuple

from calendars.working_days import WorkingDays
from desk.drafts.asking import Asking
from desk.drafts.known import usual_period
from desk.drafts.wording import worded
from documents.reading.naming import of_ceremony, phase_named, settling
from documents.reading.result import DeadlineRead, Reading
from schemas.phase import PhaseKind, Span

_WEEKS = timedelta(days=26)
_ONE, _WEEK, _FORTNIGHT = timedelta(days=1), timedelta(days=7), timedelta(days=14)


class Frame(NamedTuple):
    """The fields of the plan about its days, and the spans its duties lie in."""

    fields: dict[str, Any]
    spans: dict[PhaseKind, Span]


def read_frame(reading: Reading, year: int, asking: Asking, days: WorkingDays) -> Frame:
    """Return the days of a campaign; each that the text lacks is asked for."""
    named = _named_phases(reading)
    usual = usual_period(f"{reading.title} {reading.theme}", year)
    why = worded("period.because")
    first, begins = asking.day("period.first", reading.period.first, usual.first, why)
    last, ends = asking.day(
        "period.last", reading.period.last, max(usual.last, begins), why
    )
    issue, issued = _issue(reading, begins, asking, days)
    window, launch = _launch(reading, begins, asking)
    due = _report_due(reading)
    stated = reading.period
    after = stated.last and stated.last + _ONE
    ends_issuance = max(issued, min(launch.first, begins) - _ONE)
    ends_reporting = max(due or ends + _FORTNIGHT, ends + _ONE)
    fixed = window["window"]
    ends_of = (
        _Ends(
            PhaseKind.ISSUANCE, (reading.date, issued), (None, ends_issuance), "issue"
        ),
        _Ends(
            PhaseKind.LAUNCH,
            (launch.first if fixed["first"] else None, launch.first),
            (launch.last if fixed["last"] else None, launch.last),
            "launch",
        ),
        _Ends(
            PhaseKind.ACTIVITIES, (stated.first, begins), (stated.last, ends), "period"
        ),
        _Ends(
            PhaseKind.REPORTING,
            (after, ends + _ONE),
            (due and ends_reporting, ends_reporting),
            "report" if due else "none",
        ),
    )
    phases = [named.get(one.kind) or _phase(one, asking) for one in ends_of]
    spans = {PhaseKind(phase["id"]): span for phase, span in phases}
    latest = max(span.last for span in spans.values())
    month_end = latest.replace(day=monthrange(latest.year, latest.month)[1])
    close, _ = asking.day("close", None, month_end, worded("close.because"))
    return Frame(
        {
            "period": {"first": first, "last": last},
            "planned_issue": issue,
            "close": close,
            "launch": window,
            "phases": [phase for phase, _ in phases],
        },
        spans,
    )


def _issue(
    reading: Reading, begins: date, asking: Asking, days: WorkingDays
) -> tuple[str | None, date]:
    proposed, reason = begins - _WEEKS, "reason.weeks"
    if reading.month and reading.year:
        last = monthrange(reading.year, reading.month)[1]
        proposed, reason = date(reading.year, reading.month, last), "reason.month"
    because = worded("planned_issue.because", reason=worded(reason))
    proposed = days.on_or_before(proposed)
    return asking.day("planned_issue", reading.date, proposed, because)


def _launch(
    reading: Reading, begins: date, asking: Asking
) -> tuple[dict[str, Any], Span]:
    """Return the window of the ceremony: as the text has it, the open end asked for."""
    said = _ceremony(reading)
    stated = Span(first=said.date, last=said.date) if said and said.date else None
    since = said.first if said else None
    until = (said.last or said.last_day) if said else None
    proposed = begins - _WEEK
    because = worded("launch.because")
    if said is not None and stated is None and since is None:
        because = worded("launch.said", raw=said.raw)
    if until is not None and until < proposed:
        proposed = until
    first, opens = asking.day(
        "launch.window.first", stated.first if stated else since, proposed, because
    )
    last, closes = asking.day(
        "launch.window.last",
        stated.last if stated else until,
        max(opens, begins),
        because,
    )
    fields: dict[str, Any] = {"window": {"first": first, "last": last}}
    if said is not None and (words := said.said or _worded(said)):
        fields["said"] = words[:200]
    return fields, Span(first=opens, last=max(opens, closes))


def _worded(said: DeadlineRead) -> str:
    """Return the words of a time, empty where its two days are all of it."""
    return "" if said.first and said.last else " ".join(said.raw.split())


def _ceremony(reading: Reading) -> DeadlineRead | None:
    """Return the time that the text gives the ceremony, the first that has an end."""
    for one in reading.deadlines:
        before = (one.subject or "").partition(" ".join(one.raw.split()))[0]
        ends = one.date or one.last or one.last_day
        if ends and one.bound in _OF_CEREMONY and of_ceremony(before):
            return settling(one, reading.deadlines)
    return None


_OF_CEREMONY = ("on", "from_to", "fuzzy", "by", "before", "occasion")


def _report_due(reading: Reading) -> date | None:
    due = [
        one.deadline.last_day
        for one in reading.reports
        if one.deadline is not None and one.deadline.last_day is not None
    ]
    return max(due, default=None)


class _Ends(NamedTuple):
    """The first and the last day of a phase: as the text says it, else as proposed."""

    kind: PhaseKind
    first: tuple[date | None, date]
    last: tuple[date | None, date]
    reason: str


def _phase(one: _Ends, asking: Asking) -> tuple[dict[str, Any], Span]:
    """Return a phase whose ends the text says, or that are asked for."""
    because = worded("phases.because", reason=worded(f"reason.{one.reason}"))
    place = f"phases[{one.kind.value}].span"
    begins, opens = asking.day(f"{place}.first", *one.first, because)
    said, proposed = one.last
    ends, closes = asking.day(f"{place}.last", said, max(proposed, opens), because)
    title = worded(f"phase.{one.kind.value}")
    span = Span(first=opens, last=max(opens, closes))
    return _fields(one.kind, title, begins, ends), span


def _named_phases(
    reading: Reading,
) -> dict[PhaseKind, tuple[dict[str, Any], Span]]:
    """Return the phases of a text that gives each its days, in their order."""
    named = [
        (title, Span(first=one.first, last=one.last))
        for one in reading.deadlines
        if one.first and one.last and (title := phase_named(one.subject or ""))
    ]
    if len(named) != len(PhaseKind):
        return {}
    return {
        kind: (_fields(kind, title, f"{span.first}", f"{span.last}"), span)
        for kind, (title, span) in zip(PhaseKind, named, strict=True)
    }


def _fields(
    kind: PhaseKind, title: str, first: str | None, last: str | None
) -> dict[str, Any]:
    return {"id": kind.value, "title": title, "span": {"first": first, "last": last}}
