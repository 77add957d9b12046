"""A worker of the pool: takes shares of beats, each in a thread of its process."""

import asyncio
import logging
import signal
from contextlib import suppress

import anyio.abc
import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import FlowRun
from prefect.states import Scheduled
from prefect.workers.base import (
    BaseJobConfiguration,
    BaseVariables,
    BaseWorker,
    BaseWorkerResult,
)

from flows.deploying import WORKER_TYPE
from flows.program import program
from flows.share import share
from flows.work import Work
from flows.workers import offered, release_own
from schemas import words
from schemas.errors import CampaignError

_EVERY = 2.0
log = logging.getLogger("campaign.worker")


class OtherProgramError(CampaignError):
    """This worker is of another version than the beats it would take shares of."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"this worker runs {program()}, the server's beats want {wanted}: install "
            "the same version on both and start the worker again; until then it takes "
            "nothing"
        )


class Taken(BaseWorkerResult):
    """How a share ended, for Prefect: Prefect's engine has recorded the rest."""


class ShareWorker(BaseWorker[BaseJobConfiguration, BaseVariables, Taken]):
    """Takes shares; one of another program is put back for others, and it stops."""

    type = WORKER_TYPE
    _description = "Takes shares of beats."
    refused: str | None = None

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> Taken:
        """Perform a share in a thread; the engine records how it goes."""
        del configuration  # every share is performed alike
        if task_status is not None:
            task_status.started(1)
        wanted = str(flow_run.parameters.get("program", ""))
        if wanted != program():
            await self._put_back(flow_run, wanted)
        else:
            await Work(share, flow_run).done()
        return Taken(identifier=str(flow_run.id), status_code=0)

    async def _put_back(self, run: FlowRun, wanted: str) -> None:
        said = words.OTHER_PROGRAM.format(
            worker=self.name, ours=program(), wanted=wanted
        )
        again = Scheduled(message=said)
        await self.client.set_flow_run_state(run.id, again, force=True)
        self.refused = wanted


async def _wait(client: PrefectClient, pool: str, name: str) -> None:
    """Wait until the server offers shares; OtherProgramError where they are not ours.

    Shares this worker had when it was killed are settled.
    """
    while True:
        try:
            wanted = await offered(client)
            if wanted is not None:
                if wanted != program():
                    raise OtherProgramError(wanted)
                await release_own(client, pool, name)
                return
            log.info("the server offers no shares yet")
        except httpx.HTTPError as error:
            log.warning("the server does not answer: %r", error)
        await asyncio.sleep(_EVERY)


async def _work(pool: str, name: str, at_once: int) -> None:
    while True:
        async with get_client() as client:
            await _wait(client, pool, name)
        worker = ShareWorker(
            pool, name=name, limit=at_once, create_pool_if_not_found=False
        )
        log.info("worker %s takes shares of pool %s (%s)", name, pool, program())
        taking = asyncio.create_task(worker.start(printer=log.info))
        try:
            while not taking.done() and worker.refused is None:
                await asyncio.wait({taking}, timeout=_EVERY / 2)
        finally:
            taking.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await taking
        if worker.refused is not None:
            raise OtherProgramError(worker.refused)
        log.warning("the worker has lost the server; it asks again")


def serve_worker(pool: str, name: str, at_once: int) -> None:
    """Take shares until SIGTERM; what is at work is finished. OtherProgramError."""

    async def main() -> None:
        me = asyncio.current_task()
        loop = asyncio.get_running_loop()
        if me is not None:
            loop.add_signal_handler(signal.SIGTERM, me.cancel)
        await _work(pool, name, at_once)

    with suppress(asyncio.CancelledError, KeyboardInterrupt):
        asyncio.run(main())
