"""A visit: a docket opened in one browser for two hours, and who acts in it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fastapi import Request
from fastapi.responses import Response

from desk.pages.docket import open_docket
from desk.pages.views import DocketPage
from schemas.entry import Person
from web.site import Site

COOKIE = "ho-so"
LASTS = timedelta(hours=2)
_SET_BACK = timedelta(minutes=15)
"""How far a server's clock may be set back without ending visits."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One browser's way into one docket; `person` is who acted in it last."""

    page: DocketPage
    token: str
    person: Person | None


def enter(site: Site, request: Request, ref: str) -> Visit | None:
    """Return the visit that the browser's cookie names, while it lasts."""
    kept = _kept(site, request)
    if kept is None:
        return None
    page = open_docket(site.desk, kept["token"], site.clock())
    if page is None or page.ref != ref:
        return None
    person = Person(kept["name"], kept["post"]) if kept["name"] else None
    return Visit(page, kept["token"], person)


def token_of(site: Site, request: Request) -> str | None:
    """Return the token of the visit that the browser's cookie names, while it lasts."""
    kept = _kept(site, request)
    return kept["token"] if kept else None


def keep(site: Site, response: Response, visit: Visit) -> Response:
    """Let the browser keep the visit from now on, for this docket only."""
    links, person = site.desk.links, visit.person or Person("", "")
    values = {
        "token": visit.token,
        "at": str(int(site.clock().timestamp())),
        "name": person.name,
        "post": person.post,
    }
    response.set_cookie(
        COOKIE,
        links.seal(values),
        max_age=int(LASTS.total_seconds()),
        path=f"{site.base}/ho-so/{visit.page.ref}",
        secure=links.address.startswith("https:"),
        httponly=True,
        samesite="strict",
    )
    return response


def _kept(site: Site, request: Request) -> dict[str, str] | None:
    now = site.clock()
    kept = site.desk.links.unseal(request.cookies.get(COOKIE, ""), now)
    if kept is None or not -_SET_BACK <= now - _moment(kept["at"]) < LASTS:
        return None
    return kept


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
