"""Nobody reads the mailbox without its password, and no page reaches out of it."""

import base64
import binascii
from collections.abc import Awaitable, Callable
from secrets import compare_digest

from fastapi import Request, Response

from postbox.pages import page

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""What a letter's html may do: a person's click opens a link in a tab of its own."""
LETTER_HEADERS = {
    "Content-Security-Policy": (
        f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline';"
        " img-src data:; font-src data:; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'self'"
    ),
    "X-Frame-Options": "SAMEORIGIN",
}
"""For the html of a letter: shown within our page, loads nothing, runs nothing."""

Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Asks for user and password (RFC 7617) and adds headers to every answer."""

    def __init__(self, user: str, password: str) -> None:
        self._known = f"{user}:{password}".encode()

    async def __call__(self, request: Request, onward: Next) -> Response:
        """Answer, or ask who it is."""
        known = self._knows(request.headers.get("Authorization", ""))
        response = await onward(request) if known else _who_is_it()
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    def _knows(self, authorization: str) -> bool:
        scheme, _, credentials = authorization.partition(" ")
        try:
            given = base64.b64decode(credentials, validate=True)
        except (binascii.Error, ValueError):
            return False
        return scheme.lower() == "basic" and compare_digest(given, self._known)


def _who_is_it() -> Response:
    answer = page("locked.html", status=401)
    answer.headers["WWW-Authenticate"] = 'Basic realm="campaign", charset="UTF-8"'
    return answer
