"""Work done in batches, each a line of JSON: what was run before counts."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from types import MappingProxyType
from typing import Any, NamedTuple

from schemas.base import VN
from tests.torture.figures import Figure
from tests.torture.part import Part, Results

Result = dict[str, Any]
_processes = get_context("spawn")


class Kind(NamedTuple):
    """A kind of work: how much of it is wanted, and how much is done in a batch.

    `run` takes the number of a batch, which is its seed, and its size; it returns what
    was done by name, `done` among it, and `wrong`: a line for each thing that was.
    `at_most` bounds what it has seen, by name.
    """

    name: str
    wanted: int
    batch: int
    run: Callable[[int, int], Result]
    processes: int = 2
    at_most: Mapping[str, int] = MappingProxyType({})


class Batches(NamedTuple):
    """A part as kinds of work, one after the other."""

    kinds: Sequence[Kind]

    def part(self, name: str) -> Part:
        """Return the part under its name."""
        return Part(name, self.go_on, self.figures)

    def go_on(self, results: Results) -> Iterator[str]:
        """Run what is missing of each kind; yield a line for each batch."""
        for kind in self.kinds:
            done = _of(kind, results)
            left, number = kind.wanted - sum(one["done"] for one in done), len(done)
            for one in _run(kind, _jobs(left, number, kind.batch)):
                results.add(one)
                wrong = f": {'; '.join(one['wrong'][:5])}" if one["wrong"] else ""
                took = f"{one['done']}, {one['seconds']} s"
                yield f"{kind.name} {one['n']}: {took}{wrong}"

    def figures(self, results: Results) -> list[Figure]:
        """Return what was reached of each kind, and what was wrong with it."""
        return [one for kind in self.kinds for one in _figures(kind, results)]


def _of(kind: Kind, results: Results) -> list[Result]:
    return [one for one in results.lines() if one["kind"] == kind.name]


def _jobs(left: int, number: int, batch: int) -> list[tuple[int, int]]:
    sizes = [min(batch, left - at) for at in range(0, left, batch)]
    return list(enumerate(sizes, start=number))


def _figures(kind: Kind, results: Results) -> Iterator[Figure]:
    lines = _of(kind, results)
    done = sum(one["done"] for one in lines)
    yield Figure(kind.name, done, at_least=kind.wanted)
    for name in dict.fromkeys(name for one in lines for name in one.get("seen", {})):
        seen = sum(one.get("seen", {}).get(name, 0) for one in lines)
        most = kind.at_most.get(name)
        yield Figure(f"  {kind.name}: {name}", seen, at_most=most)
    wrong = sum(len(one["wrong"]) for one in lines)
    yield Figure(f"  {kind.name}: wrong", wrong, at_most=0)


def drawn_by(seed: int | str) -> random.Random:
    """Return what draws the same for the same seed."""
    return random.Random(seed)  # noqa: S311


def _run(kind: Kind, jobs: list[tuple[int, int]]) -> Iterator[Result]:
    if len(jobs) == 1 or kind.processes == 1:
        for job in jobs:
            yield _timed(kind.name, kind.run, *job)
        return
    pool = ProcessPoolExecutor(kind.processes, mp_context=_processes)
    try:
        every = [pool.submit(_timed, kind.name, kind.run, *job) for job in jobs]
        for one in every:
            yield one.result()
    finally:  # whoever leaves does not wait for the rest
        pool.shutdown(cancel_futures=True)


def _timed(
    name: str, run: Callable[[int, int], Result], number: int, size: int
) -> Result:
    began = datetime.now(VN)
    result = run(number, size)
    seconds = round((datetime.now(VN) - began).total_seconds(), 1)
    at = began.isoformat(timespec="seconds")
    return {"kind": name, "n": number, "at": at, "seconds": seconds} | result
