"""A letter as a row: moments as seconds, items and invitation as compact JSON."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from ledger.moments import moment, moment_or_none, seconds, seconds_or_none
from ledger.row import Row
from schemas.letter import (
    Invitation,
    Item,
    Letter,
    LetterClass,
    LetterKind,
    LetterState,
    Method,
)

SELECT = (
    "SELECT l.docket, l.n, l.key, l.kind, l.class, l.recipient, l.copy_to, l.items, "
    "l.invitation, l.queued, l.not_after, l.due, l.state, l.fence, l.attempts, "
    "l.outcome FROM letters l"
)
INSERT = (
    "INSERT INTO letters (docket, n, key, kind, class, recipient, copy_to, items, "
    "invitation, queued, not_after, due, state, fence, attempts, outcome) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_SHARED = 1024
"""Texts that are kept: letters of one beat have few copies, items, invitations."""


def row_of(letter: Letter) -> tuple[object, ...]:
    """Return a letter as the values of INSERT."""
    return (
        *letter[:3],
        letter.kind.value,
        letter.letter_class.value,
        letter.to,
        _compact(letter.copy_to),
        _compact(letter.items),
        letter.invitation and _invited(letter.invitation),
        seconds(letter.queued),
        seconds_or_none(letter.not_after),
        seconds_or_none(letter.due),
        letter.state.value,
        *letter[13:],
    )


def letter_of(row: Row) -> Letter:
    """Return the letter of a row of SELECT."""
    values = (
        *row[:3],
        LetterKind(row[3]),
        LetterClass(row[4]),
        row[5],
        tuple(json.loads(row[6])),
        tuple(_item(*fields) for fields in json.loads(row[7])),
        None if row[8] is None else _invitation(*json.loads(row[8])),
        moment(row[9]),
        moment_or_none(row[10]),
        moment_or_none(row[11]),
        LetterState(row[12]),
        *row[13:],
    )
    return Letter._make(values)


def _item(key: str, kind: str, *texts: str) -> Item:
    return Item(key, LetterKind(kind), *texts)


@lru_cache(maxsize=_SHARED)
def _compact(values: tuple[object, ...]) -> str:
    return _encode(values)


@lru_cache(maxsize=_SHARED)
def _invited(invitation: Invitation) -> str:
    day, starts = invitation.day.isoformat(), seconds_or_none(invitation.starts)
    flat = (*invitation[:3], day, starts, invitation.overdue, *invitation.duties)
    return _encode(flat)


def _invitation(
    event: str, method: str, sequence: int, day: str, *rest: Any
) -> Invitation:
    starts, overdue, *duties = rest
    return Invitation(
        event,
        Method(method),
        sequence,
        date.fromisoformat(day),
        moment_or_none(starts),
        overdue,
        tuple(duties),
    )
