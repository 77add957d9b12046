"""Letters of a rehearsal too large to compose: all are counted, a sample is sent."""

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import Post, attempt, record
from ledger import letters

COUNTED = "counted, not composed"
"""The outcome of a letter that was decided and queued, and is no more than counted."""


class Left(NamedTuple):
    """Letters that left: counted only, and composed and delivered."""

    counted: int = 0
    sent: int = 0


def let_leave(desk: Desk, now: datetime, post: Post, seed: int, one_in: int) -> Left:
    """Let everything that is due leave; one letter in `one_in` is composed and sent.

    Which ones the seed and their keys tell, so that one seed always sends the same.
    """
    with desk.ledger.write() as tx:
        due = letters.keys_due(tx, now)
        others = [
            (docket, n) for docket, n, key in due if not _drawn(key, seed, one_in)
        ]
        letters.count_as_sent(tx, others, COUNTED)
    sent = 0
    while ready := claim(desk, now):
        record(desk, [attempt(post, one) for one in ready], now)
        sent += len(ready)
    return Left(len(others), sent)


def _drawn(key: str, seed: int, one_in: int) -> bool:
    digest = sha256(f"{seed}/{key}".encode()).digest()
    return int.from_bytes(digest[:8]) % one_in == 0
