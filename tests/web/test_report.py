"""An agency writes its report step by step, hands it in, sees and amends it."""

from datetime import timedelta

import httpx
import pytest

from desk.reports.submit import Submission, submit
from desk.reports.writing import open_writing
from ledger import dockets, entries, people, reports
from schemas.entry import Entry, EntryKind, Person
from schemas.report import Channel, Report
from tests.desk.desks import letters_to, plain
from tests.desk.reports.test_submit import last_year
from tests.web.campaign import Campaign
from tests.web.reading import Page
from tests.web.reports import (
    SIGNED,
    WHO,
    enter,
    form_of,
    groups,
    hand_in,
    send,
    write,
    write_all,
)

GIFTS = "muc/van-dong"
LONG = "Đã tổ chức các hoạt động thiết thực cho trẻ em. " * 83
KIB = 1024


def versions(campaign: Campaign) -> list[Report]:
    with campaign.desk.ledger.read() as tx:
        return [one.report for one in reports.of(tx, campaign.row(WHO).id)]


def stored(campaign: Campaign) -> dict[str, str]:
    """Return what the fields of the draft hold."""
    return dict(open_writing(campaign.desk, campaign.row(WHO).id).stored)


def tell(campaign: Campaign, kind: EntryKind, agency: str, duty: str = "") -> None:
    """Append a fact of the office."""
    row = campaign.row(agency)
    fact = Entry(row.n + 1, campaign.now, kind, duty)
    with campaign.desk.ledger.write() as tx:
        entries.append(tx, row.id, [fact])
        people.put(
            tx, row.id, {fact.n: Person("Người xem xét", "Chuyên viên", "Thiếu số trẻ")}
        )
        dockets.advance(tx, row.id, fact.n, campaign.now)


def test_a_report_is_written_handed_in_and_acknowledged(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    write(browser, f"{path}/{GIFTS}", {"figure.tong-kinh-phi": "4,2 tỷ"})
    write(browser, f"{path}/thuyet-minh", {"part.results": "Tốt.\n\nRất tốt."})
    review = Page(browser.get(f"{path}/xem-lai").text)
    assert "4.200.000.000 đồng bốn tỷ hai trăm triệu đồng" in review.text
    receipt = Page(hand_in(browser, path).text)
    assert "Đã ghi nhận" in receipt.text
    assert "Nộp báo cáo, phiên bản 1" in receipt.text
    assert "4.200.000.000 đồng bốn tỷ hai trăm triệu đồng" in receipt.text
    (report,) = versions(campaign)
    assert report.figures["tong-kinh-phi"] == 4_200_000_000
    assert report.narrative.results == "Tốt.\n\nRất tốt."
    docket = Page(browser.get(path.removesuffix("/bao-cao")).text)
    assert "Báo cáo: đã nộp bản mềm" in docket.text
    assert "Xem, sửa báo cáo" in docket.text
    assert "Phiên bản 1 nộp lúc 09:00 ngày 9/7/2024, Người trả lời" in docket.text
    assert "Phiên bản 1, 09:00 ngày 9/7/2024" in Page(browser.get(path).text).text


def test_the_receipt_letter_says_what_was_submitted(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    write(browser, f"{path}/muc/dien-dan", {}, "khong")
    for one in groups(campaign)["dien-dan"]:
        write(browser, f"{path}/muc/dien-dan", {f"figure.{one}": ""})
    write(browser, f"{path}/{GIFTS}", {"figure.tong-kinh-phi": "1.580 tỷ"})
    write(browser, f"{path}/thuyet-minh", {"part.results": "Tốt.\n<b>Rất</b> tốt."})
    code = hand_in(browser, path).url.path.rpartition("/")[2]
    later = campaign.now + timedelta(minutes=20)
    (letter,) = [
        one
        for one in letters_to(campaign.desk, "soyte.laichau.example", later)
        if code in one["Subject"]
    ]
    html = letter.get_body(("html",))
    assert html is not None
    for text in (plain(letter), Page(html.get_content()).text):
        for said in (
            code,
            "09:00 ngày 9/7/2024",
            "Phiên bản",
            "Tổng kinh phí đã huy động",
            "1.580.000.000.000 đồng",
            "một nghìn năm trăm tám mươi tỷ đồng",
            "<b>Rất</b> tốt.",
            "cho đến khi cơ quan thường trực khóa số liệu",
        ):
            assert said in text, said


def test_nothing_arose_in_a_group_or_at_all_is_an_answer(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    overview = Page(browser.get(path).text)
    assert "Không phát sinh trong toàn bộ" in browser.get(path).text
    review = Page(send(browser, overview.forms[-1]).text)
    assert review.text.count("Không phát sinh.") == len(groups(campaign))
    assert "Nộp báo cáo, phiên bản 1" in Page(hand_in(browser, path).text).text
    assert versions(campaign)[0].nothing == tuple(groups(campaign))
    assert "Không phát sinh trong toàn bộ" not in browser.get(path).text


def test_the_forum_is_asked_about_only_where_one_was_held(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    step = f"{path}/muc/dien-dan"
    asked = Page(browser.get(step).text)
    assert "Đơn vị có tổ chức Diễn đàn trẻ em không?" in asked.text
    assert "Trẻ em dự diễn đàn" not in asked.text
    held = send(browser, asked.forms[-1], button="co")
    assert held.url.path == step
    assert "Trẻ em dự diễn đàn" in held.text
    assert write(browser, step, {"nothing.dien-dan": "1"}).status_code == 200
    assert "Đã trả lời: Không." in browser.get(step).text
    assert stored(campaign)["nothing.dien-dan"] == "1"


BAD = [
    ("12a", "Số liệu chỉ gồm chữ số"),
    ("1,234.5", "dấu phẩy"),
    ("-5", "không nhỏ hơn 0"),
    ("1000000000000000000", "quá lớn"),
    ("12\t34\n56\t78", "Mỗi ô chỉ ghi một số"),
    ("=cmd()", "không ghi công thức"),
    ("<script>", "chữ số"),
]


@pytest.mark.parametrize(("typed", "message"), BAD)
def test_what_cannot_be_read_is_told_at_its_field_and_kept(
    browser: httpx.Client, campaign: Campaign, typed: str, message: str
) -> None:
    path = write_all(browser, campaign)
    answered = write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": typed})
    page = Page(answered.text)
    assert answered.status_code == 422
    assert message in page.text
    assert "#figure.suat-qua" in page.links
    assert page.forms[-1]["figure.suat-qua"] == " ".join(typed.split())
    assert stored(campaign)["figure.suat-qua"] == typed
    review = Page(browser.get(f"{path}/xem-lai").text)
    assert message in review.text
    assert f"{path}/{GIFTS}#figure.suat-qua" in review.links
    assert "nop" not in review.forms[-1].buttons
    assert send(browser, review.forms[-1], SIGNED, "nop").status_code == 422
    assert versions(campaign) == []


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"figure.ngan-sach": "10 tỷ"}, "đã ghi là 9.000.000.000 đồng"),
        ({"figure.suat-qua": "100.000.001"}, "mức cao nhất là 100.000.000 suất"),
        ({"figure.suat-qua": "1", "nothing.van-dong": "1"}, "đã chọn không phát sinh"),
    ],
)
def test_an_error_cannot_be_passed(
    browser: httpx.Client, campaign: Campaign, changed: dict[str, str], message: str
) -> None:
    path = write_all(browser, campaign)
    answered = write(browser, f"{path}/{GIFTS}", changed)
    assert answered.status_code == 422
    assert message in Page(answered.text).text
    assert "Cần sửa" in Page(browser.get(path).text).text
    review = form_of(browser, f"{path}/xem-lai")
    assert send(browser, review, SIGNED, "nop").status_code == 422
    assert versions(campaign) == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("x" * 4001, "dài quá 4.000 ký tự"),
        ("A\u202eB", "ký tự không đọc được"),
    ],
)
def test_words_that_no_report_may_hold_are_told_and_kept(
    browser: httpx.Client, campaign: Campaign, typed: str, message: str
) -> None:
    path = write_all(browser, campaign)
    answered = write(browser, f"{path}/thuyet-minh", {"part.results": typed})
    assert answered.status_code == 422
    assert message in Page(answered.text).text
    assert stored(campaign)["part.results"] == typed
    assert hand_in(browser, path).status_code == 422
    assert versions(campaign) == []


def test_words_that_name_persons_are_shown_again_and_never_stored(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path, named = write_all(browser, campaign), "Cháu A, sinh năm 2015"
    write(browser, f"{path}/thuyet-minh", {"part.results": "Tốt"})
    answered = write(browser, f"{path}/thuyet-minh", {"part.results": named})
    assert answered.status_code == 422
    page = Page(answered.text)
    assert "danh sách cá nhân" in page.text
    assert "Nội dung ở ô này chưa được lưu." in page.text
    assert page.forms[-1]["part.results"] == named
    assert stored(campaign)["part.results"] == "Tốt"
    again = send(browser, page.forms[-1], {"part.results": "Rất tốt"})
    assert (again.status_code, stored(campaign)["part.results"]) == (200, "Rất tốt")
    table = "Nguyễn Văn An 2015\tTrần Thị Bình 2016\tLê Văn Tám 2017"
    answered = write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": table})
    assert answered.status_code == 422
    assert stored(campaign)["figure.suat-qua"] == "0"
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": ""})
    answered = write(browser, f"{path}/xem-lai", {"why.van-dong": named}, "luu")
    assert answered.status_code == 422
    assert Page(answered.text).forms[-1]["why.van-dong"] == named
    assert "why.van-dong" not in stored(campaign)


def test_what_is_missing_is_never_zero_and_may_be_explained(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    gaps = {"figure.suat-qua": "", "figure.hoc-bong": ""}
    write(browser, f"{path}/{GIFTS}", gaps)
    refused = hand_in(browser, path)
    assert refused.status_code == 422
    page = Page(refused.text)
    assert "Chưa nhập: Quà đã tặng; Học bổng đã trao." in page.text
    assert page.forms[-1]["ho-ten"] == SIGNED["ho-ten"]
    saved = write(browser, f"{path}/xem-lai", {"why.van-dong": "Chưa thống kê"}, "luu")
    assert Page(saved.text).forms[-1]["why.van-dong"] == "Chưa thống kê"
    assert hand_in(browser, path).url.path.rpartition("/")[0].endswith("bien-nhan")
    (report,) = versions(campaign)
    assert report.explained == dict.fromkeys(("suat-qua", "hoc-bong"), "Chưa thống kê")
    assert "suat-qua" not in report.figures


def test_a_figure_ten_times_the_last_one_is_asked_about(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign, "5")
    hand_in(browser, path)
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "50"})
    shown = Page(browser.get(f"{path}/{GIFTS}").text)
    assert "Bản đã nộp: 5 suất" in shown.text
    assert "gấp từ 10 lần trở lên so với lần trước là 5 suất" in shown.text
    assert hand_in(browser, path).status_code == 422
    assert hand_in(browser, path, {"why.suat-qua": "Thêm ba xã"}).status_code == 200
    assert versions(campaign)[1].explained == {"suat-qua": "Thêm ba xã"}


def test_last_years_figures_stand_beside_the_fields(
    browser: httpx.Client, campaign: Campaign
) -> None:
    last_year(campaign.desk)
    path = write_all(browser, campaign)
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "30"})
    shown = Page(browser.get(f"{path}/{GIFTS}").text)
    assert "Năm 2023: 3 suất" in shown.text
    assert "so với lần trước là 3 suất" in shown.text


def test_the_same_form_sent_twice_is_one_version(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    form = form_of(browser, f"{path}/xem-lai")
    first, second = (send(browser, form, SIGNED, "nop") for _ in range(2))
    assert first.url == second.url
    assert len(versions(campaign)) == 1


def test_two_who_hand_in_are_both_kept_the_later_one_visibly(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    mine = form_of(browser, f"{path}/xem-lai")
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "7"})
    theirs = form_of(browser, f"{path}/xem-lai")
    hand = dict.fromkeys(SIGNED, "Người khác")
    assert "phiên bản 1" in send(browser, theirs, hand, "nop").text
    second = Page(send(browser, mine, SIGNED, "nop").text)
    assert "phiên bản 2" in second.text
    assert [one.figures["suat-qua"] for one in versions(campaign)] == [7, 0]
    overview = Page(browser.get(path).text)
    assert "Phiên bản 2, 09:00 ngày 9/7/2024, Người trả lời" in overview.text
    assert "Phiên bản 1, 09:00 ngày 9/7/2024, Người khác" in overview.text


def test_what_was_saved_after_the_review_is_not_submitted_and_said_so(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    review = form_of(browser, f"{path}/xem-lai")
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "7"})
    receipt = Page(send(browser, review, SIGNED, "nop").text)
    assert "Bản nháp được lưu thêm lúc 09:00 ngày 9/7/2024" in receipt.text
    assert versions(campaign)[0].figures["suat-qua"] == 0
    assert stored(campaign)["figure.suat-qua"] == "7"


def test_two_who_write_the_same_field_see_both_and_lose_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    step = f"{path}/{GIFTS}"
    mine = form_of(browser, step)
    write(browser, step, {"figure.suat-qua": "7", "figure.hoc-bong": "3"})
    answered = send(browser, mine, {"figure.suat-qua": "8", "figure.cong-trinh": "2"})
    page = Page(answered.text)
    assert answered.status_code == 409
    assert "“7”" in page.text
    again = page.forms[-1]
    assert (again["figure.suat-qua"], again["figure.hoc-bong"]) == ("8", "3")
    assert stored(campaign)["figure.suat-qua"] == "7", "nobody has decided yet"
    assert send(browser, again).status_code == 200
    kept = stored(campaign)
    assert [
        kept[f"figure.{one}"] for one in ("suat-qua", "hoc-bong", "cong-trinh")
    ] == [
        "8",
        "3",
        "2",
    ]


def test_a_session_that_ends_gives_back_what_was_typed(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "7"})
    figures = form_of(browser, f"{path}/{GIFTS}")
    words = form_of(browser, f"{path}/thuyet-minh")
    campaign.now += timedelta(hours=3)
    ticked = {"figure.hoc-bong": "31", "nothing.van-dong": "1"}
    over = Page(send(browser, figures, ticked).text)
    assert "Cần mở lại hồ sơ" in over.text
    assert "Không phát sinh nội dung nào của mục này ✓" in over.text
    assert "Học bổng đã trao 31" in over.text
    over = Page(send(browser, words, {"part.results": "Một.\nHai."}).text)
    assert "Kết quả thực hiện Một. Hai." in over.text
    enter(browser, campaign)
    assert form_of(browser, f"{path}/{GIFTS}")["figure.suat-qua"] == "7"


def test_locked_figures_stand_and_nothing_typed_is_lost(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    hand_in(browser, path)
    step = form_of(browser, f"{path}/{GIFTS}")
    write(browser, f"{path}/thuyet-minh", {"part.results": "Thêm"})
    review = form_of(browser, f"{path}/xem-lai")
    tell(campaign, EntryKind.LOCKED, "@office")
    answered = send(browser, step, {"figure.suat-qua": "8"})
    assert answered.status_code == 409
    assert "Quà đã tặng 8" in Page(answered.text).text
    assert send(browser, review, SIGNED, "nop").status_code == 409
    assert len(versions(campaign)) == 1
    shown = Page(browser.get(f"{path}/{GIFTS}").text)
    assert "Đã khóa số liệu" in shown.text
    assert f"{path}/{GIFTS}" not in shown.links


def test_what_was_sent_back_says_why_and_is_amended_from_what_it_was(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign, "5")
    hand_in(browser, path)
    tell(campaign, EntryKind.SENT_BACK, WHO, "report")
    docket = Page(browser.get(path.removesuffix("/bao-cao")).text)
    said = "(09:00 ngày 9/7/2024, Người xem xét, Chuyên viên): Thiếu số trẻ"
    for page in (docket, Page(browser.get(path).text)):
        assert f"Yêu cầu bổ sung {said}" in page.text
    assert form_of(browser, f"{path}/{GIFTS}")["figure.suat-qua"] == "5"
    write(browser, f"{path}/{GIFTS}", {"figure.suat-qua": "6"})
    hand_in(browser, path)
    assert [one.figures["suat-qua"] for one in versions(campaign)] == [5, 6]


@pytest.mark.parametrize("button", ["xong", "khong"])
def test_a_word_does_not_stand_for_a_report(
    browser: httpx.Client, campaign: Campaign, button: str
) -> None:
    enter(browser, campaign)
    page = Page(browser.post(campaign.link(WHO)).text)
    assert {"xong", "khong"}.isdisjoint(page.form("report").buttons)
    answered = send(browser, page.form("report"), SIGNED, button)
    assert answered.status_code == 409
    assert "Đề nghị chọn Lập báo cáo" in Page(answered.text).text
    kinds = {fact.kind for fact in campaign.facts(WHO)}
    assert kinds.isdisjoint({EntryKind.FULFILLED, EntryKind.NOTHING})


def test_foreign_unknown_and_closed_reports_are_not_written(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    step, review = form_of(browser, f"{path}/{GIFTS}"), f"{path}/xem-lai"
    form = form_of(browser, review)
    assert browser.post(f"{path}/muc/unknown", data={}).status_code == 404
    assert browser.get(f"{path}/unknown").status_code == 404
    own = campaign.row("so-ldtbxh").agency
    office = enter(browser, campaign, own)
    assert browser.get(office).status_code == 404, "it owes itself no report"
    assert browser.post(office, data={}).status_code == 404
    assert browser.post(f"{office}/xem-lai", data={}).status_code == 404
    assert browser.post(f"{office}/muc/van-dong", data={}).status_code == 404
    foreign = browser.post(
        "/ho-so/AAAA-AAAA/bao-cao/muc/van-dong", data=dict(step.fields)
    )
    assert foreign.status_code == 403
    enter(browser, campaign)
    campaign.now += timedelta(days=100)
    for one in (step, form):
        closed = send(browser, one, {"figure.suat-qua": "9", **SIGNED}, "nop")
        assert closed.status_code == 403
    assert versions(campaign) == []


def test_a_review_of_what_is_not_kept_any_more_is_shown_again(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign)
    form = form_of(browser, f"{path}/xem-lai")
    for saved in ("999", "", "abc"):
        answered = send(browser, form, {**SIGNED, "luu": saved}, "nop")
        assert answered.status_code == 409
        assert "Bản nháp đã thay đổi" in Page(answered.text).text
    unsigned = send(browser, form, {"ho-ten": ""}, "nop")
    assert unsigned.status_code == 422
    assert "Đề nghị ghi họ và tên" in Page(unsigned.text).text


def test_looking_changes_nothing_and_pages_stay_small(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = write_all(browser, campaign, "999")
    gaps = dict.fromkeys((f"figure.{one}" for one in groups(campaign)["van-dong"]), "")
    write(browser, f"{path}/{GIFTS}", gaps)
    words = {f"part.{one}": LONG for one in ("results", "difficulties", "proposals")}
    write(browser, f"{path}/thuyet-minh", words)
    assert min(map(len, words.values())) > 3900
    before = campaign.facts(WHO), stored(campaign)
    steps = [f"muc/{one}" for one in groups(campaign)]
    for step in ("", *steps, "thuyet-minh", "xem-lai"):
        answered = browser.get(f"{path}/{step}".rstrip("/"))
        assert answered.status_code == 200
        assert len(answered.content) < 50 * KIB, step
        page = Page(answered.text)
        assert len(set(page.ids)) == len(page.ids)
        assert set(page.labels) <= set(page.ids)
        assert "script" not in page.elements
    assert (campaign.facts(WHO), stored(campaign)) == before


def test_what_went_by_the_clerk_has_no_figures_here(
    browser: httpx.Client, campaign: Campaign
) -> None:
    path = enter(browser, campaign)
    by_clerk = Report(channel=Channel.CLERK, nothing=tuple(groups(campaign)))
    given = Submission(by_clerk, Person(*SIGNED.values()), "clerk")
    code = submit(campaign.desk, campaign.row(WHO).id, given, campaign.now).code
    home = path.removesuffix("/bao-cao")
    receipt = Page(browser.get(f"{home}/bien-nhan/{code}").text)
    assert "Báo cáo được nộp qua văn thư" in receipt.text
    assert "Không phát sinh." not in receipt.text
    later = campaign.now + timedelta(minutes=20)
    letters = letters_to(campaign.desk, "soyte.laichau.example", later)
    (letter,) = [one for one in letters if code in one["Subject"]]
    assert "Báo cáo được nộp qua văn thư" in plain(letter)
