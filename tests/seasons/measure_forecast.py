"""Measure the forecast: rehearse seasons, look ahead on some days, compare the end.

`make measure-forecast` prints, for each plan and day, in how many rehearsals the share
of reports that came in time was within five points of what had been forecast.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from calendars.deadlines import last_instant
from desk.desk import Desk, open_desk
from desk.mail.outcome import Outcome, Verdict
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from desk.start import OFFICE, find
from ledger import dockets, entries
from rules.docket import Docket
from rules.extended import moved
from rules.forecast import forecast
from rules.progress import reports
from schemas.base import VN
from schemas.phase import PhaseKind
from schemas.plan import Plan

PLANS = ("lai-chau-2024", "dong-dang-2024")
SEEDS = range(1, 25)
POINTS = 5
WANTED = 0.9


class Day(NamedTuple):
    """A day on which somebody looks ahead, and how it is called."""

    name: str
    day: date


def days_of(plan: Plan, desk: Desk) -> list[Day]:
    first = plan.phase(PhaseKind.REPORTING).span.first
    last = plan.phase(PhaseKind.REPORTING).span.last
    return [
        Day("a week after the issue", desk.days.after(plan.planned_issue, 5)),
        Day("the month begins", plan.period.first),
        Day("the month is half over", plan.period.first.replace(day=15)),
        Day("reporting begins", first),
        Day("5 working days left", desk.days.before(last, 5)),
        Day("3 working days left", desk.days.before(last, 3)),
        Day("the last working day", last),
    ]


def taken(*_: object) -> Outcome:
    return Outcome(Verdict.SENT)


def rehearsed(name: str, seed: int) -> tuple[Desk, Plan]:
    desk = open_desk(":memory:", "", "http://campaign.example", seed)
    plan, roster = read_plan(name, desk.days).require()
    rehearsal = Rehearsal(desk, plan, seed)
    rehearsal.begin()
    rehearsal.start(roster)
    for _ in rehearsal.play(last_instant(plan.close), taken):
        pass
    return desk, plan


def as_of(desk: Desk, name: str, now: datetime) -> Iterator[Docket]:
    """Yield the dockets with the facts of before `now`."""
    with desk.ledger.read() as tx:
        row = find(tx, name)
        season = desk.seasons.of(tx, row)
        rows = [one for one in dockets.of(tx, row.id) if one.agency != OFFICE]
        facts = entries.of(tx, [one.id for one in rows])
    for one in rows:
        before = tuple(fact for fact in facts[one.id] if fact.at < now)
        yield moved(season.docket(one.agency, one.kind, before))


def main() -> int:
    worst = 1.0
    for name in PLANS:
        apart: dict[str, list[float]] = {}
        for seed in SEEDS:
            desk, plan = rehearsed(name, seed)
            end = reports(as_of(desk, name, last_instant(plan.close)))
            for one in days_of(plan, desk):
                now = datetime.combine(one.day, time(8), VN)
                seen = forecast(as_of(desk, name, now), {}, now, desk.days)
                assert seen is not None, "a deadline has passed by then"
                points = seen.percent - 100 * end.on_time / end.expected
                apart.setdefault(one.name, []).append(points)
            desk.ledger.close()
        print(f"{name}, {len(SEEDS)} rehearsals")
        for when, points in apart.items():
            within = sum(abs(one) <= POINTS for one in points) / len(points)
            worst = min(worst, within)
            mean, most = sum(points) / len(points), max(map(abs, points))
            print(
                f"  {when:24} {within:4.0%} within {POINTS} points; "
                f"mean {mean:+.1f}, most {most:.1f}"
            )
    print(f"worst: {worst:.0%}, wanted {WANTED:.0%}")
    return 0 if worst >= WANTED else 1


if __name__ == "__main__":
    sys.exit(main())
