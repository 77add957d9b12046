"""How agencies and mail behave in a rehearsal: options, and what is said of them."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click
from pydantic import ValidationError

from schemas.behaviour import USUAL, Behaviour, Outage

_SHARE = click.IntRange(0, 100)


class Days(click.ParamType[Outage]):
    """Days as 2024-06-10..2024-06-12, or one of them."""

    name = "DATE..DATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Outage:
        """Return them."""
        first, _, last = str(value).partition("..")
        try:
            return Outage(
                first=date.fromisoformat(first), last=date.fromisoformat(last or first)
            )
        except ValueError:
            self.fail(
                f"{value} are no days: write them as 2024-06-10..2024-06-12", param, ctx
            )


def behaves(command: Callable[..., None]) -> Callable[..., None]:
    """Ask how agencies and mail behave: `behaviour`."""

    @click.option(
        "--on-time",
        type=_SHARE,
        default=USUAL.on_time,
        show_default=True,
        help="Per cent that answer in time.",
    )
    @click.option(
        "--late",
        type=_SHARE,
        default=USUAL.late,
        show_default=True,
        help="Per cent that answer late.",
    )
    @click.option(
        "--silent",
        type=_SHARE,
        default=USUAL.silent,
        show_default=True,
        help="Per cent that never do.",
    )
    @click.option(
        "--outage", "outages", type=Days(), multiple=True, help="No letter leaves then."
    )
    @click.option(
        "--bounce",
        "bounced",
        metavar="AGENCY",
        multiple=True,
        help="Its mailbox refuses every letter.",
    )
    @wraps(command)
    def asking(
        *, outages: tuple[Outage, ...], bounced: tuple[str, ...], **given: Any
    ) -> None:
        shares = {name: given.pop(name) for name in ("on_time", "late", "silent")}
        try:
            behaviour = Behaviour(outages=outages, bounced=bounced, **shares)
        except ValidationError as error:
            wrong = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise click.UsageError(wrong) from error
        command(behaviour=behaviour, **given)

    return asking


def show_behaviour(seed: int, behaviour: Behaviour) -> None:
    """Print that this is a rehearsal, and how agencies and mail behave in it."""
    click.echo(
        f"Rehearsal, seed {seed}: {behaviour.on_time} % in time, {behaviour.late} % "
        f"late, {behaviour.silent} % silent; no letter has left this machine"
    )
    for outage in behaviour.outages:
        click.echo(f"Mail outage: {outage.first:%d/%m/%Y} to {outage.last:%d/%m/%Y}")
    if behaviour.bounced:
        click.echo(f"Letters bounce at: {', '.join(behaviour.bounced)}")
