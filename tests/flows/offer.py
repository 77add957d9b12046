"""Every form that is offered, filled in as somebody would who knows what there is."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from typing import Any

from prefect.client.schemas.objects import State
from pydantic import BaseModel

from flows.deploying import Served
from flows.deployments import SERVED
from flows.forms.answers import ConfirmOnBehalf
from flows.forms.season import FixLaunch, HoldLaunch, SignOff
from flows.here import here, sit_down, stand_up
from ledger.errors import LedgerError
from settings import Settings


def form_of(served: Served) -> type[BaseModel] | None:
    """Return the form a flow asks for, None where it asks for none."""
    kinds = served.flow.fn.__annotations__
    return kinds.get("given") or kinds.get("choice")


FORMS = {one.name: (one, form) for one in SERVED if (form := form_of(one))}
WAITED_FOR = [SignOff, FixLaunch, HoldLaunch, ConfirmOnBehalf]
"""The forms that a run waits for."""
ASKED = [*[form for _, form in FORMS.values()], *WAITED_FOR]


def filled(form: type[BaseModel], **about: Any) -> BaseModel:
    """Return a form with what is needed filled in, and what is said of it."""
    given: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        kind = field.annotation
        if name in about:
            given[name] = about[name]
        elif not field.is_required():
            continue
        elif name == "year":
            given[name] = 2027
        elif isinstance(kind, type) and issubclass(kind, Enum):
            given[name] = next(iter(kind))
        else:
            given[name] = "x" if kind is str else 1
    return form(**given)


@contextmanager
def seated(settings: Settings) -> Iterator[None]:
    """Let flows of this process work at a ledger."""
    sit_down(settings)
    try:
        yield
    finally:
        with suppress(LedgerError):
            here().desk.ledger.close()
        stand_up()


def answered(name: str, given: BaseModel) -> State[None]:
    """Return what a form answers."""
    return asyncio.run(FORMS[name][0].flow.fn(given))
