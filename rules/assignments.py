"""The plan in force, bound to the agencies that owe: deadlines become ladders."""

from datetime import date

from calendars.deadlines import advised_day, last_day, last_instant
from calendars.hours import opening
from calendars.working_days import WorkingDays
from rules.handovers import Handovers, handovers
from rules.in_force import deadline_of, lacks_parent
from rules.keys import rung_key
from rules.owed import Owed, gone_over, shared_out
from schemas.assignment import PARENT, Assignment, Rung, Setting
from schemas.deadline import Origin
from schemas.duty import PARENT_PLAN, Duty, DutyKind, Modality, Role
from schemas.escalation import Policy
from schemas.in_force import Lock, PlanInForce
from schemas.plan import Plan
from schemas.step import Reader, StepKind


def passed(plan: Plan, today: date) -> tuple[Duty, ...]:
    """Return the duties whose last valid day was over before `today`.

    Issued now, they are overdue from the first letter on, which a person should know.
    """
    duties = (*plan.duties(), *plan.laid_on_all)
    return tuple(one for one in duties if last_day(deadline_of(one, plan)) < today)


def ladder(
    duty: str,
    term: str,
    last: date,
    modality: Modality,
    policy: Policy,
    days: WorkingDays,
) -> tuple[Rung, ...]:
    """Return the policy's steps for a modality bound to a deadline.

    Reminders count back from the advised working day, all others forward from the
    end of the last valid day; each speaks from its day's first letter hour on. A body
    that was asked (đề nghị) has no superior here: the office is told instead.
    """
    rungs: list[Rung] = []
    advised = advised_day(last, days)
    for step in policy.steps_for(modality):
        before = step.kind is StepKind.REMIND
        day = days.before(advised, step.days) if before else days.after(last, step.days)
        at = opening(day, policy.letter_hours)
        kind, to = step.kind, step.to
        if to is Reader.SUPERIOR and modality is Modality.ASKED:
            kind, to = StepKind.TELL, Reader.CONTACT
        key = rung_key(step.name, duty, term)
        rungs.append(Rung(step.name, kind, step.days, at, to, step.copy_to, key))
    return tuple(rungs)


def assign(
    in_force: PlanInForce, days: WorkingDays
) -> dict[str, tuple[Assignment, ...]]:
    """Return what every owner owes; agencies that owe the same share one tuple."""
    bound: dict[tuple[int, Lock | None], tuple[Assignment, ...]] = {}
    assignments: dict[str, tuple[Assignment, ...]] = {}
    every = shared_out(in_force.plan, in_force.taken_over)
    links = handovers(every)
    for owner, owes in every.items():
        lock = in_force.locks.of(owner)
        alike = (id(owes), lock)
        if alike not in bound:
            bound[alike] = tuple(
                _under(
                    lock, _linked(_bind(one, in_force, days), one.duty, owner, links)
                )
                for one in owes
            )
        assignments[owner] = bound[alike]
    return assignments


def withdrawn(
    in_force: PlanInForce, days: WorkingDays
) -> dict[str, tuple[Assignment, ...]]:
    """Return what each owner owes no more, as it owed it.

    That is since amendments, and where others have taken it over.
    """
    gone: dict[str, tuple[Assignment, ...]] = {}
    for one in in_force.withdrawn:
        bound = _bind(Owed(one.duty, one.modality, ""), in_force, days)
        for owner in one.owners:
            gone[owner] = (*gone.get(owner, ()), bound)
    taken = in_force.taken_over
    for owner, went in gone_over(in_force.plan, taken).items() if taken else ():
        bound = tuple(_bind(one, in_force, days) for one in went)
        gone[owner] = (*gone.get(owner, ()), *bound)
    return gone


def _bind(one: Owed, in_force: PlanInForce, days: WorkingDays) -> Assignment:
    plan, duty, parent = in_force.plan, one.duty, in_force.parent
    awaits_parent = PARENT_PLAN in duty.awaits
    deadline = deadline_of(duty, plan)
    last, term = last_day(deadline), f"r{in_force.since[duty.id]}"
    return Assignment(
        duty=duty.id,
        kind=duty.kind,
        phase=duty.phase,
        role=duty.role,
        modality=one.modality,
        last_day=last,
        last=last_instant(last),
        advised=advised_day(last, days),
        binding=deadline.origin is Origin.STATED or in_force.confirmed(duty.id),
        term=term,
        ladder=ladder(duty.id, term, last, one.modality, plan.policy, days),
        awaits=(PARENT,) if awaits_parent and lacks_parent(in_force) else (),
        begins=parent.at if awaits_parent and parent else None,
        settings=_settings(duty.id, in_force),
    )


def _settings(duty: str, in_force: PlanInForce) -> tuple[Setting, ...]:
    """Return when each day of a deadline that moved was set, the first one first."""
    moments = {one.revision: one.at for one in in_force.amendments}
    return tuple(
        Setting(
            moments.get(one.revision, in_force.issued), one.last_day, f"r{one.term}"
        )
        for one in in_force.moves.get(duty, ())
    )


def _linked(
    assignment: Assignment, duty: Duty, owner: str, links: Handovers
) -> Assignment:
    """Add whom the owner waits for, and who waits for it: alike for all who owe so."""
    awaited_by = links.takers.get(duty.id, ()) if duty.role is Role.LEAD else ()
    awaits = (*assignment.awaits, *links.awaited(owner, duty))
    return assignment._replace(awaits=awaits, awaited_by=awaited_by)


def _under(lock: Lock | None, assignment: Assignment) -> Assignment:
    """Return an assignment whose report is locked, or can be given again since."""
    if lock is None or assignment.kind is not DutyKind.REPORT:
        return assignment
    if lock.locked:
        return assignment._replace(locked=True)
    begins = max(lock.at, assignment.begins or lock.at)
    return assignment._replace(begins=begins)
