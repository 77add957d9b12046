"""The rows of a campaign's boards: its progress put into words."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from calendars.said import said_day, short_day
from desk.arming.gate import MailStanding
from desk.awaited import some
from desk.boards.views import (
    AgencyRow,
    AnnouncedRow,
    DutyRow,
    HandoverRow,
    PhaseRow,
    PlanLine,
)
from desk.letters.views import amended_in_words, moment_in_words
from desk.progress import Progress
from rules.docket import Docket
from rules.progress import Cell, waited_for
from rules.standing import Standing
from rules.status import status
from schemas import words
from schemas.arming import Way
from schemas.assignment import PARENT, Assignment, Handover
from schemas.base import VN
from schemas.letter import LetterKind, LetterState
from schemas.phase import Span

MOST = 120
"""Agencies up to which each is named; beyond, groups stand for their members."""
_SHOWN = (LetterState.QUEUED, LetterState.SENT, LetterState.FAILED, LetterState.HELD)
_NOTHING = "–"


class Left(NamedTuple):
    """A duty that is not fulfilled, and where its docket stands."""

    agency: str
    standing: Standing
    owes: Assignment


def plan_line(seen: Progress, now: datetime) -> PlanLine:
    """Return the plan as every board of `now` heads with it."""
    plan, in_force = seen.plan, seen.season and seen.season.in_force
    signing = in_force and in_force.signing
    signed = signing and words.SIGNED.format(
        number=signing.number, day=said_day(signing.signed_on)
    )
    return PlanLine(
        title=plan.title,
        theme=plan.theme,
        hotline=plan.hotline,
        signed=signed or "",
        amended=amended_in_words(in_force) if in_force else "",
        signer=signing.signer if signing else "",
        planned=said_day(plan.planned_issue),
        day=said_day(now.astimezone(VN).date()),
        mail=mail_line(seen.mail),
        rehearsed=seen.mail.way is Way.REHEARSAL,
    )


def agency_rows(seen: Progress) -> tuple[AgencyRow, ...]:
    """Return a line for each agency in the plan's order, numbered from 01 on."""
    width = max(2, len(str(len(seen.lines))))
    return tuple(
        AgencyRow(
            place=f"{place:0{width}}",
            name=name_of(seen, line.agency),
            mark=words.MARKS[line.whole.where],
            where=where_in_words(line.whole),
            counts=line.whole.counts,
            next_last=until_day(line.whole.next_last),
        )
        for place, line in enumerate(seen.lines, start=1)
    )


def where_in_words(cell: Cell) -> str:
    """Say where somebody is, with the counts, as `Đang thực hiện 2/6`."""
    return words.WHERE[cell.where].format(**cell.counts._asdict())


def name_of(seen: Progress, owner: str) -> str:
    """Return the name of an agency, or of an open group."""
    return seen.names.get(owner, owner)


def phase_rows(seen: Progress) -> tuple[PhaseRow, ...]:
    """Return a line for each phase of the plan."""
    return tuple(
        PhaseRow(
            phase.title, span_in_words(phase.span), seen.all.phases[phase.id].counts
        )
        for phase in seen.plan.phases
    )


def duty_rows(
    seen: Progress, left: Iterable[Left], now: datetime
) -> tuple[DutyRow, ...]:
    """Return a line for each of the duties left."""
    titles = titles_of(seen)
    return tuple(
        DutyRow(
            agency=name_of(seen, one.agency),
            id=one.owes.duty,
            title=titles[one.owes.duty],
            status=words.STATUSES[status(one.owes, one.standing, now)],
            last_day=said_day(one.owes.last_day),
        )
        for one in left
    )


def handover_rows(
    seen: Progress, left: Iterable[Left], now: datetime
) -> tuple[HandoverRow, ...]:
    """Return a line for each of the duties left that other agencies wait for."""
    waiting = {
        handover: some([name_of(seen, who) for who in names])
        for handover, names in waited_for(seen.dockets.values()).items()
    }
    awaited = [one for one in left if (one.agency, one.owes.duty) in waiting]
    rows = zip(awaited, duty_rows(seen, awaited, now), strict=True)
    handovers = (
        HandoverRow(row, waiting[Handover(one.agency, one.owes.duty)])
        for one, row in rows
    )
    parent = seen.plan.parent_plan
    above = [parent.title] if parent and PARENT in waiting else []
    return (*(_above(title, waiting[PARENT]) for title in above), *handovers)


def _above(title: str, waiting: str) -> HandoverRow:
    """Return the line of the parent's plan."""
    row = DutyRow(words.ABOVE, "", title, words.NOT_ISSUED, _NOTHING)
    return HandoverRow(row, waiting)


def undone(seen: Progress) -> Iterator[Left]:
    """Yield what is not fulfilled, agency by agency."""
    for docket in seen.dockets.values():
        yield from left_of(docket)


def left_of(docket: Docket) -> Iterator[Left]:
    """Yield what one agency has not fulfilled."""
    standing = docket.standing
    for owes in docket.assignments:
        if not standing.settled(owes.duty):
            yield Left(docket.agency, standing, owes)


def announced_rows(seen: Progress) -> tuple[AnnouncedRow, ...]:
    """Return what the office announced, the latest first, with who ordered it.

    The post stands for the person: a board is kept for longer than a name may be.
    """
    return tuple(
        AnnouncedRow(
            kind=words.LETTERS[
                LetterKind.URGENT if one.said.urgent else LetterKind.ANNOUNCE
            ],
            subject=one.said.subject,
            post=one.said.post,
            at=moment_in_words(one.said.at),
            told=one.told,
            expected=one.expected,
        )
        for one in reversed(seen.announced)
    )


def titles_of(seen: Progress) -> dict[str, str]:
    """Return the title of each duty of the plan."""
    return {
        duty.id: duty.title for duty in (*seen.plan.duties(), *seen.plan.laid_on_all)
    }


def mail_line(mail: MailStanding) -> str:
    """Say where a campaign's letters go, and how far it is armed."""
    stage = words.ARMED_STAGES[mail.arming.stage].format(most=mail.most)
    return words.WAYS[mail.way].format(
        stage=stage, out=mail.out.letters, failed=mail.out.failed
    )


def letter_counts(seen: Progress) -> tuple[tuple[str, int], ...]:
    """Return how many letters are where; what went wrong is shown even at none."""
    counts = [
        (word, seen.letters.get(state, 0))
        for state, word in words.LETTER_STATES.items()
        if state in seen.letters or state in _SHOWN
    ]
    if seen.again:  # what waits stands first
        counts.insert(1, (words.AGAIN, seen.again))
    return tuple(counts)


def noted(seen: Progress) -> str:
    """Return the moment of the newest fact, which no clock moves."""
    moments = (fact.at for one in seen.dockets.values() for fact in one.entries)
    newest = max(moments, default=None)
    return moment_in_words(newest) if newest else ""


def span_in_words(span: Span) -> str:
    """Return both days of a span, as `1/6 – 30/6/2024`."""
    return words.SPAN.format(first=short_day(span.first), last=said_day(span.last))


def percent(part: int, whole: int) -> str:
    """Return a share rounded down: a hundred means all."""
    return f"{100 * part // whole}%" if whole else _NOTHING


def until_day(last: datetime | None) -> str:
    """Say the day that an instant ends, a dash where there is none."""
    day = last_day(last)
    return said_day(day) if day else _NOTHING


def last_day(last: datetime | None) -> date | None:
    """Return the day that an instant ends, None where there is none."""
    return (last - timedelta(seconds=1)).astimezone(VN).date() if last else None
