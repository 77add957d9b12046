"""What becomes of agencies on their days: new names, new addresses, successors."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from rules.owed import pass_over, shared_out
from rules.standing import Standing
from schemas.agency import Agency
from schemas.entry import Entry, EntryKind
from schemas.in_force import PlanInForce, TakenOver, Turning

_UNKNOWN = Standing()


def turning_of(
    agencies: Iterable[Agency], ended: Collection[str], close: date
) -> tuple[Turning, ...]:
    """Return what is still to become of agencies, by the day, but of those `ended`.

    What comes after the season's `close` is for the plan of the next year.
    """
    turning = [
        Turning(agency=agency.id, since=one.since)
        for agency in agencies
        for one in agency.later
        if agency.id not in ended
    ]
    turning += [
        Turning(agency=agency.id, since=agency.successor.since, to=agency.successor.to)
        for agency in agencies
        if agency.successor is not None and agency.id not in ended
    ]
    turning = [one for one in turning if one.since <= close]
    return tuple(sorted(turning, key=lambda one: (one.since, one.agency, one.to)))


def turns_due(in_force: PlanInForce, today: date) -> tuple[Turning, ...]:
    """Return what becomes of agencies by a day and has not yet."""
    return tuple(one for one in in_force.turning if one.since <= today)


def turned(
    in_force: PlanInForce, today: date, standings: Mapping[str, Standing]
) -> PlanInForce:
    """Return the plan with what is due by a day done, in the same revision.

    What an agency has settled stays with it and counts there; what is open is owed by
    its successors. `standings` are those of the agencies that end.
    """
    taken = list(in_force.taken_over)
    every = shared_out(in_force.plan, taken)
    for one in turns_due(in_force, today):
        if one.to:
            owes = every.get(one.agency, ())
            standing = standings.get(one.agency, _UNKNOWN)
            open_ = [o.duty.id for o in owes if not standing.settled(o.duty.id)]
            over = TakenOver(
                agency=one.agency,
                to=one.to,
                since=one.since,
                duties=tuple(open_),
                extended=_extended(open_, standing),
            )
            pass_over(every, over)
            taken.append(over)
    ahead = tuple(one for one in in_force.turning if one.since > today)
    return in_force.model_copy(update={"turning": ahead, "taken_over": tuple(taken)})


def carried(
    taken: Iterable[TakenOver], heir: str, after: int, now: datetime
) -> list[Entry]:
    """Return the facts by which a successor keeps the time that was given before it.

    They are numbered from `after` on; of several last days it keeps the latest.
    """
    days: dict[str, date] = {}
    for one in taken:
        for duty, day in one.extended.items() if heir in one.to else ():
            days[duty] = max(day, days.get(duty, day))
    return [
        Entry(after + i, now, EntryKind.EXTENDED, duty, f"{day}")
        for i, (duty, day) in enumerate(days.items(), start=1)
    ]


def _extended(duties: Iterable[str], standing: Standing) -> dict[str, date]:
    days: dict[str, date] = {}
    for duty in duties:
        for one in standing.ruled.get(duty, ()):
            if one.kind is EntryKind.EXTENDED:
                days[duty] = date.fromisoformat(one.step)
    return days
