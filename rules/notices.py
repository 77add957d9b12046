"""Gather what an agency has to be told, and what the office has to learn of it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from calendars.deadlines import last_instant
from rules.announced import announced, announcing
from rules.changes import changes, changing
from rules.clocks import Tick, tick
from rules.docket import Terms
from rules.events import LAUNCH_EVENT, Wanted, day_events, launch_event, shown_days
from rules.handovers import is_waiting
from rules.keys import step_key
from rules.rungs import Position, position
from rules.standing import Standing
from schemas.action import Action
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import Invitation, Item, Letter, LetterKind
from schemas.reading import HEAD
from schemas.step import StepKind

_GRAVITY = (
    LetterKind.ASSIGN,
    LetterKind.ESCALATE,
    LetterKind.CHANGE,
    LetterKind.LAUNCH,
    LetterKind.REMIND,
    LetterKind.RECEIVE,
    LetterKind.UPDATE,
    LetterKind.ANNOUNCE,
)
"""A letter that speaks of several things is of the first of these kinds it holds."""

_LASTING = {LetterKind.ANNOUNCE}
"""What is lost with a stale letter, for nothing says it again."""


class Due(NamedTuple):
    """An open assignment, where it stands on its ladder, and what its clocks want."""

    assignment: Assignment
    at: Position
    tick: Tick = Tick()


class Gathered(NamedTuple):
    """What one docket has to be told now, not yet bound to a letter."""

    items: tuple[Item, ...] = ()
    actions: tuple[Action, ...] = ()
    events: tuple[Wanted, ...] = ()
    copy_to: tuple[str, ...] = ()
    not_after: datetime | None = None

    @property
    def kind(self) -> LetterKind:
        """Return the kind of the letter that holds the items."""
        return gravest(self.items)


def gravest(items: Iterable[Item]) -> LetterKind:
    """Return the kind of a notice by what it speaks of, an invitation by itself."""
    kinds = {item.kind for item in items}
    return next((kind for kind in _GRAVITY if kind in kinds), LetterKind.INVITE)


def left_of(
    notice: Letter, items: tuple[Item, ...], invitation: Invitation | None
) -> Letter:
    """Return a letter with what is left of it when it leaves.

    An agency's notice is then of the kind of what is left, and its head reads in copy
    of what is overdue only.
    """
    left = notice._replace(items=items, invitation=invitation)
    if notice.kind not in _GRAVITY or items == notice.items:
        return left
    kind = gravest(items)
    if notice.kind is LetterKind.ESCALATE and kind is not notice.kind:
        copied = tuple(one for one in notice.copy_to if one != HEAD)
        return left._replace(kind=kind, copy_to=copied)
    return left._replace(kind=kind)


def open_duties(
    assignments: tuple[Assignment, ...],
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> tuple[Due, ...]:
    """Return every assignment that something is asked of now, with its position."""
    return tuple(
        _due(one, standing, terms, now)
        for one in assignments
        if not (one.locked or standing.rests(one.duty))
    )


def seen_again(
    duties: tuple[Due, ...],
    touched: Collection[str],
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> tuple[Due, ...]:
    """Return open assignments after actions on the duties `touched`, no others."""
    return tuple(
        _due(due.assignment, standing, terms, now)
        if due.assignment.duty in touched
        else due
        for due in duties
    )


def _due(
    assignment: Assignment, standing: Standing, terms: Terms, now: datetime
) -> Due:
    at = position(assignment, standing, terms, now)
    return Due(assignment, at, tick(assignment, at, standing, terms, now))


def skips(duties: tuple[Due, ...]) -> tuple[Action, ...]:
    """Return the steps that a later one overtook, to be recorded as skipped."""
    overtaken = tuple(
        Action(
            step_key(name, due.assignment),
            due.assignment.duty,
            name,
            "overtaken by a later step",
            EntryKind.SKIPPED,
        )
        for due in duties
        for name in due.at.skipped
    )
    return (*overtaken, *(one for due in duties for one in due.tick.skipped))


def gather(
    duties: tuple[Due, ...],
    withdrawn: tuple[Assignment, ...],
    standing: Standing,
    terms: Terms,
    now: datetime,
) -> Gathered:
    """Return the steps due that reach the agency itself, with its missing events."""
    told = tuple(due for due in duties if due.at.step and not due.at.goes_above)
    launch = launch_event(terms.ceremony, standing, now)
    events = _spoken(events_of(duties, standing, terms, now, told), duties)
    asked = tuple(due.tick.item for due in duties if due.tick.item)
    spoken = (due.assignment for due in duties if not due.at.silent)
    changed = changes(spoken, withdrawn, standing)
    news = announced(standing, terms, now)
    items = (*(_item(due) for due in told), *changed, *asked, *news)
    copied = {one for due in told if due.at.rung for one in due.at.rung.copy_to}
    if launch is not None:
        items = (*items, Item(LAUNCH_EVENT, LetterKind.LAUNCH, step=launch.state))
        events = (launch, *events)
    if not items:  # the letter leaves for what is still ahead, and is stale after it
        events = tuple(sorted(events, key=lambda one: not one.ahead))
    return Gathered(
        items=items,
        actions=(
            *(_action(due) for due in told),
            *map(changing, changed),
            *map(_question, asked),
            *map(announcing, news),
        ),
        events=events,
        copy_to=tuple(sorted(one.value for one in copied)),
        not_after=_not_after(told, (*changed, *asked, *news), events, terms),
    )


def _spoken(events: Iterable[Wanted], duties: tuple[Due, ...]) -> tuple[Wanted, ...]:
    """Return the events that are not about duties in a silence alone."""
    silent = {due.assignment.duty for due in duties if due.at.silent}
    return tuple(
        one
        for one in events
        if not one.invitation.duties or not silent.issuperset(one.invitation.duties)
    )


def _kind(due: Due) -> LetterKind:
    if due.at.rung is None:
        return LetterKind.ASSIGN
    reminds = due.at.rung.kind is StepKind.REMIND
    return LetterKind.REMIND if reminds else LetterKind.ESCALATE


def _item(due: Due) -> Item:
    key = step_key(due.at.step, due.assignment)
    return Item(key, _kind(due), due.assignment.duty, due.at.step)


def _action(due: Due) -> Action:
    rung, owes = due.at.rung, due.assignment
    reason = "the plan binds"
    if rung is not None:
        side = "before" if rung.kind is StepKind.REMIND else "after"
        reason = f"{rung.days} working days {side} {owes.last_day:%Y-%m-%d}"
    return Action(step_key(due.at.step, owes), owes.duty, due.at.step, reason)


def _question(item: Item) -> Action:
    return Action(item.key, item.duty, item.step, "no answer since")


def events_of(
    duties: tuple[Due, ...],
    standing: Standing,
    terms: Terms,
    now: datetime,
    told: tuple[Due, ...] = (),
) -> Iterator[Wanted]:
    """Yield what the agency's calendar lacks, once it is told of the steps `told`."""
    open_ = [
        (due.assignment, _escalated(due, standing, now, due in told))
        for due in duties
        if due.assignment.binding
    ]
    today = now.astimezone(VN).date()
    reader = standing.delegated.n if standing.delegated else 0
    yield from day_events(shown_days(open_, terms.days, reader), standing, today)


def _escalated(
    due: Due, standing: Standing, now: datetime, told: bool
) -> datetime | None:
    """Return when the agency itself was told last that a duty is overdue.

    While it waits for another agency the duty is not.
    """
    if is_waiting(due.assignment, standing):
        return None
    if told and _kind(due) is LetterKind.ESCALATE:
        return now
    moments = (
        standing.performed[rung.key]
        for rung in due.assignment.ladder
        if rung.key in standing.performed
        if rung.kind is StepKind.ESCALATE and not rung.above
    )
    return max(moments, default=None)


def _not_after(
    told: tuple[Due, ...],
    asked: tuple[Item, ...],
    events: tuple[Wanted, ...],
    terms: Terms,
) -> datetime | None:
    """Return when the letter is stale: reminders and invitations end with their day.

    What is only asked, or announced, may wait until the close. An escalation never is
    stale: unsaid, it would let a superior hear before the agency.
    """
    kinds = {_kind(due) for due in told} | ({item.kind for item in asked} & _LASTING)
    if LetterKind.ESCALATE in kinds:
        return None
    if kinds - {LetterKind.REMIND}:
        return terms.close
    lasts = [due.assignment.last for due in told]
    if not told and not asked and events:
        lasts = [last_instant(events[0].invitation.day)]
    return min(lasts, default=terms.close)
