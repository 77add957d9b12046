"""What the office announces: once to each agency, with its notice or by itself."""

from datetime import datetime

from calendars.hours import is_open, next_open
from rules.docket import Docket, Terms
from rules.keys import announce_key
from rules.lost import name_of
from rules.silences import silences
from rules.standing import Standing
from schemas.action import Action, Decision, Draft
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterClass, LetterKind


def announced(standing: Standing, terms: Terms, now: datetime) -> tuple[Item, ...]:
    """Return what the day's notice says beside all that is due."""
    return _items(standing, terms, now, LetterKind.ANNOUNCE)


def announcing(item: Item) -> Action:
    """Return the action by which an announcement is said."""
    return Action(item.key, item.duty, item.step, "the office announces it")


def urgent(standing: Standing, terms: Terms, now: datetime) -> Decision:
    """Return a letter for each urgent announcement, at the next working hour.

    It takes no notice's place: the day's own goes before it or after it.
    """
    items = _items(standing, terms, now, LetterKind.URGENT)
    hours = terms.policy.working_hours
    if not items:
        return Decision()
    if not is_open(now, hours, terms.days):
        return Decision(wake=next_open(now, hours, terms.days))
    drafts = tuple(
        Draft(
            key=item.key,
            kind=LetterKind.URGENT,
            letter_class=LetterClass.URGENT,
            to="contact",
            copy_to=(),
            items=(item,),
            not_after=terms.close,
        )
        for item in items
    )
    return Decision(actions=tuple(map(announcing, items)), drafts=drafts)


def was_told(docket: Docket, act: str) -> bool:
    """Tell whether a letter was written that says what was announced by an act."""
    return any(
        fact.kind is EntryKind.PERFORMED
        and name_of(fact.key or "") == announce_key(act)
        for fact in docket.entries
    )


def overtaken(standing: Standing, terms: Terms, now: datetime) -> tuple[Action, ...]:
    """Return what a silence has overtaken: nothing piles up behind it."""
    return tuple(
        Action(
            announce_key(entry.act),
            "",
            entry.act,
            "overtaken by a silence",
            EntryKind.SKIPPED,
        )
        for entry in _unsaid(standing)
        if _silenced(entry, standing, terms, now)
    )


def _items(
    standing: Standing, terms: Terms, now: datetime, kind: LetterKind
) -> tuple[Item, ...]:
    return tuple(
        Item(announce_key(entry.act), kind, step=entry.act)
        for entry in _unsaid(standing)
        if entry.step == kind and not _silenced(entry, standing, terms, now)
    )


def _unsaid(standing: Standing) -> list[Entry]:
    return [
        entry
        for entry in standing.announced
        if announce_key(entry.act) not in standing.performed
    ]


def _silenced(entry: Entry, standing: Standing, terms: Terms, now: datetime) -> bool:
    """Tell whether the agency was silent since it could have been told."""
    since = max(one.at for one in (entry, standing.corrected) if one is not None)
    return any(
        silence.since <= now and since < silence.until
        for silence in silences(standing, terms)
    )
