"""Seasons drawn by seed with hypothesis, a batch of them for each seed."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from traceback import extract_tb
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy, tuples

from schemas.base import VN
from tests.torture.figures import Figure
from tests.torture.part import Part, Results, side_by_side

SEASONS = 20_000
STEPS = 50
"""The fewest steps of a season."""
BATCH = 100
"""Seasons drawn from one seed."""


class Drawing(NamedTuple):
    """How far a part is: a piece of the results for each seed that was drawn.

    `drawn` plays so many seasons of a seed; the same one always plays the same ones.
    """

    results: Results
    drawn: Callable[[int, int], dict[str, Any]]

    def go_on(self, wanted: int) -> Iterator[dict[str, Any]]:
        """Draw seeds until there are as many seasons as wanted; yield each."""
        done, first = self.results.total("seasons"), len(self.results.lines())
        batches = range(done, wanted, BATCH)
        pieces = [(first + i, min(BATCH, wanted - at)) for i, at in enumerate(batches)]
        for one in side_by_side(self.drawn, pieces):
            self.results.add(one)
            yield one

    def told(self, wanted: int) -> Iterator[str]:
        """Go on; yield a line for each seed."""
        for one in self.go_on(wanted):
            yield (
                f"seed {one['seed']}: {one['seasons']} seasons, {one['steps']} steps, "
                f"{one['seconds']} s{', ' + one['wrong'][:100] if one['wrong'] else ''}"
            )


def part(
    name: str,
    drawn: Callable[[int, int], dict[str, Any]],
    figures: Callable[[Results, int], list[Figure]],
) -> Part:
    """Return a part that draws its seasons, and tells what they came to."""
    return Part(
        name,
        lambda results: Drawing(results, drawn).told(SEASONS),
        lambda results: figures(results, SEASONS),
    )


def draw(
    number: int,
    seasons: int,
    play: Callable[..., Mapping[str, int]],
    *drawn: SearchStrategy[Any],
) -> dict[str, Any]:
    """Play a seed's seasons with what is drawn; `play` returns what it counted."""
    began = datetime.now(VN)
    seen: Counter[str] = Counter()

    @seed(number)
    @settings(
        max_examples=seasons,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(tuples(*drawn))
    def every(things: tuple[Any, ...]) -> None:
        seen["seasons"] += 1
        try:
            seen.update(play(*things))
        except Exception as error:
            error.add_note(", ".join(map(repr, things)))
            raise

    wrong = ""
    try:
        every()
    except Exception as error:  # noqa: BLE001 - whatever it is, its seed is kept
        wrong = _told(error)
    seconds = (datetime.now(VN) - began).total_seconds()
    result = {"seed": number, "at": began.isoformat(timespec="seconds")}
    result |= {"seconds": round(seconds), "broken": int(bool(wrong)), "wrong": wrong}
    return result | seen


def _told(error: Exception) -> str:
    """Say what went wrong, on which line, and what was played to come to it.

    A seed repeats itself as long as the code stays: what is drawn depends on it.
    """
    line = extract_tb(error.__traceback__)[-1]
    notes = getattr(error, "__notes__", [])[:1]
    return " ".join((f"{error!r} at {line.name}:{line.lineno}", *notes))
