"""Where an agency stands on the ladder of one duty, and what is due now."""

from datetime import datetime
from typing import NamedTuple

from calendars.hours import next_open, opening
from rules.changes import as_assigned
from rules.docket import Terms
from rules.handovers import is_waiting
from rules.keys import ASSIGN, ended_key, step_key
from rules.silences import silences, silent_until
from rules.standing import Standing
from schemas.assignment import Assignment, Rung
from schemas.base import VN
from schemas.entry import Entry
from schemas.step import StepKind


class Position(NamedTuple):
    """What one open duty wants: a step now, steps to skip, or a moment to wait for.

    `urged` is from when on the duty stands in an urging letter that waits for its
    signature, None where in none.
    """

    step: str = ""
    rung: Rung | None = None
    skipped: tuple[str, ...] = ()
    wake: datetime | None = None
    silent: bool = False
    urged: datetime | None = None

    @property
    def goes_above(self) -> bool:
        """Tell whether the step due goes past the agency."""
        return self.rung is not None and self.rung.above


def position(
    assignment: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Position:
    """Return the position of an open duty.

    At most one step is due at a time. Reminders that a later step overtakes are
    skipped; escalations never are, so that after an outage the agency itself hears
    before its superior does, and the distance between two escalations stays what the
    policy says.
    """
    undone = [rung for rung in assignment.ladder if rung.key not in standing.performed]
    until = silent_until(standing, terms, now, assignment.duty)
    if until is not None:
        return _silent(assignment, undone, until, now)
    if not is_assigned(assignment, standing):
        past = _reminders(undone, now)
        return Position(ASSIGN, skipped=tuple(rung.name for rung in past))
    if not assignment.binding:
        return Position()
    climbed = _climb(assignment, undone, standing, terms, now)
    if now < assignment.last:
        return climbed
    return _drafted(climbed, assignment, standing, terms, now)


def comes(rung: Rung, standing: Standing) -> datetime:
    """Return when a step speaks: from its day on, or since somebody wanted it sent."""
    now = standing.hastened.get(rung.key)
    return rung.at if now is None else min(now, rung.at)


def _drafted(
    climbed: Position,
    assignment: Assignment,
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Position:
    """Add since when the duty stands in a draft, and wake when it comes to."""
    at = _urged(assignment, standing, terms)
    wakes = [one for one in (climbed.wake, at) if one and one > now]
    return climbed._replace(urged=at, wake=min(wakes, default=None))


def _urged(assignment: Assignment, standing: Standing, terms: Terms) -> datetime | None:
    """Return when the first draft may speak that nobody has signed or set aside.

    None while a step before it is still to come: the agency itself hears first.
    """
    for rung in assignment.ladder:
        if rung.kind is StepKind.DRAFT and not _ended(rung, standing):
            held = waits(rung, assignment, standing)
            return None if held else allowed(rung, assignment, standing, terms)
        told = rung.key in standing.performed
        if rung.kind is not StepKind.REMIND and not told:
            return None
    return None


def _ended(draft: Rung, standing: Standing) -> bool:
    return ended_key(draft) in standing.performed


def _silent(
    assignment: Assignment, undone: list[Rung], until: datetime, now: datetime
) -> Position:
    """Skip the reminders that pass in a silence, so that nothing piles up behind it."""
    past = tuple(rung.name for rung in _reminders(undone, now))
    reminds = [rung.at for rung in undone if rung.kind is StepKind.REMIND]
    wakes = (at for at in (until, assignment.last, *reminds) if at > now)
    return Position(skipped=past, wake=min(wakes), silent=True)


def is_assigned(assignment: Assignment, standing: Standing) -> bool:
    """Tell whether the letter that assigns a duty was written, or is not needed."""
    return standing.received(assignment.duty) or bool(_assigned(assignment, standing))


def _assigned(assignment: Assignment, standing: Standing) -> datetime | None:
    """Return when the letter that assigns a duty was written, anew if one was lost."""
    return standing.performed.get(step_key(ASSIGN, as_assigned(assignment, standing)))


def _reminders(rungs: list[Rung], now: datetime) -> list[Rung]:
    return [r for r in rungs if r.kind is StepKind.REMIND and r.at <= now]


def _climb(
    assignment: Assignment,
    undone: list[Rung],
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Position:
    reminders = [rung for rung in undone if rung.kind is StepKind.REMIND]
    past = [rung for rung in reminders if comes(rung, standing) <= now]
    skipped = tuple(rung.name for rung in past)
    ahead = [comes(rung, standing) for rung in reminders[len(past) :]]
    escalation = next((r for r in undone if r.kind is not StepKind.REMIND), None)
    if escalation is not None and not waits(escalation, assignment, standing):
        at = allowed(escalation, assignment, standing, terms)
        if at <= now:
            return Position(escalation.name, escalation, skipped)
        ahead.append(at)
    if now >= assignment.last:
        return Position(skipped=skipped, wake=min(ahead, default=None))
    if past and not _is_passed_over(past[-1], assignment, standing, terms):
        return Position(past[-1].name, past[-1], skipped[:-1])
    return Position(skipped=skipped, wake=min([*ahead, assignment.last]))


def _is_passed_over(
    rung: Rung, assignment: Assignment, standing: Standing, terms: Terms
) -> bool:
    """Tell whether a reminder's day came in a silence, or before the last news.

    The letter with which a report goes back names its day: that reminds enough. What
    somebody wants sent now is not passed over.
    """
    if rung.key in standing.hastened:
        return False
    back = standing.to_give_again(assignment.duty)
    if back is not None and rung.at <= back.at:
        return True
    kept = silences(standing, terms, assignment.duty)
    return any(silence.covers(rung.at) for silence in kept)


def waits(escalation: Rung, assignment: Assignment, standing: Standing) -> bool:
    """Tell whether an escalation is held back, since others owe the agency something.

    Nobody is escalated who waits for another agency's handover. Nor is anybody above it
    told while the office is silent on more time that was asked for before the deadline;
    the agency itself goes on being told. Nor is a second urging letter drafted while
    the first waits for its signature.
    """
    if is_waiting(assignment, standing):
        return True
    asked = standing.asked_time(assignment.duty)
    if escalation.above and asked is not None and asked.at < assignment.last:
        return True
    if escalation.kind is not StepKind.DRAFT:
        return False
    earlier = _before(escalation, assignment)
    drafts = (one for one in earlier if one.kind is StepKind.DRAFT)
    return any(not _ended(one, standing) for one in drafts)


def _before(escalation: Rung, assignment: Assignment) -> list[Rung]:
    """Return the escalations that come before one on its ladder."""
    after = [one for one in assignment.ladder if one.kind is not StepKind.REMIND]
    return after[: after.index(escalation)]


def allowed(
    escalation: Rung, assignment: Assignment, standing: Standing, terms: Terms
) -> datetime:
    """Return when an escalation may speak.

    That is its day, never nearer than the policy's distance to the escalation before,
    nor to the letter that assigns the duty, nor to the end of a draft, nor to a refusal
    of more time, nor to the return of a duty that was declined or waived, nor to a
    report that was sent back, nor to the first letter hours in which the agency could
    be written to again, or could begin: each is news to the agency. Where somebody
    wants it sent now, once the deadline is over, it comes on the next working day after
    such news at the earliest.
    """
    wanted = standing.hastened.get(escalation.key)
    hours, days = terms.policy.letter_hours, terms.days
    escalated = _before(escalation, assignment)
    before = escalated[-1].days if escalated else 0
    told = [
        (standing.performed[key], rung.days)
        for rung in escalated
        for key in (rung.key, ended_key(rung))
        if key in standing.performed
    ]
    told += [(at, before) for at in (_assigned(assignment, standing),) if at]
    told += [(ruling.at, before) for ruling in _rulings(assignment, standing)]
    told += [
        (next_open(at, hours, days), before)
        for at in _began_again(assignment, standing, terms)
    ]
    nearest = (
        days.after(at.astimezone(VN).date(), 1 if wanted else escalation.days - since)
        for at, since in told
    )
    begins = max(wanted, assignment.last) if wanted else escalation.at
    return max([begins, *(opening(day, hours) for day in nearest)])


def _rulings(assignment: Assignment, standing: Standing) -> list[Entry]:
    """Return what the office decided about a duty that its agency owes."""
    duty = assignment.duty
    ruled = standing.ruled.get(duty, [])
    others = (standing.returned(duty), standing.to_give_again(duty))
    return [*ruled, *(one for one in others if one)]


def _began_again(
    assignment: Assignment, standing: Standing, terms: Terms
) -> list[datetime]:
    """Return when what was not the agency's to mend ended, as far as it has.

    That is our own silence about a duty, a wrong address, and another's delay.
    """
    ends = [silence.until for silence in silences(standing, terms, assignment.duty)]
    ends += [assignment.begins] if assignment.begins else []
    known = standing.handed_over
    ends += [known[one.name] for one in assignment.awaits if one.name in known]
    return [*ends, standing.corrected.at] if standing.corrected else ends
