import sqlite3
from datetime import datetime, timedelta

import httpx
import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.web.campaign import Campaign
from tests.web.reading import Page, fill

SOMEBODY = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên Văn phòng"}
COLLEAGUE = Person("Người cùng phòng", "Phó Giám đốc")
HEALTH = ("3.1", "own-plan", "report")


def enter(browser: httpx.Client, campaign: Campaign) -> Page:
    return Page(browser.post(campaign.link("so-y-te")).text)


def said(campaign: Campaign) -> list[tuple[EntryKind, str, str]]:
    """Return what people said of the docket, in order."""
    quiet = {EntryKind.SEEN, EntryKind.PERFORMED, EntryKind.SKIPPED}
    return [
        (fact.kind, fact.duty, fact.step)
        for fact in campaign.facts("so-y-te")
        if fact.kind not in quiet
    ]


def path(answered: httpx.Response) -> str:
    return answered.url.path


def confirm(browser: httpx.Client, campaign: Campaign) -> httpx.Response:
    return fill(browser, enter(browser, campaign).form("tat-ca"), "nhan", **SOMEBODY)


def test_one_button_confirms_everything_and_gives_a_receipt_at_once(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = confirm(browser, campaign)
    page = Page(answered.text)
    assert answered.history[0].status_code == 303
    assert said(campaign) == [(EntryKind.CONFIRMED, duty, "") for duty in HEALTH]
    code = path(answered).rpartition("/")[2]
    for words in ("Đã ghi nhận", code, "10:00 ngày 6/5/2024", *SOMEBODY.values()):
        assert words in page.text
    assert page.text.count("Hoàn tác nội dung này") == 3


def test_a_receipt_survives_reloading_and_a_new_visit(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = confirm(browser, campaign)
    campaign.now += timedelta(days=3)
    enter(browser, campaign)
    again = browser.get(answered.url)
    assert "10:00 ngày 6/5/2024" in again.text
    assert "Người trả lời, Chuyên viên Văn phòng" in again.text


def test_the_same_form_sent_twice_is_one_act(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("tat-ca")
    first, second = (fill(browser, form, "nhan", **SOMEBODY) for _ in range(2))
    assert path(first) == path(second)
    assert len(said(campaign)) == 3


def test_the_same_page_used_for_something_else_is_another_act(
    browser: httpx.Client, campaign: Campaign
) -> None:
    page = enter(browser, campaign)
    first = fill(browser, page.form("tat-ca"), "nhan", **SOMEBODY)
    second = fill(browser, page.form("3.1"), "xong", **SOMEBODY)
    assert path(first) != path(second)
    assert said(campaign)[-1] == (EntryKind.FULFILLED, "3.1", "")


def test_the_letter_of_the_receipt_names_the_code_on_the_page(
    browser: httpx.Client, campaign: Campaign
) -> None:
    shown = path(confirm(browser, campaign)).rpartition("/")[2]
    beat(campaign.desk, campaign.now)
    first = next(f for f in campaign.facts("so-y-te") if f.kind is EntryKind.CONFIRMED)
    assert campaign.desk.links.code(campaign.row("so-y-te").id, first.n) == shown


@pytest.mark.parametrize(
    ("button", "more", "recorded"),
    [
        ("nhan", {}, (EntryKind.CONFIRMED, "3.1", "")),
        ("dang", {}, (EntryKind.PROGRESSED, "3.1", "")),
        ("dang", {"tien_do": "50"}, (EntryKind.PROGRESSED, "3.1", "50")),
        ("dang", {"tien_do": "007"}, (EntryKind.PROGRESSED, "3.1", "7")),
        ("xong", {"tien_do": "90"}, (EntryKind.FULFILLED, "3.1", "")),
        ("xong", {"ghi_chu": "Văn bản số 12/SYT"}, (EntryKind.FULFILLED, "3.1", "")),
    ],
)
def test_each_duty_has_its_three_answers(
    browser: httpx.Client,
    campaign: Campaign,
    button: str,
    more: dict[str, str],
    recorded: tuple[EntryKind, str, str],
) -> None:
    answered = fill(
        browser, enter(browser, campaign).form("3.1"), button, **SOMEBODY, **more
    )
    assert said(campaign) == [recorded]
    assert more.get("ghi_chu", "") in Page(answered.text).text


def test_all_that_is_open_can_be_reported_done_together(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = fill(
        browser, enter(browser, campaign).form("con-lai"), "xong", **SOMEBODY
    )
    assert [(kind, duty) for kind, duty, _ in said(campaign)] == [
        (EntryKind.FULFILLED, duty) for duty in HEALTH if duty != "report"
    ]
    docket = Page(browser.get(path(answered).rpartition("/bien-nhan")[0]).text)
    assert docket.text.count("Đã hoàn thành") == 2
    assert {("o", "con-lai"), ("o", "own-plan"), ("o", "3.1")}.isdisjoint(
        pair for form in docket.forms for pair in form.fields
    )


def test_the_page_remembers_who_acts(browser: httpx.Client, campaign: Campaign) -> None:
    answered = confirm(browser, campaign)
    form = Page(browser.get(path(answered).rpartition("/bien-nhan")[0]).text).form(
        "3.1"
    )
    assert (form["ho-ten"], form["chuc-vu"]) == tuple(SOMEBODY.values())


WRONG = [
    ({"ho_ten": ""}, "Đề nghị ghi họ và tên người thực hiện."),
    ({"ho_ten": "  "}, "Đề nghị ghi họ và tên người thực hiện."),
    ({"chuc_vu": ""}, "Đề nghị ghi chức vụ."),
    ({"ho_ten": "H" * 101}, "Họ và tên dài quá 100 ký tự."),
    ({"chuc_vu": "Văn\x00thư"}, "ký tự không đọc được"),
    ({"ho_ten": "Hoa\u202e"}, "ký tự không đọc được"),
    ({"ghi_chu": "g" * 501}, "Ghi chú dài quá 500 ký tự"),
    ({"ghi_chu": "cháu Nam, 012345678901"}, "số giấy tờ hoặc năm sinh"),
    ({"ghi_chu": "Nam sinh năm 2015, Hà SN 2016"}, "số giấy tờ hoặc năm sinh"),
    ({"tien_do": "101"}, "Tiến độ là số nguyên từ 0 đến 100."),
    ({"tien_do": "-1"}, "Tiến độ là số nguyên từ 0 đến 100."),
    ({"tien_do": "năm mươi"}, "Tiến độ là số nguyên từ 0 đến 100."),
    ({"tien_do": "\u0665\u0660"}, "Tiến độ là số nguyên từ 0 đến 100."),
    ({"ma": ""}, "Biểu mẫu gửi đến chưa đầy đủ"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    browser: httpx.Client, campaign: Campaign, wrong: dict[str, str], message: str
) -> None:
    typed = {**SOMEBODY, "ghi_chu": "Đã có văn bản", "tien_do": "50", **wrong}
    answered = fill(browser, enter(browser, campaign).form("3.1"), "dang", **typed)
    page = Page(answered.text)
    assert answered.status_code == 422
    assert said(campaign) == []
    assert "Chưa ghi nhận" in page.text
    assert message in page.text
    assert "Đã ghi nhận" not in page.text
    form = page.form("3.1")
    for name in ("ho_ten", "chuc_vu", "ghi_chu", "tien_do"):
        kept = form[name.replace("_", "-")]
        assert kept == typed[name].strip() or not typed[name].isprintable()
    assert page.form("own-plan")["ghi-chu"] == "", "the other forms stay empty"
    at_field = [name for name in wrong if name != "ma"]
    assert all(f"#{n.replace('_', '-')}-3.1" in page.links for n in at_field)


def test_html_in_what_is_typed_is_text(
    browser: httpx.Client, campaign: Campaign
) -> None:
    name = '"><script>alert(1)</script>'
    form = enter(browser, campaign).form("3.1")
    answered = fill(browser, form, "dang", ho_ten=name, chuc_vu="<b>", tien_do="x")
    page = Page(answered.text)
    assert "script" not in page.elements
    assert page.form("3.1")["ho-ten"] == name
    answered = fill(browser, form, "dang", ho_ten=name, chuc_vu="<b>")
    assert f"{name}, <b>" in Page(answered.text).text


def test_lines_of_a_note_are_joined(browser: httpx.Client, campaign: Campaign) -> None:
    form = enter(browser, campaign).form("3.1")
    answered = fill(browser, form, "dang", ghi_chu="một\r\nhai", **SOMEBODY)
    assert "một hai" in Page(answered.text).text


def test_what_a_colleague_answered_meanwhile_is_not_recorded_again(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("tat-ca")
    given = Answer(EntryKind.CONFIRMED, HEALTH, COLLEAGUE, "theirs")
    answer(campaign.desk, campaign.row("so-y-te").id, given, campaign.now)
    answered = fill(browser, form, "nhan", **SOMEBODY)
    assert answered.status_code == 409
    assert "đã được ghi nhận từ trước" in answered.text
    assert "Người cùng phòng, Phó Giám đốc" in answered.text
    assert len(said(campaign)) == 3


def test_a_duty_of_somebody_else_is_not_recorded(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("3.1")
    form.fields = [(n, "4.1" if n == "nhiem-vu" else v) for n, v in form.fields]
    answered = fill(browser, form, "xong", **SOMEBODY)
    assert answered.status_code == 409
    assert "Chưa ghi nhận" in answered.text
    assert said(campaign) == []


def test_an_unknown_answer_or_field_records_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("3.1")
    form.fields.append(("la", "x"))
    assert fill(browser, form, "huy", **SOMEBODY).status_code == 422
    assert said(campaign) == []
    assert fill(browser, form, "nhan", **SOMEBODY).status_code == 200


def test_an_undo_is_one_click_for_whoever_just_acted(
    browser: httpx.Client, campaign: Campaign
) -> None:
    receipt = Page(confirm(browser, campaign).text)
    undo = [form for form in receipt.forms if form.action.endswith("/hoan-tac")]
    assert [name for name, _ in undo[0].fields] == ["ma", "o", "n"]
    answered = fill(browser, undo[0])
    assert "Hoàn tác" in Page(answered.text).text
    assert said(campaign)[-1][0] is EntryKind.UNDONE
    assert path(fill(browser, undo[0])) == path(answered), "twice is once"
    docket = enter(browser, campaign)
    assert docket.text.count("Chờ xác nhận") == 1
    assert len(said(campaign)) == 4


def test_an_undo_by_somebody_new_asks_for_name_and_post(
    browser: httpx.Client, campaign: Campaign
) -> None:
    confirm(browser, campaign)
    campaign.now += timedelta(days=6, hours=23)
    page = enter(browser, campaign)
    form = next(form for form in page.forms if form.action.endswith("/hoan-tac"))
    assert "ho-ten" in dict(form.fields)
    refused = fill(browser, form)
    assert refused.status_code == 422
    assert "Đề nghị ghi chức vụ." in refused.text
    assert fill(browser, form, **SOMEBODY).status_code == 200
    assert said(campaign)[-1][0] is EntryKind.UNDONE


def test_after_seven_days_nothing_offers_an_undo_and_none_is_recorded(
    browser: httpx.Client, campaign: Campaign
) -> None:
    receipt = Page(confirm(browser, campaign).text)
    undo = next(form for form in receipt.forms if form.action.endswith("/hoan-tac"))
    campaign.now += timedelta(days=7)
    page = enter(browser, campaign)
    assert not [form for form in page.forms if form.action.endswith("/hoan-tac")]
    undo.fields += [("ho-ten", "Người trả lời"), ("chuc-vu", "Chuyên viên")]
    answered = fill(browser, undo)
    assert answered.status_code == 409
    assert "Chưa hoàn tác" in answered.text
    assert len(said(campaign)) == 3


@pytest.mark.parametrize(
    ("button", "people", "recorded", "shown"),
    [("du", "3", "3", "dự, 3 người"), ("khong-du", "", "0", "không dự")],
)
def test_the_invitation_to_the_launch_is_answered(
    browser: httpx.Client,
    campaign: Campaign,
    button: str,
    people: str,
    recorded: str,
    shown: str,
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    form = enter(browser, campaign).form("le-phat-dong")
    answered = fill(browser, form, button, so_nguoi=people, **SOMEBODY)
    assert said(campaign) == [(EntryKind.ATTENDING, "", recorded)]
    assert f"Trả lời giấy mời: {shown}" in Page(answered.text).text
    page = enter(browser, campaign)
    assert f"Đã trả lời: {shown}" in page.text
    assert "Trả lời lại" in page.text


@pytest.mark.parametrize("people", ["", "0", "1000", "ba"])
def test_whoever_comes_says_how_many(
    browser: httpx.Client, campaign: Campaign, people: str
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    form = enter(browser, campaign).form("le-phat-dong")
    answered = fill(browser, form, "du", so_nguoi=people, **SOMEBODY)
    assert answered.status_code == 422
    assert said(campaign) == []


def test_a_launch_that_began_is_not_answered_any_more(
    browser: httpx.Client, campaign: Campaign
) -> None:
    campaign.convene(datetime(2024, 5, 31, 8, tzinfo=VN))
    campaign.now = datetime(2024, 5, 31, 8, tzinfo=VN)
    page = enter(browser, campaign)
    assert "Lễ phát động" in page.text
    assert "Trả lời giấy mời" not in page.text


def test_a_visit_that_ended_keeps_what_was_typed_and_records_nothing(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("3.1")
    campaign.now += timedelta(hours=2)
    answered = fill(browser, form, "xong", ghi_chu="Văn bản số 12/SYT", **SOMEBODY)
    assert answered.status_code == 403
    for words in ("Chưa ghi nhận", "Văn bản số 12/SYT", *SOMEBODY.values()):
        assert words in Page(answered.text).text
    assert said(campaign) == []


def test_a_ledger_that_cannot_be_written_is_never_taken_for_a_record(
    campaign: Campaign, browser: httpx.Client
) -> None:
    form = enter(browser, campaign).form("tat-ca")
    with sqlite3.connect(campaign.file) as greedy:
        greedy.execute("BEGIN IMMEDIATE")
        refused = fill(browser, form, "nhan", **SOMEBODY)
        greedy.rollback()
    page = Page(refused.text)
    assert refused.status_code == 503
    assert "Chưa ghi nhận" in page.text
    assert "Đã ghi nhận" not in page.text
    assert said(campaign) == []
    again = fill(browser, page.forms[0])
    assert "Đã ghi nhận" in again.text, "what was typed can be sent again as it was"
    assert len(said(campaign)) == 3


def test_an_error_nobody_foresaw_is_a_page_too(
    campaign: Campaign, browser: httpx.Client
) -> None:
    link = campaign.link("so-y-te")
    with campaign.desk.ledger.write() as tx:
        tx.run("ALTER TABLE entries RENAME TO gone")
    answered = browser.get(link)
    assert answered.status_code == 500
    assert "Chưa mở được" in answered.text
    assert "default-src 'none'" in answered.headers["content-security-policy"]


def test_a_lost_link_is_asked_for_with_the_registered_address(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answers = [
        browser.post("/duong-dan", data={"dia-chi": address})
        for address in (
            "VanThu@SoYTe.laichau.example ",
            "vanthu@soyte.laichau.example",
            "nobody@soyte.laichau.example",
            "giamdoc@soyte.laichau.example",
        )
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert [kind for kind, _, _ in said(campaign)] == [EntryKind.LINK_ASKED]
    campaign.now += timedelta(days=1)
    browser.post("/duong-dan", data={"dia-chi": "vanthu@soyte.laichau.example"})
    assert len(said(campaign)) == 2


def test_what_is_no_address_is_said_so(
    browser: httpx.Client, campaign: Campaign
) -> None:
    answered = browser.post("/duong-dan", data={"dia-chi": "vanthu soyte"})
    assert answered.status_code == 422
    assert "Địa chỉ chưa đúng" in answered.text
    assert dict(Page(answered.text).forms[0].fields)["dia-chi"] == "vanthu soyte"
