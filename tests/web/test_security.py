import httpx
import pytest

from tests.web.campaign import Campaign
from tests.web.reading import Page
from web.security import HEADERS

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("path", "method"),
    [
        ("/", "GET"),
        ("/d/x", "GET"),
        ("/d/x", "POST"),
        ("/d/x", "DELETE"),
        ("/ho-so/x", "GET"),
        ("/khau-hieu/lai-chau-2024", "GET"),
        ("/luu-giu/lai-chau-2024", "GET"),
        ("/trang.css", "GET"),
        ("/duong-dan", "POST"),
        ("/openapi.json", "GET"),
        ("/docs", "GET"),
    ],
)
def test_every_answer_carries_the_headers(
    browser: httpx.Client, path: str, method: str
) -> None:
    answered = browser.request(method, path)
    assert set(HEADERS) <= {name.title() for name in answered.headers} | set(HEADERS)
    for name, value in HEADERS.items():
        public = path.startswith(("/khau-hieu/", "/luu-giu/", "/trang.css"))
        if not (public and name in ("Cache-Control", "X-Robots-Tag")):
            assert answered.headers[name] == value
    assert "server" not in answered.headers
    if path != "/trang.css":
        assert answered.text.startswith("<!doctype html>")
        Page(answered.text)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://127.0.0.1"}, 403),
        ({"origin": "", "referer": "https://elsewhere.example/d/x"}, 403),
        ({"origin": "", "referer": "{address}/d/x"}, 200),
        ({"origin": "{address}"}, 200),
        ({"origin": "http://testserver"}, 200),
    ],
)
def test_a_form_is_taken_from_our_own_pages_only(
    address: str, campaign: Campaign, sent: dict[str, str], status: int
) -> None:
    headers = {name: value.format(address=address) for name, value in sent.items()}
    before = campaign.facts("so-y-te")
    with httpx.Client(base_url=address, follow_redirects=True) as other:
        answered = other.post(campaign.link("so-y-te"), headers=headers)
    assert answered.status_code == status
    assert (campaign.facts("so-y-te") != before) is (status == 200)
    assert ("Chưa ghi nhận" in answered.text) is (status == 403)


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"ho-ten=" + b"a" * 270_000, FORM, 413),
        (b"&".join([b"a=1"] * 1000), FORM, 413),
        (b'{"ho-ten": "a"}', "application/json", 415),
        (b"--x\r\n", "multipart/form-data; boundary=x", 415),
        (b"ho-ten=a", "text/plain", 415),
        (b"ho-ten=%ff%fe&=&&;;=%", FORM, 403),
        (b"\xff\xfe\x00", FORM, 403),
    ],
)
def test_what_is_no_small_form_is_refused_with_a_page(
    browser: httpx.Client, body: bytes, media_type: str, status: int
) -> None:
    answered = browser.post(
        "/ho-so/x", content=body, headers={"content-type": media_type}
    )
    assert answered.status_code == status
    Page(answered.text)


def test_a_body_without_a_length_is_limited_too(browser: httpx.Client) -> None:
    def endless():
        for _ in range(300):
            yield b"a" * 1024

    answered = browser.post(
        "/ho-so/x", content=endless(), headers={"content-type": FORM}
    )
    assert answered.status_code == 413


@pytest.mark.parametrize(
    "cookie", ["ho-so=x", "ho-so=eyJ0b2tlbiI6MX0.abc", "ho-so=", "x=y"]
)
def test_a_cookie_not_sealed_here_opens_nothing(
    browser: httpx.Client, cookie: str
) -> None:
    assert browser.get("/ho-so/x", headers={"cookie": cookie}).status_code == 403
