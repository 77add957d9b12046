"""The table of all parts, as docs/reliability.md holds it."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import click

from schemas.base import VN
from tests.torture.figures import Figure


class Told(NamedTuple):
    """What one part came to, on which days, and why it was left early if it was."""

    part: str
    figures: list[Figure]
    when: str
    why: str = ""

    def missed(self) -> list[Figure]:
        return [one for one in self.figures if not one.met]


def machine() -> str:
    """Return what the figures were reached on."""
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {platform.system()}, Python {python}"


def show_table(told: Sequence[Told]) -> int:
    """Print every figure, then those missed, then all as JSON; return how many."""
    now = datetime.now(VN)
    click.echo(f"`make torture` on {now:%Y-%m-%d}, {machine()}\n")
    click.echo("| Part | Figure | Reached | Goal | | When |\n|---|---|---|---|---|---|")
    for part in told:
        for one in part.figures:
            click.echo(f"| {part.part} | {one.row} | {part.when or 'never'} |")
    click.echo()
    for part in told:
        for one in part.missed():
            why = f" ({part.why})" if part.why else ""
            where = f"{part.part}: {one.name.strip()}"
            click.echo(f"missed: {where}: {one.value}, {one.goal}{why}", err=True)
    document = {
        "at": now.isoformat(timespec="seconds"),
        "machine": machine(),
        "parts": [
            {
                "part": part.part,
                "when": part.when,
                "figures": [one.document for one in part.figures],
                "why": part.why,
            }
            for part in told
        ],
    }
    click.echo(json.dumps(document, ensure_ascii=False))
    return sum(len(part.missed()) for part in told)
