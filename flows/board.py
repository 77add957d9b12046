"""A board of runs that nobody executes: one per card, moved by what the ledger says."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.states import Running

from flows.stale import ENGINE_NAMES
from flows.waiting import Form, put_aside, waits_for

_PAGE = 200
_LONGEST_NAME = 200


class Card(NamedTuple):
    """Where one thing stands, as its run's state shows it.

    Colours are Prefect's: PAUSED grey, RUNNING blue, FAILED red, COMPLETED green. A
    paused card carries the form that answers it. `key` is its identity for ever.
    """

    key: str
    name: str
    tags: frozenset[str]
    state: StateType
    state_name: str
    message: str = ""
    parameters: Mapping[str, Any] = MappingProxyType({})
    form: Form[Any] | None = None


async def put_board(
    client: PrefectClient, deployment: UUID, cards: Sequence[Card]
) -> int:
    """Make the deployment's runs show the cards; return how many were written.

    Runs are created where Prefect has lost them. One that is being answered is left
    until its flow has ended.
    """
    runs = await _runs(client, deployment)
    written = 0
    for card in cards:
        run = runs.get(card.key)
        if run is None:
            run = await _create(client, deployment, card)
            await _move(client, run, card, fresh=True)
        elif _shows(run, card) or _in_hand(run):
            continue
        else:
            await _move(client, run, card)
        written += 1
    return written


async def _runs(client: PrefectClient, deployment: UUID) -> dict[str, FlowRun]:
    found: dict[str, FlowRun] = {}
    while True:
        page = await client.read_flow_runs(
            deployment_filter=DeploymentFilter(
                id=DeploymentFilterId(any_=[deployment])
            ),
            limit=_PAGE,
            offset=len(found),
        )
        found |= {run.idempotency_key or str(run.id): run for run in page}
        if len(page) < _PAGE:
            return found


def _shows(run: FlowRun, card: Card) -> bool:
    state = run.state
    return (
        state is not None
        and (state.type, state.name) == (card.state, _state_name(card))
        and (state.message or "") == card.message
        and (run.name, set(run.tags)) == (card.name, card.tags)
        and (card.form is None or waits_for(state, card.form))
    )


def _in_hand(run: FlowRun) -> bool:
    scheduled = run.state_type == StateType.SCHEDULED
    return scheduled or run.state_name in ENGINE_NAMES


async def _create(client: PrefectClient, deployment: UUID, card: Card) -> FlowRun:
    # A runner takes scheduled runs only, and one that has started is never late.
    return await client.create_flow_run_from_deployment(
        deployment,
        state=Running(name=_state_name(card)),
        name=card.name,
        tags=card.tags,
        parameters=dict(card.parameters),
        idempotency_key=card.key,
    )


async def _move(
    client: PrefectClient, run: FlowRun, card: Card, *, fresh: bool = False
) -> None:
    if (run.name, set(run.tags)) != (card.name, card.tags):
        await client.update_flow_run(run.id, name=card.name, tags=card.tags)
    if card.form is not None:
        name, message = _state_name(card), card.message
        await put_aside(client, run.id, card.form, name, message, fresh=fresh)
    else:
        state = State[Any](
            type=card.state, name=_state_name(card), message=card.message
        )
        await client.set_flow_run_state(run.id, state, force=True)


def _state_name(card: Card) -> str:
    return card.state_name[:_LONGEST_NAME]
