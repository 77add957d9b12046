"""The limit of W3: bare Starlette that answers once the same rows are committed."""

import asyncio
import queue
import sqlite3
import threading
import time
from typing import Any, Protocol

import psycopg
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_POOL = 16
_SEE_OTHER = 303
_ENTRY = (
    "INSERT INTO entries (docket, n, at, kind, duty, step, act, key) "
    "VALUES (?, ?, ?, 'confirmed', ?, '', ?, NULL)"
)
_PERSON = (
    "INSERT INTO people (docket, n, name, post, note, concerns) "
    "VALUES (?, ?, ?, ?, '', '')"
)
_DOCKET = "UPDATE dockets SET n = ?, wake = ? WHERE id = ?"
_FIND = "SELECT id, n FROM dockets WHERE token = ?"


class Confirmed(Protocol):
    """Writes one confirmation and returns once it is committed."""

    async def __call__(self, token: str, form: dict[str, Any]) -> None:
        """Write it."""
        ...


def _written(docket: int, n: int, form: dict[str, Any]) -> list[tuple[str, Any]]:
    now, duties = int(time.time()), form["nhiem-vu"]
    return [
        *(
            (_ENTRY, (docket, n + i, now, duty, form["ma"]))
            for i, duty in enumerate(duties, start=1)
        ),
        (_PERSON, (docket, n + 1, form["ho-ten"], form["chuc-vu"])),
        (_DOCKET, (n + len(duties), now, docket)),
    ]


class OneWriter:
    """SQLite: one thread that commits all that waits at once."""

    def __init__(self, address: str) -> None:
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._address = address
        threading.Thread(target=self._write, daemon=True).start()

    async def __call__(self, token: str, form: dict[str, Any]) -> None:
        """Hand it to the writer."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        self._waiting.put((token, form, loop, done))
        await done

    def _write(self) -> None:
        driver = sqlite3.connect(self._address, isolation_level=None, timeout=30)
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute("PRAGMA foreign_keys = ON")
        while True:
            group = [self._waiting.get()]
            while not self._waiting.empty():
                group.append(self._waiting.get())
            driver.execute("BEGIN IMMEDIATE")
            for token, form, _, _ in group:
                docket, n = driver.execute(_FIND, (token,)).fetchone()
                for sql, values in _written(docket, n, form):
                    driver.execute(sql, values)
            driver.execute("COMMIT")
            for _, _, loop, done in group:
                loop.call_soon_threadsafe(done.set_result, None)


class Pooled:
    """PostgreSQL: as many connections as the load has, each answer its own commit."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._free: asyncio.Queue[Any] | None = None

    async def __call__(self, token: str, form: dict[str, Any]) -> None:
        """Write by a connection that is free."""
        if self._free is None:
            self._free = asyncio.Queue()
            for _ in range(_POOL):
                self._free.put_nowait(
                    await psycopg.AsyncConnection.connect(self._address)
                )
        driver = await self._free.get()
        try:
            async with driver.transaction():
                find = (_FIND + " FOR UPDATE").replace("?", "%s")
                found = await driver.execute(find, (token,))
                docket, n = await found.fetchone()
                for sql, values in _written(docket, n, form):
                    await driver.execute(sql.replace("?", "%s"), values)
        finally:
            self._free.put_nowait(driver)


def bare_app(address: str) -> Starlette:
    """Return pages that do nothing but write a confirmation."""
    confirmed: Confirmed = Pooled(address) if "://" in address else OneWriter(address)

    async def confirm(request: Request) -> Response:
        sent = await request.form()
        names = ("ma", "ho-ten", "chuc-vu")
        form: dict[str, Any] = {name: sent[name] for name in names}
        form["nhiem-vu"] = sent.getlist("nhiem-vu")
        await confirmed(request.path_params["token"], form)
        return Response(status_code=_SEE_OTHER, headers={"location": "/"})

    return Starlette(routes=[Route("/d/{token}", confirm, methods=["POST"])])
