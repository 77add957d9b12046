"""A campaign of its own for who attacks its pages, and ways to ask them."""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple
from urllib.parse import unquote

from fastapi import FastAPI

from desk.feeds import feed_address
from ledger import dockets
from schemas.assignment import DocketKind
from tests.web.campaign import ADDRESS, Campaign, issue, sit_down
from web.app import create_app

HOST = b"testserver"


class Answered(NamedTuple):
    """An answer: its status, its headers in order, its body."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    def header(self, name: bytes) -> bytes:
        return dict(self.headers).get(name, b"")


async def ask(
    app: FastAPI,
    method: str,
    path: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
    body: bytes = b"",
) -> Answered:
    """Ask the pages without a network between."""
    head: list[tuple[int, tuple[tuple[bytes, bytes], ...]]] = []
    content: list[bytes] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            head.append((message["status"], tuple(message["headers"])))
        else:
            content.append(message.get("body", b""))

    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", HOST), *headers],
        "client": ("203.0.113.7", 1),
        "server": ("testserver", 80),
    }
    await app(scope, receive, send)
    return Answered(*head[0], b"".join(content))


class Ground(NamedTuple):
    """An issued campaign and its pages; nobody is asked in a hurry there."""

    campaign: Campaign
    app: FastAPI
    signed: tuple[str, ...]
    """The signed part of each agency's link."""
    feeds: tuple[str, ...]
    """The path of each agency's feed."""

    def digest(self) -> str:
        """Return what tells whether anything in the ledger changed."""
        digest = hashlib.sha256()
        uri = f"file:{self.campaign.file}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            for line in database.iterdump():
                digest.update(line.encode())
        return digest.hexdigest()

    async def ask(
        self,
        method: str,
        path: str,
        headers: Iterable[tuple[bytes, bytes]] = (),
        body: bytes = b"",
    ) -> Answered:
        """Ask the pages without a network between."""
        return await ask(self.app, method, path, headers, body)


@cache
def ground() -> Ground:
    """Return this process's own ground."""
    campaign = sit_down(issue(Path(mkdtemp(prefix="attack-")) / "ledger.db"))
    minutes = count(step=60)
    app = create_app(campaign.desk, campaign.clock, seconds=minutes.__next__)
    with campaign.desk.ledger.read() as tx:
        rows = [row for row in dockets.of(tx, 1) if row.kind is DocketKind.AGENCY]
    desk = campaign.desk
    return Ground(
        campaign,
        app,
        tuple(desk.links.url(row.token).rpartition("/")[2] for row in rows),
        tuple(feed_address(desk, row).removeprefix(ADDRESS) for row in rows),
    )
