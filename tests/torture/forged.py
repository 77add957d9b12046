"""Links that were never given out: forged, cut short, altered by seed."""

import asyncio
import base64
import random
import string
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import httpx
from itsdangerous import URLSafeSerializer

from desk.links import Links, drawn
from desk.pages.docket import open_docket
from ledger import dockets
from tests.postbox.serving import serving
from tests.torture.batches import Result, drawn_by
from tests.torture.ground import Ground, ground
from tests.web.campaign import ADDRESS

_ODD = "\0\t\n .-_~=+/%?#&;'\"<>\\éẾ\u200b\u202e\uff0e\U0001f600"
_ALPHABET = string.ascii_letters + string.digits + "-_." + _ODD


def _altered(chance: random.Random, signed: str, _: str) -> str:
    at = chance.randrange(len(signed))
    return signed[:at] + chance.choice(_ALPHABET) + signed[at + 1 :]


def _last(chance: random.Random, signed: str, _: str) -> str:
    """Alter the last characters: some bits of base64's last one mean nothing."""
    at = len(signed) - chance.randrange(1, 3)
    return signed[:at] + chance.choice(_ALPHABET) + signed[at + 1 :]


def _longer(chance: random.Random, signed: str, _: str) -> str:
    at = chance.randrange(len(signed) + 1)
    return signed[:at] + chance.choice(_ALPHABET) * chance.randrange(1, 4) + signed[at:]


def _cut(chance: random.Random, signed: str, _: str) -> str:
    return signed[: chance.randrange(len(signed))]


def _headless(chance: random.Random, signed: str, _: str) -> str:
    return signed[chance.randrange(1, len(signed)) :]


def _crossed(_: random.Random, signed: str, other: str) -> str:
    """Name one docket under the signature of another."""
    return f"{signed.rpartition('.')[0]}.{other.rpartition('.')[2]}"


def _cased(chance: random.Random, signed: str, _: str) -> str:
    at = chance.randrange(len(signed))
    return signed[:at] + signed[at:].swapcase()


def _other_key(chance: random.Random, signed: str, _: str) -> str:
    return Links(f"{chance.random()}", ADDRESS).url(signed).rpartition("/")[2]


def _empty_key(_: random.Random, signed: str, other: str) -> str:
    return str(URLSafeSerializer("", salt="docket").dumps(signed[:24]))


def _other_salt(chance: random.Random, signed: str, _: str) -> str:
    """Sign by our own key what is no link: the value of a cookie."""
    return ground().campaign.desk.links.seal({"token": signed[:24]})


def _unknown(chance: random.Random, signed: str, _: str) -> str:
    token = base64.urlsafe_b64encode(f'"{chance.random()}"'.encode()).decode()
    return f"{token.rstrip('=')}.{signed.rpartition('.')[2]}"


def _noise(chance: random.Random, *_: str) -> str:
    return "".join(chance.choices(_ALPHABET, k=chance.randrange(1, 120)))


def _points(chance: random.Random, signed: str, _: str) -> str:
    token, _dot, signature = signed.rpartition(".")
    ways = (f".{signed}", f"{token}..{signature}", f"{signed}.", token, f"{token}.")
    return chance.choice(ways)


Way = Callable[[random.Random, str, str], str]
"""Makes a link that was not given out, of one that was and another one."""
WAYS: tuple[Way, ...] = (
    *(_altered, _last, _longer, _cut, _headless, _crossed, _cased),
    *(_other_key, _empty_key, _other_salt, _unknown, _noise, _points),
)


def forge(here: Ground, chance: random.Random) -> str:
    """Return what looks like a link and is none that was given out."""
    while True:
        signed, other = chance.sample(here.signed, 2)
        link = chance.choice(WAYS)(chance, signed, other)
        if link not in here.signed:
            return link


def verify(number: int, size: int) -> Result:
    """Give forged links to the function that reads them."""
    here, chance, wrong = ground(), drawn_by(f"links {number}"), list[str]()
    links, now = here.campaign.desk.links, here.campaign.now
    for _ in range(size):
        link = forge(here, chance)
        if links.token(link, now) is not None:
            wrong.append(f"accepted: {link!a}")
    return {"done": size, "wrong": wrong}


def knock(number: int, size: int) -> Result:
    """Send forged links over HTTP, among them some that were good once."""
    here, chance = ground(), drawn_by(f"knocks {number}")
    seen, wrong, lost = Counter[str](), list[str](), set[tuple[object, ...]]()
    with (
        _once_good(here) as once,
        serving(here.app) as address,
        httpx.Client(base_url=address) as client,
    ):
        before = here.digest()
        for n in range(size):
            link = once[n // 50 % len(once)] if n % 50 == 0 else forge(here, chance)
            method = chance.choice(("GET", "GET", "HEAD", "POST"))
            path = f"/d/{quote(link, safe='')}"
            got = client.request(method, path, headers={"origin": address})
            seen[f"{method} {got.status_code}"] += 1
            if got.status_code != 404:
                wrong.append(f"{method} {got.status_code}: {link!a}")
            if method != "HEAD":
                known = {k: v for k, v in got.headers.items() if k != "date"}
                lost.add((got.status_code, tuple(sorted(known.items())), got.text))
        if here.digest() != before:
            wrong.append("the ledger changed")
    if len(lost) > 1:
        wrong.append(f"{len(lost)} different answers")
    return {"done": size, "seen": dict(seen), "wrong": wrong}


@contextmanager
def _once_good(here: Ground) -> Iterator[list[str]]:
    """Give links that no docket has, and one that is revoked until the end."""
    campaign, row = here.campaign, here.campaign.row("bch-quan-su")
    url = campaign.desk.links.url
    urls = [url(row.token), *(url(drawn(None)()) for _ in range(3))]
    campaign.rotate(row.agency)
    yield [one.rpartition("/")[2] for one in urls]
    with campaign.desk.ledger.write() as tx:
        dockets.rotate(tx, row.id, row.token)


def outlive(number: int, size: int) -> Result:
    """Open every link before and after its season's end, and the others' pages by it.

    Each link opens one docket, and a visit of one opens no other.
    """
    return asyncio.run(_outlive(ground(), drawn_by(number), size))


async def _outlive(here: Ground, chance: random.Random, size: int) -> Result:
    desk, wrong = here.campaign.desk, list[str]()
    now = here.campaign.now
    pages = {}
    for signed in here.signed:
        token = desk.links.token(signed, now)
        page = open_docket(desk, token or "", now)
        if page is not None:
            pages[signed] = page
    for _ in range(size):
        mine, other = chance.sample(list(pages), 2)
        cookie = desk.links.seal(
            {
                "token": desk.links.token(mine, now) or "",
                "at": str(int(now.timestamp())),
                "name": "",
                "post": "",
            }
        )
        inside = chance.choice(("", "/bao-cao", "/bao-cao/xem-lai", "/ke-hoach"))
        path = f"/ho-so/{pages[other].ref}{inside}"
        got = await here.ask("GET", path, [(b"cookie", f"ho-so={cookie}".encode())])
        if got.status != 403 or pages[other].agency.encode() in got.body:
            wrong.append(f"{pages[mine].agency} opens {path}: {got.status}")
    ended = now + timedelta(days=365)
    for signed in pages:
        token = desk.links.token(signed, ended)
        if token is not None and open_docket(desk, token, ended) is not None:
            wrong.append(f"{pages[signed].agency} opens after the end")
    if len({page.docket for page in pages.values()}) != len(pages):
        wrong.append("two links open one docket")
    return {"done": size, "wrong": wrong}
