"""How agencies behave in a rehearsal: each drawn once, by the seed."""

import random
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from calendars.deadlines import last_instant
from calendars.working_days import WorkingDays
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.behaviour import USUAL, Behaviour
from schemas.entry import EntryKind
from schemas.step import StepKind


class Manner(StrEnum):
    """In time, late, or never."""

    IN_TIME = "in-time"
    LATE = "late"
    SILENT = "silent"


_MORNING = time(8, 30)
_WORKDAY = 7 * 60


class Played(NamedTuple):
    """One answer of a rehearsal."""

    at: datetime
    agency: str
    kind: EntryKind
    duties: tuple[str, ...]


def play(
    agencies: Mapping[str, tuple[Assignment, ...]],
    issued: datetime,
    days: WorkingDays,
    seed: int,
    behaviour: Behaviour = USUAL,
) -> list[Played]:
    """Return every answer of the season in the order of their moments."""
    played: list[Played] = []
    for agency, owes in agencies.items():
        chance = random.Random(f"{seed}/{agency}")  # noqa: S311 - repeatable by seed
        manner = _manner(chance, behaviour)
        played.extend(_answers(agency, manner, owes, issued, days, chance))
    return sorted(played)


def leaves(behaviour: Behaviour, at: datetime) -> datetime:
    """Return when mail leaves that would have left at `at`: no outage holds it."""
    for outage in sorted(behaviour.outages, key=lambda one: one.first):
        if outage.first <= at.astimezone(VN).date() <= outage.last:
            at = last_instant(outage.last)
    return at


def drawn(seed: int, agency: str, behaviour: Behaviour = USUAL) -> Manner:
    """Return how an agency behaves."""
    chance = random.Random(f"{seed}/{agency}")  # noqa: S311 - repeatable by seed
    return _manner(chance, behaviour)


def _manner(chance: random.Random, behaviour: Behaviour) -> Manner:
    shares = (behaviour.on_time, behaviour.late, behaviour.silent)
    return chance.choices(tuple(Manner), shares)[0]


def _answers(
    agency: str,
    manner: Manner,
    owes: tuple[Assignment, ...],
    issued: datetime,
    days: WorkingDays,
    chance: random.Random,
) -> Iterable[Played]:
    if manner is Manner.SILENT or not owes:
        return
    confirmed = _confirms(manner, owes, issued, days, chance)
    duties = tuple(one.duty for one in owes)
    yield Played(confirmed, agency, EntryKind.CONFIRMED, duties)
    for one in owes:
        day = _done_on(manner, one, days, chance)
        at = max(_within(day, chance), confirmed + timedelta(hours=1))
        yield Played(at, agency, EntryKind.FULFILLED, (one.duty,))


def _confirms(
    manner: Manner,
    owes: tuple[Assignment, ...],
    issued: datetime,
    days: WorkingDays,
    chance: random.Random,
) -> datetime:
    """Within 2 working days of the plan, or on the day after the first reminder.

    Where nobody is reminded any more, the plan itself counts as the reminder.
    """
    if manner is Manner.IN_TIME:
        return _within(
            days.after(issued.astimezone(VN).date(), chance.randint(1, 2)), chance
        )
    reminders = (
        rung.at
        for one in owes
        for rung in one.ladder
        if rung.kind is StepKind.REMIND and rung.at > issued
    )
    reminded = min(reminders, default=issued).astimezone(VN)
    return _within(days.after(reminded.date()), chance)


def _done_on(
    manner: Manner, one: Assignment, days: WorkingDays, chance: random.Random
) -> date:
    if manner is Manner.IN_TIME:
        return days.before(one.last_day, chance.randint(1, 5))
    return days.after(one.last_day, chance.randint(1, 6))


def _within(day: date, chance: random.Random) -> datetime:
    """Return a moment between 8:30 and 15:30 of a day."""
    return datetime.combine(day, _MORNING, VN) + timedelta(
        minutes=chance.randrange(_WORKDAY)
    )
