import base64
import email
import re
from itertools import chain
from urllib.parse import quote, unquote

import httpx
import pytest

from postbox.app import PER_PAGE, AppError, create_app
from postbox.store import Envelope, Store
from schemas.letter import Method
from tests.postbox.letters import FRONT, HTML, PDF, UNION, invited, letter
from tests.postbox.serving import serving

ENVELOPE = Envelope("bounce@office.example", (UNION.address,))
KNOWN = ("campaign", "page-word")


@pytest.fixture
def store(tmp_path):
    kept = Store(tmp_path)
    yield kept
    kept.close()


@pytest.fixture
def client(store):
    with (
        serving(create_app(store, *KNOWN)) as address,
        httpx.Client(base_url=address, auth=KNOWN, trust_env=False) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def one_letter(tmp_path_factory):
    """The address of a page that shows one letter."""
    kept = Store(tmp_path_factory.mktemp("mail"))
    kept.add(letter(attachments=(PDF,)), ENVELOPE)
    with serving(create_app(kept, *KNOWN)) as address:
        yield address
    kept.close()


PATHS = [
    "/",
    "/?q=a",
    "/letters/1",
    "/letters/1/html",
    "/letters/1/message.eml",
    "/letters/1/files/1",
    "/style.css",
    "/nowhere",
    "/docs",
    "/openapi.json",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic !!!",
        "Basic " + base64.b64encode(b"campaign:wrong").decode(),
        "Basic " + base64.b64encode(b"campaign").decode(),
        "Basic " + base64.b64encode(b":page-word").decode(),
        "Bearer " + base64.b64encode(b"campaign:page-word").decode(),
        "Basic " + base64.b64encode("campaign:mật".encode()).decode(),
    ],
)
def test_nothing_is_shown_without_the_password(one_letter, path, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}
    answer = httpx.get(one_letter + path, headers=headers, trust_env=False)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert "Hộp thư cần mật khẩu" in answer.text
    assert "Giao nhiệm vụ" not in answer.text


@pytest.mark.parametrize(("user", "password"), [("", "p"), ("u", ""), ("", "")])
def test_the_page_does_not_open_without_a_password(store, user, password):
    with pytest.raises(AppError):
        create_app(store, user, password)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("known", [True, False])
def test_every_answer_is_shut_in(one_letter, path, known):
    auth = KNOWN if known else None
    headers = httpx.get(one_letter + path, auth=auth, trust_env=False).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors" in policy
    assert "base-uri 'none'" in policy
    assert "form-action" in policy


def test_only_a_letters_html_may_be_framed_and_it_is_sandboxed(store, client):
    store.add(letter(), ENVELOPE)
    shown = client.get("/letters/1/html")
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox ")
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy
    assert "allow-forms" not in policy
    assert "http" not in policy
    assert shown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/letters/1").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_page_only_shows(store, client, method):
    store.add(letter(), ENVELOPE)
    for path in ("/", "/letters/1"):
        assert getattr(client, method)(path).status_code == 405
    assert store.count() == 1


def test_an_empty_mailbox_says_so(client):
    assert "Chưa có thư nào" in client.get("/").text


def test_a_list_says_who_what_when_and_what_is_with_it(store, client):
    raw = letter(
        invitation=invited(Method.CANCEL), method=Method.CANCEL, attachments=(PDF,)
    )
    store.add(raw, ENVELOPE)
    text = client.get("/").text
    for shown in (
        "Giao nhiệm vụ",
        UNION.name,
        UNION.address,
        "08:30 20/5/2024",
        "Hủy giấy mời",
        "PDF",
        "/letters/1",
    ):
        assert shown in text


def numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r'href="/letters/(\d+)"', text)]


def test_pages_lead_from_the_newest_to_the_oldest(store, client):
    for n in range(PER_PAGE * 2 + 1):
        store.add(letter(message_id=f"<k{n}@office.example>"), ENVELOPE)
    seen, path = [], "/"
    while path:
        text = client.get(path).text
        seen.append(numbers(text))
        older = re.search(r'href="([^"]+)">Cũ hơn', text)
        path = older.group(1).replace("&amp;", "&") if older else None
    assert [len(page) for page in seen] == [PER_PAGE, PER_PAGE, 1]
    assert list(chain.from_iterable(seen)) == list(range(PER_PAGE * 2 + 1, 0, -1))


def test_a_search_goes_on_over_pages(store, client):
    for n in range(PER_PAGE + 5):
        to = UNION if n % 2 else FRONT
        store.add(letter(to=(to,)), Envelope("b@office.example", (to.address,)))
    text = client.get("/", params={"q": "tinh doan"}).text
    assert len(numbers(text)) == (PER_PAGE + 5) // 2
    assert "Xem tất cả" in text
    assert FRONT.address not in text


def test_a_search_that_finds_nothing_says_so(store, client):
    store.add(letter(), ENVELOPE)
    assert "Không có thư nào gửi tới “xyz”" in client.get("/", params={"q": "xyz"}).text


def test_a_letter_shows_its_headers_its_text_and_its_invitation(store, client):
    raw = letter(invitation=invited(sequence=3), reply_to=FRONT, attachments=(PDF,))
    store.add(raw, ENVELOPE)
    text = client.get("/letters/1").text
    for shown in (
        "Giao nhiệm vụ",
        "&lt;k1@office.example&gt;",
        "auto-generated",
        "Kính gửi: Tỉnh đoàn",
        "Giấy mời",
        "REQUEST · CONFIRMED",
        "<dd>3</dd>",
        "Chủ nhật 30/6/2024",
        "cả ngày",
        "lai-chau-2024_tinh-doan_day_2024-06-30@office.example",
        "chưa trả lời",
        "1. Khám sàng lọc",
        PDF.filename,
    ):
        assert shown in text


def event(*lines: str) -> bytes:
    body = ["BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", "UID:a@b", *lines]
    return "\r\n".join([*body, "END:VEVENT", "END:VCALENDAR", ""]).encode()


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            ("DTSTART:20240531T003000Z", "DTEND:20240531T020000Z"),
            "thứ Sáu 31/5/2024, 07:30 – 09:00",
        ),
        (("DTSTART:20240531T003000Z",), "thứ Sáu 31/5/2024, 07:30"),
        (
            ("DTSTART;VALUE=DATE:20240601", "DTEND;VALUE=DATE:20240701"),
            "Từ thứ Bảy 1/6/2024 đến hết Chủ nhật 30/6/2024",
        ),
        (
            ("DTSTART:20240531T003000Z", "DTEND:20240601T020000Z"),
            "Từ 07:30 thứ Sáu 31/5/2024 đến 09:00 thứ Bảy 1/6/2024",
        ),
    ],
)
def test_an_invitation_says_when(store, client, lines, shown):
    store.add(letter(invitation=event(*lines)), ENVELOPE)
    text = " ".join(client.get("/letters/1").text.split())
    assert shown in text
    assert "Trả lời giấy mời" in text


def test_a_letter_of_another_making_is_shown_as_well(store, client):
    store.add(b"hello, no headers at all", Envelope("", ()))
    store.add(b"Subject: text only\r\n\r\nwords", ENVELOPE)
    assert "không có tiêu đề" in client.get("/").text
    assert "không có tiêu đề" in client.get("/letters/1").text
    assert "words" in client.get("/letters/2").text
    assert client.get("/letters/2/html").text == '<base target="_blank">'


def test_an_invitation_nobody_can_read_does_not_hide_the_letter(store, client):
    store.add(letter(invitation=b"BEGIN:VCALENDAR\r\n"), ENVELOPE)
    answer = client.get("/letters/1")
    assert answer.status_code == 200
    assert "Không đọc được giấy mời" in answer.text


def test_the_html_opens_its_links_beside_the_mailbox(store, client):
    store.add(letter(), ENVELOPE)
    assert client.get("/letters/1/html").text == HTML.replace(
        "<head>", '<head><base target="_blank">'
    )


@pytest.mark.parametrize(
    ("html", "begins"),
    [
        ("<p>no head</p>", '<base target="_blank"><p>'),
        ('<HTML><HEAD lang="vi"><title>', '<HTML><HEAD lang="vi"><base target'),
        ("<header>x</header>", '<base target="_blank"><header>'),
    ],
)
def test_every_html_gets_its_base(store, client, html, begins):
    store.add(letter(html=html), ENVELOPE)
    assert client.get("/letters/1/html").text.startswith(begins)


def test_the_download_is_the_letter_byte_for_byte(store, client):
    raw = letter(invitation=invited())
    store.add(raw, ENVELOPE)
    answer = client.get("/letters/1/message.eml")
    assert answer.content == raw
    assert answer.headers["Content-Disposition"].endswith("''1.eml")
    assert email.message_from_bytes(answer.content)["Subject"]


def test_a_file_is_downloaded_and_never_shown(store, client):
    page = PDF._replace(filename="../ghi chú.html", media="text/html", data=b"<script>")
    store.add(letter(attachments=(PDF, page)), ENVELOPE)
    first, second = (client.get(f"/letters/1/files/{n}") for n in (1, 2))
    assert (first.content, second.content) == (PDF.data, page.data)
    assert second.headers["Content-Type"] == "application/octet-stream"
    disposition = second.headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert "/" not in disposition
    assert unquote(disposition.partition("''")[2]) == page.filename


@pytest.mark.parametrize(
    "path",
    [
        "/letters/2",
        "/letters/0",
        "/letters/-1",
        "/letters/x",
        f"/letters/{10**30}",
        "/letters/1/files/9",
        "/letters/1/files/x",
        "/letters/2/html",
        "/letters/2/message.eml",
        "/?page=0",
        "/?page=x",
        f"/?page={10**30}",
        "/nowhere",
        "/docs",
        "/openapi.json",
    ],
)
def test_what_is_not_there_is_said_in_vietnamese(store, client, path):
    store.add(letter(), ENVELOPE)
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.text


def test_a_page_beyond_the_last_is_empty(store, client):
    store.add(letter(), ENVELOPE)
    assert "Trang này không có thư" in client.get("/?page=99").text


EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_text_of_a_letter_is_data(store, client):
    to = UNION._replace(name=EVIL)
    raw = letter(
        subject=EVIL, text=EVIL, to=(to,), attachments=(PDF._replace(filename=EVIL),)
    )
    store.add(raw, Envelope(EVIL, (EVIL,)))
    for path in ("/", f"/?q={quote(EVIL)}", "/letters/1"):
        text = client.get(path).text
        assert "<script" not in text
        assert "<img" not in text
        assert "&lt;script&gt;" in text
