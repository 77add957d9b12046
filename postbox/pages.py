"""Render the mailbox's templates: text of letters is data in them."""

from datetime import date, datetime
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from calendars.said import said_day, weekday
from schemas.base import VN
from schemas.numerals import grouped

_HOME = Path(__file__).parent.parent / "templates" / "postbox"


def page(name: str, status: int = 200, **values: object) -> HTMLResponse:
    """Return a template as an answer."""
    return HTMLResponse(_environment.get_template(name).render(**values), status)


def _day(at: date) -> str:
    day = _there(at)
    return f"{weekday(day)} {said_day(day)}"


def _hour(at: date) -> str:
    """Return `08:30`, or nothing for a whole day."""
    return f"{_there(at):%H:%M}" if isinstance(at, datetime) else ""


def _stamp(at: datetime) -> str:
    return f"{_hour(at)} {said_day(_there(at))}"


def _there(at: date) -> date:
    return at.astimezone(VN) if isinstance(at, datetime) else at


def _size(data: bytes) -> str:
    return f"{grouped(max(1, round(len(data) / 1024)))} KB"


_environment = Environment(
    loader=FileSystemLoader(_HOME),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"day": _day, "hour": _hour, "stamp": _stamp, "size": _size}
