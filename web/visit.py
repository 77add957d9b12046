"""A visit: a docket opened in one browser for two hours, and who acts in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property

from fastapi import Request
from fastapi.responses import Response

from desk.desk import Desk
from desk.pages.docket import Opened, find_docket, open_docket
from desk.pages.views import DocketPage
from schemas.entry import Person
from schemas.errors import CampaignError
from web.site import Site

COOKIE = "ho-so"
LASTS = timedelta(hours=2)
_SET_BACK = timedelta(minutes=15)
"""How far a server's clock may be set back without ending visits."""


class EndedError(CampaignError):
    """The link was revoked between two looks at it."""


@dataclass(frozen=True)
class Visit:
    """One browser's way into one docket; `person` is who acted in it last.

    Its page is read where it is `shown`: most acts only lead on to another.
    """

    desk: Desk
    token: str
    at: datetime
    opened: Opened
    person: Person | None = None
    shown: DocketPage | None = None

    @property
    def docket(self) -> int:
        """Return the number of the docket."""
        return self.opened.docket

    @property
    def ref(self) -> str:
        """Return what names the docket in addresses."""
        return self.opened.ref

    @cached_property
    def page(self) -> DocketPage:
        """Return what its page shows."""
        page = self.shown or open_docket(self.desk, self.token, self.at)
        if page is None:
            raise EndedError("the visit has ended")
        return page


def open_visit(site: Site, token: str) -> Visit | None:
    """Return the way into the docket that a token opens."""
    now = site.clock()
    opened = find_docket(site.desk, token, now)
    return opened and Visit(site.desk, token, now, opened)


def show_visit(site: Site, token: str) -> Visit | None:
    """Return the way into the docket that a token opens, its page read at once."""
    now = site.clock()
    page = open_docket(site.desk, token, now)
    if page is None:
        return None
    return Visit(site.desk, token, now, Opened(page.docket, page.ref), shown=page)


def enter(
    site: Site,
    request: Request,
    ref: str,
    way: Callable[[Site, str], Visit | None] = open_visit,
) -> Visit | None:
    """Return the visit that the browser's cookie names, while it lasts.

    `way` is how its token is opened: whoever shows its page reads that at once.
    """
    kept = _kept(site, request)
    if kept is None:
        return None
    visit = way(site, kept["token"])
    if visit is None or visit.ref != ref:
        return None
    person = Person(kept["name"], kept["post"]) if kept["name"] else None
    return replace(visit, person=person)


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
        path=f"{site.base}/ho-so/{visit.ref}",
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
