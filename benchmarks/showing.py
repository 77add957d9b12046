"""What Prefect shows of a campaign that has just been started, and in what time.

`python -m benchmarks.showing FOLDER PORTS LEDGER AGENCIES ROUNDS` starts one, publishes
it to a Prefect that shows nothing ROUNDS times over, and prints as JSON how many
milliseconds each took, until its progress was read back.
"""

import asyncio
import json
import sys
from typing import TYPE_CHECKING

import click

from benchmarks.country import Country, country
from benchmarks.frame import timed
from benchmarks.prefect_server import settings_in
from desk.beat import beat
from desk.links import drawn
from desk.plans.days_off import working_days
from desk.start import sign_off, start
from flows.environment import enter_prefect
from ledger import rehearsals
from settings import Settings

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient


class NotShownError(AssertionError):
    """What was read back does not show what was started."""


def _start(whole: Country) -> None:
    """Start as a rehearsal, so that Prefect shows the moment of its issue."""
    from flows.here import here

    desk = here().desk
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, whole.issued)
    start(desk, whole.plan, whole.roster, whole.issued, drawn("office"))
    sign_off(desk, whole.plan.id, whole.signing, whole.issued, drawn("links"))
    beat(desk, whole.issued)


async def _show(settings: Settings, whole: Country, rounds: int) -> list[float]:
    from prefect.client.orchestration import get_client

    from flows.child import stay
    from flows.deploying import register
    from flows.deployments import SERVED
    from flows.here import sit_down
    from flows.publishing import BOARD, Publishing

    sit_down(settings)
    _start(whole)
    stay()
    await register(next(one for one in SERVED if one.name == BOARD))
    took: list[float] = []
    async with get_client() as client:
        for _ in range(rounds):
            for kept in await client.read_artifacts():
                await client.delete_artifact(kept.id)
            with timed() as watch:
                await Publishing().publish(client)
                await _read_back(client, whole)
            took.append(1000 * watch.seconds)
    return took


async def _read_back(client: "PrefectClient", whole: Country) -> None:
    from prefect.client.schemas.filters import (
        ArtifactCollectionFilter,
        ArtifactCollectionFilterKey,
    )

    from flows.campaign_pages import artifact_key

    key = artifact_key(whole.plan.id, "progress")
    named = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    (found,) = await client.read_latest_artifacts(artifact_filter=named)
    if f"{whole.assignments}" not in f"{found.description}":
        raise NotShownError(f"{found.description}, {whole.assignments} were started")


def _main(folder: str, ports: str, ledger: str, agencies: str, rounds: str) -> None:
    settings = settings_in(folder, json.loads(ports), ledger)
    enter_prefect(settings, quiet=True)
    whole = country(int(agencies), working_days())
    click.echo(json.dumps(asyncio.run(_show(settings, whole, int(rounds)))))


if __name__ == "__main__":
    _main(*sys.argv[1:])
