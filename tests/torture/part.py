"""What every part of the torture is: pieces of work, and the figures they come to."""

import json
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from schemas.base import VN
from tests.torture.figures import Figure


class NotHereError(Exception):
    """A part cannot run on this machine; the text says what it lacks."""


class Results(NamedTuple):
    """How far a part is: a line of JSON for each piece of work that was done."""

    file: Path

    def lines(self) -> list[dict[str, Any]]:
        """Return the pieces, the oldest first."""
        if not self.file.exists():
            return []
        return [json.loads(line) for line in self.file.read_text().splitlines()]

    def add(self, piece: dict[str, Any]) -> None:
        """Keep a piece, with the moment at which it was done unless it says one."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        at = {"at": datetime.now(VN).isoformat(timespec="seconds")}
        with self.file.open("a") as file:
            file.write(json.dumps(at | piece, ensure_ascii=False) + "\n")

    def total(self, name: str) -> int:
        """Return the sum of a count over the pieces."""
        return sum(one[name] for one in self.lines())

    @property
    def when(self) -> str:
        """The days on which the pieces were done, empty where there is none."""
        days = sorted(one["at"][:10] for one in self.lines())
        if not days:
            return ""
        return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def side_by_side(
    do: Callable[..., dict[str, Any]], pieces: Sequence[tuple[Any, ...]]
) -> Iterator[dict[str, Any]]:
    """Do pieces in a process for each core, and yield them in their order."""
    cores = os.cpu_count() or 1
    if len(pieces) == 1:  # a process of its own would take longer to begin
        yield do(*pieces[0])
        return
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        ahead: deque[Future[dict[str, Any]]] = deque()
        try:
            for piece in pieces:
                ahead.append(pool.submit(do, *piece))
                if len(ahead) > cores:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


class Part(NamedTuple):
    """A part as `make torture PART=<name>` runs it and `make torture` tells it.

    `go_on` does what is missing in the results, piece by piece, and yields a line about
    each; it may be left between two. `figures` tells what the results come to, each
    beside its goal. Raises NotHereError where the machine lacks something.
    """

    name: str
    go_on: Callable[[Results], Iterator[str]]
    figures: Callable[[Results], list[Figure]]

    def results(self, folder: Path) -> Results:
        """Return where this part's results lie."""
        return Results(folder / f"{self.name}.jsonl")
