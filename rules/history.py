"""What a docket's history must satisfy, whatever crashed, came late or came twice.

Facts, letters and derived state are held against each other here by conditions of their
own: what decided or composed them is not asked again, except where it must be quiet.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from rules.decide import decide
from rules.docket import Docket
from rules.extended import moved
from rules.fold import stand
from rules.keys import ANSWER, ASSIGN, NOTICE
from rules.lost import name_of
from rules.standing import Standing
from rules.status import count
from schemas.assignment import Counts
from schemas.entry import EntryKind
from schemas.letter import Item, Letter, LetterKind


class Promise(StrEnum):
    """What a violation breaks, as commands name it."""

    NUMBERED = "numbered"
    ONCE = "once"
    LADDER = "ladder"
    LETTERS = "letters"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    READER = "reader"
    SAME = "same-bytes"
    CHAINED = "chained"
    SEALED = "sealed"
    COUNTS = "counts"
    STATE = "state"


class Violation(NamedTuple):
    """A promise that a history breaks: in whose docket, at which fact (0: none)."""

    promise: Promise
    agency: str
    n: int
    what: str


class Kept(NamedTuple):
    """What the ledger keeps beside a docket's facts, derived from them.

    `settled`: it was beaten under the plan in force and nobody holds it.
    """

    n: int
    wake: datetime | None
    counts: Counts
    settled: bool


_MOMENT = timedelta.resolution
_STEP = re.compile(r"(assign|remind-(\d+)|(?:escalate|draft|tell)-(\d+)):")
"""An action's name that begins with a step of the ladder (schemas.step.Step.name)."""
_ASKS_RECEIPT = frozenset({LetterKind.ASSIGN, LetterKind.RECEIVE})
_ASKS_DUTY = frozenset(
    {LetterKind.REMIND, LetterKind.ESCALATE, LetterKind.UPDATE, LetterKind.DIGEST}
)


def facts(docket: Docket) -> Iterator[Violation]:
    """Yield what is wrong with a docket's facts by themselves."""
    for place, fact in enumerate(docket.entries, start=1):
        if fact.n != place:
            what = f"fact {fact.n} stands where {place} is expected"
            yield Violation(Promise.NUMBERED, docket.agency, fact.n, what)
    yield from _once(docket)
    yield from _ladder(docket)


def _once(docket: Docket) -> Iterator[Violation]:
    """Yield actions performed twice, though no letter was lost that had said them."""
    done = [fact for fact in docket.entries if fact.kind is EntryKind.PERFORMED]
    keys = Counter(fact.key for fact in docket.entries if fact.key is not None)
    names = Counter(name_of(fact.key or "") for fact in done)
    lost = docket.standing.lost
    for fact in done:
        name = name_of(fact.key or "")
        if not fact.key:
            what = "an action was performed without a key"
        elif keys[fact.key] > 1:
            what = f"{fact.key} is recorded {keys[fact.key]} times"
        elif names[name] > lost.get(name, 1):
            what = f"{name} was performed {names[name]} times"
        else:
            continue
        yield Violation(Promise.ONCE, docket.agency, fact.n, what)


def _ladder(docket: Docket) -> Iterator[Violation]:
    """Yield steps performed after a later one of the same deadline.

    What is said again since its letter was lost comes when it comes; so does the letter
    that assigns a duty whose receipt was taken back: it was not needed before.
    """
    furthest: dict[str, int] = {}
    undone: set[str] = set()
    for fact in docket.entries:
        if fact.kind is EntryKind.UNDONE:
            undone.add(fact.duty)
        step = _STEP.match(fact.key or "")
        if step is None or fact.kind is not EntryKind.PERFORMED:
            continue
        place, about = _place(step), str(fact.key)[step.end() :]
        late = step[1] == ASSIGN and fact.duty in undone
        if place <= furthest.get(about, place - 1) and not late:
            what = f"{fact.key} came after a later step"
            yield Violation(Promise.LADDER, docket.agency, fact.n, what)
        furthest[about] = max(place, furthest.get(about, place))


def _place(step: re.Match[str]) -> int:
    """Return working days from the deadline; an assignment comes before all."""
    if step[1] == ASSIGN:
        return -1_000
    return -int(step[2]) if step[2] else int(step[3])


def letters(
    docket: Docket, campaign: str, queued: Iterable[Letter]
) -> Iterator[Violation]:
    """Yield what is wrong between a docket's facts and its letters.

    Each letter is of an action performed, each notice and answer performed is a letter,
    and none asked, when it was queued, for what had been answered (P4).
    """
    performed = {
        fact.n: fact for fact in docket.entries if fact.kind is EntryKind.PERFORMED
    }
    written = {letter.n: letter for letter in queued}
    for n, letter in written.items():
        fact = performed.get(n)
        if fact is None or letter.key != f"{campaign}/{docket.agency}/{fact.key}":
            what = f"the letter {letter.key} is of no action performed"
            yield Violation(Promise.LETTERS, docket.agency, n, what)
        elif letter.queued != fact.at:
            what = f"the letter {letter.key} was queued beside its action"
            yield Violation(Promise.LETTERS, docket.agency, n, what)
        own = [item for item in letter.items if not item.agency]
        before = stand(one for one in docket.entries if one.n < n)
        yield from _answered(docket.agency, n, own, before)
    for n, fact in performed.items():
        if name_of(fact.key or "").startswith((NOTICE, ANSWER)) and n not in written:
            what = f"{fact.key} was performed and no letter was queued"
            yield Violation(Promise.LETTERS, docket.agency, n, what)


def _answered(
    agency: str, n: int, items: Iterable[Item], standing: Standing
) -> Iterator[Violation]:
    """Yield the items that ask for what was answered: receipt, or the duty itself."""
    for item in items:
        received = item.kind in _ASKS_RECEIPT and standing.received(item.duty)
        if received or (item.kind in _ASKS_DUTY and standing.rests(item.duty)):
            what = f"{item.kind} asks for {item.duty}, which was answered"
            yield Violation(Promise.ANSWERED, agency, n, what)


def withdrawn(
    agency: str, queued: Iterable[Letter], gone: Mapping[str, datetime]
) -> Iterator[Violation]:
    """Yield letters that ask for a duty after its withdrawal; `gone`: since when."""
    for letter in queued:
        for item in letter.items:
            since = None if item.agency else gone.get(item.duty)
            asks = item.kind in _ASKS_RECEIPT | _ASKS_DUTY
            if asks and since is not None and letter.queued > since:
                what = f"{item.kind} asks for {item.duty}, which was withdrawn"
                yield Violation(Promise.WITHDRAWN, agency, letter.n, what)


def answered(
    docket: Docket, n: int, items: Iterable[Item], claimed: datetime
) -> Iterator[Violation]:
    """Yield the items about a docket that were answered by the time of a claim (P4).

    `n` is the letter's number; a digest's lies in the office's docket.
    """
    known = (fact for fact in docket.entries if fact.at <= claimed)
    yield from _answered(docket.agency, n, items, stand(known))


def state(docket: Docket, kept: Kept, now: datetime) -> Iterator[Violation]:
    """Yield where what is kept beside the facts is not what they come to.

    Counts and wake are exact from a beat up to the wake it left; whoever appends a fact
    wakes the docket, and then only its number is looked at. A look outside of letter
    hours may want an earlier wake at which nothing is due.
    """
    last = docket.entries[-1] if docket.entries else None
    n = last.n if last else 0
    if kept.n != n:
        what = f"the docket stands at fact {kept.n}, its last is {n}"
        yield Violation(Promise.STATE, docket.agency, n, what)
    woken = last is not None and kept.wake is not None and kept.wake <= last.at
    if not kept.settled or woken:
        return
    upto = min(now, kept.wake - _MOMENT) if kept.wake else now
    counts = count(moved(docket).assignments, docket.standing, upto)
    if counts != kept.counts:
        what = f"the docket counts {_said(kept.counts)}, its facts {_said(counts)}"
        yield Violation(Promise.COUNTS, docket.agency, n, what)
    decision = decide(docket, upto)
    for action in decision.actions:
        what = f"{action.key} is due and the docket sleeps"
        yield Violation(Promise.STATE, docket.agency, n, what)
    early = decision.wake
    sleeps = early and (kept.wake is None or kept.wake > early)
    if early and sleeps and decide(docket, early).actions:
        what = f"the docket sleeps past {early.isoformat()}"
        yield Violation(Promise.STATE, docket.agency, n, what)


def _said(counts: Counts) -> str:
    return "/".join(map(str, counts))
