"""How much a request may send and how long it may take: read within bounds only."""

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

from starlette.requests import ClientDisconnect

from schemas.errors import CampaignError


class RefusedError(CampaignError):
    """A request that is not read: `why` picks the words, `status` is HTTP's."""

    def __init__(self, why: str, status: int) -> None:
        self.why = why
        self.status = status
        super().__init__(f"request refused: {why}")


class Bounds(NamedTuple):
    """How much may come (bytes), how long it may pause and last (seconds).

    `large` says in a code what was too much.
    """

    size: int
    pause: float
    whole: float
    large: str


async def bounded(chunks: AsyncIterator[bytes], to: Bounds) -> AsyncIterator[bytes]:
    """Pass chunks on within bounds, or raise RefusedError."""
    now = asyncio.get_running_loop().time
    size, until = 0, now() + to.whole
    while True:
        try:
            async with asyncio.timeout(min(to.pause, until - now())):
                chunk = await anext(chunks, None)
        except (TimeoutError, ClientDisconnect) as error:
            raise RefusedError("slow", 408) from error
        if chunk is None:
            return
        size += len(chunk)
        if size > to.size:
            raise RefusedError(to.large, 413)
        yield chunk
