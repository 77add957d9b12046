"""Two clocks beside the deadline: is a duty received, and is it still worked on.

The first starts with the letter that assigns a duty and stops with its receipt; the
second starts with each word about the duty and asks for the next one.
"""

from datetime import datetime
from typing import NamedTuple

from calendars.hours import opening
from rules.changes import as_assigned
from rules.docket import Terms
from rules.keys import ASSIGN, step_key
from rules.rungs import Position
from rules.standing import Standing
from schemas.action import Action
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import Item, LetterKind
from schemas.step import StepKind

_RECEIVE, _UPDATE = "receive", "update"
UNSEEN, UNACCEPTED = "unseen", "unaccepted"
"""How far an agency is that is asked for a receipt: it opened its docket, or not."""


class Tick(NamedTuple):
    """What the clocks of one open assignment want: an item, or a moment to wait for.

    `unanswered` tells that somebody should telephone: the last reminder's day has come.
    """

    item: Item | None = None
    skipped: tuple[Action, ...] = ()
    wake: datetime | None = None
    unanswered: bool = False


def tick(
    assignment: Assignment,
    at: Position,
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Tick:
    """Return what the clocks want; `at` is what the ladder has to say meanwhile.

    In a silence nothing is asked: a day that passes in it is skipped, so that nothing
    piles up behind it.
    """
    if standing.received(assignment.duty):
        return Tick() if at.silent else _progress(assignment, standing, terms, now)
    return _receipt(assignment, at, standing, terms, now)


def update_key(duty: str, standing: Standing) -> str:
    """Name the question about a duty that nothing was said of since its last word."""
    said = standing.last_word(duty)
    return f"{_UPDATE}:{duty}:{said.n if said else 0}"


def _receipt_days(
    assignment: Assignment, standing: Standing, terms: Terms
) -> list[tuple[int, datetime]]:
    """Return when a receipt is asked for; never before its letter was written."""
    told = standing.performed.get(step_key(ASSIGN, as_assigned(assignment, standing)))
    if told is None:
        return []
    day, hours = told.astimezone(VN).date(), terms.policy.letter_hours
    return [(n, opening(terms.days.after(day, n), hours)) for n in terms.policy.receive]


def _receipt(
    assignment: Assignment,
    at: Position,
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Tick:
    told = as_assigned(assignment, standing)
    seen = EntryKind.SEEN in standing.latest
    due: list[tuple[str, str]] = []
    ahead: list[datetime] = []
    days = _receipt_days(assignment, standing, terms)
    for n, moment in days:
        key = step_key(f"{_RECEIVE}-{n}", told)
        if moment > now:
            ahead.append(moment)
        elif key not in standing.performed:
            due.append((key, f"{UNACCEPTED if seen else UNSEEN}-{n}"))
    passed = assignment.binding and now >= assignment.last
    over = at.step or at.silent or passed
    said = due[-1:] if not over else []
    items = [Item(k, LetterKind.RECEIVE, assignment.duty, step) for k, step in said]
    return Tick(
        item=items[0] if items else None,
        skipped=tuple(
            Action(
                key,
                assignment.duty,
                step,
                "overtaken by a later step",
                EntryKind.SKIPPED,
            )
            for key, step in due[: len(due) - len(said)]
        ),
        wake=min(ahead, default=None),
        unanswered=bool(days) and not ahead,
    )


def _progress(
    assignment: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Tick:
    """Ask once after each word, until the reminders before the deadline begin.

    Nobody is asked who waits for our decision on more time.
    """
    duty, policy = assignment.duty, terms.policy
    said, key = standing.last_word(duty), update_key(duty, standing)
    if said is None or policy.update is None or not assignment.binding:
        return Tick()
    if key in standing.performed or standing.asked_time(duty):
        return Tick()
    day = terms.days.after(said.at.astimezone(VN).date(), policy.update)
    at, until = opening(day, policy.letter_hours), _reminded(assignment, terms)
    if at >= until or now >= until:
        return Tick()
    if at > now:
        return Tick(wake=at)
    return Tick(Item(key, LetterKind.UPDATE, duty, f"{_UPDATE}-{policy.update}"))


def _reminded(assignment: Assignment, terms: Terms) -> datetime:
    """Return from when on the deadline is near: its ladder speaks of it then."""
    hours = terms.policy.letter_hours
    near = opening(terms.days.before(assignment.advised, terms.policy.near), hours)
    reminds = (r.at for r in assignment.ladder if r.kind is StepKind.REMIND)
    return min([near, *reminds])
