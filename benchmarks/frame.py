"""How a figure is made: our way and its limit by turns, and their ratio."""

import statistics
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import NamedTuple


class Goal(NamedTuple):
    """What a figure is held to; a figure without either only says how it was."""

    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        """Tell whether a value is within the goal."""
        enough = self.at_least is None or value >= self.at_least
        return enough and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        if self.at_least is not None:
            return f">= {self.at_least:g}"
        return "" if self.at_most is None else f"<= {self.at_most:g}"


class Figure(NamedTuple):
    """One line of the table; `made_by` names the code that measured it.

    `ours` and `limit` are in `unit`; `value` is what the goal is about: their ratio, or
    ours where there is no limit.
    """

    name: str
    unit: str
    ours: float
    limit: float | None
    value: float
    goal: Goal
    rounds: int
    made_by: str

    @property
    def met(self) -> bool:
        """Tell whether the goal is met."""
        return self.goal.met(self.value)


class Turn(NamedTuple):
    """One round: what ours and the limit came to, as a time or as a rate."""

    ours: float
    limit: float


def by_turns(
    rounds: int, ours: Callable[[], float], limit: Callable[[], float]
) -> list[Turn]:
    """Measure both `rounds` times, each going first in every other round.

    The first round of all warms up and is not counted.
    """
    turns: list[Turn] = []
    for nth in range(rounds + 1):
        if nth % 2:
            first = ours()
            turns.append(Turn(first, limit()))
        else:
            beside = limit()
            turns.append(Turn(ours(), beside))
    return turns[1:]


def compared(
    name: str, unit: str, turns: list[Turn], goal: Goal, made_by: Callable[..., object]
) -> Figure:
    """Return the medians of both, and that of the ratios of each round."""
    return Figure(
        name,
        unit,
        statistics.median(one.ours for one in turns),
        statistics.median(one.limit for one in turns),
        statistics.median(one.ours / one.limit for one in turns),
        goal,
        len(turns),
        place(made_by),
    )


def alone(
    name: str,
    unit: str,
    values: list[float],
    goal: Goal,
    made_by: Callable[..., object],
) -> Figure:
    """Return the median of a figure that is held to a number and not to a limit."""
    median = statistics.median(values)
    return Figure(name, unit, median, None, median, goal, len(values), place(made_by))


def within(times: Sequence[float], share: float) -> float:
    """Return the time within which a share was answered; none took none."""
    ordered = sorted(times) or [0.0]
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def place(made_by: Callable[..., object]) -> str:
    """Name the code that makes a figure, as file and line."""
    code = made_by.__code__  # type: ignore[attr-defined]
    module = made_by.__module__.replace(".", "/")
    return f"{module}.py:{code.co_firstlineno} {made_by.__qualname__}"


class Watch:
    """How many seconds passed within it."""

    seconds = 0.0


@contextmanager
def timed() -> Generator[Watch]:
    """Measure what is done within."""
    watch, began = Watch(), time.perf_counter()
    yield watch
    watch.seconds = time.perf_counter() - began
