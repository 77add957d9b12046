"""Pages asked for in every way that is no answer: the ledger stays as it was."""

import asyncio
import random
from collections import Counter

from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM
from tests.postbox.serving import serving
from tests.torture.batches import Result, drawn_by
from tests.torture.ground import Ground, ground
from tests.web.campaign import NAME

_WHO = (
    {},
    {"user-agent": "Mozilla/5.0", "sec-purpose": "prefetch;prerender"},
    {"user-agent": "Mozilla/5.0", "purpose": "prefetch", "x-moz": "prefetch"},
    {"user-agent": "Microsoft Office Existence Discovery"},
    {"user-agent": "Google-Safety", "accept": "*/*", "range": "bytes=0-99"},
    {"user-agent": "facebookexternalhit/1.1", "if-none-match": '"x"'},
    {"user-agent": "BingPreview", "origin": "http://testserver"},
)
_METHODS = ("GET", "GET", "HEAD", "OPTIONS")
_TAILS = ("", "?viec=nhan&nhiem-vu=3.1", "?_method=POST", "?utm_source=mail")


def read(number: int, size: int) -> Result:
    """Ask for links, visits, feeds and public pages as mail filters and browsers do."""
    return asyncio.run(_read(ground(), drawn_by(number), size))


async def _read(here: Ground, chance: random.Random, size: int) -> Result:
    seen, wrong = Counter[str](), list[str]()
    visits = [await _visit(here, signed) for signed in here.signed[:3]]
    before = here.digest()
    for _ in range(size):
        method, path, cookie = _drawn(here, chance, visits)
        who = chance.choice(_WHO)
        headers = [(name.encode(), value.encode()) for name, value in who.items()]
        got = await here.ask(method, path + chance.choice(_TAILS), [*headers, *cookie])
        seen[f"{method} {got.status}"] += 1
        if got.header(b"set-cookie"):
            wrong.append(f"{method} {path}: sets a cookie")
        if got.status >= 500:
            wrong.append(f"{method} {path}: {got.status}")
    if here.digest() != before:
        wrong.append("the ledger changed")
    return {"done": size, "seen": dict(seen), "wrong": wrong}


async def _visit(here: Ground, signed: str) -> tuple[str, tuple[bytes, bytes]]:
    """Open a docket as a person does; return its path and the cookie it left."""
    form = (b"content-type", b"application/x-www-form-urlencoded")
    own = (b"origin", b"http://testserver")
    got = await here.ask("POST", f"/d/{signed}", [form, own])
    cookie = got.header(b"set-cookie").partition(b";")[0]
    return got.header(b"location").decode(), (b"cookie", cookie)


def _drawn(
    here: Ground, chance: random.Random, visits: list[tuple[str, tuple[bytes, bytes]]]
) -> tuple[str, str, list[tuple[bytes, bytes]]]:
    method = chance.choice(_METHODS)
    where = chance.random()
    if where < 0.5:
        return method, f"/d/{chance.choice(here.signed)}", []
    if where < 0.7:
        return method, chance.choice(here.feeds), []
    if where < 0.85:
        path, cookie = chance.choice(visits)
        inside = ("", "/hoan-tac", "/chuyen", "/bao-cao", "/bao-cao/tep", "/ke-hoach")
        return method, path + chance.choice(inside), [cookie]
    public = ("/trang.css", f"/khau-hieu/{NAME}", "/duong-dan", "/", "/docs", "/redoc")
    return method, chance.choice(public), []


def load(_: int, size: int) -> Result:
    """Load links in a real browser, JavaScript on; count what it asks for."""
    here, seen, wrong = ground(), Counter[str](), list[str]()
    with serving(here.app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox"]
        )
        page = browser.new_context(base_url=address).new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console", lambda said: wrong.append(said.text) if _fault(said) else None
        )

        def asked(request: object) -> None:
            method, url = request.method, request.url  # type: ignore[attr-defined]
            seen[f"{method} {'ours' if url.startswith(address) else 'data:'}"] += 1
            if method != "GET" or not url.startswith((address, "data:")):
                wrong.append(f"{method} {url}")

        page.on("request", asked)
        before = here.digest()
        for n in range(size):
            page.goto(f"/d/{here.signed[n % len(here.signed)]}", wait_until="load")
            if page.get_by_role("button", name="Mở hồ sơ").count() != 1:
                wrong.append(f"load {n}: no door")
        if here.digest() != before:
            wrong.append("the ledger changed")
        browser.close()
    return {"done": size, "seen": dict(seen), "wrong": wrong}


def _fault(said: object) -> bool:
    return said.type in ("error", "warning")  # type: ignore[attr-defined]
