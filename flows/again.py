"""What holds for phases: a faulty ledger is told in words, and tried again."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec

from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Scheduled

from flows.forms.refusals import LEDGER_CHANGED, SAVED_LATER, UNSAVED
from ledger.errors import STORAGE, ConflictError
from schemas import words

P = ParamSpec("P")
Work = Callable[P, Awaitable[State[Any]]]

_FIRST = timedelta(seconds=5)
_LONGEST = timedelta(minutes=10)
_DOUBLED = 7
"""More often than that a pause is not doubled: it is the longest by then."""

_log = logging.getLogger(__name__)


def again(work: Work[P]) -> Work[P]:
    """Make a flow's work one that waits for its ledger, longer each time.

    What a person has answered stays with the run, and is not asked for a second time.
    It waits for as long as it takes, at last every ten minutes: people repair a ledger,
    and the run's state says for what it waits.
    """

    @wraps(work)
    async def tried(*args: P.args, **kwargs: P.kwargs) -> State[Any]:
        try:
            return await work(*args, **kwargs)
        except (*STORAGE, ConflictError) as error:
            _log.warning("%s", error)
            why = UNSAVED.get(type(error), LEDGER_CHANGED)
            return Scheduled(
                scheduled_time=datetime.now(UTC) + pause(flow_run.get_run_count()),
                name=words.WAITS_FOR_LEDGER,
                message=SAVED_LATER.format(why=why),
            )

    return tried


def pause(times: int) -> timedelta:
    """Return how long a run rests that has been tried so many times."""
    return min(_FIRST * 2 ** min(times, _DOUBLED), _LONGEST)
