"""What makes a ledger's past hold: facts chained by hash, days sealed over them."""

from datetime import datetime
from typing import NamedTuple

SHOWN = 32
"""Hexadecimal digits of a seal that people read, 128 bits of it."""
_GROUP = 4


class Link(NamedTuple):
    """A fact's place in its docket's chain: the hash kept with it, and the one due."""

    n: int
    kept: bytes
    due: bytes


class Head(NamedTuple):
    """How far a seal goes in a docket: its fact `n`, whose hash stands for all before.

    `chain` is empty where there is no such fact (any more).
    """

    docket: int
    n: int
    chain: bytes


class Record(NamedTuple):
    """What stands beside the facts, under the digest that a seal has taken of it.

    `part` says what it is; `home` is its docket, or its campaign; `name` its number or
    name there. `salted`: its salt is still known; that of personal data is forgotten
    with it. `due` is the digest of what is there now, None for nothing.
    """

    part: str
    home: int
    name: str
    seal: int
    kept: bytes
    salted: bool
    due: bytes | None


class Seal(NamedTuple):
    """The `n`th day sealed of a campaign: how many facts and records it was taken over.

    `digest` (SHA-256) goes over the seal before as well, so it stands for all of them.
    """

    n: int
    at: datetime
    facts: int
    records: int
    digest: bytes

    @property
    def code(self) -> str:
        """Return the digest as people read it out: `3f2a-91bc-...`."""
        return dashed(self.digest.hex()[:SHOWN])


def dashed(digits: str) -> str:
    """Return digits in groups of four."""
    groups = range(0, len(digits), _GROUP)
    return "-".join(digits[place : place + _GROUP] for place in groups)
