"""What holds for every form: wrong fields and a faulty ledger are told in words."""

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import BaseModel

from flows.forgetting import forgetting
from flows.forms.refusals import LEDGER_CHANGED, NOT_SAVED, UNSAVED
from flows.forms.wrong_fields import wrong_fields
from ledger.errors import LedgerError
from schemas import words

Given = TypeVar("Given", bound=BaseModel)
Work = Callable[[Given], Awaitable[State[None]]]

_FAILED = Failed().name
_log = logging.getLogger(__name__)


def form(work: Work[Given]) -> Work[Given]:
    """Make a flow's work that of a form: answered in words, its persons forgotten."""

    @wraps(work)
    async def filled(given: Given) -> State[None]:
        async with forgetting(given):
            return await in_words(work, given)

    return filled


async def in_words(work: Work[Given], given: Given) -> State[None]:
    """Do what a form asks; say which fields are wrong, or why nothing was saved."""
    if wrong := wrong_fields(given):
        return Failed(name=words.REFUSED, message=wrong)
    try:
        return named(await work(given))
    except LedgerError as error:
        _log.warning("%s", error)
        why = UNSAVED.get(type(error), LEDGER_CHANGED)
        return Failed(name=words.REFUSED, message=NOT_SAVED.format(why=why))


def named(state: State[None]) -> State[None]:
    """Return the state under our own name where it bears Prefect's for a failure."""
    refused = state.name == _FAILED
    return state.model_copy(update={"name": words.REFUSED}) if refused else state
