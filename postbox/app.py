"""The page of the embedded mailbox: what was sent, to whom, and how it looks."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse

from postbox.guard import LETTER_HEADERS, SANDBOX, Guard
from postbox.letter import opened
from postbox.pages import page
from postbox.store import Kept, Store
from schemas.errors import CampaignError

PER_PAGE = 50
_STYLE = Path(__file__).parent.parent / "templates" / "postbox" / "style.css"
_HEAD = re.compile(r"<head(\s[^>]*)?>", re.IGNORECASE)
# Links of a letter open beside the mailbox, never inside its frame.
_BASE = '<base target="_blank">'
_LARGEST = 2**63 - 1

router = APIRouter()


class AppError(CampaignError):
    """The page of the mailbox would be open to everybody."""


def create_app(store: Store, user: str, password: str) -> FastAPI:
    """Return the page behind HTTP Basic; raises AppError for an empty password."""
    if not user or not password:
        raise AppError("the mailbox's page needs a user and a password")
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.store = store
    app.include_router(router)
    app.middleware("http")(Guard(user, password))
    app.exception_handler(404)(_missing)
    app.exception_handler(RequestValidationError)(_missing)
    return app


def _store(request: Request) -> Store:
    return request.app.state.store


Mail = Annotated[Store, Depends(_store)]
Number = Annotated[int, InPath(ge=1, le=_LARGEST)]
PageNumber = Annotated[int, Query(alias="page", ge=1, le=_LARGEST // PER_PAGE)]


def _kept(mail: Mail, number: Number) -> Kept:
    kept = mail.get(number)
    if kept is None:
        raise HTTPException(404)
    return kept


OneLetter = Annotated[Kept, Depends(_kept)]


@router.get("/")
def show_list(mail: Mail, q: str = "", number: PageNumber = 1) -> HTMLResponse:
    """List letters, newest first, or those to one recipient."""
    found = mail.count(q)
    return page(
        "list.html",
        letters=mail.list(q, PER_PAGE, (number - 1) * PER_PAGE),
        q=q,
        found=found,
        number=number,
        pages=max(1, -(-found // PER_PAGE)),
    )


@router.get("/letters/{number}")
def show_letter(kept: OneLetter) -> HTMLResponse:
    """Show one letter."""
    return page("letter.html", kept=kept, letter=opened(kept.raw), sandbox=SANDBOX)


@router.get("/letters/{number}/html")
def show_html(kept: OneLetter) -> HTMLResponse:
    """Show a letter's html as its reader sees it, shut in."""
    html = opened(kept.raw).html
    shown, put = _HEAD.subn(lambda head: head[0] + _BASE, html, count=1)
    return HTMLResponse(shown if put else _BASE + html, headers=LETTER_HEADERS)


@router.get("/letters/{number}/message.eml")
def download_message(kept: OneLetter) -> Response:
    """Hand out a letter's bytes as they came."""
    return _download(kept.raw, f"{kept.id}.eml")


@router.get("/letters/{number}/files/{file}")
def download_file(kept: OneLetter, file: Number) -> Response:
    """Hand out an attachment."""
    for each in opened(kept.raw).files:
        if each.number == file:
            return _download(each.data, each.name or f"{kept.id}-{file}")
    raise HTTPException(404)


@router.get("/style.css")
def stylesheet() -> Response:
    """Return the style of the pages."""
    return Response(_STYLE.read_bytes(), media_type="text/css")


def _download(data: bytes, name: str) -> Response:
    disposition = f"attachment; filename*=utf-8''{quote(name, safe='')}"
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )


def _missing(_request: Request, _error: Exception) -> HTMLResponse:
    return page("missing.html", status=404)
