import socket

import httpx
import pytest
from fastapi import FastAPI

from tests.postbox.serving import serving
from tests.web.campaign import Campaign
from tests.web.reading import Page
from web import forms
from web.admission import PER_ADDRESS, PER_LINK, Rate, Turns
from web.app import create_app
from web.bounds import Bounds


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def app(campaign: Campaign, seconds: Seconds) -> FastAPI:
    return create_app(campaign.desk, campaign.clock, seconds=seconds)


def client(app: FastAPI, address: str = "203.0.113.7") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 1))
    return httpx.AsyncClient(
        transport=transport,
        base_url="http://testserver",
        headers={"origin": "http://testserver"},
    )


async def statuses(to: httpx.AsyncClient, path: str, times: int) -> list[int]:
    return [(await to.get(path)).status_code for _ in range(times)]


pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_link_is_limited_before_its_address(
    app: FastAPI, campaign: Campaign, seconds: Seconds
) -> None:
    mine, other = campaign.link("so-y-te"), campaign.link("so-gddt")
    async with client(app) as one, client(app, "203.0.113.8") as elsewhere:
        found = await statuses(one, mine, PER_LINK.burst + 1)
        assert set(found[:-1]) == {200}
        assert found[-1] == (await elsewhere.get(mine)).status_code == 429
        assert (await one.get(other)).status_code == 200, "an office shares an address"
        seconds.now += 1 / PER_LINK.refill
        assert (await one.get(mine)).status_code == 200


async def test_a_visit_counts_for_its_link(app: FastAPI, campaign: Campaign) -> None:
    async with client(app) as one:
        opened = await one.post(campaign.link("so-y-te"))
        shown = opened.headers["location"]
        found = await statuses(one, shown, PER_LINK.burst)
    assert found == [200] * (PER_LINK.burst - 1) + [429]


async def test_what_names_no_link_is_limited_by_its_address(
    app: FastAPI, campaign: Campaign, seconds: Seconds
) -> None:
    async with client(app) as one, client(app, "203.0.113.8") as elsewhere:
        found = await statuses(one, "/d/forged", PER_ADDRESS.burst + 1)
        assert set(found[:-1]) == {404}
        assert found[-1] == 429
        for path in ("/duong-dan", "/ho-so/x", "/d/forged"):
            refused = await one.post(path, data={"dia-chi": "a@b.example"})
            assert refused.status_code == 429
        assert "Có quá nhiều yêu cầu" in Page(refused.text).text
        assert refused.headers["retry-after"] == "60"
        assert refused.headers["cache-control"] == "no-store"
        assert (await elsewhere.get("/d/forged")).status_code == 404
        assert (await one.get(campaign.link("so-y-te"))).status_code == 200
        seconds.now += 1 / PER_ADDRESS.refill
        assert await statuses(one, "/d/forged", 2) == [404, 429]


async def test_addresses_of_one_customer_count_as_one(app: FastAPI) -> None:
    for n in range(PER_ADDRESS.burst):
        async with client(app, f"2001:db8::{n:x}") as one:
            assert (await one.get("/d/forged")).status_code == 404
    async with client(app, "2001:db8::ffff:1") as one:
        assert (await one.get("/d/forged")).status_code == 429
    async with client(app, "2001:db8:0:1::1") as one:
        assert (await one.get("/d/forged")).status_code == 404


async def test_what_is_remembered_of_who_asks_is_bounded() -> None:
    turns = Turns(Rate(1, 0), lambda: 0)
    assert all(turns.take(f"{n}") for n in range(10_100))
    assert len(turns) == 10_000
    assert not turns.take("10099")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("testserver", 200),
        ("testserver:8443", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]:8080", 200),
        ("localhost", 200),
        ("rebound.example", 421),
        ("testserver.rebound.example", 421),
        ("testserver@rebound.example", 421),
        ("[", 421),
        ("", 421),
    ],
)
async def test_pages_answer_to_our_own_names_only(
    app: FastAPI, campaign: Campaign, host: str, status: int
) -> None:
    async with client(app) as one:
        answered = await one.get(campaign.link("so-y-te"), headers={"host": host})
    assert answered.status_code == status


async def test_links_are_built_from_the_address_that_is_set(
    app: FastAPI, campaign: Campaign
) -> None:
    headers = {
        "host": "localhost:9",
        "x-forwarded-host": "elsewhere.example",
        "forwarded": "host=elsewhere.example",
        "x-original-url": "http://elsewhere.example/",
    }
    async with client(app) as one:
        opened = await one.post(campaign.link("so-y-te"), headers=headers)
        shown = await one.get(opened.headers["location"], headers=headers)
        said = f"{opened.headers}{shown.headers}{shown.text}"
    assert "http://testserver/lich/" in said
    assert "elsewhere.example" not in said
    assert "localhost:9" not in said


async def test_a_form_that_is_sent_too_slowly_is_turned_away(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "BOUNDS", Bounds(1000, 0.3, 10, "large"))
    head = (
        f"POST {campaign.link('so-y-te')} HTTP/1.1\r\nHost: testserver\r\n"
        "Origin: http://testserver\r\nContent-Length: 100\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\na="
    )
    with serving(create_app(campaign.desk, campaign.clock)) as address:
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as slow:
            slow.sendall(head.encode())
            assert slow.recv(65536).startswith(b"HTTP/1.1 408")
    assert not any(fact.kind == "seen" for fact in campaign.facts("so-y-te"))
