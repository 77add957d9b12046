"""The stories of a campaign's phases: what was waited for, and what came."""

from collections.abc import Iterator
from datetime import date, datetime

from calendars.deadlines import in_words
from calendars.said import said_day
from desk.boards.coming import coming_rows
from desk.boards.heard import heard_view
from desk.boards.rows import (
    MOST,
    duty_rows,
    name_of,
    percent,
    plan_line,
    span_in_words,
    undone,
)
from desk.boards.story_views import (
    ActivitiesStory,
    DateRow,
    HeardView,
    IssuanceStory,
    LaunchStory,
    LetterRow,
    MarkedDay,
    ProposedRow,
    ReportsStory,
    ScopeRow,
)
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.readers import Readers
from desk.letters.views import moment_in_words
from desk.progress import Progress
from desk.start import find
from desk.state import office_facts
from ledger import dockets, letters
from rules.assignments import deadline_of, passed
from rules.heard import heard, invited
from rules.reports.counting import EVERYONE, scope_name, timeliness
from rules.reports.owing import owed_reports
from schemas import words
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.deadline import Origin
from schemas.duty import Duty, DutyKind
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterKind, LetterState
from schemas.phase import PhaseKind

_OF_ISSUE = (LetterKind.ASSIGN, LetterKind.COPY)


def issuance(desk: Desk, seen: Progress, now: datetime) -> IssuanceStory:
    """Return what the sign-off waits for, or who was written to since."""
    signing = seen.season and seen.season.in_force.signing
    proposed = tuple(_proposed(desk, seen))
    counts = _of_issue(desk, seen) if signing else {}
    many = sum(counts.values()) > MOST
    late = () if signing else passed(seen.plan, now.astimezone(VN).date())
    return IssuanceStory(
        plan=plan_line(seen, now),
        confirmed=signing is not None and signing.dates_confirmed,
        passed=tuple(duty.id for duty in late),
        dates=tuple(_dates(proposed)),
        proposed=proposed,
        letters=tuple(_named(desk, seen)) if signing and not many else (),
        counted=_counted(counts) if many else (),
        heard=heard_view(seen, heard(seen.dockets.values(), PhaseKind)),
        own=_heard(seen, PhaseKind.ISSUANCE),
        ahead=coming_rows(desk, seen, PhaseKind.ISSUANCE, now),
    )


def launch(desk: Desk, seen: Progress, now: datetime) -> LaunchStory:
    """Return the ceremony's window, then place and hour and who comes."""
    window = seen.plan.launch
    ceremony = seen.season and seen.season.in_force.ceremony
    coming = [(name, int(fact.step)) for name, fact in _asked(seen) if fact is not None]
    attending = tuple((name, people) for name, people in coming if people)
    few = len(seen.dockets) <= MOST
    held, attendance = _held(desk, seen)
    return LaunchStory(
        plan=plan_line(seen, now),
        window=span_in_words(window.window),
        said=window.said or window.basis or "",
        place=ceremony.place if ceremony else "",
        when=moment_in_words(ceremony.starts) if ceremony else "",
        attending=attending if few else (),
        coming=len(attending),
        people=sum(people for _, people in attending),
        staying=len(coming) - len(attending),
        absent=tuple(name for name, people in coming if few and not people),
        held=held,
        attendance=attendance,
        invited=heard_view(seen, invited(seen.dockets.values())) if ceremony else None,
        heard=_heard(seen, PhaseKind.LAUNCH),
        ahead=coming_rows(desk, seen, PhaseKind.LAUNCH, now),
    )


def activities(desk: Desk, seen: Progress, now: datetime) -> ActivitiesStory:
    """Return the month with its days; from its last day on, who has not done what."""
    plan, counts = seen.plan, seen.all.phases[PhaseKind.ACTIVITIES].counts
    today = now.astimezone(VN).date()
    over = today >= plan.period.last
    left = [one for one in undone(seen) if one.owes.phase is PhaseKind.ACTIVITIES]
    few = len(seen.dockets) <= MOST
    return ActivitiesStory(
        plan=plan_line(seen, now),
        period=span_in_words(plan.period),
        slogans=plan.slogans,
        days=tuple(
            MarkedDay(said_day(one.day), one.title, one.day <= today)
            for one in plan.observances
        ),
        counts=counts,
        percent=percent(counts.fulfilled, counts.expected),
        over=over,
        left=len(left),
        undone=duty_rows(seen, left, now) if over and few else (),
        heard=_heard(seen, PhaseKind.ACTIVITIES),
        ahead=coming_rows(desk, seen, PhaseKind.ACTIVITIES, now),
    )


def reports(desk: Desk, seen: Progress, now: datetime) -> ReportsStory:
    """Return how many reports are expected, given, in time, and whose are missing."""
    count = seen.reports
    missing = [one for one in undone(seen) if one.owes.kind is DutyKind.REPORT]
    few = len(seen.dockets) <= MOST
    closed = _facts(desk, seen, EntryKind.CLOSED)
    return ReportsStory(
        plan=plan_line(seen, now),
        day=said_day(now.astimezone(VN).date()),
        route=seen.plan.report_route,
        expected=count.expected,
        actual=count.actual,
        on_time=count.on_time,
        on_time_by_plan=count.on_time_by_plan,
        completeness=percent(count.actual, count.expected),
        timeliness=percent(count.on_time, count.expected),
        timeliness_by_plan=percent(count.on_time_by_plan, count.expected),
        left=len(missing),
        missing=duty_rows(seen, missing, now) if few else (),
        closed="; ".join(words.CLOSINGS[why] for why in closed),
        scopes=tuple(_scopes(seen)),
        heard=_heard(seen, PhaseKind.REPORTING),
        ahead=coming_rows(desk, seen, PhaseKind.REPORTING, now),
    )


def _heard(seen: Progress, phase: PhaseKind) -> HeardView | None:
    return heard_view(seen, heard(seen.dockets.values(), {phase}))


def _scopes(seen: Progress) -> Iterator[ScopeRow]:
    """Yield the reports of each group of agencies, without those of all."""
    given = {
        one.docket.agency: one.on_time for one in owed_reports(seen.dockets.values())
    }
    for one in timeliness(seen.plan, given):
        if one.scope != EVERYONE:
            yield ScopeRow(
                scope_name(seen.plan, one.scope),
                one.expected,
                one.actual,
                one.on_time,
                percent(one.actual, one.expected),
                percent(one.on_time, one.expected),
            )


def _proposed(desk: Desk, seen: Progress) -> Iterator[ProposedRow]:
    for duty, owner in _owners(seen):
        deadline = deadline_of(duty, seen.plan)
        if deadline.origin is not Origin.STATED:
            verb = words.VERBS[duty.kind is DutyKind.REPORT]
            yield ProposedRow(
                duty.id,
                duty.title,
                owner,
                in_words(deadline, desk.days, verb),
                words.ORIGINS[deadline.origin],
            )


def _dates(proposed: tuple[ProposedRow, ...]) -> Iterator[DateRow]:
    """Yield each date once, in the order in which the plan first comes to it."""
    shared: dict[tuple[str, str], list[str]] = {}
    for one in proposed:
        shared.setdefault((one.deadline, one.origin), []).append(one.id)
    for (deadline, origin), duties in shared.items():
        yield DateRow(deadline, origin, tuple(duties))


def _owners(seen: Progress) -> Iterator[tuple[Duty, str]]:
    for entry in seen.plan.entries:
        yield from ((duty, entry.title) for duty in entry.duties)
    yield from ((duty, words.ALL_AGENCIES) for duty in seen.plan.laid_on_all)


def _of_issue(desk: Desk, seen: Progress) -> dict[tuple[LetterKind, LetterState], int]:
    """Return how many letters brought the plan to agencies and recipients."""
    with desk.ledger.read() as tx:
        return letters.counted(tx, find(tx, seen.plan.id).id, _OF_ISSUE)


def _named(desk: Desk, seen: Progress) -> Iterator[LetterRow]:
    """Yield those letters, each with whom it goes to."""
    with desk.ledger.read() as tx:
        campaign = find(tx, seen.plan.id).id
        directory = Directory(tx, campaign)
        agencies = {row.id: row.agency for row in dockets.of(tx, campaign)}
        for letter in letters.of_campaign(tx, campaign):
            if letter.kind in _OF_ISSUE:
                day = letter.queued.astimezone(VN).date()
                readers = Readers(directory, agencies[letter.docket], day)
                party = readers.party(letter.to)
                yield LetterRow(
                    party.name if party else letter.to,
                    words.LETTERS[letter.kind],
                    words.LETTER_STATES[letter.state],
                )


def _counted(
    counts: dict[tuple[LetterKind, LetterState], int],
) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        sorted(
            (words.LETTERS[kind], words.LETTER_STATES[state], number)
            for (kind, state), number in counts.items()
        )
    )


def _asked(seen: Progress) -> Iterator[tuple[str, Entry | None]]:
    """Yield each agency that is invited, with its answer."""
    for agency, docket in seen.dockets.items():
        if docket.kind is DocketKind.AGENCY:
            yield name_of(seen, agency), docket.standing.attending


def _held(desk: Desk, seen: Progress) -> tuple[str, int]:
    """Return the day the ceremony was held, empty before, and how many came."""
    for held in _facts(desk, seen, EntryKind.HELD):
        day, attendance = held.split("/")
        return said_day(date.fromisoformat(day)), int(attendance)
    return "", 0


def _facts(desk: Desk, seen: Progress, kind: EntryKind) -> list[str]:
    """Return what was recorded of the whole campaign under a kind."""
    with desk.ledger.read() as tx:
        facts = office_facts(tx, find(tx, seen.plan.id).id)
    return [fact.step for fact in facts if fact.kind is kind]
