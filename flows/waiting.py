"""A run that waits for a person: a form in Prefect's pages, and no process behind it.

The first time nobody has answered, the run is put aside; when somebody presses Resume
and the server has accepted the values, the flow starts from its top and finds them.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import Pause
from prefect.input.run_input import keyset_from_base_key
from prefect.runtime import flow_run
from prefect.states import Suspended
from pydantic import BaseModel, ValidationError

from flows.forms.refusals import FILL_AGAIN
from flows.forms.wrong_fields import wrong_fields

Answer = TypeVar("Answer", bound=BaseModel)

_PREFIX = "answer-"
_MOST_INPUTS = 200


class Form(NamedTuple, Generic[Answer]):
    """What is asked: the fields, and the markdown above them.

    At least one field must be required: a form sent without values is no answer.
    `objection` says what was wrong with the last answer; it is the same form still.
    """

    fields: type[Answer]
    description: str
    objection: str = ""

    @property
    def digest(self) -> str:
        """Change whenever the form reads differently."""
        schema = json.dumps(self.fields.model_json_schema(), sort_keys=True)
        return sha256((schema + self.description).encode()).hexdigest()[:12]

    @property
    def text(self) -> str:
        """The markdown as it is shown: an objection stands first."""
        first = f"**{self.objection}**\n\n" if self.objection else ""
        return first + self.description


class _Inputs(NamedTuple):
    """What Prefect keeps beside a run: forms shown and answers given, by turn."""

    kept: dict[str, Any]

    @property
    def turn(self) -> int:
        """How often the run has been answered."""
        answers = (key for key in self.kept if key.endswith("-response"))
        return max((int(key.split("-")[1]) for key in answers), default=0)

    @property
    def answer(self) -> dict[str, Any] | None:
        """The newest answer."""
        return self.kept.get(f"{_PREFIX}{self.turn}-response")


async def ask(
    form: Form[Answer],
    state_name: str,
    check: Callable[[Answer], str | None] = lambda _: None,
) -> Answer:
    """Return the newest answer, or put this run aside until there is one.

    To be called inside a deployed flow, first thing. What `check` objects to, in words
    for the person, is shown above the form, and the run waits again.
    """
    run = UUID(flow_run.get_id())
    async with get_client() as client:
        inputs = await _inputs(client, run)
        if inputs.answer is not None:
            answer, objection = _checked(form, inputs.answer, check)
            if answer is not None:
                return answer
            form = form._replace(objection=objection)
        raise Pause(state=await _put(client, run, form, inputs, state_name))


async def times_answered() -> int:
    """Return how often this run has been answered: it tells its answers apart."""
    async with get_client() as client:
        return (await _inputs(client, UUID(flow_run.get_id()))).turn


async def put_aside(
    client: PrefectClient,
    run: UUID,
    form: Form[Any],
    state_name: str,
    message: str = "",
    *,
    fresh: bool = False,
) -> None:
    """Let the run wait for the form's answer under a state's name of our own.

    `fresh` says that nobody can have answered the run yet.
    """
    inputs = _Inputs({}) if fresh else await _inputs(client, run)
    await _put(client, run, form, inputs, state_name, message)


def waits_for(state: State[Any], form: Form[Any]) -> bool:
    """Tell whether the state already asks exactly this."""
    return (state.state_details.pause_key or "").endswith(form.digest)


def _waiting(form: Form[Any], turn: int, name: str, message: str) -> State[Any]:
    state = Suspended(pause_key=f"{turn}-{form.digest}", message=message)
    keys = keyset_from_base_key(f"{_PREFIX}{turn}")
    details = state.state_details.model_copy(
        update={"run_input_keyset": {str(kind): key for kind, key in keys.items()}}
    )
    return state.model_copy(update={"name": name, "state_details": details})


async def _inputs(client: PrefectClient, run: UUID) -> _Inputs:
    found = await client.filter_flow_run_input(run, _PREFIX, _MOST_INPUTS, set())
    return _Inputs({each.key: each.decoded_value for each in found})


async def _put(
    client: PrefectClient,
    run: UUID,
    form: Form[Any],
    inputs: _Inputs,
    state_name: str,
    message: str = "",
) -> State[Any]:
    turn = inputs.turn + 1
    keys = keyset_from_base_key(f"{_PREFIX}{turn}")
    shown = {
        keys["schema"]: form.fields.model_json_schema(),
        keys["description"]: form.text,
    }
    for key, value in shown.items():
        if key in inputs.kept and inputs.kept[key] != value:
            await client.delete_flow_run_input(run, key)
        if inputs.kept.get(key) != value:
            text = json.dumps(value, ensure_ascii=False)
            await client.create_flow_run_input(run, key, text)
    state = _waiting(form, turn, state_name, message)
    await client.set_flow_run_state(run, state, force=True)
    return state


def _checked(
    form: Form[Answer],
    values: dict[str, Any],
    check: Callable[[Answer], str | None],
) -> tuple[Answer | None, str]:
    try:
        answer = form.fields.model_validate(values)
    except ValidationError as error:
        return None, _words(form.fields, error)
    objection = wrong_fields(answer) or check(answer)
    return (answer, "") if objection is None else (None, objection)


def _words(fields: type[BaseModel], error: ValidationError) -> str:
    wrong = dict.fromkeys(str(detail["loc"][0]) for detail in error.errors())
    titles = [fields.model_fields[one].title or one for one in wrong]
    return FILL_AGAIN.format(fields=", ".join(titles))
