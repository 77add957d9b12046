from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import StateType

from flows.board import Card, put_board
from flows.submitting import deployment_id
from tests.flows.ground import Ground
from tests.flows.ground_flows import form
from tests.flows.processes import until

pytestmark = pytest.mark.prefect
VALID = {"number": "85", "day": "2024-04-02"}


@pytest.fixture
def agency() -> str:
    """Name one that no other test knows."""
    return f"Sở Y tế {uuid4()}"


def waiting(agency: str, **changes: Any) -> Card:
    card = Card(
        key=agency,
        name=f"01 · {agency}",
        tags=frozenset({"lai-chau-2024"}),
        state=StateType.PAUSED,
        state_name="Chờ xác nhận",
        message="4 nhiệm vụ",
        parameters={"agency": agency},
        form=form(agency),
    )
    return card._replace(**changes)


def moved(agency: str, state: StateType, name: str, **changes: Any) -> Card:
    return waiting(agency, state=state, state_name=name, form=None, **changes)


def put(ground: Ground, *cards: Card) -> int:
    async def work(client: Any) -> int:
        return await put_board(client, await deployment_id(client, "hồ sơ/bảng"), cards)

    return ground.run(work)


def runs(ground: Ground, agency: str) -> Sequence[Any]:
    from prefect.client.schemas.filters import (
        FlowRunFilter,
        FlowRunFilterIdempotencyKey,
    )

    keyed = FlowRunFilter(idempotency_key=FlowRunFilterIdempotencyKey(any_=[agency]))
    return ground.run(lambda client: client.read_flow_runs(flow_run_filter=keyed))


def run(ground: Ground, agency: str) -> Any:
    (only,) = runs(ground, agency)
    return only


def resume(ground: Ground, key: UUID, values: dict[str, str]) -> Any:
    return ground.run(lambda client: client.resume_flow_run(key, values))


def test_a_card_is_a_run_with_our_own_words(ground: Ground, agency: str) -> None:
    assert put(ground, waiting(agency)) == 1
    shown = run(ground, agency)
    assert (shown.name, shown.tags) == (f"01 · {agency}", ["lai-chau-2024"])
    assert (shown.state.type, shown.state.name) == ("PAUSED", "Chờ xác nhận")
    assert (shown.state.message, shown.parameters) == (
        "4 nhiệm vụ",
        {"agency": agency},
    )
    assert shown.start_time is not None


def test_a_board_that_did_not_change_is_not_written(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    before = run(ground, agency).state.id
    assert put(ground, waiting(agency)) == 0
    assert run(ground, agency).state.id == before


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (StateType.RUNNING, "Đang thực hiện · 2/4"),
        (StateType.FAILED, "Quá hạn · 1 nhiệm vụ"),
        (StateType.COMPLETED, "Hoàn thành"),
    ],
)
def test_a_card_moves_and_waits_again(
    ground: Ground, agency: str, state: StateType, name: str
) -> None:
    put(ground, waiting(agency))
    assert put(ground, moved(agency, state, name)) == 1
    assert (run(ground, agency).state_type, run(ground, agency).state_name) == (
        state,
        name,
    )
    assert put(ground, waiting(agency)) == 1
    assert run(ground, agency).state_name == "Chờ xác nhận"


def test_name_tags_and_form_follow_the_card(ground: Ground, agency: str) -> None:
    put(ground, waiting(agency))
    late = frozenset({"lai-chau-2024", "lai-chau-2024:overdue"})
    changed = waiting(agency, name="02 · khác", tags=late, form=form("Thời hạn mới"))
    assert put(ground, changed) == 1
    assert put(ground, changed) == 0
    shown = run(ground, agency)
    assert (shown.name, set(shown.tags)) == ("02 · khác", late)


def test_an_answer_given_in_the_form_reaches_the_flow(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    assert resume(ground, run(ground, agency).id, VALID).status == "ACCEPT"
    assert until(lambda: f"{agency}: 85 2024-04-02" in ground.lines("answers"), 20)


def test_a_card_being_answered_is_left_until_its_flow_has_ended(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    ground.kill_runner()
    resume(ground, run(ground, agency).id, VALID)
    assert put(ground, waiting(agency)) == 0
    assert run(ground, agency).state_name == "Resuming"
    assert until(lambda: f"{agency}: 85 2024-04-02" in ground.lines("answers"))


def test_a_wrong_answer_is_refused_and_the_card_still_waits(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    key = run(ground, agency).id
    answer = resume(ground, key, {"number": "85", "day": "mai"})
    assert answer.status == "REJECT"
    assert run(ground, agency).state_name == "Chờ xác nhận"
    assert resume(ground, key, VALID).status == "ACCEPT"


def test_after_an_undo_the_card_takes_a_second_answer(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    resume(ground, run(ground, agency).id, VALID)
    assert until(lambda: run(ground, agency).state_name == "Completed", 20)
    put(ground, moved(agency, StateType.RUNNING, "Đã tiếp nhận"))
    put(ground, waiting(agency))
    again = {"number": "86", "day": "2024-04-03"}
    assert resume(ground, run(ground, agency).id, again).status == "ACCEPT"
    assert until(lambda: f"{agency}: 86 2024-04-03" in ground.lines("answers"), 20)
    assert ground.lines("answers").count(f"{agency}: 85 2024-04-02") == 1


def test_text_of_a_plan_is_data_in_names_and_states(
    ground: Ground, agency: str
) -> None:
    said = '<b>"Sở"</b> & {{ x }} ' + "dài " * 300
    card = moved(agency, StateType.RUNNING, said)._replace(name='<i>"01"</i> {{ y }}')
    assert put(ground, card) == 1
    assert put(ground, card) == 0
    assert run(ground, agency).name == '<i>"01"</i> {{ y }}'
    assert run(ground, agency).state_name == said[:200]


def test_the_board_comes_back_when_prefect_has_lost_its_database(
    ground: Ground, agency: str
) -> None:
    put(ground, waiting(agency))
    ground.forget()
    assert not runs(ground, agency)
    assert put(ground, waiting(agency)) == 1
    assert resume(ground, run(ground, agency).id, VALID).status == "ACCEPT"
    assert until(lambda: f"{agency}: 85 2024-04-02" in ground.lines("answers"), 20)
