"""What a letter that never arrived had said: it is said again, under keys of its own.

A key is recorded once and never again, so what is performed anew carries how often;
rules look for the name alone.
"""

from collections.abc import Sequence
from itertools import takewhile

from rules.keys import ANSWER, EVENT, NOTICE
from schemas.action import Decision
from schemas.entry import Entry, EntryKind

_AGAIN = "again-"


def name_of(key: str) -> str:
    """Return an action's name, which is its key without how often it was performed."""
    if not key.startswith(_AGAIN):
        return key
    return key.removeprefix(_AGAIN).partition(":")[2]


def letter_facts(facts: Sequence[Entry], n: int) -> list[Entry]:
    """Return what was recorded with the letter that the fact numbered `n` queued.

    With an answer goes its calendar event; with a notice all that its beat recorded
    after it.
    """
    at = next((i for i, fact in enumerate(facts) if fact.n == n), len(facts))
    head = facts[at : at + 1]
    if not any(_name(fact).startswith((ANSWER, NOTICE)) for fact in head):
        return list(head)
    return [*head, *takewhile(lambda one: _goes_with(one, head[0]), facts[at + 1 :])]


def _goes_with(fact: Entry, letter: Entry) -> bool:
    if fact.kind is not EntryKind.PERFORMED or fact.at != letter.at:
        return False
    if _name(letter).startswith(ANSWER):
        return _name(fact).startswith(EVENT)
    return not _name(fact).startswith((ANSWER, NOTICE))


def _name(fact: Entry) -> str:
    return name_of(fact.key or "")


def again(decision: Decision, lost: dict[str, int]) -> Decision:
    """Return the decision with new keys for what was performed and did not arrive."""

    def key(name: str) -> str:
        return f"{_AGAIN}{lost[name]}:{name}" if name in lost else name

    return decision._replace(
        actions=tuple(one._replace(key=key(one.key)) for one in decision.actions),
        drafts=tuple(one._replace(key=key(one.key)) for one in decision.drafts),
    )
