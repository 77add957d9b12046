"""What people do in a rehearsal: sign, fix the launch, answer, hold it."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from calendars.deadlines import last_instant
from calendars.hours import opening
from desk.answer import Answer, NothingToSayError, answer
from desk.campaigns import duties_of
from desk.desk import Desk
from desk.rehearsals.office import Office
from desk.reports.submit import Submission, reporter_of, submit
from desk.season import Season
from desk.start import find
from desk.state import reached
from ledger import dockets
from ledger.dockets import DocketRow
from rules.owed import open_groups
from rules.phases import activity_days
from rules.playing import Played, play
from rules.reports.playing import draw_report
from schemas import words
from schemas.base import VN
from schemas.behaviour import Amended, Behaviour
from schemas.duty import DutyKind
from schemas.entry import EntryKind, Person
from schemas.in_force import Ceremony
from schemas.phase import PhaseKind
from schemas.plan import Plan

_SOMEBODY = Person(words.REHEARSAL, words.REHEARSAL)
_NOTICE = 5
"""Working days between fixing the launch ceremony and its day."""

_BEGINS = time(8)
_RECORDED_AFTER = timedelta(hours=3)
_ADDED_UP = time(15)


class Event(NamedTuple):
    """One thing somebody does, at its moment; doing it twice changes nothing.

    It tells whether it amended the plan: what people do from then on is drawn anew.
    """

    at: datetime
    name: str
    do: Callable[[], bool | None]


def issued_at(plan: Plan) -> datetime:
    """Return when a rehearsal signs the plan: its proposed day, as letters may go."""
    return opening(plan.planned_issue, plan.policy.letter_hours)


def launching(desk: Desk, season: Season, office: Office) -> Iterator[Event]:
    """Yield how the office fixes the launch ceremony, and records that it was held."""
    plan, days = season.plan, season.days
    day = days.on_or_after(plan.launch.window.first)
    notice = opening(days.before(day, _NOTICE), plan.policy.letter_hours)
    told = max(notice, season.in_force.issued)
    ceremony = Ceremony(place=plan.place, starts=datetime.combine(day, _BEGINS, VN))
    over = ceremony.starts + _RECORDED_AFTER

    def fix() -> None:
        if reached(desk, plan.id).launch_on is None:
            office.fix(ceremony)

    def hold() -> None:
        if not reached(desk, plan.id).held:
            office.hold(day, 0)

    yield Event(told, "fix the launch", fix)
    yield Event(over, "hold the launch", hold)


def looking(season: Season) -> Iterator[Event]:
    """Yield the days on which a phase wants to be looked at, though nothing is due."""
    plan, hours = season.plan, season.plan.policy.letter_hours
    day = plan.phase(PhaseKind.REPORTING).span.first
    reporting: list[date] = []
    while day <= plan.close:
        reporting.append(day)
        day = season.days.after(day)
    for day in {*activity_days(plan), *reporting}:
        yield Event(opening(day, hours), "look", _nothing)
    yield Event(last_instant(plan.close), "look", _nothing)


def _nothing() -> None:
    """Do nothing: the beat of that moment is what is wanted."""


def adding_up(season: Season, office: Office) -> Iterator[Event]:
    """Yield how the office adds up the reports: when they were due, and at the end.

    What came in between, and what came late, is in the second version only.
    """
    plan, days = season.plan, season.days
    if not plan.indicators.items:
        return
    due = days.after(plan.phase(PhaseKind.REPORTING).span.last)
    for day in dict.fromkeys((min(due, plan.close), days.on_or_before(plan.close))):
        yield Event(datetime.combine(day, _ADDED_UP, VN), "add up", office.add_up)


def amending(
    desk: Desk, season: Season, office: Office, behaviour: Behaviour
) -> Iterator[Event]:
    """Yield how the office amends the plan, each time as the letter hours begin."""
    plan = season.plan

    def amend(one: Amended) -> bool:
        with desk.ledger.read() as tx:
            in_force = desk.seasons.of(tx, find(tx, plan.id)).in_force
        if any(known.signing.signed_on == one.day for known in in_force.amendments):
            return False
        office.amend(one)
        return True

    for one in behaviour.amendments:
        at = opening(one.day, plan.policy.letter_hours)
        yield Event(at, "amend", partial(amend, one))


def answering(
    desk: Desk, season: Season, seed: int, behaviour: Behaviour
) -> Iterator[Event]:
    """Yield the agencies' answers, as the seed draws them."""
    with desk.ledger.read() as tx:
        rows = {row.agency: row for row in dockets.of(tx, season.campaign)}
    nobody = open_groups(season.plan)
    owing = {who: owes for who, owes in season.assignments.items() if who not in nobody}
    issued, days = season.in_force.issued, season.days
    amended = max((one.at for one in season.in_force.amendments), default=None)
    for drawn in play(owing, issued, days, seed, behaviour):
        one = _after(drawn, amended, season)
        act = _reports if _is_report(season, one) else _answer
        chance = random.Random(f"{seed}/{one.agency}/report")  # noqa: S311 - repeatable
        do = partial(act, desk, rows[one.agency], one, chance)
        yield Event(one.at, one.agency, do)


def _after(one: Played, amended: datetime | None, season: Season) -> Played:
    """Return an answer as it is given once the plan was amended.

    What would have been said before it was said then; of what is new it is said on the
    next working day.
    """
    if amended is None or one.at > amended:
        return one
    day = season.days.after(amended.astimezone(VN).date())
    return one._replace(at=datetime.combine(day, one.at.astimezone(VN).time(), VN))


def _is_report(season: Season, one: Played) -> bool:
    duty = season.duties[one.duties[0]]
    counted = bool(season.plan.indicators.items)
    return counted and one.kind is EntryKind.FULFILLED and duty.kind is DutyKind.REPORT


def _reports(desk: Desk, docket: DocketRow, one: Played, chance: random.Random) -> None:
    """Hand in a report, unless an amendment has come between."""
    if one.duties[0] not in duties_of(desk, docket):
        return
    with desk.ledger.read() as tx:
        asked = reporter_of(desk, tx, dockets.get(tx, docket.id)).asked
    given = Submission(draw_report(asked, chance), _SOMEBODY, f"{one.kind}-report")
    submit(desk, docket.id, given, one.at)


def _answer(desk: Desk, docket: DocketRow, one: Played, _: random.Random) -> None:
    """Say what was drawn, of what is still owed: an amendment may have come between."""
    owed = duties_of(desk, docket)
    given = Answer(
        kind=one.kind,
        duties=tuple(duty for duty in one.duties if duty in owed),
        person=_SOMEBODY,
        act=f"{one.kind}-{one.duties[0]}",
    )
    try:
        answer(desk, docket.id, given, one.at)
    except NothingToSayError:
        return
