"""What one worker takes of a beat: a share of the dockets or letters that are due."""

import logging
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Completed, Failed

from desk.beat import CHUNK, settle_due
from desk.letters.share import send_share
from desk.mail.outcome import Outcome, Verdict
from flows.deploying import Served
from flows.faults import in_words
from flows.here import Here, here
from ledger.errors import STORAGE
from schemas import words

SHARE = CHUNK
"""Dockets settled in one transaction by one worker, or letters sent by it in turn."""

_log = logging.getLogger("campaign.share")


class Of(StrEnum):
    """What a share is of."""

    DOCKETS = "dockets"
    LETTERS = "letters"


def _named() -> str:
    given = flow_run.parameters
    began = datetime.fromisoformat(str(given["began"]))
    return (
        f"{words.FLOWS['share']} · {words.SHARES[given['of']]} {given['number'] + 1} · "
        f"{began:%d/%m %H:%M}"
    )


@flow(name=words.FLOWS["share"], flow_run_name=_named, persist_result=False)
async def share(of: Of, number: int, began: datetime, program: str) -> State[Any]:
    """Settle or send a share of what was due when the beat began.

    `program` is that of the beat: a worker of another one does not take the share.
    Which dockets or letters it gets the ledger decides, by its locks and leases.
    """
    del number, program  # they name the run, and are asked for before it is taken
    at = here()
    act = _settle if of is Of.DOCKETS else _send
    return _said(lambda: act(at, began))


def _said(act: Callable[[], State[Any]]) -> State[Any]:
    """Return what came of an act, in words where the ledger could not be reached."""
    try:
        return act()
    except STORAGE as error:
        _log.error("the ledger takes nothing: %s", error)
        return Failed(message=in_words(error))


def _settle(at: Here, began: datetime) -> State[Any]:
    done = settle_due(at.desk, began, SHARE)
    return Completed(
        name=words.DONE,
        message=words.SHARE_BEATEN.format(
            visited=done.visited, queued=done.letters, held=done.held
        ),
    )


def _send(at: Here, _: datetime) -> State[Any]:
    done = send_share(at.desk, at.post, at.now, SHARE)
    if done.stuck:
        _log.error("the mail server takes no letters; they go with the next beat")
        return Failed(message=stuck(done.stuck))
    if done.slow:
        _log.warning("the mail server is slow: %d letters were put back", done.slow)
        said = words.SHARE_SLOW.format(sent=done.tried, slow=done.slow)
        return Completed(name=words.DONE, message=said)
    return Completed(name=words.DONE, message=words.SHARE_SENT.format(sent=done.tried))


def stuck(outcome: Outcome) -> str:
    """Return why no letter is taken, in words."""
    locked_out = outcome.verdict is Verdict.LOCKED_OUT
    return words.LOCKED_OUT if locked_out else words.STUCK


def shares_of(pool: str) -> Served:
    """Return the deployment whose runs the workers of a pool take."""
    return Served(share, "share", pool=pool)
