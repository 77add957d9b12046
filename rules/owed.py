"""Who owes what under a plan: entries bound to owners, and what is laid on all."""

from collections.abc import Iterable
from typing import NamedTuple

from schemas.duty import Duty, DutyKind, Modality
from schemas.in_force import TakenOver
from schemas.plan import Plan


class Owed(NamedTuple):
    """A duty as one owner owes it; `entry` is empty for a duty laid on all."""

    duty: Duty
    modality: Modality
    entry: str


def owed(plan: Plan) -> dict[str, tuple[Owed, ...]]:
    """Return what each agency, and each open group as one, owes; in the plan's order.

    A closed or an expanded group stands for its members. Owners that owe the same share
    one tuple. What is laid on all is not laid on an open group, which names nobody yet.
    """
    nobody = open_groups(plan)
    excused = {agency for duty in plan.laid_on_all for agency in duty.besides}
    shared: dict[tuple[int, ...], tuple[Owed, ...]] = {}
    result: dict[str, tuple[Owed, ...]] = {}
    for owner, places in _places(plan).items():
        if owner in nobody:
            result[owner] = _written(plan, places)
        elif owner in excused:
            result[owner] = _all(plan, places, owner)
        else:
            if places not in shared:
                shared[places] = _all(plan, places, owner)
            result[owner] = shared[places]
    return result


def shared_out(
    plan: Plan, taken_over: Iterable[TakenOver]
) -> dict[str, tuple[Owed, ...]]:
    """Return what is owed once successors have taken over what was open."""
    owes = owed(plan)
    for one in taken_over:
        pass_over(owes, one)
    return owes


def gone_over(
    plan: Plan, taken_over: Iterable[TakenOver]
) -> dict[str, tuple[Owed, ...]]:
    """Return what those that have ended owed and others owe by now."""
    owes = owed(plan)
    return {one.agency: pass_over(owes, one) for one in taken_over}


def pass_over(owes: dict[str, tuple[Owed, ...]], one: TakenOver) -> tuple[Owed, ...]:
    """Let successors owe, in `owes`, what an agency left open, and return that.

    Whoever owes a duty already owes it once, however many it succeeds.
    """
    before = owes.get(one.agency, ())
    went = tuple(o for o in before if o.duty.id in one.duties)
    owes[one.agency] = tuple(o for o in before if o.duty.id not in one.duties)
    for heir in one.to:
        own = owes.get(heir, ())
        known = {o.duty.id for o in own}
        owes[heir] = (*own, *(o for o in went if o.duty.id not in known))
    return went


def open_groups(plan: Plan) -> frozenset[str]:
    """Return the groups that name nobody yet: owners, but no agencies."""
    return frozenset(group.id for group in plan.groups if group.kind == "open")


def _places(plan: Plan) -> dict[str, tuple[int, ...]]:
    """Map each owner to the entries it owes under, by their place in the plan.

    Owners in the same places share one tuple: a country has 41,500 of them.
    """
    members = {g.id: g.members for g in plan.groups if g.kind != "open"}
    places: dict[str, tuple[int, ...]] = {}
    shared: dict[tuple[int, ...], tuple[int, ...]] = {}
    for place, entry in enumerate(plan.entries):
        if not entry.duties:
            continue
        named = (one for owner in entry.owners for one in members.get(owner, (owner,)))
        for owner in dict.fromkeys(named):
            more = (*places.get(owner, ()), place)
            places[owner] = shared.setdefault(more, more)
    return places


def _written(plan: Plan, places: tuple[int, ...]) -> tuple[Owed, ...]:
    return tuple(
        Owed(duty, plan.entries[place].modality, plan.entries[place].id)
        for place in places
        for duty in plan.entries[place].duties
    )


def _all(plan: Plan, places: tuple[int, ...], owner: str) -> tuple[Owed, ...]:
    """Return the written duties and those laid on all.

    Whoever owes a report or a plan of its own in writing owes it once.
    """
    written = _written(plan, places)
    kinds = {one.duty.kind for one in written} - {DutyKind.WORK}
    modality = _modality(written)
    laid = tuple(
        Owed(duty, modality, "")
        for duty in plan.laid_on_all
        if owner not in duty.besides and duty.kind not in kinds
    )
    return written + laid


def _modality(written: tuple[Owed, ...]) -> Modality:
    """Return how an owner is spoken to: nobody urges a body that was ever asked."""
    asked = any(one.modality is Modality.ASKED for one in written)
    return Modality.ASKED if asked else Modality.ASSIGNED
