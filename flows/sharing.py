"""One beat shared out among the workers of a pool; what none did it does itself.

The ledger alone tells what is left: a worker that died has let go of its dockets, and
of its letters once their lease is over. Prefect is asked only whether somebody is at
work.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import TYPE_CHECKING, Any

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.beat import due_at, settle_due, settle_offices
from desk.clock import ahead
from desk.letters.share import letters_due, send_share
from desk.reorganise import reorganise
from flows.beating import clock_behind
from flows.here import Here
from flows.phases import submit_due, unsubmitted
from flows.program import program
from flows.share import SHARE, Of, stuck
from flows.submitting import deployment_id, submit_once
from flows.workers import at_work, online, release
from schemas import words

if TYPE_CHECKING:
    from uuid import UUID

_EVERY = 0.5
_PATIENCE = 60.0
"""Seconds in which nothing becomes less, after which a beat goes on by itself."""

_ALL = 1_000_000
_log = logging.getLogger("campaign.share")


async def beat_shared(here: Here, pool: str, now: datetime) -> State[Any]:
    """Do all that is due at `now` with the workers of a pool, and without them."""
    desk = here.desk
    if newest := ahead(desk, now):
        return Failed(message=clock_behind(now, newest))
    async with get_client() as client:
        if unsubmitted(here, now):
            await submit_due(client, here, now)
        reorganise(desk, now)
        beat = _Beat(client, pool, now)
        await beat.share_out(Of.DOCKETS, lambda: due_at(desk, now))
        rest = settle_due(desk, now) + settle_offices(desk, now)
        if desk.outlet.real:  # the embedded mailbox listens on this machine only
            await beat.share_out(Of.LETTERS, lambda: letters_due(desk, here.now()))
        sent = send_share(desk, here.post, here.now, _ALL)
        await beat.close()
    if sent.stuck:
        return Failed(message=stuck(sent.stuck))
    return Completed(
        name=words.DONE,
        message=words.BEATEN_SHARED.format(
            shares=len(beat.runs),
            workers=beat.workers,
            visited=rest.visited,
            sent=sent.tried,
        ),
    )


class _Beat:
    """The shares of one beat as Prefect knows them; without Prefect there are none."""

    def __init__(self, client: PrefectClient, pool: str, now: datetime) -> None:
        self._client = client
        self._pool = pool
        self._now = now
        self.runs: list[UUID] = []
        self.workers = 0

    async def share_out(self, of: Of, left: Callable[[], int]) -> None:
        """Submit shares of what is left, and wait while somebody makes it less."""
        due = left()
        if not due or not await self._submit(of, ceil(due / SHARE)):
            return
        loop = asyncio.get_running_loop()
        least, since = due, loop.time()
        while (there := await self._anybody()) or (there is None and due):
            due = left()
            if due < least:
                least, since = due, loop.time()
            if loop.time() - since > _PATIENCE:
                _log.warning("%d %s are left; the beat goes on by itself", due, of)
                return
            await asyncio.sleep(_EVERY)

    async def _submit(self, of: Of, shares: int) -> bool:
        """Submit shares where a worker is there to take them; False where none is."""
        try:
            self.workers = len(await online(self._client, self._pool))
            if not self.workers:
                _log.warning("no worker of pool %s is online", self._pool)
                return False
            deployment = await deployment_id(
                self._client, f"{words.FLOWS['share']}/share"
            )
            began, ours = self._now.isoformat(), program()
            for number in range(shares):
                given = {"of": of, "number": number, "began": began, "program": ours}
                key = f"{began}/{of}/{number}"
                run = await submit_once(self._client, deployment, key, given)
                self.runs.append(run)
        except httpx.HTTPError as error:
            _log.warning("shares cannot be submitted: %r", error)
        return bool(self.runs)

    async def _anybody(self) -> bool | None:
        """Tell whether a share is waiting or at work; None while Prefect is away."""
        try:
            return bool(await at_work(self._client, self._pool, self.runs))
        except httpx.HTTPError as error:
            _log.warning("the server does not answer: %r", error)
            return None

    async def close(self) -> None:
        """Settle the shares nobody will: this beat or the next does their work."""
        try:
            await release(self._client, self._pool)
        except httpx.HTTPError as error:
            _log.warning("shares stay as they are, the server is away: %r", error)
