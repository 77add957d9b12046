"""Whatever a plan or a roster refers to must exist."""

from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import NamedTuple

from rules.finding import File, Finding, Place
from rules.names import Names, known
from schemas.agency import Roster
from schemas.duty import PARENT_PLAN, Duty
from schemas.plan import Plan
from schemas.said import Said

_HINTS = 20
"""Looking for similar names is slow: beyond so many errors nobody reads the hint."""


class Target(StrEnum):
    """What a reference may point to."""

    AGENCY = "agency"
    OWNER = "agency or group"
    DUTY = "duty"
    SUPERIOR = "superior"
    RECIPIENT = "recipient"


class Reference(NamedTuple):
    """A name used at a place."""

    file: File
    place: Place
    name: str
    target: Target


def check_references(
    plan: Plan | None, roster: Roster | None, names: Names
) -> Iterator[Finding]:
    """Find the references to what does not exist, with the name probably meant."""
    there = _there(names)
    references = [*_of_plan(plan), *_of_roster(roster)]
    dangling = [
        reference
        for reference in references
        if reference.target in there and reference.name not in there[reference.target]
    ]
    for n, reference in enumerate(dangling):
        choices = there[reference.target] if n < _HINTS else frozenset[str]()
        what = Said(
            "unknown {target} '{name}'",
            target=Said(reference.target),
            name=reference.name,
        )
        remedy = _remedy(reference, choices)
        yield Finding(reference.file, reference.place, what, remedy)


def _there(names: Names) -> dict[Target, frozenset[str]]:
    there = {Target.DUTY: known(names.duties)}
    if names.has_roster:
        there[Target.AGENCY] = known(names.agencies)
        there[Target.OWNER] = known(names.agencies, names.groups)
        there[Target.SUPERIOR] = known(names.superiors)
        there[Target.RECIPIENT] = known(names.recipients)
    return there


def _remedy(reference: Reference, choices: frozenset[str]) -> Said:
    similar = get_close_matches(reference.name, sorted(choices), n=1)
    if similar:
        return Said("did you mean '{name}'?", name=similar[0])
    where = File.PLAN if reference.target is Target.DUTY else File.ROSTER
    return Said("correct the name, or define it in {where}", where=where)


def _of_plan(plan: Plan | None) -> Iterator[Reference]:
    if plan is None:
        return
    yield _named(("office",), plan.office, Target.AGENCY)
    for i, entry in enumerate(plan.entries):
        place: Place = ("entries", i)
        yield from _all((*place, "owners"), entry.owners, Target.OWNER)
        for j, duty in enumerate(entry.duties):
            yield from _of_duty(duty, (*place, "duties", j))
    for i, common in enumerate(plan.laid_on_all):
        place = ("laid_on_all", i)
        yield from _of_duty(common, place)
        yield from _all((*place, "besides"), common.besides, Target.AGENCY)
    for i, group in enumerate(plan.groups):
        yield from _all(("groups", i, "members"), group.members, Target.AGENCY)
    for name, owners in plan.indicators.owners.items():
        yield from _all(("indicators", "owners", name), owners, Target.OWNER)
    yield from _of_lists(plan)


def _of_lists(plan: Plan) -> Iterator[Reference]:
    for i, activity in enumerate(plan.activities):
        if activity.owner is not None:
            yield _named(("activities", i, "owner"), activity.owner, Target.OWNER)
    for i, line in enumerate(plan.recipients):
        if line.send_to is not None:
            place = ("recipients", i, "send_to")
            yield _named(place, line.send_to, Target.RECIPIENT)
    if plan.briefs.morning is not None:
        yield _named(("briefs", "morning"), plan.briefs.morning, Target.RECIPIENT)
    if plan.briefs.weekly is not None:
        yield _named(("briefs", "weekly"), plan.briefs.weekly, Target.SUPERIOR)
    for i, day in enumerate(plan.observances):
        yield from _all(("observances", i, "duties"), day.duties, Target.DUTY)


def _of_duty(duty: Duty, place: Place) -> Iterator[Reference]:
    yield from _all((*place, "with_agencies"), duty.with_agencies, Target.OWNER)
    for reference in _all((*place, "awaits"), duty.awaits, Target.DUTY):
        if reference.name != PARENT_PLAN:
            yield reference


def _of_roster(roster: Roster | None) -> Iterator[Reference]:
    for i, agency in enumerate(roster.agencies if roster else ()):
        if agency.superior is not None:
            place = ("agencies", i, "superior")
            yield Reference(File.ROSTER, place, agency.superior, Target.SUPERIOR)


def _named(place: Place, name: str, target: Target) -> Reference:
    return Reference(File.PLAN, place, name, target)


def _all(place: Place, names: tuple[str, ...], target: Target) -> Iterator[Reference]:
    return (_named((*place, i), name, target) for i, name in enumerate(names))
