"""What holds for every form: blanks and a ledger at fault are answered in words."""

import logging
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import TypeVar

from prefect.client.schemas.objects import State
from prefect.states import Failed
from pydantic import BaseModel

from flows.forgetting import forgetting
from flows.forms.fields import left_blank
from flows.forms.refusals import FILL_AGAIN, LEDGER_CHANGED, NOT_SAVED, UNSAVED
from ledger.errors import LedgerError

Given = TypeVar("Given", bound=BaseModel)
Work = Callable[[Given], Awaitable[State[None]]]

_log = logging.getLogger(__name__)


def form(work: Work[Given]) -> Work[Given]:
    """Make a flow's work that of a form: answered in words, its persons forgotten."""

    @wraps(work)
    async def filled(given: Given) -> State[None]:
        async with forgetting(given):
            return await in_words(work, given)

    return filled


async def in_words(work: Work[Given], given: Given) -> State[None]:
    """Do what a form asks; say what is left blank, or why nothing could be saved."""
    if blank := left_blank(given):
        return Failed(message=FILL_AGAIN.format(fields=", ".join(blank)))
    try:
        return await work(given)
    except LedgerError as error:
        _log.warning("%s", error)
        why = UNSAVED.get(type(error), LEDGER_CHANGED)
        return Failed(message=NOT_SAVED.format(why=why))
