import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from postbox.app import create_app
from postbox.store import Envelope, Store
from tests.postbox.letters import PDF, UNION, invited, letter
from tests.postbox.serving import serving

KNOWN = {"username": "campaign", "password": "page-word"}

pytestmark = pytest.mark.browser


class Agency(BaseHTTPRequestHandler):
    """A stand-in for the agency's page: a form, and a record of what was asked."""

    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.command, self.path))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        form = b"<form method=post action=/opened><button>Open</button></form>"
        self.wfile.write(form)

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture
def agency():
    Agency.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Agency) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path)
    yield kept
    kept.close()


@pytest.fixture
def address(store):
    with serving(create_app(store, KNOWN["username"], KNOWN["password"])) as address:
        yield address


@pytest.fixture(params=[{"width": 390, "height": 844}, {"width": 1280, "height": 860}])
def page(chromium, request):
    context = chromium.new_context(viewport=request.param, http_credentials=KNOWN)
    yield context.new_page()
    context.close()


def html(agency: str) -> str:
    return (
        "<html><head><meta http-equiv=refresh content='0;url=/'></head><body>"
        f"<a href='{agency}/page'>Mở hồ sơ</a>"
        f"<img src='{agency}/pixel.png'><link rel=stylesheet href='{agency}/a.css'>"
        f"<iframe src='{agency}/frame'></iframe>"
        f"<script>fetch('{agency}/script')</script>"
        f"<form action='{agency}/form' method=post><button>Gửi</button></form>"
        "</body></html>"
    )


def test_a_person_finds_a_letter_and_opens_its_link(page, store, address, agency):
    raw = letter(html=html(agency), invitation=invited(), attachments=(PDF,))
    store.add(raw, Envelope("b@office.example", (UNION.address,)))
    page.goto(address)
    page.get_by_label("Tìm theo người nhận").fill("tinh doan")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Giao nhiệm vụ").click()
    assert page.get_by_text("Chủ nhật 30/6/2024").is_visible()
    letter_frame = page.frame_locator("iframe")
    letter_frame.get_by_role("button", name="Gửi").click()
    assert Agency.asked == []
    with page.context.expect_page() as opening:
        letter_frame.get_by_role("link", name="Mở hồ sơ").click()
    opened = opening.value
    opened.get_by_role("button", name="Open").click()
    opened.wait_for_url("**/opened")
    assert [a for a in Agency.asked if a[1] != "/favicon.ico"] == [
        ("GET", "/page"),
        ("POST", "/opened"),
    ]
    assert page.url.endswith("/letters/1")


def test_the_html_on_a_page_of_its_own_is_shut_in_as_well(page, store, address, agency):
    store.add(letter(html=html(agency)), Envelope("b@office.example", (UNION.address,)))
    page.goto(f"{address}/letters/1/html")
    page.get_by_role("button", name="Gửi").click()
    page.wait_for_timeout(200)
    assert Agency.asked == []
    assert page.evaluate("self.origin") == "null"


def test_no_page_is_wider_than_its_screen(page, store, address):
    long = {
        "subject": "Đ" * 300,
        "to": (UNION._replace(name="x" * 150),),
        "text": "y" * 400,
    }
    raw = letter(**long, invitation=invited(), attachments=(PDF,))
    store.add(raw, Envelope("b@office.example", ("z" * 60 + "@agency.example",)))
    for path in ("/", "/letters/1", "/letters/9"):
        page.goto(address + path)
        for summary in page.locator("summary").all():
            summary.click()
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0


def test_without_the_password_the_browser_shows_nothing(chromium, store, address):
    store.add(letter(), Envelope("b@office.example", (UNION.address,)))
    context = chromium.new_context(http_credentials=KNOWN | {"password": "wrong"})
    page = context.new_page()
    answer = page.goto(address)
    assert answer.status == 401
    assert "Giao nhiệm vụ" not in page.content()
    context.close()
