"""The agency pages as one application over one ledger."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from desk.desk import Desk
from schemas.base import VN
from schemas.errors import CampaignError
from schemas.retention import RETENTION_DAYS
from web import acts, feed, pages, report_acts, report_files, report_pages
from web.admission import Admitted
from web.bounds import RefusedError
from web.security import Secured, secure
from web.site import Clock, Site

if TYPE_CHECKING:
    from web.forms import Form

_log = logging.getLogger(__name__)
_INSPECTIONS = 2
"""Files that are inspected at once, 1.3 GB of memory each at most."""

_THREADS = 6
"""Requests that are answered at once: Starlette's forty would wait for each other, and
each of them the longer for it. The others stand in line."""


def real_clock() -> datetime:
    """Return the time it is in Vietnam."""
    return datetime.now(VN)


def create_app(
    desk: Desk,
    clock: Clock = real_clock,
    *,
    retention_days: int = RETENTION_DAYS,
    seconds: Callable[[], float] = time.monotonic,
) -> FastAPI:
    """Return the pages of the desk's ledger; a rehearsal passes its own clock.

    `seconds` only grow: by them is counted how much is asked at once.
    """
    app = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=_few_at_once,
    )
    app.state.site = Site(desk, clock, retention_days)
    app.state.inspections = asyncio.Semaphore(_INSPECTIONS)
    app.include_router(pages.router)
    app.include_router(acts.router)
    app.include_router(feed.router)
    app.include_router(report_files.router)  # before steps of any other name
    app.include_router(report_pages.router)
    app.include_router(report_acts.router)
    app.add_middleware(Admitted, clock=seconds)
    app.add_middleware(Secured)
    app.add_exception_handler(HTTPException, _unknown)
    app.add_exception_handler(RefusedError, _refused)
    app.add_exception_handler(CampaignError, _failed)
    app.add_exception_handler(Exception, _failed)
    return app


@asynccontextmanager
async def _few_at_once(_: FastAPI) -> AsyncGenerator[None]:
    current_default_thread_limiter().total_tokens = _THREADS
    yield


def _site(request: Request) -> Site:
    return request.app.state.site


def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _site(request).lost(status)


def _refused(request: Request, error: Exception) -> Response:
    refusal = error if isinstance(error, RefusedError) else RefusedError("type", 415)
    return _site(request).page("refused", refusal.status, why=refusal.why)


def _failed(request: Request, error: Exception) -> Response:
    """Say that nothing was recorded, and offer to send the same again."""
    known = isinstance(error, CampaignError)
    if known:  # any other error is logged by the server
        _log.error("a page failed", exc_info=error)
    form: Form | None = getattr(request.state, "form", None)
    path = f"{_site(request).base}{request.url.path}"
    response = _site(request).page(
        "failed", 503 if known else 500, path=path, again=form.pairs if form else []
    )
    # What handles any other error stands outside the rest, so it secures itself.
    secure(response.headers)
    response.headers["Retry-After"] = "30"
    return response
