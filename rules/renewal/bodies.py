"""Bodies that are there no more: their successors stand wherever they were named."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from rules.check_structure import places_of_duties
from rules.finding import File, Place
from rules.renewal.edit import Edit, Kind, in_plan
from schemas.agency import Agency, Recipient, Roster
from schemas.plan import Plan


class Heirs(NamedTuple):
    """Who stands for the agencies and recipients that are over, by id.

    `names` maps the name of one that is over to its successor's name.
    """

    agencies: Mapping[str, tuple[str, ...]]
    recipients: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]


def heirs_on(roster: Roster, day: date) -> Heirs:
    """Return who stands for whom on a day."""
    agencies, recipients = _by_id(roster.agencies), _by_id(roster.recipients)
    over, gone = standing_for(agencies, day), standing_for(recipients, day)
    named = [
        (every[one].name, ", ".join(every[heir].name for heir in to))
        for every, found in ((agencies, over), (recipients, gone))
        for one, to in found.items()
        if to not in ((), (one,))
    ]
    return Heirs(_moved(over), _moved(gone), dict(named))


def standing_for(
    bodies: Mapping[str, Agency | Recipient], day: date
) -> dict[str, tuple[str, ...]]:
    """Return who has the duties of each body on a day: itself, others, or nobody."""
    return {one: tuple(dict.fromkeys(_stands(one, bodies, day))) for one in bodies}


def _stands(
    one: str, bodies: Mapping[str, Agency | Recipient], day: date
) -> Iterator[str]:
    """Follow successors to those that are there; nobody succeeds itself."""
    body = bodies[one]
    if not body.over(day):
        yield one
    for heir in body.successor.to if body.over(day) and body.successor else ():
        yield from _stands(heir, bodies, day)


def _by_id(bodies: Iterable[Agency | Recipient]) -> dict[str, Agency | Recipient]:
    return {one.id: one for one in bodies}


def _moved(found: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {one: to for one, to in found.items() if to != (one,)}


def succeed(plan: Plan, roster: Roster, who: Heirs) -> Iterator[Edit]:
    """Return the edits of whoever is named, and of those that leave the roster."""
    for place, names in _lists(plan):
        yield from _renamed(place, names, who.agencies)
    singles: list[tuple[Place, str | None, Mapping[str, tuple[str, ...]]]] = [
        (("office",), plan.office, who.agencies),
        (("briefs", "morning"), plan.briefs.morning, who.recipients),
    ]
    for i, activity in enumerate(plan.activities):
        singles.append((("activities", i, "owner"), activity.owner, who.agencies))
    for i, line in enumerate(plan.recipients):
        singles.append((("recipients", i, "send_to"), line.send_to, who.recipients))
    for place, name, moved in singles:
        if name is not None and name in moved:
            first = next(iter(moved[name]), None)
            yield in_plan(place, Kind.BODY, first, _said([name], moved))
    names = {one.id: one.name for one in roster.recipients}
    for i, line in enumerate(plan.recipients):
        for heir in who.recipients.get(line.send_to or "", ())[:1]:
            why = f"{line.name} before"
            yield in_plan(("recipients", i, "name"), Kind.BODY, names[heir], why)
    yield from _leaving("agencies", roster.agencies, who.agencies)
    yield from _leaving("recipients", roster.recipients, who.recipients)


def call_anew(roster: Roster, day: date) -> Iterator[Edit]:
    """Return the edits of agencies that have another name or address by a day."""
    for i, one in enumerate(roster.agencies):
        then, place = one.on(day), ("agencies", i)
        if then.name != one.name:
            why = f"{one.name} before"
            yield Edit(File.ROSTER, (*place, "name"), Kind.BODY, then.name, why)
        if then.contact != one.contact:
            fields = then.contact.model_dump(exclude_none=True)
            why = f"{one.contact.address} before"
            yield Edit(File.ROSTER, (*place, "contact"), Kind.CONTACT, fields, why)
        if one.later and not then.later:
            yield Edit(File.ROSTER, (*place, "later"), Kind.BODY, None, "")


def _lists(plan: Plan) -> Iterator[tuple[Place, tuple[str, ...]]]:
    for i, entry in enumerate(plan.entries):
        yield ("entries", i, "owners"), entry.owners
    for i, group in enumerate(plan.groups):
        yield ("groups", i, "members"), group.members
    for place, duty in places_of_duties(plan):
        yield (*place, "with_agencies"), duty.with_agencies
    for i, common in enumerate(plan.laid_on_all):
        yield ("laid_on_all", i, "besides"), common.besides
    for name, owners in plan.indicators.owners.items():
        yield ("indicators", "owners", name), owners


def _renamed(
    place: Place, names: tuple[str, ...], moved: Mapping[str, tuple[str, ...]]
) -> Iterator[Edit]:
    over = [name for name in names if name in moved]
    if over:
        new = dict.fromkeys(one for name in names for one in moved.get(name, (name,)))
        yield in_plan(place, Kind.BODY, tuple(new), _said(over, moved))


def _said(over: Iterable[str], moved: Mapping[str, tuple[str, ...]]) -> str:
    """Say who stands for whom; those for whom nobody does are named together."""
    said = [f"{name} is {', '.join(to)} now" for name in over if (to := moved[name])]
    if nobody := [name for name in over if not moved[name]]:
        said.append(f"over, and nobody in their place: {', '.join(nobody)}")
    return "; ".join(said)


def _leaving(
    lists: str,
    bodies: Iterable[Agency | Recipient],
    moved: Mapping[str, tuple[str, ...]],
) -> Iterator[Edit]:
    for i, one in enumerate(bodies):
        if one.id in moved:
            to = ", ".join(moved[one.id])
            since = one.successor.since if one.successor else None
            until = f"{to} since {since}" if to else f"until {one.valid_to}"
            why = f"{one.id}, {one.name}: {until}"
            yield Edit(File.ROSTER, (lists, i), Kind.BODY, None, why)
