"""What an agency's docket raises for the office, and clears again."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import takewhile

from rules.docket import Terms
from rules.extended import outdated
from rules.handovers import is_waiting
from rules.keys import step_key
from rules.notices import Due
from rules.rungs import allowed
from rules.standing import WHOLE, Standing
from rules.turns import nth, times, turn, turn_key
from schemas.action import Action, Signal
from schemas.assignment import Assignment, Rung
from schemas.entry import Entry, EntryKind
from schemas.matter import Matter, Topic, topic_of
from schemas.step import StepKind

SUPERIOR = "superior"
"""Raised for whoever is above the agency; the office knows who that is."""

REACHED, READ = "reached", "read"
CLEARED, AGAIN = "cleared", "raised-again"
"""Steps that take turns where a fulfilment is given, undone and given again."""


def raised(duties: Iterable[Due]) -> list[tuple[Action, Signal]]:
    """Return the steps that go past the agency, to its superior or to the office."""
    return [
        _raise(due.assignment, due.at.step, rung)
        for due in duties
        for rung in (due.at.rung,)
        if rung is not None and _raises(rung)
    ]


def _raises(rung: Rung) -> bool:
    """Tell whether something is raised by a step."""
    return rung.above and rung.kind is not StepKind.DRAFT


def _raise(owes: Assignment, name: str, rung: Rung) -> tuple[Action, Signal]:
    key = step_key(name, owes)
    step = Matter.CALL if rung.kind is StepKind.TELL else SUPERIOR
    action = Action(key, owes.duty, name, f"overdue, for the office: {step}")
    return action, Signal(EntryKind.RAISED, f"raised:{key}", owes.duty, step)


def raised_again(
    duties: Iterable[Due], standing: Standing, terms: Terms, now: datetime
) -> list[tuple[Action, Signal]]:
    """Return what was cleared of duties that are owed again since.

    Where both were told, the superior and the office, it is the superior's.
    """
    return [
        _raise(owes, step, rung)
        for owes, step, rung, at in _owed_again(duties, standing, terms)
        if at <= now
    ]


def next_raised(
    duties: Iterable[Due], standing: Standing, terms: Terms, now: datetime
) -> datetime | None:
    """Return when something that was cleared is raised again next."""
    moments = (at for *_, at in _owed_again(duties, standing, terms) if at > now)
    return min(moments, default=None)


def _owed_again(
    duties: Iterable[Due], standing: Standing, terms: Terms
) -> Iterator[tuple[Assignment, str, Rung, datetime]]:
    """Yield what was undone, at once, and what was returned, once its agency knows.

    Each with the step that raises it, and the one that raised it first.
    """
    for due in duties:
        owes = due.assignment
        raised = _raised(owes, standing)
        if not raised or is_waiting(owes, standing) or _unsaid(owes, raised, standing):
            continue
        again = _times(AGAIN, owes, standing)
        if again < _times(CLEARED, owes, standing):
            moments = (allowed(rung, owes, standing, terms) for rung in raised)
            step = nth(AGAIN, again + 1)
            yield owes, step, raised[0], max((owes.last, *moments))


def _unsaid(owes: Assignment, raised: list[Rung], standing: Standing) -> bool:
    """Tell whether the agency has to hear first, since a letter to it was lost."""
    earlier = takewhile(lambda rung: rung not in raised, owes.ladder)
    return any(
        rung.kind is StepKind.ESCALATE and rung.key not in standing.performed
        for rung in earlier
    )


def cleared(
    assignments: Iterable[Assignment],
    withdrawn: Iterable[Assignment],
    standing: Standing,
) -> list[tuple[Action, Signal]]:
    """Return what was raised about duties that rest, wait, moved or are withdrawn."""
    over = [
        one
        for owes in assignments
        for one in (owes, *outdated(owes, standing))
        if one is not owes or standing.rests(owes.duty) or is_waiting(owes, standing)
    ]
    over += [one for gone in withdrawn for one in (gone, *outdated(gone, standing))]
    return [
        _clear(assignment, nth(CLEARED, before + 1))
        for assignment in over
        if _raised(assignment, standing)
        for before in (_times(CLEARED, assignment, standing),)
        if before <= _times(AGAIN, assignment, standing)
    ]


def to_decide(
    assignments: Iterable[Assignment],
    withdrawn: Iterable[Assignment],
    standing: Standing,
) -> list[tuple[Action, Signal]]:
    """Return the items about what agencies ask the office, and those that are over.

    They ask for more time, or say that a duty is not theirs; of a duty that was
    withdrawn nothing is left to decide.
    """
    duties = {one.duty: False for one in withdrawn}
    duties |= {one.duty: True for one in assignments}
    return [
        signal
        for duty, owed in duties.items()
        for matter, asked in (
            (Matter.TIME, standing.asked_time(duty) and not standing.rests(duty)),
            (Matter.DECLINED, standing.declined(duty)),
        )
        for signal in turned(matter, duty, standing, wanted=owed and bool(asked))
    ]


def unanswered(
    duties: Iterable[Due], standing: Standing
) -> list[tuple[Action, Signal]]:
    """Return the item about an agency that confirms nothing, or its end.

    In a silence it stays as it is.
    """
    open_ = [due for due in duties if due.tick.unanswered]
    if open_ and all(due.at.silent for due in open_):
        return []
    return turned(Matter.UNANSWERED, WHOLE, standing, wanted=bool(open_))


def turned(
    matter: str, duty: str, standing: Standing, *, wanted: bool
) -> list[tuple[Action, Signal]]:
    """Return what brings an item that comes and goes to where it is `wanted`."""
    step = turn(matter, f"{matter}-{CLEARED}", duty, standing, wanted=wanted)
    if not step:
        return []
    kind = EntryKind.RAISED if wanted else EntryKind.CLEARED
    key = turn_key(step, duty)
    action = Action(key, duty, step, f"for the office: {matter} {kind}")
    about = matter if wanted else topic_of(matter)
    return [(action, Signal(kind, key, duty, about))]


def _times(step: str, assignment: Assignment, standing: Standing) -> int:
    return times(step, f"{assignment.duty}:{assignment.term}", standing)


def _raised(assignment: Assignment, standing: Standing) -> list[Rung]:
    """Return the steps by which something was raised, those to the superior first."""
    raised = [
        rung
        for rung in assignment.ladder
        if rung.key in standing.performed and _raises(rung)
    ]
    return sorted(raised, key=lambda rung: rung.kind is StepKind.TELL)


def _clear(assignment: Assignment, step: str) -> tuple[Action, Signal]:
    key, duty = step_key(step, assignment), assignment.duty
    action = Action(key, duty, step, "rests, waits or was extended since")
    return action, Signal(EntryKind.CLEARED, key, duty, Topic.LADDER)


def replied(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the items about what came by mail and only people can answer.

    Their end goes first: what came since it was read is an item of its own.
    """
    return [
        *_read(standing),
        *(
            (
                Action(key, entry.duty, Matter.REPLY, "came by mail, for the office"),
                Signal(EntryKind.RAISED, key, entry.duty, Matter.REPLY),
            )
            for entry in standing.to_read
            for key in (_reply_key(entry),)
            if key not in standing.performed
        ),
    ]


def _read(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the end of the item about what came by mail, once it was read."""
    entry = standing.latest.get(EntryKind.READ)
    key = f"{READ}:{entry.n}" if entry else ""
    before = (one for one in standing.replied if one not in standing.to_read)
    raised = any(_reply_key(one) in standing.performed for one in before)
    if not raised or key in standing.performed:
        return []
    action = Action(key, WHOLE, READ, "read by somebody of the office")
    return [(action, Signal(EntryKind.CLEARED, key, WHOLE, Matter.REPLY))]


def _reply_key(entry: Entry) -> str:
    return f"{Matter.REPLY}:{entry.n}"


def unreachable(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the item about an address that refused a letter, once per refusal."""
    entry = standing.undelivered
    key = f"{Matter.CONTACT}:{entry.n}" if entry else ""
    if entry is None or key in standing.performed:
        return []
    action = Action(key, "", Matter.CONTACT, "a letter could not be delivered")
    return [(action, Signal(EntryKind.RAISED, key, "", Matter.CONTACT))]


def let_go(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the end of the item about an address that is written to no more."""
    return _over(standing.undelivered, "its agency has ended", standing)


def reached(standing: Standing) -> list[tuple[Action, Signal]]:
    """Return the end of the item about an address, once it was corrected."""
    return _over(standing.corrected, "its address was corrected", standing)


def _over(
    entry: Entry | None, reason: str, standing: Standing
) -> list[tuple[Action, Signal]]:
    """Return the end of the item about an address, once, if there was one."""
    key = f"{REACHED}:{entry.n}" if entry else ""
    if not key or key in standing.performed:
        return []
    item = f"{Matter.CONTACT}:"
    if not any(name.startswith(item) for name in standing.performed):
        return []
    action = Action(key, "", REACHED, reason)
    return [(action, Signal(EntryKind.CLEARED, key, "", Matter.CONTACT))]
