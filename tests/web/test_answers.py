"""Nothing to report, not ours, passed on: given on the agency's page, and undone."""

import httpx
import pytest

from desk.judge import Judgement, judge
from desk.waive import Waiver, waive
from ledger import people
from schemas.entry import EntryKind, Person
from tests.web.campaign import Campaign
from tests.web.reading import Page, fill

WHO = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên Văn phòng"}
ELSEWHERE = {**WHO, "thuoc_ve": "Sở Giáo dục và Đào tạo", "ghi_chu": "Theo phân công"}
COLLEAGUE = {
    **WHO,
    "nguoi_nhan": "Người nhận việc",
    "chuc_vu_nguoi_nhan": "Phó Trưởng phòng",
    "dia_chi_nguoi_nhan": "phongnv@soyte.laichau.example",
}
ANSWERS = (EntryKind.NOTHING, EntryKind.DECLINED, EntryKind.DELEGATED, EntryKind.UNDONE)


def enter(browser: httpx.Client, campaign: Campaign) -> Page:
    return Page(browser.post(campaign.link("so-y-te")).text)


def given(campaign: Campaign) -> list[tuple[EntryKind, str]]:
    facts = campaign.facts("so-y-te")
    return [(f.kind, f.duty) for f in facts if f.kind in ANSWERS]


def undo(browser: httpx.Client, page: Page) -> httpx.Response:
    form = next(f for f in page.forms if f.action.endswith("/hoan-tac"))
    return fill(browser, form, **WHO)


def test_nothing_to_report_is_an_answer_with_its_receipt(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("3.1")
    receipt = Page(fill(browser, form, "khong", **WHO).text)
    assert "Không phát sinh" in receipt.text
    assert given(campaign) == [(EntryKind.NOTHING, "3.1")]
    page = enter(browser, campaign)
    assert not [f for f in page.forms if ("o", "3.1") in f.fields]
    assert "1 không phát sinh" in page.text
    undo(browser, page)
    assert given(campaign)[-1][0] is EntryKind.UNDONE
    assert enter(browser, campaign).form("3.1")


def test_a_duty_is_declined_with_its_reason_and_whom_it_concerns(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("3.1-khong-thuoc")
    receipt = Page(fill(browser, form, "khong-thuoc", **ELSEWHERE).text)
    assert given(campaign) == [(EntryKind.DECLINED, "3.1")]
    for said in ("Không thuộc thẩm quyền", "Sở Giáo dục", "Theo phân công"):
        assert said in receipt.text
    page = enter(browser, campaign)
    assert "đang chờ cơ quan thường trực quyết định" in page.text
    assert "Thuộc về: Sở Giáo dục và Đào tạo" in page.text
    assert not [f for f in page.forms if ("o", "3.1-khong-thuoc") in f.fields]
    answered = Page(undo(browser, page).text)
    assert "Hoàn tác: không thuộc thẩm quyền" in answered.text
    assert enter(browser, campaign).form("3.1-khong-thuoc")


@pytest.mark.parametrize(
    ("accepted", "shown"),
    [
        (True, "Chấp nhận không thuộc thẩm quyền"),
        (False, "Đề nghị tiếp tục thực hiện"),
    ],
)
def test_the_page_shows_what_the_office_decided_and_why(
    browser: httpx.Client, campaign: Campaign, accepted: bool, shown: str
) -> None:
    form = enter(browser, campaign).form("3.1-khong-thuoc")
    fill(browser, form, "khong-thuoc", **ELSEWHERE)
    chief = Person("Người quyết định", "Trưởng phòng", "Theo Kế hoạch")
    judgement = Judgement("3.1", accepted, chief, "judge")
    judge(campaign.desk, campaign.row("so-y-te").id, judgement, campaign.now)
    page = enter(browser, campaign)
    assert shown in page.text
    assert "Người quyết định, Trưởng phòng" in page.text
    assert "Lý do: Theo Kế hoạch" in page.text
    assert "đang chờ cơ quan" not in page.text
    open_ = [f for f in page.forms if ("o", "3.1-khong-thuoc") in f.fields]
    assert bool(open_) is not accepted
    undoing = [f for f in page.forms if f.action.endswith("/hoan-tac")]
    assert undoing == [], "what the office has decided is not taken back"


def test_several_duties_are_declined_at_once(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("con-lai-khong-thuoc")
    fill(browser, form, "khong-thuoc", **ELSEWHERE)
    owed = [value for name, value in form.fields if name == "nhiem-vu"]
    assert len(owed) > 1
    assert given(campaign) == [(EntryKind.DECLINED, duty) for duty in owed]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"ghi_chu": ""}, "Đề nghị ghi lý do."),
        ({"thuoc_ve": ""}, "Đề nghị ghi cơ quan có thẩm quyền"),
        ({"thuoc_ve": "x" * 201}, "dài quá 200 ký tự"),
        ({"thuoc_ve": "cháu Nam sinh năm 2015"}, "Đề nghị chỉ ghi tên cơ quan"),
        ({"thuoc_ve": "Sở\u202e Y tế"}, "ký tự không đọc được"),
    ],
)
def test_what_is_wrong_with_declining_is_said_and_nothing_is_lost(
    browser: httpx.Client, campaign: Campaign, wrong: dict[str, str], message: str
) -> None:
    form = enter(browser, campaign).form("3.1-khong-thuoc")
    answered = fill(browser, form, "khong-thuoc", **{**ELSEWHERE, **wrong})
    page = Page(answered.text)
    assert answered.status_code == 422
    assert message in page.text
    assert given(campaign) == []
    kept = page.form("3.1-khong-thuoc")
    for name, value in {**ELSEWHERE, **wrong}.items():
        assert kept[name.replace("_", "-")] == value.replace("\u202e", "")


def test_a_docket_is_passed_on_to_a_colleague_and_back(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("chuyen")
    receipt = Page(fill(browser, form, **COLLEAGUE).text)
    assert "Chuyển người xử lý" in receipt.text
    assert given(campaign) == [(EntryKind.DELEGATED, "")]
    row = campaign.row("so-y-te")
    with campaign.desk.ledger.read() as tx:
        (colleague,) = people.delegates(tx, row.id).values()
    assert (colleague.name, colleague.address) == (
        "Người nhận việc",
        "phongnv@soyte.laichau.example",
    )
    page = enter(browser, campaign)
    assert "Đã chuyển cho Người nhận việc, Phó Trưởng phòng" in page.text
    assert page.form("tat-ca"), "the receipt is still the agency's to confirm"
    undo(browser, page)
    assert "Đã chuyển cho" not in enter(browser, campaign).text


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"nguoi_nhan": ""}, "Đề nghị ghi họ và tên người nhận."),
        ({"chuc_vu_nguoi_nhan": ""}, "Đề nghị ghi chức vụ người nhận."),
        ({"dia_chi_nguoi_nhan": "không phải"}, "Địa chỉ thư điện tử chưa đúng."),
        ({"dia_chi_nguoi_nhan": "a@example.com"}, "tên miền thư điện tử đã đăng ký"),
        ({"dia_chi_nguoi_nhan": "a@soyte.laichau.example.evil.example"}, "tên miền"),
        ({"dia_chi_nguoi_nhan": "vanthu@soyte.laichau.example"}, "chính địa chỉ đó"),
        ({"nguoi_nhan": "A\u202eB"}, "ký tự không đọc được"),
    ],
)
def test_letters_stay_in_the_agencys_own_mail_domain(
    browser: httpx.Client, campaign: Campaign, wrong: dict[str, str], message: str
) -> None:
    form = enter(browser, campaign).form("chuyen")
    answered = fill(browser, form, **{**COLLEAGUE, **wrong})
    page = Page(answered.text)
    assert answered.status_code == 422
    assert message in page.text
    assert given(campaign) == []
    kept = page.form("chuyen")
    for name, value in {**COLLEAGUE, **wrong}.items():
        assert kept[name.replace("_", "-")] == value.replace("\u202e", "")


def test_the_same_form_sent_twice_is_one_answer(
    browser: httpx.Client, campaign: Campaign
) -> None:
    form = enter(browser, campaign).form("chuyen")
    first, second = (fill(browser, form, **COLLEAGUE) for _ in range(2))
    assert first.url == second.url
    assert given(campaign) == [(EntryKind.DELEGATED, "")]


def test_the_page_shows_what_is_waived_and_asks_nothing_of_it(
    browser: httpx.Client, campaign: Campaign
) -> None:
    chief = Person("Người quyết định", "Trưởng phòng", "Đơn vị đang sáp nhập")
    waiver = Waiver("3.1", True, chief, "waive")
    waive(campaign.desk, campaign.row("so-y-te").id, waiver, campaign.now)
    page = enter(browser, campaign)
    for said in ("1 được miễn", "Miễn thực hiện.", "Lý do: Đơn vị đang sáp nhập"):
        assert said in page.text
    assert not [f for f in page.forms if ("o", "3.1") in f.fields]
