"""Reports expected, given and on time, per group of agencies and per level below.

As DHIS2 counts completeness and timeliness: an agency is expected because it owes the
report, whatever it does; what was sent back and has not come again is not given.
"""

from collections.abc import Iterable, Mapping

from rules.reports.timeliness import OnTime
from schemas.plan import Plan
from schemas.report import Timeliness

EVERYONE = ""
"""The scope of all agencies."""


def timeliness(
    plan: Plan, given: Mapping[str, OnTime | None]
) -> tuple[Timeliness, ...]:
    """Return the counts for all agencies, then for each group and entry of several.

    `given` has every agency that owes a report; what is None has not come.
    """
    scopes = {EVERYONE: tuple(given), **_scopes(plan, given)}
    return tuple(
        _counted(scope, [given[one] for one in who]) for scope, who in scopes.items()
    )


def levels(below: Iterable[Timeliness]) -> tuple[Timeliness, ...]:
    """Return one count for each level below, in the order in which they first come.

    Consolidated reports bring the counts with them; those of one level add up.
    """
    sums: dict[str, Timeliness] = {}
    for one in below:
        sums[one.scope] = _added(sums[one.scope], one) if one.scope in sums else one
    return tuple(sums.values())


def scope_name(plan: Plan, scope: str) -> str:
    """Return the name of a group or the title of an entry; a level bears its own."""
    named = {entry.id: entry.title for entry in plan.entries}
    named |= {group.id: group.name for group in plan.groups}
    return named.get(scope, scope)


def _scopes(plan: Plan, given: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Return the groups, then the entries of several agencies that are no group."""
    members = {group.id: group.members for group in plan.groups}
    named = {group.id: _expected(group.members, given) for group in plan.groups}
    for entry in plan.entries:
        owners = (one for name in entry.owners for one in members.get(name, (name,)))
        who = _expected(owners, given)
        if entry.id not in named and len(who) > 1 and who not in named.values():
            named[entry.id] = who
    return {scope: who for scope, who in named.items() if who}


def _expected(named: Iterable[str], given: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(one for one in dict.fromkeys(named) if one in given)


def _counted(scope: str, given: Iterable[OnTime | None]) -> Timeliness:
    every = tuple(given)
    came = [one for one in every if one is not None]
    return Timeliness(
        scope=scope,
        expected=len(every),
        actual=len(came),
        on_time=sum(one.in_effect for one in came),
        on_time_planned=sum(one.planned for one in came),
    )


def _added(one: Timeliness, other: Timeliness) -> Timeliness:
    return Timeliness(
        scope=one.scope,
        expected=one.expected + other.expected,
        actual=one.actual + other.actual,
        on_time=one.on_time + other.on_time,
        on_time_planned=one.on_time_planned + other.on_time_planned,
    )
