"""What a form answers to who filled it in is Vietnamese, whatever went wrong."""

import ast
import asyncio
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from flows.deploying import Served
from flows.deployments import SERVED
from flows.forms import refusals
from flows.here import here, sit_down, stand_up
from tests.flows.conftest import settings_in

LETTERS = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
ENGLISH = frozenset(
    ["the", "is", "are", "of", "not", "give", "which", "with", "and", "for"]
)
WRONG = {
    "agency": "nowhere/nobody · X",
    "to": "nowhere/anybody · X",
    "campaign": "nowhere · X",
    "plan": "nowhere",
}


def is_vietnamese(text: str) -> bool:
    return bool(LETTERS & {*text.lower()}) and not ENGLISH & {*text.lower().split()}


def texts() -> Iterator[tuple[str, str]]:
    for name, value in vars(refusals).items():
        if name.isupper() and isinstance(value, str):
            yield name, value
        elif name.isupper() and isinstance(value, dict):
            yield from ((f"{name}-{one}", text) for one, text in value.items())


@pytest.mark.parametrize("text", dict(texts()).values(), ids=dict(texts()).keys())
def test_every_refusal_is_vietnamese(text: str):
    assert is_vietnamese(text)


FORMS = [
    one
    for one in SERVED
    if "given" in one.flow.parameters.properties and one.name != "consolidate"
]
"""All but the one whose work is a task, which needs a run of its own."""


def form_of(served: Served) -> type[BaseModel]:
    return served.flow.fn.__annotations__["given"]


def filled(form: type[BaseModel]) -> BaseModel:
    """Return a form as somebody fills it in about what does not exist."""
    given: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        kind = field.annotation
        if name in WRONG:
            given[name] = WRONG[name]
        elif not field.is_required():
            continue
        elif isinstance(kind, type) and issubclass(kind, Enum):
            given[name] = next(iter(kind))
        else:
            given[name] = "x"
    return form(**given)


@pytest.mark.parametrize("served", FORMS, ids=[one.name for one in FORMS])
def test_every_form_refuses_what_does_not_exist_in_vietnamese(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    async def keep(_given: BaseModel) -> None:
        """There is no run here whose parameters could be forgotten."""

    for module in ("forgetting", "announcing"):
        monkeypatch.setattr(f"flows.{module}.forget", keep)
    sit_down(settings_in(tmp_path))
    try:
        state = asyncio.run(served.flow.fn(filled(form_of(served))))
    finally:
        here().desk.ledger.close()
        stand_up()
    assert state.is_failed()
    assert is_vietnamese(state.message)


def test_no_flow_ends_in_the_words_of_an_error():
    """Errors speak English, to the command line."""
    files = list(Path("flows").rglob("*.py"))
    said = [
        f"{file}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Failed"
        for part in ast.walk(call)
        if ast.unparse(part) in {"str", "error=error", "{error}"}
    ]
    assert len(files) > 50
    assert said == []
