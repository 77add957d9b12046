"""Figures of the torture: what was reached, beside what was to be reached."""

import json
from collections.abc import Iterable
from typing import NamedTuple

import click


class Figure(NamedTuple):
    """One figure; without a goal it only says how much there was."""

    name: str
    value: int
    at_least: int | None = None
    at_most: int | None = None

    @property
    def met(self) -> bool:
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    @property
    def goal(self) -> str:
        if self.at_least is not None:
            return f"at least {self.at_least:,}"
        return "" if self.at_most is None else f"at most {self.at_most:,}"

    @property
    def row(self) -> str:
        """The figure's cells of a Markdown table."""
        met = "" if not self.goal else "met" if self.met else "**not reached**"
        return f"{self.name.strip()} | {self.value:,} | {self.goal} | {met}"

    @property
    def document(self) -> dict[str, object]:
        """The figure as JSON holds it."""
        told = {"figure": self.name.strip(), "value": self.value}
        return told | ({"goal": self.goal, "met": self.met} if self.goal else {})


def show(part: str, figures: Iterable[Figure], why: str = "") -> int:
    """Print a table and a line of JSON; return how many figures were missed."""
    every = list(figures)
    wide = max(len(one.name) for one in every)
    click.echo(f"part {part}")
    for one in every:
        missed = "" if one.met else "  MISSED"
        click.echo(f"  {one.name:<{wide}}  {one.value:>8,}  {one.goal}{missed}")
    missed = [one for one in every if not one.met]
    if missed and why:
        click.echo(why, err=True)
    for one in missed:
        click.echo(f"missed: {one.name.strip()}: {one.value}, {one.goal}", err=True)
    figure = {one.name.strip(): one.value for one in every}
    names = [one.name.strip() for one in missed]
    document = {"part": part, "figures": figure, "missed": names}
    click.echo(json.dumps(document, ensure_ascii=False))
    return len(missed)
