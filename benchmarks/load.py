"""The load on a page server, a process of its own: 16 connections that are kept.

Reads what to send as JSON, and prints what came of it as JSON.
"""

import asyncio
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import click

CONNECTIONS = 16
SEE_OTHER = 303


class Answered(NamedTuple):
    """One answer: its status, where it leads, the cookie it sets, the page."""

    status: int
    location: str
    cookie: str
    page: bytes


class Connection:
    """One connection that is kept; requests go one after another."""

    def __init__(self, port: int) -> None:
        self._port, self._host = port, f"127.0.0.1:{port}"

    async def open(self) -> "Connection":
        """Connect."""
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def post(self, path: str, form: dict[str, Any], cookie: str) -> Answered:
        """Send a form and read the whole answer."""
        body = urlencode(form, doseq=True).encode()
        return await self._ask(
            f"POST {path} HTTP/1.1\r\nOrigin: http://{self._host}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n",
            cookie,
            body,
        )

    async def get(self, path: str, cookie: str) -> Answered:
        """Ask for a page."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n", cookie)

    async def _ask(self, asked: str, cookie: str, body: bytes = b"") -> Answered:
        head = f"{asked}Host: {self._host}\r\nCookie: {cookie}\r\n\r\n"
        self._out.write(head.encode() + body)
        raw = (await self._in.readuntil(b"\r\n\r\n")).decode()
        status = int(raw.split(" ", 2)[1])
        lines = (line.partition(": ") for line in raw.splitlines()[1:])
        fields = {name.lower(): value for name, _, value in lines}
        page = await self._in.readexactly(int(fields.get("content-length", "0")))
        cookie = fields.get("set-cookie", "").partition(";")[0]
        return Answered(status, fields.get("location", ""), cookie, page)

    def close(self) -> None:
        """Hang up."""
        self._out.close()


class Sent(NamedTuple):
    """What is posted once: where, what, and with which cookie."""

    path: str
    form: dict[str, Any]
    cookie: str


async def _each(port: int, work: list[Sent]) -> Iterator[tuple[float, Answered]]:
    """Send everything over all connections; return how long each answer took."""
    left, done = deque(work), list[tuple[float, Answered]]()

    async def keep_sending() -> None:
        line = await Connection(port).open()
        while left:
            one, began = left.popleft(), time.perf_counter()
            answer = await line.post(*one)
            done.append((time.perf_counter() - began, answer))
            opened[one.path] = answer
        line.close()

    opened.clear()
    await asyncio.gather(*(keep_sending() for _ in range(CONNECTIONS)))
    return iter(done)


opened: dict[str, Answered] = {}


async def _visit(port: int, doors: list[str], form: dict[str, Any]) -> list[Sent]:
    """Open the docket behind each door; return what confirms its duties."""
    list(await _each(port, [Sent(door, {}, "") for door in doors]))
    return [
        Sent(opened[door].location, {**form, "ma": f"load-{i}"}, opened[door].cookie)
        for i, door in enumerate(doors)
    ]


async def _run(task: dict[str, Any]) -> dict[str, Any]:
    port, form = task["port"], task["form"]
    if task["doors"]:
        work = await _visit(port, task["paths"], form)
    else:
        work = [Sent(path, form, "") for path in task["paths"]]
    began = time.perf_counter()
    answers = list(await _each(port, work))
    seconds = time.perf_counter() - began
    took = [1000 * one for one, _ in answers]
    return {
        "rate": len(took) / seconds,
        "took": took,
        "errors": sum(answer.status != SEE_OTHER for _, answer in answers),
    }


if __name__ == "__main__":
    click.echo(json.dumps(asyncio.run(_run(json.load(sys.stdin)))))
