"""Which requests are let in: for our own hosts, and not too many by one link."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.security import is_our_host
from web.site import Site
from web.visit import token_of

_DOOR = "d"


class Rate(NamedTuple):
    """How many requests are let in at once, and how many more each second."""

    burst: int
    refill: float


PER_LINK = Rate(120, 1)
"""Of one docket: whoever holds its link shares them."""
PER_ADDRESS = Rate(300, 5)
"""Of one address, without a link that is signed here: it may be a whole province's."""
_KEPT = 10_000
"""Links or addresses remembered at once; who has been away longest is forgotten."""


@dataclass
class Turns:
    """Counts requests by whom they are of; `clock` gives seconds that only grow."""

    rate: Rate
    clock: Callable[[], float]
    _left: OrderedDict[str, tuple[float, float]] = field(
        default_factory=OrderedDict[str, tuple[float, float]]
    )

    def take(self, whose: str) -> bool:
        """Take one request of somebody's; tell whether there was one left."""
        now = self.clock()
        left, since = self._left.pop(whose, (float(self.rate.burst), now))
        left = min(self.rate.burst, left + (now - since) * self.rate.refill)
        taken = left >= 1
        self._left[whose] = (left - taken, now)
        if len(self._left) > _KEPT:
            self._left.popitem(last=False)
        return taken

    def __len__(self) -> int:
        return len(self._left)


class Admitted:
    """Lets in what may be answered; the rest is told so before anything is read.

    A link that was signed here counts for itself, so that many agencies behind one
    address do not keep each other out; what names none counts for its address.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float]) -> None:
        self._app = app
        self._links = Turns(PER_LINK, clock)
        self._addresses = Turns(PER_ADDRESS, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        site: Site = request.app.state.site
        if not is_our_host(request, site.desk.links.address):
            await site.lost(421)(scope, receive, send)
        elif not self._has_turn(request, site):
            refused = site.page("refused", 429, why="often")
            refused.headers["Retry-After"] = "60"
            await refused(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _has_turn(self, request: Request, site: Site) -> bool:
        token = _token(request, site)
        if token is not None:
            return self._links.take(token)
        return self._addresses.take(_network(request))


def _token(request: Request, site: Site) -> str | None:
    """Return the token of the link or the visit that a request names."""
    _, door, *names = request.url.path.split("/")
    if door == _DOOR and len(names) == 1:
        return site.desk.links.token(names[0], site.clock())
    return token_of(site, request)


def _network(request: Request) -> str:
    """Return the address a request came from; one customer holds a whole IPv6 /64."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), 64), strict=False))
    return host
