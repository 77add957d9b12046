"""The Prefect server as we run it: behind a password, answering only its own pages."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prefect.server.api.server import create_app

from flows.environment import prefect_home
from flows.listening import open_port, serve_asgi
from flows.traces import erase_log, overwrite_deleted
from flows.turns import take_turns
from settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# Prefect's pages call an analytics host even with analytics off; the run graph needs
# unsafe-eval.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self'"
    " 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
    " connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self';"
    " form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)


def closed(app: Application) -> Application:
    """Return the application with protective headers on every answer.

    What a browser sends from a page that is not ours is refused before Prefect sees
    it: a browser asks nobody before it opens a web socket or sends a plain form.
    """

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if scope["type"] == "websocket" and _foreign(dict(scope["headers"])):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http" and _foreign(dict(scope["headers"])):
            await send_closed({"type": "http.response.start", "status": 403})
            await send({"type": "http.response.body", "body": b"another origin"})
            return
        await app(scope, receive, send_closed)

    return answer


def _foreign(headers: dict[bytes, bytes]) -> bool:
    origin = headers.get(b"origin")
    return origin is not None and origin.partition(b"://")[2] != headers.get(b"host")


def serve_prefect(settings: Settings, ready: Callable[[], None]) -> None:
    """Serve Prefect's API and pages until SIGTERM.

    Raises PortTakenError, NoSuchAddressError.
    """
    listener = open_port(settings.ui_port, "CAMPAIGN_UI_PORT", settings.ui_host)
    take_turns()
    overwrite_deleted()
    home = prefect_home(settings)
    erase_log(home)  # a server that was killed left it
    serve_asgi(closed(create_app(final=True)), listener, ready)
    erase_log(home)
