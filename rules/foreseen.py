"""Foresee what an agency is written, if nobody acts from now on."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from calendars.hours import next_open
from rules.decide import decide
from rules.docket import Docket
from rules.extended import in_effect
from rules.keys import announce_key
from rules.notices import gather, open_duties
from schemas.action import Decision, Draft
from schemas.entry import Entry
from schemas.letter import Item, LetterKind

_TELLING = {LetterKind.ASSIGN, LetterKind.CHANGE}
"""What a letter says of what is owed by now."""


class Foreseen(NamedTuple):
    """The moment of the letter, and what it speaks of beside the announcement."""

    at: datetime
    beside: tuple[Item, ...]


def foresee(docket: Docket, said: Entry, now: datetime) -> Foreseen | None:
    """Return by which letter an announcement would go if nobody acted from `now` on.

    None where no letter takes it before the close: the docket is stopped or silent.
    """
    key, at = announce_key(said.act), now
    docket = replace(docket, entries=(*docket.entries, said))
    while at < docket.terms.close:
        decision = decide(docket, at)
        for draft in decision.drafts:
            beside = tuple(item for item in draft.items if item.key != key)
            if beside != draft.items:
                return Foreseen(at, beside)
        if decision.wake is None:
            break
        docket = _performed(docket, decision, at)
        at = decision.wake
    return None


def foresee_steps(
    docket: Docket, keys: Collection[str], now: datetime
) -> dict[str, datetime]:
    """Return when each step named is taken, if nobody acts from `now` on."""
    at, taken = now, dict[str, datetime]()
    while at < docket.terms.close:
        decision = decide(docket, at)
        taken |= {one.key: at for one in decision.actions if one.key in keys}
        if decision.wake is None or len(taken) == len(keys):
            break
        docket = _performed(docket, decision, at)
        at = decision.wake
    return taken


def look_ahead(docket: Docket, now: datetime) -> list[tuple[datetime, Draft]]:
    """Return what a docket is written at `now`, or as soon as letters may leave."""
    decision = decide(docket, now)
    opens = next_open(now, docket.terms.policy.letter_hours, docket.terms.days)
    at = now
    if not decision.drafts and decision.wake is not None and decision.wake <= opens:
        docket = _performed(docket, decision, now)
        at = decision.wake
        decision = decide(docket, at)
    return [(at, draft) for draft in decision.drafts]


def foresee_told(docket: Docket, now: datetime) -> Iterator[tuple[datetime, Draft]]:
    """Yield each letter from `now` on, with its moment, until the docket is told.

    That is of all that it owes by now, and by its calendar.
    """
    at = now
    while at < docket.terms.close:
        decision = decide(docket, at)
        yield from ((at, draft) for draft in decision.drafts)
        docket = _performed(docket, decision, at)
        if decision.wake is None or not _lacks(docket, at):
            return
        at = decision.wake


def _lacks(docket: Docket, now: datetime) -> bool:
    """Tell whether a docket or its calendar has still to be told of what it owes."""
    standing, terms = docket.standing, docket.terms
    if standing.undelivered is not None:
        return False
    owes = in_effect(docket.assignments, standing, terms)
    duties = open_duties(owes, standing, terms, now)
    gathered = gather(duties, docket.withdrawn, standing, terms, now)
    kinds = {item.kind for item in gathered.items}
    return bool(kinds & _TELLING) or any(one.ahead for one in gathered.events)


def _performed(docket: Docket, decision: Decision, now: datetime) -> Docket:
    last = docket.entries[-1].n if docket.entries else 0
    facts = decision.facts(last, now)
    return replace(docket, entries=(*docket.entries, *facts))
