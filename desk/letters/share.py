"""Send a share of the letters that are due, one after another, within their lease."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from desk.arming.gate import Gates
from desk.desk import Desk
from desk.letters.claim import Ready, claim, put_back
from desk.letters.deliver import Post, send
from desk.mail.outcome import Outcome
from ledger import letters

SPARE = timedelta(minutes=2)
"""What one letter may take at a server that barely answers; a lease must not end in
the middle of one, or another sender would send it as well."""


class Shared(NamedTuple):
    """What came of a share: letters tried, put back in time, and what it is stuck at.

    `slow`: so many were claimed and could not be tried before their lease ran out.
    `stuck` is what became of a letter for which others need not try now.
    """

    tried: int = 0
    slow: int = 0
    stuck: Outcome | None = None


def letters_due(desk: Desk, now: datetime) -> int:
    """Return how many letters may leave at `now`; those not let out do not count."""
    with desk.ledger.read() as tx:
        gates = Gates(desk, tx)
        if gates.all_open:
            return letters.count_due(tx, now)
        return sum(
            letters.count_due(tx, now, campaign)
            for campaign in letters.campaigns_due(tx, now)
            if gates.of(campaign).open
        )


def send_share(
    desk: Desk, post: Post, clock: Callable[[], datetime], at_most: int
) -> Shared:
    """Send up to `at_most` letters; stop where the server takes none or is slow."""
    done = Shared()
    while done.tried < at_most and not (done.stuck or done.slow):
        ready = claim(desk, clock())
        if not ready:
            break
        done = _send(desk, post, ready, clock, done)
    return done


def _send(
    desk: Desk,
    post: Post,
    ready: list[Ready],
    clock: Callable[[], datetime],
    done: Shared,
) -> Shared:
    for i, one in enumerate(ready):
        now, ends = clock(), one.letter.due
        if ends is not None and now + SPARE > ends:
            put_back(desk, ready[i:], now)
            return done._replace(slow=len(ready) - i)
        tried = send(desk, post, one, now)
        if tried.stuck:
            put_back(desk, ready[i + 1 :], now, tried.outcome)
            return done._replace(tried=done.tried + 1, stuck=tried.outcome)
        done = done._replace(tried=done.tried + 1)
    return done
