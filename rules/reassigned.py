"""A plan in which one duty is owed by somebody else, or by nobody: an edit by name."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from rules.check_structure import check_structure
from rules.owed import open_groups, owed, shared_out
from schemas.duty import CommonDuty, Duty, Modality
from schemas.in_force import PlanInForce
from schemas.plan import Plan, PlanEntry


class Why(StrEnum):
    """Why a duty cannot be taken or given like that by naming it."""

    NOT_OWED = "not-owed"
    OWED_ALREADY = "owed-already"
    TAKEN_OVER = "taken-over"
    LAID_ON_ALL = "laid-on-all"
    ENDED = "ended"
    MODALITY = "modality"
    BROKEN = "broken"


class Reassignment(NamedTuple):
    """One duty taken from an agency, from everybody where it is empty.

    `to` owes it instead of the agency; empty, it is withdrawn.
    """

    duty: str
    agency: str = ""
    to: str = ""


def reassigned(in_force: PlanInForce, asked: Reassignment) -> Plan | Why:
    """Return the plan in force with one duty owed otherwise, or why that cannot be."""
    plan = in_force.plan
    if why := _refused(in_force, asked):
        return why
    if asked.duty in {one.id for one in plan.laid_on_all}:
        after = _of_all(plan, asked)
    else:
        entries = _entries(plan, asked)
        if isinstance(entries, Why):
            return entries
        after = plan.model_copy(update={"entries": tuple(entries)})
    after = _nobody_waits(after, asked.duty)
    return Why.BROKEN if any(check_structure(after)) else after


def _refused(in_force: PlanInForce, asked: Reassignment) -> Why | None:
    """Return why a duty cannot be named like that, None where it can."""
    plan, duty = in_force.plan, asked.duty
    written = owed(plan)
    now = shared_out(plan, in_force.taken_over)
    owing = {who for who, owes in now.items() if any(o.duty.id == duty for o in owes)}
    if not owing or (asked.agency and asked.agency not in owing):
        return Why.NOT_OWED
    named = {asked.agency} if asked.agency else owing
    if any(all(o.duty.id != duty for o in written.get(who, ())) for who in named):
        return Why.TAKEN_OVER
    if not asked.to:
        return None
    if asked.to in in_force.ended:
        return Why.ENDED
    if asked.to in owing:
        return Why.OWED_ALREADY
    common = duty in {one.id for one in plan.laid_on_all}
    return Why.LAID_ON_ALL if common else None


def _of_all(plan: Plan, asked: Reassignment) -> Plan:
    """Return the plan with a duty laid on all but one more, or on nobody."""
    laid: list[CommonDuty] = []
    for one in plan.laid_on_all:
        if one.id != asked.duty:
            laid.append(one)
        elif asked.agency:
            besides = (*one.besides, asked.agency)
            laid.append(one.model_copy(update={"besides": besides}))
    return plan.model_copy(update={"laid_on_all": tuple(laid)})


def _entries(plan: Plan, asked: Reassignment) -> list[PlanEntry] | Why:
    """Return the entries, that of the duty parted where others owe what else it says.

    Each duty stands in one entry, so an agency that gives up one of several gets it
    out into an entry of its own, for whoever owes it now.
    """
    entries: list[PlanEntry] = []
    for one in plan.entries:
        duty = next((d for d in one.duties if d.id == asked.duty), None)
        if duty is None:
            entries.append(one)
            continue
        owners = _owners(plan, one, asked)
        modality = _modality(plan, one, owners, asked.to)
        if modality is None:
            return Why.MODALITY
        rest = tuple(d for d in one.duties if d.id != asked.duty)
        if rest or not owners:
            kept = {"duties": rest} if rest else {"duties": (), "owners": ()}
            entries.append(one.model_copy(update=kept))
        if owners:
            name = one.id if not rest else _free(one.id, (e.id for e in plan.entries))
            parted = {
                "id": name,
                "owners": owners,
                "modality": modality,
                "duties": (_without(duty, asked.to),),
            }
            entries.append(one.model_copy(update=parted))
    return entries


def _owners(plan: Plan, entry: PlanEntry, asked: Reassignment) -> tuple[str, ...]:
    """Return who owes the duty now: groups stay named while none of theirs is."""
    if not asked.agency:
        return ()
    members = {g.id: g.members for g in plan.groups if g.id not in open_groups(plan)}
    left: list[str] = []
    for owner in entry.owners:
        within = members.get(owner, (owner,))
        parted = asked.agency in within
        left += [one for one in within if one != asked.agency] if parted else [owner]
    return tuple(dict.fromkeys([*left, *([asked.to] if asked.to else [])]))


def _modality(
    plan: Plan, entry: PlanEntry, owners: tuple[str, ...], to: str
) -> Modality | None:
    """Return how the duty is laid on its owners, None where that would be two ways.

    Whoever was ever asked is asked, and nobody urges it; whoever owed nothing written
    is spoken to as the entry does.
    """
    if not to:
        return entry.modality
    members = {g.id: g.members for g in plan.groups}
    ways = {
        one.modality
        for one in plan.entries
        if one.duties
        if any(to == owner or to in members.get(owner, ()) for owner in one.owners)
    }
    way = entry.modality
    if ways:
        way = Modality.ASKED if Modality.ASKED in ways else Modality.ASSIGNED
    return way if owners == (to,) or way is entry.modality else None


def _free(name: str, taken: Iterable[str]) -> str:
    known, n = set(taken), 2
    while f"{name}-{n}" in known:
        n += 1
    return f"{name}-{n}"


def _without(duty: Duty, agency: str) -> Duty:
    """Return a duty whose owner does not help itself."""
    helping = tuple(one for one in duty.with_agencies if one != agency)
    return duty.model_copy(update={"with_agencies": helping})


def _nobody_waits(plan: Plan, name: str) -> Plan:
    """Return a plan that names a duty nowhere which nobody owes any more."""
    if any(one.duty.id == name for owes in owed(plan).values() for one in owes):
        return plan
    entries = tuple(
        one.model_copy(update={"duties": tuple(_freed(d, name) for d in one.duties)})
        for one in plan.entries
    )
    laid = tuple(_freed(one, name) for one in plan.laid_on_all)
    days = tuple(
        one.model_copy(update={"duties": tuple(d for d in one.duties if d != name)})
        for one in plan.observances
    )
    update = {"entries": entries, "laid_on_all": laid, "observances": days}
    return plan.model_copy(update=update)


def _freed(duty: Duty, name: str) -> Duty:
    awaits = tuple(one for one in duty.awaits if one != name)
    return duty.model_copy(update={"awaits": awaits})
