from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect import flow
from prefect.states import Crashed, Pending, Running, Scheduled

from flows.forms.refusals import SAVED_LATER
from flows.stale import settle
from schemas import words
from tests.flows.ground import Ground
from tests.flows.processes import until

pytestmark = pytest.mark.prefect
VALID = {"number": "85", "day": "2024-04-02"}


@flow
def phase() -> None:
    """Stand for a phase whose run no runner takes."""


def start(ground: Ground) -> UUID:
    """Submit an issuance and return it once it waits."""

    async def work(client: Any) -> UUID:
        deployment = await client.read_deployment_by_name("ban hành/ban hành")
        return (await client.create_flow_run_from_deployment(deployment.id)).id

    run = ground.run(work)
    assert until(lambda: read(ground, run).state_name == "Chờ ban hành", 30)
    return run


def read(ground: Ground, run: UUID) -> Any:
    return ground.run(lambda client: client.read_flow_run(run))


def resume(ground: Ground, run: UUID, **values: str) -> Any:
    return ground.run(lambda client: client.resume_flow_run(run, values))


def shown(ground: Ground, run: UUID, part: str) -> Any:
    keys = read(ground, run).state.state_details.run_input_keyset

    async def work(client: Any) -> Any:
        found = await client.filter_flow_run_input(run, keys[part], 1, set())
        return found[0].decoded_value

    return ground.run(work)


def test_a_flow_waits_under_our_own_name_with_its_form(ground: Ground) -> None:
    run = start(ground)
    state = read(ground, run).state
    assert (state.type, state.name) == ("PAUSED", "Chờ ban hành")
    assert state.state_details.pause_timeout is None
    assert shown(ground, run, "schema")["properties"]["day"]["title"] == "Ngày ban hành"
    assert shown(ground, run, "description").startswith("### Kế hoạch")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"number": "85", "day": "2/4/2024"}, "day"),
        ({"number": " ", "day": "2024-04-02"}, "number"),
        ({"day": "2024-04-02"}, "number"),
        ({**VALID, "more": "x", "day": "2024-13-01"}, "day"),
    ],
)
def test_a_wrong_value_is_refused_and_the_run_still_waits(
    ground: Ground, values: dict[str, str], field: str
) -> None:
    run = start(ground)
    answer = resume(ground, run, **values)
    assert answer.status == "REJECT"
    assert f"'{field}'" in answer.details.reason
    assert read(ground, run).state_name == "Chờ ban hành"


def test_a_valid_answer_reaches_the_flow_once(ground: Ground) -> None:
    number = str(uuid4())
    run = start(ground)
    assert resume(ground, run, **{**VALID, "number": number}).status == "ACCEPT"
    assert until(lambda: read(ground, run).state_name == "Completed", 20)
    assert ground.lines("issued").count(f"{number} 2024-04-02") == 1


def test_what_the_flow_objects_to_is_asked_again_with_the_objection(
    ground: Ground,
) -> None:
    number = str(uuid4())
    run = start(ground)
    resume(ground, run, number=number, day="2024-03-31")
    assert until(lambda: read(ground, run).state_name == "Chờ ban hành", 20)
    said = shown(ground, run, "description")
    assert said.startswith("**Ngày ban hành phải từ 01/4/2024**\n\n### Kế hoạch")
    assert not [line for line in ground.lines("issued") if number in line]

    resume(ground, run, number=number, day="2024-04-01")
    assert until(lambda: read(ground, run).state_name == "Completed", 20)
    assert f"{number} 2024-04-01" in ground.lines("issued")


def test_a_phase_says_why_it_waits_and_is_done_once_its_ledger_is_mended(
    ground: Ground,
):
    async def submit(client: Any) -> Any:
        deployment = await client.read_deployment_by_name("sổ đầy/sổ đầy")
        return (await client.create_flow_run_from_deployment(deployment.id)).id

    run = ground.run(submit)

    def states() -> list[Any]:
        return ground.run(lambda client: client.read_flow_run_states(run))

    assert until(lambda: states()[-1].name == words.WAITS_FOR_LEDGER, 30)
    assert states()[-1].message == SAVED_LATER.format(why="ổ đĩa chứa sổ đã đầy")
    assert until(lambda: states()[-1].name == words.DONE, 60)
    assert ground.lines("full") == ["x", "x"]


@pytest.mark.parametrize(("crashes", "goes_on"), [(0, True), (2, False)])
def test_a_killed_run_starts_again_however_often_it_waited(
    ground: Ground, crashes: int, goes_on: bool
):
    async def killed(client: Any) -> Any:
        run = await client.create_flow_run(phase, state=Pending())
        for _ in range(4):
            await client.set_flow_run_state(run.id, Running(), force=True)
            rests = Scheduled(name=words.WAITS_FOR_LEDGER)
            await client.set_flow_run_state(run.id, rests, force=True)
        for _ in range(crashes):
            await client.set_flow_run_state(run.id, Crashed(), force=True)
        await client.set_flow_run_state(run.id, Running(), force=True)
        await settle(client, await client.read_flow_run(run.id))
        return await client.read_flow_run(run.id)

    run = ground.run(killed)
    assert run.run_count == 5
    assert run.state.is_scheduled() is goes_on
    assert run.state.is_crashed() is not goes_on
