"""What an agency attaches to its report over the web, from the file to the letter."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit

import httpx
import pytest

from desk.reports.writing import open_writing
from desk.start import OFFICE
from documents.attachments.limits import FILE, FILES
from ledger import attachments, people, reports
from schemas.entry import EntryKind
from tests.desk.desks import letters_to, plain
from tests.documents.attachments.making import (
    CHILDREN,
    WITH_PLACE,
    app_exif,
    changed,
    jpeg,
    packed,
    parts,
    pdf,
    png,
    related,
    sheet,
    word,
)
from tests.flows.processes import until
from tests.web.campaign import Campaign
from tests.web.reading import Page
from tests.web.reports import (
    SIGNED,
    WHO,
    enter,
    form_of,
    hand_in,
    send,
    write_all,
)
from tests.web.test_report import tell
from web.security import HEADERS

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
ENTITY = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
HOSTILE = '<b>"a";\u202e ả.pdf'


def attach(
    browser: httpx.Client, path: str, *files: tuple[str, bytes]
) -> httpx.Response:
    """Choose files and press the button."""
    return browser.post(f"{path}/tep", files=[("tep", file) for file in files])


def names(campaign: Campaign, agency: str = WHO) -> list[str]:
    """Return what the files of the draft are called."""
    files = open_writing(campaign.desk, campaign.row(agency).id).files
    return [one.name for one in files]


def held(campaign: Campaign, agency: str = WHO) -> list[str]:
    """Return the ids of all that the ledger keeps of an agency."""
    with campaign.desk.ledger.read() as tx:
        return list(attachments.of(tx, campaign.row(agency).id))


def rows(campaign: Campaign) -> list[int]:
    """Return how many rows of files, and of their parts, the ledger holds."""
    with sqlite3.connect(campaign.file) as ledger:
        counted = ledger.execute(
            "SELECT (SELECT count(*) FROM attachments), "
            "(SELECT count(*) FROM attachment_parts)"
        )
        return list(counted.fetchone())


def picture(n: int) -> bytes:
    return png(size=(n + 1, 1))


def with_part(name: str, content: bytes = b"<a/>") -> bytes:
    return packed(parts(word()) | {name: content})


def saying(text: str) -> bytes:
    """A document with one more paragraph, however long."""
    said = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return changed(word(), "word/document.xml", "<w:body>", said)


def test_files_go_with_a_report_from_the_page_to_the_letter(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    shown = attach(browser, path, ("Báo cáo.pdf", pdf("Báo cáo")), ("b.png", png()))
    assert shown.url.path == f"{path}/tep"
    assert "Báo cáo.pdf (1 KB)" in Page(shown.text).text
    assert "2 tệp" in Page(browser.get(path).text).text
    review = Page(browser.get(f"{path}/xem-lai").text)
    assert "Báo cáo.pdf" in review.text
    receipt = hand_in(browser, path)
    assert "Báo cáo.pdf" in Page(receipt.text).text
    with campaign.desk.ledger.read() as tx:
        (filed,) = reports.of(tx, campaign.row(WHO).id)
    assert sorted(filed.report.attachments) == sorted(held(campaign))
    code = receipt.url.path.rpartition("/")[2]
    later = campaign.now + timedelta(minutes=20)
    (letter,) = [
        one
        for one in letters_to(campaign.desk, "soyte.laichau.example", later)
        if code in one["Subject"]
    ]
    html = letter.get_body(("html",))
    assert html is not None
    for text in (plain(letter), Page(html.get_content()).text):
        assert "Báo cáo.pdf (1 KB)" in text
        assert "b.png (1 KB)" in text


REFUSED = {
    "size": ("a.pdf", b"%PDF-" + bytes(FILE - 4), "Tệp lớn hơn 20 MB"),
    "empty": ("a.pdf", b"", "Tệp không có nội dung"),
    "type": ("a.exe", b"MZ", "Chỉ nhận tệp .pdf"),
    "damaged": ("a.png", png()[:-5], "Tệp bị hỏng"),
    "encrypted": ("a.docx", LOCKED + bytes(600), "mật khẩu hoặc mã hóa"),
    "polyglot": ("a.jpg", jpeg() + b"<script>", "dữ liệu khác ghép vào"),
    "bomb": (
        "a.docx",
        with_part("word/media/image1.bmp", bytes(4_000_001)),
        "Tệp nén quá nhiều",
    ),
    "long": ("a.docx", saying(" ".join(map(str, range(700_000)))), "Tệp quá dài"),
    "macro": ("a.docx", with_part("word/vbaProject.bin"), "macro"),
    "embedded": ("a.docx", with_part("word/embeddings/a.xlsx"), "nhúng bên trong"),
    "external": ("a.docx", related(word(), "image", "http://a.example/"), "bên ngoài"),
    "entity": ("a.docx", with_part("word/more.xml", ENTITY), "khai báo kiểu"),
    "script": (
        "a.pdf",
        pdf("a", catalog="/OpenAction << /S /JavaScript /JS (a) >>"),
        "mã lệnh",
    ),
    "dimensions": ("a.jpg", jpeg(size=(60_000, 60_000)), "Ảnh quá lớn"),
    "gps": ("a.jpg", jpeg(app_exif(WITH_PLACE)), "vị trí nơi chụp"),
    "people": ("a.xlsx", sheet(*CHILDREN), "giống danh sách cá nhân"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_refused_file_leaves_nothing_and_keeps_no_other_one_out(
    browser: httpx.Client, campaign: Campaign, code: str
) -> None:
    name, content, said = REFUSED[code]
    path = enter(browser, campaign)
    shown = attach(
        browser, path, ("first.png", png()), (name, content), ("b.jpg", jpeg())
    )
    page = Page(shown.text)
    assert shown.status_code == 422
    assert "1 tệp chưa được đính kèm" in page.text
    assert f"Tệp “{name}”" in page.text
    assert said in page.text
    assert names(campaign) == ["first.png", "b.jpg"]
    assert rows(campaign) == [2, 2]


def test_a_sixth_file_is_refused_and_the_others_are_kept(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    six = [(f"{n}.png", picture(n)) for n in range(FILES + 1)]
    shown = attach(browser, path, *six)
    assert "đã có đủ 5 tệp" in shown.text
    assert names(campaign) == [name for name, _ in six[:FILES]]
    assert attach(browser, path, *six[:FILES]).status_code == 200, "the same once more"
    assert rows(campaign) == [FILES, FILES]


def test_no_file_chosen_is_said(browser: httpx.Client, campaign: Campaign) -> None:
    path = enter(browser, campaign)
    shown = attach(browser, path, ("", b""))
    assert shown.status_code == 422
    assert "Chưa có tệp nào được chọn" in shown.text
    assert rows(campaign) == [0, 0]


def test_a_file_is_taken_off(browser: httpx.Client, campaign: Campaign) -> None:
    path = enter(browser, campaign)
    attach(browser, path, ("a.png", picture(0)), ("b.png", picture(1)))
    first, *_ = held(campaign)
    shown = browser.post(f"{path}/tep/bo", data={"tep": first})
    assert (shown.status_code, shown.url.path) == (200, f"{path}/tep")
    assert len(names(campaign)) == 1
    assert rows(campaign) == [1, 1]
    again = browser.post(f"{path}/tep/bo", data={"tep": first})
    assert again.status_code == 200, "what is gone is gone"


def test_a_file_is_handed_out_to_be_saved_only(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path, content = enter(browser, campaign), pdf("Báo cáo")
    shown = attach(browser, path, (HOSTILE, content))
    assert "<b>" not in shown.text
    Page(shown.text)
    (name,) = names(campaign)
    assert name == '<b>"a"; ả.pdf'
    (link,) = [one for one in Page(shown.text).links if "/tep/" in one]
    found = browser.get(link)
    assert found.content == content
    assert found.headers["content-type"] == "application/pdf"
    assert found.headers["content-length"] == str(len(content))
    assert found.headers["content-disposition"] == (
        f"attachment; filename=\"tep.pdf\"; filename*=UTF-8''{quote(name, safe='')}"
    )
    assert found.headers["content-security-policy"].startswith("sandbox")
    for header in set(HEADERS) - {"Content-Security-Policy"}:
        assert found.headers[header] == HEADERS[header]
    assert browser.head(link).status_code == 200


def test_what_was_purged_is_counted_and_not_handed_out(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    attach(browser, path, ("a.png", png()))
    receipt = hand_in(browser, path).url.path
    (one,) = held(campaign)
    with campaign.desk.ledger.write() as tx:
        people.purge(tx, campaign.row(WHO).campaign)
    for shown in (receipt, f"{path}/tep"):
        page = Page(browser.get(shown).text)
        assert "Tệp không còn lưu (1 KB)" in page.text
        assert not any(one in link for link in page.links)
    link = f"{path.removesuffix('/bao-cao')}/tep/{one}"
    assert browser.get(link).status_code == 404


def test_a_review_whose_file_was_taken_off_is_shown_again(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    attach(browser, path, ("a.png", png()))
    review = form_of(browser, f"{path}/xem-lai")
    browser.post(f"{path}/tep/bo", data={"tep": held(campaign)[0]})
    found = send(browser, review, SIGNED, "nop")
    assert found.status_code == 409
    assert "Bản nháp đã thay đổi" in found.text
    assert hand_in(browser, path).status_code == 200


def test_a_file_is_handed_out_within_its_own_docket_only(
    browser: httpx.Client, campaign: Campaign, address: str
) -> None:
    path = enter(browser, campaign)
    attach(browser, path, ("a.png", png()))
    (one,) = held(campaign)
    link = f"{path.removesuffix('/bao-cao')}/tep/{one}"
    assert httpx.get(f"{address}{link}").status_code == 403
    with httpx.Client(
        base_url=address, headers={"origin": address}, follow_redirects=True
    ) as other:
        theirs = enter(other, campaign, "so-gddt")
        assert other.get(link).status_code == 403
        own = f"{theirs.removesuffix('/bao-cao')}/tep/{one}"
        assert other.get(own).status_code == 404
        other.post(f"{theirs}/tep/bo", data={"tep": one})
    assert browser.get(link).content == png()


def test_two_uploads_at_once_keep_their_files(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)

    def send(at: int) -> int:
        files = [(f"{n}.png", picture(n)) for n in range(at, at + 4)]
        return attach(browser, path, *files).status_code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(send, (0, 10)))
    assert found[1] == 422
    assert len(names(campaign)) == FILES
    assert rows(campaign) == [FILES, FILES]


def chunked(campaign: Campaign, *, then: str) -> Iterator[bytes]:
    """Send two files; once the first is kept the visit ends, or figures are locked."""
    head = b"Content-Disposition: form-data; name=tep; filename=%d.png\r\n\r\n%b\r\n"
    yield b"--limit\r\n" + head % (0, picture(0)) + b"--limit\r\n"
    assert until(lambda: rows(campaign) == [1, 1], 10)
    if then == "ends":
        campaign.rotate(WHO)
    elif then == "locks":
        tell(campaign, EntryKind.LOCKED, OFFICE)
    yield head % (1, picture(1)) + b"--limit--\r\n"


FORM = {"content-type": "multipart/form-data; boundary=limit"}


@pytest.mark.parametrize(
    ("then", "status", "said"),
    [("ends", 403, "Cần mở lại hồ sơ"), ("locks", 409, "khóa để tổng hợp")],
)
def test_what_ends_in_the_middle_says_what_was_not_saved(
    browser: httpx.Client, campaign: Campaign, then: str, status: int, said: str
) -> None:
    path = enter(browser, campaign)
    found = browser.post(
        f"{path}/tep", content=chunked(campaign, then=then), headers=FORM
    )
    page = Page(found.text)
    assert found.status_code == status
    assert said in page.text
    assert "Tệp chưa lưu" in page.text
    assert "1.png" in page.text
    assert rows(campaign) == [1, 1], "what was saved before, nothing after"


def test_a_visit_that_is_over_keeps_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    campaign.now += timedelta(hours=3)
    found = attach(browser, path, ("a.png", png()), ("b.pdf", bytes(FILE)))
    assert found.status_code == 403
    assert "Cần mở lại hồ sơ" in found.text
    assert rows(campaign) == [0, 0]


def test_who_sends_to_the_end_hears_that_a_form_was_turned_away(address: str) -> None:
    server = HTTPConnection(urlsplit(address).netloc)
    server.request(
        "POST", "/ho-so/x/bao-cao/tep", bytes(FILE), {**FORM, "origin": address}
    )
    assert server.getresponse().status == 403
    server.close()


def test_a_form_from_elsewhere_keeps_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    found = browser.post(
        f"{path}/tep",
        files=[("tep", ("a.png", png()))],
        headers={"origin": "https://elsewhere.example"},
    )
    assert found.status_code == 403
    assert rows(campaign) == [0, 0]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"tep=a", "application/x-www-form-urlencoded"),
        (b"--a\r\n", "multipart/form-data"),
        (b"nothing of a form", "multipart/form-data; boundary=limit"),
        (b"--limit\r\nContent-", "multipart/form-data; boundary=limit"),
        (
            b"--limit\r\nContent-Disposition: form-data; name=tep; filename=a.png"
            b"\r\n\r\n" + png(),
            "multipart/form-data; boundary=limit",
        ),
        (b"--limit--\r\n", f"multipart/form-data; boundary={'a' * 300}"),
    ],
)
def test_what_is_no_whole_form_keeps_nothing(
    browser: httpx.Client, campaign: Campaign, body: bytes, media_type: str
) -> None:
    path = enter(browser, campaign)
    found = browser.post(
        f"{path}/tep", content=body, headers={"content-type": media_type}
    )
    assert found.status_code == 415
    Page(found.text)
    assert rows(campaign) == [0, 0]


def test_more_parts_than_a_form_may_have_are_refused(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    found = attach(browser, path, *[("a.png", png())] * 21)
    assert found.status_code == 413
    assert "Tệp đã lưu trước đó vẫn còn" in found.text
    assert rows(campaign) in ([0, 0], [1, 1])
