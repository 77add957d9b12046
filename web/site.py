"""What the pages work with: one desk, a clock, and how a page is answered."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse

from desk.desk import Desk
from desk.templates import HOME, render
from schemas.retention import RETENTION_DAYS

Clock = Callable[[], datetime]
STYLE = (HOME / "pages" / "page.css").read_bytes()
_VERSION = hashlib.sha256(STYLE).hexdigest()[:8]


@dataclass(frozen=True)
class Site:
    """The pages of one ledger; `clock` is the only time they know.

    They say that persons are forgotten `retention_days` after a campaign's close.
    """

    desk: Desk
    clock: Clock
    retention_days: int = RETENTION_DAYS

    @property
    def base(self) -> str:
        """Return what stands before every path: the path of the public address."""
        return urlsplit(self.desk.links.address).path.rstrip("/")

    def page(self, name: str, status: int = 200, **values: object) -> HTMLResponse:
        """Return a page of templates/pages."""
        return HTMLResponse(
            render(
                f"pages/{name}.html",
                base=self.base,
                version=_VERSION,
                rehearsed=self.desk.marked,
                **values,
            ),
            status,
        )

    def lost(self, status: int = 404, **values: object) -> HTMLResponse:
        """Return the page of every link that opens nothing, the same for all."""
        typed = {"typed": "", "wrong": "", **values}
        return self.page("lost", status, **typed)


async def _site(request: Request) -> Site:
    return request.app.state.site


Here = Annotated[Site, Depends(_site)]
"""The site a request came to."""
