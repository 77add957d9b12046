"""What follows from one attempt to send a letter."""

from datetime import datetime, timedelta
from typing import NamedTuple

from desk.mail.outcome import Outcome, Verdict
from schemas.letter import Letter, LetterState

AGAIN_AFTER = timedelta(minutes=10)
UNKNOWN_AT_MOST = 3
"""A letter whose outcome stays unknown is sent again twice, then held for a person."""


class Next(NamedTuple):
    """A letter's state after an attempt; `unknown` attempts may have arrived."""

    state: LetterState
    due: datetime | None
    unknown: int


def after(letter: Letter, outcome: Outcome, to: str, now: datetime) -> Next:
    """Return what becomes of a letter to `to`; copies never decide about it.

    What the server refused for now, or never saw, is tried again until it is stale;
    so is what waits for a person to mend the account.
    """
    before = letter.attempts - 1
    match outcome.verdict:
        case Verdict.SENT if to not in (*outcome.refused, *outcome.again):
            return Next(LetterState.SENT, None, letter.attempts)
        case Verdict.SENT | Verdict.REFUSED if to in outcome.refused:
            return Next(LetterState.FAILED, None, before)
        case Verdict.UNKNOWN if letter.attempts >= UNKNOWN_AT_MOST:
            return Next(LetterState.HELD, None, letter.attempts)
        case Verdict.UNKNOWN:
            return Next(LetterState.QUEUED, now + AGAIN_AFTER, letter.attempts)
        case _:
            return Next(LetterState.QUEUED, now + AGAIN_AFTER, before)
