"""Serves an ASGI application on a port that must be free, a loopback one mostly."""

import asyncio
import errno
import socket
import time
from collections.abc import Callable
from ipaddress import IPv4Address
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from schemas.errors import CampaignError
from settings import LOOPBACK

_PATIENCE = 3.0
HEAD = 20.0
"""Seconds in which the head of a request has come."""


class PortTakenError(CampaignError):
    """Another program listens on the port; the text names the setting to change."""

    def __init__(self, port: int, setting: str) -> None:
        super().__init__(
            f"port {port} is taken by another program: stop it, or choose another port"
            f" with {setting}=<port>"
        )


class NoSuchAddressError(CampaignError):
    """This machine has no such address; the text names the setting to change."""

    def __init__(self, host: IPv4Address) -> None:
        super().__init__(
            f"{host} is no address of this machine: set CAMPAIGN_UI_HOST to one that is"
        )


def open_port(port: int, setting: str, host: IPv4Address = LOOPBACK) -> socket.socket:
    """Return a socket bound to the port.

    A port that a killed predecessor is just letting go is waited for, 3 seconds at
    most. Raises PortTakenError.
    """
    until = time.monotonic() + _PATIENCE
    while True:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((str(host), port))
            listener.listen(socket.SOMAXCONN)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRNOTAVAIL:
                raise NoSuchAddressError(host) from error
            if error.errno != errno.EADDRINUSE or time.monotonic() > until:
                raise PortTakenError(port, setting) from error
            time.sleep(0.1)
        else:
            return listener


class _Prompt(H11Protocol):
    """Closes a connection on which a request's head is too long in coming.

    What follows it is bounded where it is read.
    """

    late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._forget()

    def _watch(self) -> None:
        answering = bool(self.cycle) and not self.cycle.response_complete
        if answering or self.transport.get_protocol() is not self:
            self._forget()
        elif self.late is None:
            self.late = self.loop.call_later(HEAD, self.transport.close)

    def _forget(self) -> None:
        if self.late is not None:
            self.late.cancel()
            self.late = None


class _Announcing(uvicorn.Server):
    """Says when it is ready to answer."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()


def server(app: Any, ready: Callable[[], None]) -> uvicorn.Server:
    """Return a server that logs no requests, since their paths hold links."""
    config = uvicorn.Config(
        app,
        http=_Prompt,
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return _Announcing(config, ready)


def serve_asgi(app: Any, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM; `ready` is called once requests are answered."""
    server(app, ready).run(sockets=[listener])
