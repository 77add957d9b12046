"""Deliver one letter."""

from datetime import datetime

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from desk.desk import Desk
from desk.letters.claim import Ready
from desk.letters.deliver import Post, Sent, send
from schemas import words


def label(one: Ready) -> str:
    """Name a letter for who watches: whom it goes to, its kind, how much it says."""
    kind = words.LETTERS[one.letter.kind]
    number = f" ({len(one.composed.items)})" if one.composed.items else ""
    return f"{one.composed.name} · {kind}{number}"


def _named() -> str:
    return label(task_run.parameters["one"])


@task(
    name=words.TASKS["deliver"],
    task_run_name=_named,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def deliver_letter(desk: Desk, post: Post, one: Ready, now: datetime) -> Sent:
    """Send a claimed letter once and record what came of it."""
    return send(desk, post, one, now)
