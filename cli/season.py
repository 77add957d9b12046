"""What watching a played season shares."""

from collections.abc import Iterable
from datetime import datetime

import click
from rich.console import Console
from rich.progress import Progress

from calendars.deadlines import last_instant
from desk.rehearsals.kept import home_of, ledger_file
from desk.rehearsals.script import issued_at
from schemas.behaviour import USUAL, Behaviour
from schemas.plan import Plan
from settings import Settings


def rehearsal_ledger(
    settings: Settings, plan: Plan, seed: int, digest: str, behaviour: Behaviour = USUAL
) -> str:
    """Return where a rehearsal is kept unless somebody says otherwise."""
    file = ledger_file(plan.id, seed, behaviour, digest)
    return str(home_of(settings.var) / file)


def end_of(plan: Plan, until: datetime | None) -> datetime:
    """Return when a rehearsal stops: the end of a day of the season, its last if None.

    The last day includes its midnight, when the books are locked. Raises BadParameter
    for a day outside the season.
    """
    begins, ends = issued_at(plan), last_instant(plan.close)
    if until is not None and not begins <= until <= ends:
        raise click.BadParameter(
            f"{until:%Y-%m-%d} is not in the season: name a day from {begins:%Y-%m-%d} "
            f"to {plan.close}",
            param_hint="--until",
        )
    if until is None or until.date() == plan.close:
        return ends
    return until


def watch(moments: Iterable[datetime], plan: Plan, until: datetime) -> None:
    """Let the season pass, with a bar of its days where somebody watches."""
    begins = issued_at(plan)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        days = bar.add_task(plan.id, total=(until - begins).days + 1)
        for now in moments:
            bar.update(days, completed=(now - begins).days)
