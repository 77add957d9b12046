"""One run at work, in a thread and an event loop of its own."""

import asyncio
import inspect
import logging
from contextlib import suppress
from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import PrefectSignal
from prefect.flow_engine import run_flow

log = logging.getLogger("campaign.runner")


class Work:
    """A run that Prefect has handed over; Prefect's engine records how it goes."""

    def __init__(self, flow: Flow[..., Any], run: FlowRun) -> None:
        self._flow = flow
        self._run = run
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[Any] | None = None
        self.called_off = False

    async def done(self) -> None:
        """Perform the run; return when its thread has ended, however it ended."""
        with suppress(asyncio.CancelledError):
            await asyncio.to_thread(asyncio.run, self._perform())

    def call_off(self) -> None:
        """Stop the flow where it next awaits something."""
        if not self.called_off and self._loop and self._task:
            self.called_off = True
            self._loop.call_soon_threadsafe(self._task.cancel)

    async def _perform(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        try:
            flowing = run_flow(self._flow, flow_run=self._run, return_type="state")
            if inspect.isawaitable(flowing):
                await flowing
        except PrefectSignal:
            log.info("run %s waits for a person", self._run.id)
        except Exception:
            log.exception("run %s ended outside its flow", self._run.id)
