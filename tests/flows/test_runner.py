from datetime import UTC, datetime, time
from typing import Any
from uuid import UUID

import pytest
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.states import Cancelling

from schemas.base import VN
from tests.flows.ground import Ground
from tests.flows.processes import until

pytestmark = pytest.mark.prefect


def submit(ground: Ground, name: str, **parameters: object) -> UUID:
    async def work(client: Any) -> UUID:
        deployment = await client.read_deployment_by_name(name)
        run = await client.create_flow_run_from_deployment(
            deployment.id, parameters=parameters
        )
        return run.id

    return ground.run(work)


def state(ground: Ground, run: UUID) -> str:
    async def work(client: Any) -> str:
        return (await client.read_flow_run(run)).state_name

    return ground.run(work)


def names(ground: Ground, run: UUID) -> list[str]:
    async def work(client: Any) -> list[str]:
        return [each.name for each in await client.read_flow_run_states(run)]

    return ground.run(work)


def made_up(ground: Ground, since: datetime, until: datetime) -> int:
    """Return how many runs of the cron have been performed for that time."""
    expected = FlowRunFilterExpectedStartTime(after_=since, before_=until)
    completed = FlowRunFilterState(name=FlowRunFilterStateName(any_=["Completed"]))
    wanted = FlowRunFilter(expected_start_time=expected, state=completed)
    cron = DeploymentFilter(name=DeploymentFilterName(any_=["mỗi 5 giây"]))
    found = ground.run(
        lambda client: client.read_flow_runs(
            flow_run_filter=wanted, deployment_filter=cron
        )
    )
    return len(found)


def cancel(ground: Ground, run: UUID) -> None:
    ground.run(lambda client: client.set_flow_run_state(run, Cancelling()))


def ends(ground: Ground, run: UUID, wanted: str) -> bool:
    return until(lambda: state(ground, run) == wanted, 30)


def test_a_cron_makes_runs_and_they_are_executed(ground: Ground) -> None:
    before = len(ground.lines("ticks"))
    assert until(lambda: len(ground.lines("ticks")) >= before + 2, 30)


def test_crons_are_hours_of_vietnam(ground: Ground) -> None:
    async def work(client: Any) -> list[Any]:
        deployment = await client.read_deployment_by_name("nhịp/giờ làm việc")
        return await client.get_scheduled_flow_runs_for_deployments([deployment.id])

    assert until(lambda: len(ground.run(work)) >= 3, 30)
    for run in ground.run(work):
        local = run.expected_start_time.astimezone(VN)
        assert time(7, 30) <= local.time() < time(8)
        assert local.isoweekday() <= 5


def test_a_submitted_run_is_taken_within_seconds(ground: Ground) -> None:
    run = submit(ground, "việc dài/tùy ý", seconds=0)
    assert until(lambda: state(ground, run) == "Completed", 10)


def test_a_defect_in_a_flow_is_its_own_and_the_runner_goes_on(ground: Ground) -> None:
    assert ends(ground, submit(ground, "việc hỏng/hỏng"), "Failed")
    assert ends(ground, submit(ground, "việc dài/tùy ý", seconds=0), "Completed")


def test_a_run_that_a_person_cancels_stops(ground: Ground) -> None:
    run = submit(ground, "việc dài/tùy ý", seconds=600)
    assert ends(ground, run, "Running")
    cancel(ground, run)
    assert ends(ground, run, "Cancelled")


def test_a_watch_is_called_again_though_it_failed(ground: Ground) -> None:
    assert until(lambda: len(ground.lines("watched")) >= 3, 10)


def test_after_kill_9_of_server_and_runner_everything_goes_on(ground: Ground) -> None:
    asked = submit(ground, "việc dài/tùy ý", seconds=6)
    limited = submit(ground, "việc dài/một lần", seconds=600)
    waiting = submit(ground, "ban hành/ban hành")
    assert ends(ground, asked, "Running")
    assert ends(ground, limited, "Running")
    assert ends(ground, waiting, "Chờ ban hành")
    ground.kill()
    before = len(ground.lines("ticks"))
    killed = datetime.now(UTC)
    ground.start()
    back = datetime.now(UTC)

    assert until(lambda: len(ground.lines("ticks")) > before, 30), "the next cron run"
    assert ends(ground, asked, "Completed"), "what was submitted starts again"
    assert "Crashed" in names(ground, asked)
    assert "Crashed" in names(ground, limited)
    assert ends(ground, limited, "Running"), "its slot was free"
    assert names(ground, waiting)[-1] == "Chờ ban hành", "what waits was left alone"
    assert made_up(ground, killed, back) <= 1, "missed crons are made up for once"
    cancel(ground, limited)
    assert ends(ground, limited, "Cancelled")


def test_runs_go_on_while_the_server_is_away(ground: Ground) -> None:
    run = submit(ground, "việc dài/tùy ý", seconds=4)
    assert ends(ground, run, "Running")
    ground.kill_server()
    assert ends(ground, run, "Completed")
