"""What follows from one attempt to send a letter."""

from datetime import datetime, timedelta
from typing import NamedTuple

from desk.mail.outcome import Outcome, Verdict
from schemas.letter import Letter, LetterState

SOONEST = timedelta(minutes=10)
LATEST = timedelta(hours=1)
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
    so is what waits for a person to mend the account. One that its copies have counts
    as one that may have arrived.
    """
    before, tried = letter.attempts, letter.attempts + 1
    again = now + pause(letter, outcome, now)
    match outcome.verdict:
        case Verdict.SENT if to not in (*outcome.refused, *outcome.again):
            return Next(LetterState.SENT, None, tried)
        case Verdict.SENT | Verdict.REFUSED if to in outcome.refused:
            return Next(LetterState.FAILED, None, before)
        case Verdict.UNKNOWN if tried >= UNKNOWN_AT_MOST:
            return Next(LetterState.HELD, None, tried)
        case Verdict.UNKNOWN | Verdict.SENT:
            return Next(LetterState.QUEUED, again, tried)
        case _:
            return Next(LetterState.QUEUED, again, before)


def pause(letter: Letter, outcome: Outcome, now: datetime) -> timedelta:
    """Return how long a letter waits that could not be sent: as long as it has waited.

    So the pauses double, between 10 minutes and an hour. A server that denies the
    account is asked once an hour: it may lock whoever asks more often.
    """
    if outcome.verdict is Verdict.LOCKED_OUT:
        return LATEST
    return min(max(now - letter.queued, SOONEST), LATEST)
