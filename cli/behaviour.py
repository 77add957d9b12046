"""How agencies and mail behave in a rehearsal: options, and what is said of them."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, NamedTuple

import click
from pydantic import ValidationError

from desk.rehearsals.papers import amended_on
from schemas.behaviour import USUAL, Behaviour, Outage
from schemas.plan import Plan

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


class Amendment(click.ParamType[tuple[str, date]]):
    """An edited plan and the day on which it amends, as FOLDER@2024-05-20."""

    name = "PLAN@DATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, date]:
        """Return both."""
        where, at, day = str(value).rpartition("@")
        try:
            return where, date.fromisoformat(day if at and where else "")
        except ValueError:
            self.fail(
                f"{value} is no amendment: write it as FOLDER@2024-05-20", param, ctx
            )


class Asked(NamedTuple):
    """How a season behaves, and by which edited plans it is amended on which days."""

    behaviour: Behaviour
    edits: tuple[tuple[str, date], ...]

    def of(self, plan: Plan) -> Behaviour:
        """Return the behaviour of a season of this plan; errors as `amended_on`."""
        by_day = sorted(self.edits, key=lambda edit: edit[1])
        amendments = tuple(amended_on(plan, where, day) for where, day in by_day)
        known = self.behaviour.model_dump() | {"amendments": amendments}
        try:
            return Behaviour.model_validate(known)
        except ValidationError as error:
            raise click.UsageError(_wrong(error)) from error


def asks_behaviour(command: Callable[..., None]) -> Callable[..., None]:
    """Ask how agencies and mail behave, and what amends the plan: `behaves`."""

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
    @click.option(
        "--amend",
        "edits",
        type=Amendment(),
        multiple=True,
        help="The plan is amended by this edited one on that day; may be repeated.",
    )
    @wraps(command)
    def asking(
        *,
        outages: tuple[Outage, ...],
        bounced: tuple[str, ...],
        edits: tuple[tuple[str, date], ...],
        **given: Any,
    ) -> None:
        shares = {name: given.pop(name) for name in ("on_time", "late", "silent")}
        try:
            behaviour = Behaviour(outages=outages, bounced=bounced, **shares)
        except ValidationError as error:
            raise click.UsageError(_wrong(error)) from error
        command(behaves=Asked(behaviour, edits), **given)

    return asking


def _wrong(error: ValidationError) -> str:
    return error.errors()[0]["msg"].removeprefix("Value error, ")


def show_behaviour(seed: int, behaviour: Behaviour) -> None:
    """Print that this is a rehearsal, and how agencies and mail behave in it."""
    click.echo(
        f"Rehearsal, seed {seed}: {behaviour.on_time} % in time, {behaviour.late} % "
        f"late, {behaviour.silent} % silent; no letter has left this machine"
    )
    for outage in behaviour.outages:
        click.echo(f"Mail outage: {outage.first:%d/%m/%Y} to {outage.last:%d/%m/%Y}")
    for one in behaviour.amendments:
        click.echo(f"Amended on {one.day:%d/%m/%Y} by {one.plan}")
    if behaviour.bounced:
        click.echo(f"Letters bounce at: {', '.join(behaviour.bounced)}")
