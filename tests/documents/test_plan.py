"""The plan's document, opened as the person who signs it opens it."""

from datetime import datetime

from documents.base import Letterhead, Recipients, Signature
from documents.plan import plan_docx
from documents.plan_text import (
    ActivityText,
    CitedText,
    DutyText,
    EntryText,
    PlanText,
    RouteText,
)
from schemas.base import VN
from tests.documents.reading import opened, texts

VIEW = PlanText(
    letterhead=Letterhead(("UBND tỉnh",), "KH-UBND", "Lai Châu"),
    title="Kế hoạch tổ chức Tháng hành động",
    issuer="UBND tỉnh",
    theme="Một chủ đề",
    period="từ ngày 1/6/2024 đến hết ngày 30/6/2024",
    launch="ngày 1/6/2024",
    phases=(("báo cáo", "từ ngày 1/7/2024 đến hết ngày 19/7/2024"),),
    slogans=("Một khẩu hiệu.",),
    activities=(ActivityText("Vận động", "Sở Y tế"), ActivityText("Tặng quà")),
    entries=(
        EntryText("1", "Sở Y tế", False, (DutyText("Khám", "Khám bệnh"),)),
        EntryText("2", "Mặt trận và đoàn thể", True),
    ),
    laid_on_all=(
        DutyText("Kế hoạch riêng", "Lập kế hoạch.", deadline="ngày 2/5/2024"),
        DutyText(
            "Báo cáo kết quả",
            "Gửi kết quả.",
            deadline="trước ngày 20/7/2024 (hết ngày 19/7)",
            basis="Thông tư 28",
            reports=True,
            besides=("Sở Y tế",),
        ),
    ),
    route=RouteText("UBND tỉnh", "Sở Y tế", "Bộ Y tế"),
    signature=Signature("PHÓ CHỦ TỊCH", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"),
    recipients=Recipients(("Bộ Y tế (b/c)",), "VT"),
    at=datetime(2024, 5, 2, 9, tzinfo=VN),
    section="III",
    observances=(("Ngày Quốc tế Thiếu nhi", "1/6/2024"),),
)


def said(view: PlanText) -> list[str]:
    return texts(opened(plan_docx(view)))


def test_number_and_day_stay_blank():
    lines = said(VIEW)
    assert "Số:          /KH-UBND" in lines
    assert "Lai Châu, ngày       tháng       năm         " in lines
    at = lines.index("KẾ HOẠCH")
    assert lines[at + 1] == "Tổ chức Tháng hành động"
    assert (
        lines[at + 2] == "UBND tỉnh ban hành Kế hoạch tổ chức Tháng hành động như sau:"
    )


def test_the_text_in_the_order_of_plans():
    lines = said(VIEW)
    assert lines[lines.index("I. NỘI DUNG") : lines.index("Nơi nhận:")] == [
        "I. NỘI DUNG",
        "1. Chủ đề",
        "Chủ đề: “Một chủ đề”.",
        "2. Thời gian",
        "Thời gian triển khai: từ ngày 1/6/2024 đến hết ngày 30/6/2024.",
        "- Lễ phát động: ngày 1/6/2024.",
        "- Giai đoạn “báo cáo”: từ ngày 1/7/2024 đến hết ngày 19/7/2024.",
        "- Ngày hưởng ứng: Ngày Quốc tế Thiếu nhi (ngày 1/6/2024).",
        "3. Khẩu hiệu",
        "- Một khẩu hiệu.",
        "II. CÁC HOẠT ĐỘNG CHÍNH",
        "- Vận động (Sở Y tế chủ trì).",
        "- Tặng quà.",
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Giao Sở Y tế",
        "- Khám. Khám bệnh.",
        "2. Đề nghị Mặt trận và đoàn thể",
        "IV. CHẾ ĐỘ BÁO CÁO",
        "Các cơ quan, đơn vị nêu tại mục III lập kế hoạch. Thời hạn: ngày 2/5/2024.",
        "Các cơ quan, đơn vị nêu tại mục III báo cáo kết quả về UBND tỉnh (qua Sở Y "
        "tế) trước ngày 20/7/2024 (hết ngày 19/7) để tổng hợp, báo cáo Bộ Y tế. Thời "
        "hạn này theo Thông tư 28. Quy định này không áp dụng đối với Sở Y tế.",
        "Trên đây là Kế hoạch tổ chức Tháng hành động; UBND tỉnh yêu cầu các cơ quan, "
        "đơn vị được giao và đề nghị các cơ quan, đơn vị liên quan tổ chức thực "
        "hiện./.",
    ]


def test_who_does_what_stands_under_the_number_that_letters_cite():
    for section in ("II", "III", "IV", "V"):
        assert f"{section}. TỔ CHỨC THỰC HIỆN" in said(VIEW._replace(section=section))
    assert "II. TỔ CHỨC THỰC HIỆN" in said(VIEW._replace(section=""))
    assert "I. CHỦ ĐỀ" in said(VIEW._replace(section="V"))


def test_a_part_without_values_has_no_heading():
    lines = said(VIEW._replace(activities=(), section=""))
    assert not any("hoạt động chính" in line.lower() for line in lines)


def test_documents_are_cited_with_number_and_day_before_whose_they_are():
    law = CitedText("Luật Trẻ em")
    order = CitedText("Chỉ thị", "của Bộ", "1/CT", "ngày 01 tháng 02 năm 2024")
    parent = CitedText("Kế hoạch", "của UBND huyện", "156/KH-UBND")
    lines = said(VIEW._replace(bases=(order, law), parent=parent))
    assert lines[lines.index("KẾ HOẠCH") + 2 :][:3] == [
        "Căn cứ Chỉ thị số 1/CT ngày 01 tháng 02 năm 2024 của Bộ;",
        "Căn cứ Luật Trẻ em.",
        "Thực hiện Kế hoạch số 156/KH-UBND của UBND huyện, UBND tỉnh ban hành Kế hoạch "
        "tổ chức Tháng hành động như sau:",
    ]


def test_what_it_rests_on_is_italic_as_the_decree_has_it():
    view = VIEW._replace(bases=(CitedText("Luật Trẻ em"),))
    slanted = {
        one.text: all(run.italic for run in one.runs)
        for one in opened(plan_docx(view)).paragraphs
        if one.text
    }
    assert slanted["Căn cứ Luật Trẻ em."]
    opening = "UBND tỉnh ban hành Kế hoạch tổ chức Tháng hành động như sau:"
    assert not slanted[opening]


def test_a_duty_names_role_partners_and_deadline():
    duty = DutyText(
        "Dạy bơi", "Dạy bơi.", "ngày 8/6/2024", "", ("Sở", "Hội"), True, False
    )
    entry = EntryText("1", "Nhà trường", True, (duty,))
    text = "Phối hợp: Dạy bơi. Dạy bơi. Phối hợp với Sở, Hội. Thời hạn: ngày 8/6/2024."
    assert text in said(VIEW._replace(entries=(entry,)))


def test_the_way_of_reports_is_said_where_no_report_is_laid_on_all():
    lines = said(VIEW._replace(laid_on_all=(), route=RouteText("UBND tỉnh")))
    assert "Báo cáo kết quả thực hiện gửi về UBND tỉnh." in lines


def test_what_stands_in_braces_in_a_name_is_data():
    entry = EntryText("1", "Sở {number} {", False)
    lines = said(VIEW._replace(entries=(entry,), theme="{theme"))
    assert "1. Giao Sở {number} {" in lines
    assert "Chủ đề: “{theme”." in lines


def test_the_same_plan_is_the_same_file():
    assert plan_docx(VIEW) == plan_docx(VIEW)
