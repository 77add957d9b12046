"""Entries need owners, groups members, every phase a place; handovers no circle."""

from collections import Counter
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import cast

from rules.finding import File, Finding, Place
from rules.handovers import handovers
from rules.owed import owed
from schemas.duty import PARENT_PLAN, Duty
from schemas.phase import PhaseKind
from schemas.plan import Group, Plan
from schemas.said import Said

_CIRCLES = 20
"""Circles looked for before somebody should repair those found."""


def check_structure(plan: Plan) -> Iterator[Finding]:
    """Find what is missing or contradicts itself, dates apart."""
    yield from _check_entries(plan)
    yield from _check_phases(plan)
    for i, group in enumerate(plan.groups):
        yield from _check_group(group, ("groups", i, "members"))
    yield from islice(_check_handovers(plan), _CIRCLES)
    yield from _check_givers(plan)
    yield from _check_parent(plan)


def places_of_duties(plan: Plan) -> Iterator[tuple[Place, Duty]]:
    """Return all duties with their places: the written ones, then those laid on all."""
    for i, entry in enumerate(plan.entries):
        for j, duty in enumerate(entry.duties):
            yield ("entries", i, "duties", j), duty
    for i, duty in enumerate(plan.laid_on_all):
        yield ("laid_on_all", i), duty


def _check_entries(plan: Plan) -> Iterator[Finding]:
    for i, entry in enumerate(plan.entries):
        if entry.duties and not entry.owners:
            what = Said("entry '{id}' has duties, and nobody owes them", id=entry.id)
            remedy = Said("name its agencies or groups")
            yield Finding(File.PLAN, ("entries", i, "owners"), what, remedy)
    if not any(entry.duties for entry in plan.entries):
        what = Said("no entry has a duty")
        yield Finding(
            File.PLAN, ("entries",), what, Said("write down what is to be done")
        )


def _check_phases(plan: Plan) -> Iterator[Finding]:
    there = {phase.id for phase in plan.phases}
    for kind in PhaseKind:
        if kind not in there:
            what = Said("the phase '{kind}' is missing", kind=kind)
            remedy = Said("add it with its title and span")
            yield Finding(File.PLAN, ("phases",), what, remedy)


def _check_group(group: Group, place: Place) -> Iterator[Finding]:
    if group.kind == "open" and group.members:
        what = Said("the open group '{id}' names members", id=group.id)
        remedy = Said("make it closed: then each member owes the duties")
        yield Finding(File.PLAN, place, what, remedy)
    if group.kind != "open" and not group.members:
        what = Said(
            "the {kind} group '{id}' has no members", kind=group.kind, id=group.id
        )
        remedy = Said("name its members, or make it open")
        yield Finding(File.PLAN, place, what, remedy)
    for member, times in Counter(group.members).items():
        if times > 1:
            what = Said(
                "'{member}' is {times} times in the group '{id}'",
                member=member,
                times=times,
                id=group.id,
            )
            yield Finding(File.PLAN, place, what, Said("name it once"))


def _check_handovers(plan: Plan) -> Iterator[Finding]:
    """Find duties that wait for each other in a circle, one finding for each circle."""
    places = {duty.id: place for place, duty in places_of_duties(plan)}
    awaits = {duty.id: set(duty.awaits) for _, duty in places_of_duties(plan)}
    while circle := _circle(awaits):
        what = Said(
            "a circle of duties that wait for each other: {circle}",
            circle=" -> ".join(circle),
        )
        place = (*places[circle[0]], "awaits")
        yield Finding(File.PLAN, place, what, Said("let one of them start by itself"))
        for name in circle:
            awaits[name] = set()


def _check_givers(plan: Plan) -> Iterator[Finding]:
    """Find awaited duties that nobody leads: nobody would ever hand them over.

    Where nobody can read who owes a duty, nothing is said of who leads it.
    """
    owing = [duty for entry in plan.entries if entry.owners for duty in entry.duties]
    known = {duty.id for duty in (*owing, *plan.laid_on_all)}
    givers = handovers(owed(plan)).givers
    for place, duty in places_of_duties(plan):
        for i, name in enumerate(duty.awaits):
            if name in known and givers.get(name) == ():
                what = Said(
                    "nobody leads the duty '{name}', so nobody hands it over", name=name
                )
                remedy = Said("name the duty of whoever leads it, or take it out")
                yield Finding(File.PLAN, (*place, "awaits", i), what, remedy)


def _check_parent(plan: Plan) -> Iterator[Finding]:
    """Find a parent's plan that is awaited and not named, or a duty named like it."""
    for place, duty in places_of_duties(plan):
        if duty.id == PARENT_PLAN:
            what = Said(
                "'{parent_plan}' stands for the parent's plan, not for a duty",
                parent_plan=PARENT_PLAN,
            )
            yield Finding(File.PLAN, (*place, "id"), what, Said("give it another id"))
        if PARENT_PLAN in duty.awaits and plan.parent_plan is None:
            what = Said("the parent's plan is awaited, and this plan names none")
            place = (*place, "awaits", duty.awaits.index(PARENT_PLAN))
            yield Finding(
                File.PLAN, place, what, Said("add `parent_plan` with its title")
            )


def _circle(awaits: dict[str, set[str]]) -> list[str]:
    """Return one circle, each duty before the one it waits for."""
    known = {name: after & awaits.keys() for name, after in awaits.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        return list(reversed(cast("list[str]", error.args[1])))
    return []
