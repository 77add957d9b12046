"""Which letters of a restored ledger have left already, as another ledger has it."""

from collections.abc import Iterable
from typing import NamedTuple

from schemas.letter import Item, Letter, LetterState


class Left(NamedTuple):
    """What certainly left: letters by their keys, and to whom which item was said.

    Who read an item is a docket's agency and a reference within it.
    """

    keys: frozenset[str] = frozenset()
    items: frozenset[tuple[str, str, Item]] = frozenset()
    invitations: frozenset[tuple[str, str, int]] = frozenset()


def left(sent: Iterable[tuple[str, Letter]]) -> Left:
    """Return what left by a ledger's letters, each with its docket's agency."""
    out = [(who, one) for who, one in sent if one.state is LetterState.SENT]
    return Left(
        frozenset(one.key for _, one in out),
        frozenset((who, one.to, item) for who, one in out for item in one.items),
        frozenset(
            (who, one.invitation.event, one.invitation.sequence)
            for who, one in out
            if one.invitation is not None
        ),
    )


def remains(agency: str, letter: Letter, known: Left) -> tuple[Item, ...] | None:
    """Return what a waiting letter still has to say, None where all of it has left.

    One that only moves a calendar has left once that message has.
    """
    if letter.key in known.keys:
        return None
    told = letter.invitation
    moves = told is not None and (agency, told.event, told.sequence) not in (
        known.invitations
    )
    items = tuple(
        item for item in letter.items if (agency, letter.to, item) not in known.items
    )
    if items or moves:
        return items
    said = bool(letter.items) or told is not None
    return None if said else letter.items
