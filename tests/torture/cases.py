"""Requests that nobody thought of, drawn from a schema of every route."""

import asyncio
import re
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.torture.batches import Result
from tests.torture.ground import Ground, ground
from tests.web.campaign import NAME
from web import acts, feed, pages, report_acts, report_files, report_pages
from web.fields import (
    ADDRESS,
    COLLEAGUE,
    COLLEAGUE_ADDRESS,
    COLLEAGUE_POST,
    CONCERNS,
    KIND,
    NONCE,
    NOTE,
    PEOPLE,
    PERCENT,
    POST,
    UNTIL,
)
from web.fields import NAME as WHO
from web.report_fields import MARK, SAVED

_ROUTERS = tuple(
    one.router for one in (pages, acts, feed, report_files, report_pages, report_acts)
)
_FORM = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_ANSWERS = ("nhan", "dang", "xong", "du", "khong-du", "khong", "khong-thuoc", "gia-han")
_BUTTONS = (*_ANSWERS, "luu", "xem-lai", "co")
_DAYS = ("2024-06-14", "14/06/2024", "0000-00-00", "2024-02-30", "9999-12-31")
_NUMBERS = ("0", "50", "100", "-1", "1e9", "٣", "1.5", "9" * 400)
_STEPS = ("xem-lai", "tep", "loi-van", "nhom-1", "..", "%00", "tep/bo")


def _text(*known: str, longest: int = 600) -> dict[str, Any]:
    """Return a schema of texts: those known to mean something, and any other."""
    anything = {"type": "string", "maxLength": longest}
    return {"anyOf": [{"enum": list(known)}, anything]} if known else anything


def _object(**values: dict[str, Any]) -> dict[str, Any]:
    named = {name.replace("_", "-"): value for name, value in values.items()}
    return {"type": "object", "properties": named, "additionalProperties": True}


def _fields(duties: tuple[str, ...]) -> dict[str, Any]:
    own: dict[str, Any] = {
        WHO: _text("Người thử"),
        POST: _text("Văn thư"),
        NOTE: _text("Mưa lũ", longest=1200),
        CONCERNS: _text("Sở khác"),
        COLLEAGUE: _text("Người nhận"),
        COLLEAGUE_POST: _text("Chuyên viên"),
        COLLEAGUE_ADDRESS: _text("van@soyte.laichau.example", "@", "a@b"),
        PERCENT: _text(*_NUMBERS),
        PEOPLE: _text(*_NUMBERS),
        UNTIL: _text(*_DAYS),
        ADDRESS: _text("vanthu@soyte.laichau.example", "@"),
        NONCE: _text("a"),
        "o": _text("tat-ca"),
        "n": _text(*_NUMBERS, "2", "3"),
        SAVED: _text(*_NUMBERS),
        f"{MARK}x": _text(),
        "tep": _text("x.pdf"),
        "nhiem-vu": {"type": "array", "items": _text(*duties), "maxItems": 5},
        KIND: _text(*_BUTTONS),
    }
    return {
        "type": "object",
        "properties": own,
        "required": [KIND, NONCE, WHO, POST],
        "additionalProperties": _text(),
    }


def _operation(path: str, body: dict[str, Any] | None, values: dict[str, Any]) -> Any:
    names = re.findall(r"{(\w+)}", path)
    inside = [
        {"name": one, "in": "path", "required": True, "schema": values[one]}
        for one in names
    ]
    outside = [
        {"name": name, "in": "header", "schema": _text(*known, longest=80)}
        for name, known in (
            ("If-None-Match", ("*", 'W/"x"')),
            ("If-Modified-Since", ("Thu, 01 Jan 1970 00:00:00 GMT",)),
            ("X-Forwarded-For", ("203.0.113.9",)),
        )
    ]
    found: dict[str, Any] = {
        "parameters": [*inside, *outside],
        "responses": {"default": {"description": "a page"}},
    }
    if body is not None:
        upload = _object(tep={"type": "string", "format": "binary"})
        found["requestBody"] = {
            "content": {_FORM: {"schema": body}, _MULTIPART: {"schema": upload}}
        }
    return found


def schema_of(here: Ground) -> dict[str, Any]:
    """Return every route of the pages, with values that lead far into them."""
    row = here.campaign.row("so-y-te")
    links = here.campaign.desk.links
    given = {
        "signed": _text(*here.signed, longest=200),
        "ref": _text(links.code(row.id, 0), longest=40),
        "code": _text(*(links.code(row.id, n) for n in range(1, 6)), longest=40),
        "campaign": _text(NAME, longest=80),
        "step": _text(*_STEPS, longest=40),
        "path": _text(*_STEPS, longest=40),
        "attachment": _text("1", longest=40),
    }
    paths: dict[str, Any] = {}
    for route in (one for router in _ROUTERS for one in router.routes):
        path = route.path.replace(":path", "")  # type: ignore[attr-defined]
        for method in sorted(route.methods):  # type: ignore[attr-defined]
            body = _fields(("3.1", "own-plan", "report")) if method == "POST" else None
            one = _operation(path, body, given)
            paths.setdefault(path, {})[method.lower()] = one
    return {
        "openapi": "3.0.2",
        "info": {"title": "pages", "version": "1"},
        "paths": paths,
    }


def try_out(number: int, size: int) -> Result:
    """Ask what is drawn by seed, from within a visit and without one; no 5xx."""
    here, seen, wrong = ground(), Counter[str](), list[str]()
    schema = schemathesis.openapi.from_dict(schema_of(here))
    operations = [found.ok() for found in schema.get_all_operations()]
    drawn = st.one_of([one.as_strategy() for one in operations])
    links, row = here.campaign.desk.links, here.campaign.row("so-y-te")
    ref, visit = links.code(row.id, 0), links.seal(_visit(here, row.token))

    @seed(number)
    @settings(
        max_examples=size,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn, st.sampled_from((True, True, True, False)))
    def every(case: Any, visiting: bool) -> None:
        if visiting and "ref" in (case.path_parameters or {}):
            case.path_parameters["ref"] = ref
        asked = _request(case, visit if visiting else "")
        got = asyncio.run(here.ask(*asked))
        seen[f"{case.method} {got.status}"] += 1
        if got.status >= 500:
            wrong.append(f"{got.status}: {asked!a}")
        if not got.header(b"content-security-policy"):
            wrong.append(f"no policy: {asked!a}")

    every()
    return {"done": seen.total(), "seen": dict(seen), "wrong": wrong}


def _visit(here: Ground, token: str) -> dict[str, str]:
    at = str(int(here.campaign.now.timestamp()))
    return {"token": token, "at": at, "name": "Người thử", "post": "Văn thư"}


def _request(
    case: Any, visit: str
) -> tuple[str, str, list[tuple[bytes, bytes]], bytes]:
    """Return a case as the pages are asked."""
    headers = [
        (name.lower().encode(), str(value).encode("latin-1", "replace"))
        for name, value in (case.headers or {}).items()
    ]
    headers.append((b"origin", b"http://testserver"))
    if visit:
        headers.append((b"cookie", f"ho-so={visit}".encode()))
    body = b""
    if isinstance(case.body, dict):
        kind = case.media_type or _FORM
        body = _encoded(case.body) if kind == _FORM else _parts(case.body)
        kind = kind if kind == _FORM else f"{kind}; boundary=limit"
        headers.append((b"content-type", kind.encode()))
    return case.method, case.formatted_path, headers, body


def _encoded(values: dict[str, Any]) -> bytes:
    pairs = [
        (name.encode(errors="replace"), f"{one}".encode(errors="replace"))
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return urlencode(pairs).encode()


def _parts(values: dict[str, Any]) -> bytes:
    parts = b""
    for name, value in values.items():
        said = (
            value if isinstance(value, bytes) else f"{value}".encode(errors="replace")
        )
        head = f'form-data; name="{name}"; filename="{name}.pdf"'
        parts += b"--limit\r\nContent-Disposition: " + head.encode(errors="replace")
        parts += b"\r\n\r\n" + said + b"\r\n"
    return parts + b"--limit--\r\n"
