"""Forms as they were sent: read within limits, cleaned, never trusted."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from web.bounds import Bounds, RefusedError, bounded
from web.security import is_own
from web.site import Here, Site

BOUNDS = Bounds(256 * 1024, 30, 120, "large")
"""Of a form: a narrative that is too long is told so, not turned away."""
_FIELDS = 500
_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, each with all its values, their lines as they were."""

    fields: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """Return a field's first value on one line, empty where there is none."""
        return _joined(self.text(name))

    def text(self, name: str) -> str:
        """Return a field's first value in its lines, empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    def many(self, name: str) -> tuple[str, ...]:
        """Return all values of a field, each on one line."""
        return tuple(map(_joined, self.fields.get(name, ())))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the fields one by one, as they can be sent again."""
        fields = self.fields.items()
        return [(name, value) for name, values in fields for value in values]


async def _sent(request: Request, site: Here) -> Form:
    """Return the form of a request, or raise RefusedError."""
    check_own(request, site)
    if request.headers.get("content-type", _TYPE).partition(";")[0].strip() != _TYPE:
        raise RefusedError("type", 415)
    form = _parsed(await _body(request))
    request.state.form = form
    return form


def check_own(request: Request, site: Site) -> None:
    """Raise RefusedError for a form that no page of ours has sent."""
    if not is_own(request, site.desk.links.address):
        raise RefusedError("origin", 403)


Sent = Annotated[Form, Depends(_sent)]
"""The form of a request that may write."""


async def _body(request: Request) -> bytes:
    chunks = [chunk async for chunk in bounded(request.stream(), BOUNDS)]
    return b"".join(chunks)


def _parsed(body: bytes) -> Form:
    try:
        pairs = parse_qsl(
            body.decode(errors="replace"),
            keep_blank_values=True,
            errors="replace",
            max_num_fields=_FIELDS,
        )
    except ValueError as error:
        raise RefusedError("large", 413) from error
    fields: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        fields[name] = (*fields.get(name, ()), _cleaned(value))
    return Form(fields)


def _cleaned(value: str) -> str:
    """Return a value composed as Vietnamese is usually stored."""
    return unicodedata.normalize("NFC", value.replace("\r\n", "\n")).strip()


def _joined(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
