"""Answers to a person's own act: one letter per act, in working hours."""

from collections.abc import Iterable
from datetime import datetime

from calendars.hours import is_open, next_open
from rules.docket import Terms
from rules.events import Wanted
from rules.keys import answer_key, is_answer
from rules.standing import Standing
from schemas.action import Action, Decision, Draft
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterClass, LetterKind
from schemas.reading import CONTACT, REGISTERED, delegate

_KINDS = {
    EntryKind.LINK_ASKED: LetterKind.LINK,
    EntryKind.EXTENDED: LetterKind.DECISION,
    EntryKind.REFUSED: LetterKind.DECISION,
    EntryKind.ACCEPTED: LetterKind.RULING,
    EntryKind.RETURNED: LetterKind.RULING,
    EntryKind.WAIVED: LetterKind.WAIVER,
    EntryKind.UNWAIVED: LetterKind.WAIVER,
    EntryKind.SENT_BACK: LetterKind.SENT_BACK,
    EntryKind.DELEGATED: LetterKind.DELEGATION,
}
"""What answers an act by its first fact; any other gets a receipt."""


def answers(
    standing: Standing, terms: Terms, now: datetime, events: Iterable[Wanted] = ()
) -> Decision:
    """Return the letters owed for acts that were not answered yet.

    They take with them what has changed in the agency's calendar, one of its `events`
    each.
    """
    owed = [
        (act, facts)
        for act, facts in standing.acts.items()
        if answer_key(act) not in standing.performed
    ]
    hours = terms.policy.working_hours
    if not owed:
        return Decision()
    if not is_open(now, hours, terms.days):
        return Decision(wake=next_open(now, hours, terms.days))
    actions: list[Action] = []
    drafts: list[Draft] = []
    waiting = list(events)
    for act, facts in owed:
        draft, change = _answered(_draft(act, facts, standing), waiting)
        actions.append(
            Action(draft.key, "", draft.kind.value, "answer to a person's act")
        )
        actions += [change.telling] if change else []
        drafts.append(draft)
    return Decision(actions=tuple(actions), drafts=tuple(drafts))


def last_answered(standing: Standing) -> datetime | None:
    """Return when a person's act was answered last."""
    moments = (at for key, at in standing.performed.items() if is_answer(key))
    return max(moments, default=None)


def _answered(draft: Draft, waiting: list[Wanted]) -> tuple[Draft, Wanted | None]:
    """Return an answer with the event that it takes from those `waiting`, if any."""
    event = next((one for one in waiting if _takes(draft.kind, one)), None)
    if event is None:
        return draft, None
    waiting.remove(event)
    return draft._replace(invitation=event.invitation), event


def _takes(kind: LetterKind, event: Wanted) -> bool:
    """Tell whether an answer takes an event with it.

    A lost link goes to whoever asked for it, so it is bare. Who sends a report back
    names its day, and that day is all that is new.
    """
    new = kind is LetterKind.SENT_BACK
    return kind is not LetterKind.LINK and (event.change or new)


def _draft(act: str, facts: list[Entry], standing: Standing) -> Draft:
    """Return the letter that answers an act, with an item for each of its duties.

    A lost link goes to the registered mailbox and nowhere else; a colleague reads of
    what is passed on to them, and of its end.
    """
    first, to = facts[0], CONTACT
    kind = _KINDS.get(first.kind, LetterKind.RECEIPT)
    copied: tuple[str, ...] = ()
    if kind is LetterKind.LINK:
        to = REGISTERED
    elif kind is LetterKind.DELEGATION:
        to = delegate(first.n)
    elif first.kind is EntryKind.UNDONE:
        copied = _colleague(standing.taken_back(first))
    key = answer_key(act)
    about: dict[str, Entry] = {}
    for fact in facts:
        about.setdefault(fact.duty, fact)
    items = tuple(
        Item(key, kind, duty, fact.kind.value) for duty, fact in about.items()
    )
    return Draft(key, kind, LetterClass.ANSWER, to, copied, items)


def _colleague(taken_back: Entry | None) -> tuple[str, ...]:
    passed_on = taken_back and taken_back.kind is EntryKind.DELEGATED
    return (delegate(taken_back.n),) if taken_back and passed_on else ()
