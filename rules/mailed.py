"""What a mail server's log must satisfy beside the ledger it was written from."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from rules.claim import is_stale
from rules.history import Promise, Violation
from schemas.letter import Letter, LetterState
from schemas.reading import is_agencys

MOST = 3
"""How often one letter may arrive: once, and twice again where nobody knew."""


class Taken(NamedTuple):
    """One letter as a mail server took it.

    `digest` is that of its bytes; `reads` are the agencies that the recipient's mailbox
    belongs to; `inside` the agencies whose links it carries.
    """

    at: datetime
    digest: str
    reads: frozenset[str]
    inside: frozenset[str]


def mailed(agency: str, letter: Letter, taken: Sequence[Taken]) -> Iterator[Violation]:
    """Yield what is wrong with how often an agency's letter was taken, and when.

    A letter may have been taken by any attempt whose outcome nobody knew, whatever
    became of it then.
    """
    if letter.state is LetterState.SENT and not taken:
        yield _wrong(Promise.LETTERS, agency, letter, "is sent and was never taken")
    if taken and not letter.attempts:
        yield _wrong(
            Promise.LETTERS, agency, letter, f"is {letter.state} and was taken"
        )
    if len({one.digest for one in taken}) > 1:
        yield _wrong(Promise.SAME, agency, letter, "was taken with other bytes")
    if len(taken) > MOST:
        yield _wrong(Promise.SAME, agency, letter, f"was taken {len(taken)} times")
    for one in taken:
        if is_stale(letter, one.at):
            yield _wrong(Promise.STALE, agency, letter, "was taken past its end")
        yield from _read(agency, letter, one.reads, one.inside)


def _read(
    agency: str, letter: Letter, reads: Collection[str], inside: Collection[str]
) -> Iterator[Violation]:
    for other in sorted(set(inside) - {agency}):
        yield _wrong(Promise.READER, agency, letter, f"carries the link of {other}")
    if is_agencys(letter.to) and agency not in reads:
        yield _wrong(Promise.READER, agency, letter, "went to a mailbox of others")


def _wrong(promise: Promise, agency: str, letter: Letter, what: str) -> Violation:
    return Violation(promise, agency, letter.n, f"the letter {letter.key} {what}")
