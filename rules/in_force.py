"""The plan in force: issued once by a signature, then one revision after another."""

from datetime import date, datetime

from calendars.deadlines import last_day
from rules.owed import Owed, shared_out
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import Duty
from schemas.in_force import (
    Amendment,
    Ceremony,
    Locks,
    Move,
    PlanInForce,
    Received,
    Signing,
    Withdrawn,
)
from schemas.plan import Plan
from schemas.silence import Silence


def issue(plan: Plan, signing: Signing, at: datetime) -> PlanInForce:
    """Return the first revision: every deadline is set by it."""
    duties = (*plan.duties(), *plan.laid_on_all)
    since = {duty.id: 1 for duty in duties}
    return PlanInForce(plan=plan, revision=1, issued=at, signing=signing, since=since)


def deadline_of(duty: Duty, plan: Plan) -> Deadline:
    """Return the duty's deadline: its own, or the end of its phase as proposed."""
    if duty.deadline is not None:
        return duty.deadline
    end = plan.phase(duty.phase).span.last
    return Deadline(bound=Bound.THROUGH, day=end, origin=Origin.PROPOSED)


def amend(
    in_force: PlanInForce, plan: Plan, signing: Signing, at: datetime
) -> PlanInForce:
    """Return the next revision, with another plan signed in place of the one before.

    A duty whose last day stays keeps its term, and so its ladder; one whose day comes
    back gets back the term it had. What is not owed any more stays known, and so does
    who owed it.
    """
    revision = in_force.revision + 1
    days = {
        one.duty.id: last_day(deadline_of(one.duty, plan)) for one in in_force.withdrawn
    }
    days |= _last_days(in_force.plan)
    since, moves = dict(in_force.since), dict(in_force.moves)
    for duty, day in _last_days(plan).items():
        if duty not in since:
            since[duty] = revision
        elif day != days[duty]:
            first = Move(revision=since[duty], last_day=days[duty], term=since[duty])
            known = moves.get(duty, (first,))
            terms = (one.term for one in known if one.last_day == day)
            since[duty] = next(terms, revision)
            move = Move(revision=revision, last_day=day, term=since[duty])
            moves[duty] = (*known, move)
    return in_force.model_copy(
        update={
            "plan": plan,
            "revision": revision,
            "since": since,
            "amendments": (
                *in_force.amendments,
                Amendment(revision=revision, at=at, signing=signing),
            ),
            "moves": moves,
            "withdrawn": _withdrawn(in_force, plan, revision),
        }
    )


def _last_days(plan: Plan) -> dict[str, date]:
    duties = (*plan.duties(), *plan.laid_on_all)
    return {duty.id: last_day(deadline_of(duty, plan)) for duty in duties}


def _withdrawn(
    in_force: PlanInForce, plan: Plan, revision: int
) -> tuple[Withdrawn, ...]:
    """Return what is owed no more: what was so before, and what a revision takes."""
    then = shared_out(in_force.plan, in_force.taken_over)
    now = shared_out(plan, in_force.taken_over)
    owes = {owner: {one.duty.id for one in owed_} for owner, owed_ in now.items()}
    kept = [
        one.model_copy(update={"owners": left})
        for one in in_force.withdrawn
        for left in (
            tuple(o for o in one.owners if one.duty.id not in owes.get(o, ())),
        )
        if left
    ]
    gone: dict[tuple[str, str], tuple[Owed, list[str]]] = {}
    for owner, owed_ in then.items():
        for one in owed_:
            if one.duty.id not in owes.get(owner, ()):
                place = (one.duty.id, one.modality)
                gone.setdefault(place, (one, []))[1].append(owner)
    return (
        *kept,
        *(
            Withdrawn(
                duty=_alone(one.duty, in_force.plan),
                modality=one.modality,
                owners=tuple(owners),
                revision=revision,
            )
            for one, owners in gone.values()
        ),
    )


def _alone(duty: Duty, plan: Plan) -> Duty:
    """Return a duty that can be read without the plan it stood in."""
    fields = {name: getattr(duty, name) for name in Duty.model_fields}
    return Duty.model_validate({**fields, "deadline": deadline_of(duty, plan)})


def convene(in_force: PlanInForce, ceremony: Ceremony) -> PlanInForce:
    """Return the next revision, with the launch ceremony fixed anew."""
    before = in_force.ceremony
    number = 1 if before is None else before.number + 1
    numbered = ceremony.model_copy(update={"number": number})
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "ceremony": numbered})


def fall_silent(in_force: PlanInForce, silence: Silence) -> PlanInForce:
    """Return the next revision, with the latest silence of the whole campaign."""
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "silence": silence})


def with_locks(in_force: PlanInForce, locks: Locks) -> PlanInForce:
    """Return the next revision, with whose figures are locked from now on."""
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "locks": locks})


def receive(in_force: PlanInForce, parent: Received) -> PlanInForce:
    """Return the next revision, with the parent's plan that duties waited for."""
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "parent": parent})


def lacks_parent(in_force: PlanInForce) -> bool:
    """Tell whether the parent's plan is named and has not been issued yet."""
    parent = in_force.plan.parent_plan
    return parent is not None and not parent.issued and in_force.parent is None
