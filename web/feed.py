"""Feeds that calendars subscribe to; looking at one changes nothing."""

from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.feeds import Feed, open_feed
from desk.pages.feed import compose_feed
from web.site import Here

router = APIRouter()
_NOT_MODIFIED = 304


@router.api_route("/lich/{signed}.ics", methods=["GET", "HEAD"])
def calendar_feed(signed: str, request: Request, site: Here) -> Response:
    """Hand out a feed, or say that it has not changed, without composing it."""
    now = site.clock()
    found = open_feed(site.desk, signed, now)
    if found is None:
        return site.lost()
    headers = {
        "ETag": f'"{found.tag}"',
        "Last-Modified": format_datetime(found.changed.astimezone(UTC), usegmt=True),
        "Cache-Control": "private, no-cache",
    }
    if _is_known(request, found):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    headers["Content-Disposition"] = 'inline; filename="lich.ics"'
    return Response(
        compose_feed(site.desk, found, now), media_type="text/calendar", headers=headers
    )


def _is_known(request: Request, found: Feed) -> bool:
    """Tell whether the client has this state already; a tag goes before a moment."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return not known.isdisjoint({f'"{found.tag}"', "*"})
    since = _moment(request.headers.get("if-modified-since", ""))
    return since is not None and found.changed <= since


def _moment(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
