"""One beat as people watch it: due phases, due dockets, a task for each letter."""

from datetime import datetime
from typing import Any

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import SyncClientContext
from prefect.states import Completed, Failed

from calendars.said import moment_in_words
from desk.beat import beat
from desk.clock import ahead
from desk.letters.claim import Ready, claim, put_back
from desk.letters.deliver import Sent
from desk.mail.outcome import Verdict
from desk.rehearsals.behaving import mail_of
from desk.seals import seal_day
from flows.here import Here
from flows.phases import submit_due, unsubmitted
from schemas import words
from tasks.letters import deliver_letter


async def beat_once(here: Here, now: datetime) -> State[Any]:
    """Do all that is due at `now`; failed, in words, where the mail server is stuck.

    Nothing is done while the clock is behind: a deadline would be asked for twice.
    """
    if newest := ahead(here.desk, now):
        return _unsent(clock_behind(now, newest))
    if unsubmitted(here, now):
        async with get_client() as client:
            await submit_due(client, here, now)
    seal_day(here.desk, now)
    beaten = beat(here.desk, now)
    sent = 0
    # A lease runs from its claim: with many letters the beat began long before.
    post = mail_of(here.desk, here.post, now)
    while post and (ready := claim(here.desk, claimed := here.now())):
        first, *others = ready
        tried = deliver_letter(here.desk, post, first, claimed)
        if tried.stuck:
            put_back(here.desk, others, claimed, tried.outcome)
            locked_out = tried.outcome.verdict is Verdict.LOCKED_OUT
            return _unsent(words.LOCKED_OUT if locked_out else words.STUCK)
        sent += 1 + len(_deliver(here._replace(post=post), others, claimed))
    return Completed(
        name=words.DONE,
        message=words.BEATEN.format(
            visited=beaten.visited, queued=beaten.letters, sent=sent, held=beaten.held
        ),
    )


def _unsent(why: str) -> State[Any]:
    return Failed(name=words.BEAT_UNSENT, message=why)


def clock_behind(now: datetime, newest: datetime) -> str:
    """Return what is wrong with a clock that lies behind the newest fact, in words."""
    told = {"now": moment_in_words(now), "newest": moment_in_words(newest)}
    return words.CLOCK.format(**told)


def _deliver(here: Here, letters: list[Ready], now: datetime) -> list[Sent]:
    """Deliver letters side by side, each a task of its own; one client serves all."""
    with SyncClientContext.get_or_create():
        futures = [
            # Prefect leaves its overloads open.
            deliver_letter.submit(  # pyright: ignore[reportUnknownMemberType]
                here.desk, here.post, one, now
            )
            for one in letters
        ]
        return [future.result() for future in futures]
