"""Agencies that come one by one at a steady rate, in a process of their own.

Each opens its letter's link, sends its forms and follows where they lead, as a browser
does, over one connection that is kept. Nobody waits for anybody before: a server that
falls behind is told by how long its answers take. Reads visits as JSON and prints what
came of them as JSON.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple

import click

from benchmarks.load import SEE_OTHER, Answered, Connection

SAVED = "luu"
"""The field in which a form says which save its page showed."""
_SHOWN = re.compile(rb'name="luu" value="([0-9]+)"')
_OK = 200
_PATIENCE = 120.0
"""Seconds in which a visit is over, or given up as an error."""


class Step(NamedTuple):
    """A form, and to which page of the docket it is sent."""

    path: str
    form: dict[str, Any]


class Visit(NamedTuple):
    """Whose link is opened, what is sent, the last being the answer; `twice`: again."""

    door: str
    steps: list[Step]
    twice: bool


@dataclass
class Came:
    """What came of visits: milliseconds of each, what was refused, receipts by door."""

    answers: list[float] = field(default_factory=list[float])
    saves: list[float] = field(default_factory=list[float])
    pages: list[float] = field(default_factory=list[float])
    errors: list[str] = field(default_factory=list[str])
    receipts: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


class _RefusedError(Exception):
    """A form or a page was answered with another status than expected."""


class _Browser:
    """One agency's browser: it keeps its connection, its cookie, the page it shows."""

    def __init__(self, line: Connection, came: Came) -> None:
        self._line, self._came = line, came
        self._cookie, self._page = "", b""

    async def send(self, path: str, form: dict[str, Any], took: list[float]) -> str:
        """Send a form, note how long that took, and return where it leads."""
        if SAVED in form:
            shown = _SHOWN.search(self._page)
            form = {**form, SAVED: shown[1].decode() if shown else "0"}
        began = time.perf_counter()
        answer = await self._line.post(path, form, self._cookie)
        took.append(1000 * (time.perf_counter() - began))
        _expect(answer, SEE_OTHER, path)
        self._cookie = answer.cookie or self._cookie
        return answer.location

    async def follow(self, path: str) -> None:
        """Show the page a form leads to."""
        began = time.perf_counter()
        answer = await self._line.get(path, self._cookie)
        self._came.pages.append(1000 * (time.perf_counter() - began))
        _expect(answer, _OK, path)
        self._page = answer.page


def _expect(answer: Answered, status: int, path: str) -> None:
    if answer.status != status:
        raise _RefusedError(f"{answer.status} at {path}")


async def _visit(port: int, visit: Visit, came: Came) -> None:
    try:
        async with asyncio.timeout(_PATIENCE):
            line = await Connection(port).open()
            try:
                await _through(_Browser(line, came), visit, came)
            finally:
                line.close()
    except (_RefusedError, OSError, EOFError) as error:
        came.errors.append(f"{visit.door}: {error!r}")


async def _through(browser: _Browser, visit: Visit, came: Came) -> None:
    """Send every form of a visit, and show every page that one leads to."""
    docket = await browser.send(visit.door, {}, came.saves)
    await browser.follow(docket)
    *before, last = visit.steps
    for step in before:
        where = f"{docket}{step.path}"
        await browser.follow(await browser.send(where, step.form, came.saves))
    receipts = came.receipts.setdefault(visit.door, [])
    for _ in range(2 if visit.twice else 1):
        where = f"{docket}{last.path}"
        receipts.append(await browser.send(where, last.form, came.answers))
    await browser.follow(receipts[-1])


async def come(port: int, visits: list[Visit], rate: float) -> Came:
    """Let them come, so many a second; return what came of them."""
    came, began = Came(), time.monotonic()
    async with asyncio.TaskGroup() as group:
        for nth, visit in enumerate(visits):
            await asyncio.sleep(began + nth / rate - time.monotonic())
            group.create_task(_visit(port, visit, came))
    return came


def _read(task: dict[str, Any]) -> list[Visit]:
    return [
        Visit(door, [Step(*step) for step in steps], twice)
        for door, steps, twice in task["visits"]
    ]


if __name__ == "__main__":
    task = json.load(sys.stdin)
    came = asyncio.run(come(task["port"], _read(task), task["rate"]))
    click.echo(json.dumps(asdict(came)))
