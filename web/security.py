"""What every answer carries, and which requests may write."""

from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; "
        "img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # `no-referrer` would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
}

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""By these a proxy on this machine may ask for us, and who tries the product."""


class Secured:
    """Adds the headers to every answer that has none of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete its answer."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, secured)


def secure(headers: MutableMapping[str, str] | MutableHeaders) -> None:
    """Add the headers that are missing."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


def is_our_host(request: Request, public: str) -> bool:
    """Tell whether a request names a host of ours.

    A page of somebody else's whose name was made to lead here names its own.
    """
    try:
        named = urlsplit(f"//{request.headers.get('host', '')}").hostname
    except ValueError:
        return False
    return named is not None and named in {*_LOOPBACK, urlsplit(public).hostname}


def is_own(request: Request, public: str) -> bool:
    """Tell whether a form was sent from a page of ours.

    Browsers name the origin of every POST, or at least the page it came from; what
    names neither is no browser.
    """
    source = request.headers.get("origin") or request.headers.get("referer") or ""
    parts: Any = urlsplit(source)
    ours = {request.headers.get("host", ""), urlsplit(public).netloc}
    return parts.scheme in ("http", "https") and parts.netloc in ours
