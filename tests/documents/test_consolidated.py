"""The consolidated report, opened as the person who signs it opens it."""

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn

from documents.base import Recipients
from documents.consolidated import consolidated_docx
from documents.consolidated_view import (
    Change,
    ConsolidatedView,
    Coverage,
    Figure,
    Punctuality,
    Voice,
)
from documents.review import review_docx
from tests.documents.reading import opened, part, texts
from tests.documents.views import HEALTH, LED, PUBLISHED, SCHOOLS, WITHIN


def said(view: ConsolidatedView) -> list[str]:
    return texts(opened(consolidated_docx(view)))


def between(lines: list[str], first: str, last: str) -> list[str]:
    return lines[lines.index(first) + 1 : lines.index(last)]


def test_number_and_date_are_blank_and_the_report_says_whom_it_is_for():
    head = said(PUBLISHED)[:9]
    assert head == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAI CHÂU",
        "Số:          /BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lai Châu, ngày       tháng       năm         ",
        "BÁO CÁO",
        "Kết quả thực hiện Tháng hành động vì trẻ em năm 2024",
        "Kính gửi: Bộ Y tế",
    ]


def test_a_report_for_nobody_in_particular_has_no_addressee():
    assert not any("Kính gửi" in line for line in said(PUBLISHED._replace(to=())))


def test_several_addressees_stand_below_each_other():
    lines = said(PUBLISHED._replace(to=("Bộ Y tế", "Tỉnh ủy")))
    assert between(lines, "BÁO CÁO", "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")[1:4] == [
        "Kính gửi:",
        "- Bộ Y tế;",
        "- Tỉnh ủy.",
    ]


def test_the_opening_cites_the_plan_by_number_and_day():
    opening = said(PUBLISHED)[9]
    assert opening.startswith(
        "Thực hiện Kế hoạch số 156/KH-UBND ngày 06 tháng 5 năm 2024 của UBND tỉnh Lai "
        "Châu về Tháng hành động vì trẻ em năm 2024,"
    )
    assert opening.endswith("như sau:")


def test_the_four_sections_follow_each_other_and_the_text_ends():
    lines = said(PUBLISHED)
    sections = [line for line in lines if line.startswith(("I.", "II", "IV"))]
    assert sections == [
        "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ, TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    ]
    (end,) = [line for line in lines if line.endswith("./.")]
    assert lines[lines.index(end) + 1] == "Nơi nhận:"


def test_coverage_names_who_is_missing_and_who_reported_elsewhere():
    lines = between(
        said(PUBLISHED), "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI", "II. KẾT QUẢ THỰC HIỆN"
    )
    assert lines[1].startswith("Số liệu trong báo cáo này tổng hợp từ báo cáo của 3/5")
    assert lines[1].endswith("đơn vị chưa có số liệu không được tính là 0.")
    assert lines[2:] == [
        "Chưa gửi báo cáo (1): Tỉnh đoàn.",
        "Gửi báo cáo qua văn thư, số liệu chưa có trong bản tổng hợp (1): "
        "Công an tỉnh.",
        "Đã gửi 4/5 báo cáo, trong đó đúng hạn 3 (theo thời hạn của Kế hoạch: 2).",
        "Tình hình gửi báo cáo theo nhóm cơ quan, đơn vị tại Phụ lục I kèm theo.",
        "So với bản tổng hợp trước có 1 số liệu thay đổi, nêu tại Phụ lục II kèm theo.",
    ]


def test_many_missing_agencies_are_counted_in_the_text_and_named_in_the_annex():
    missing = tuple(f"UBND xã số {at}" for at in range(1, 12))
    lines = said(PUBLISHED._replace(coverage=Coverage(3, 14, missing, missing)))
    count = "11 cơ quan, đơn vị, địa phương"
    assert f"Còn {count} chưa gửi báo cáo, danh sách tại phụ lục kèm theo." in lines
    assert any(f"Có {count} gửi báo cáo qua văn thư" in line for line in lines)
    annex = lines[lines.index("TÌNH HÌNH GỬI BÁO CÁO") :]
    assert [line for line in annex if line.startswith("UBND xã")] == [*missing] * 2
    assert annex.count("Chưa gửi báo cáo") == 11


def test_each_group_has_its_sentences_and_its_figures():
    lines = between(
        said(PUBLISHED),
        "1. Chỉ đạo, hướng dẫn và Lễ phát động",
        "2. Vận động nguồn lực, thăm hỏi, tặng quà, học bổng",
    )
    assert lines == [
        "Lễ phát động được tổ chức tại thành phố Lai Châu.",
        *("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Đơn vị có số liệu"),
        *("1", "Văn bản chỉ đạo đã ban hành", "văn bản", "45", "3/3"),
        *("2", "Người dự Lễ phát động", "lượt người", "chưa có số liệu", "0/3"),
    ]


def test_figures_are_grouped_hidden_or_in_tenths_of_a_per_cent():
    tables = opened(consolidated_docx(PUBLISHED)).tables
    cells = [[cell.text for cell in row.cells] for row in tables[2].rows[1:]]
    assert [row[3] for row in cells] == ["4.212.500.000", "không công bố", "85,7 %"]
    aligned = [cell.paragraphs[0].alignment for cell in tables[2].rows[1].cells]
    assert aligned == [ALIGN.LEFT, ALIGN.LEFT, ALIGN.LEFT, ALIGN.RIGHT, ALIGN.RIGHT]


def test_a_group_without_indicators_has_no_table():
    bare = LED._replace(lines=())
    with_one, without = (
        len(opened(consolidated_docx(PUBLISHED._replace(groups=groups))).tables)
        for groups in ((LED,), (bare,))
    )
    assert with_one - without == 1


def test_what_agencies_said_is_attributed_and_keeps_its_lines():
    lines = said(PUBLISHED)
    third, fourth = (
        "III. ĐÁNH GIÁ, TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
        "IV. ĐỀ XUẤT, KIẾN NGHỊ",
    )
    told = lines.index("3. Kết quả khác theo báo cáo của các cơ quan, đơn vị") + 1
    assert lines[told] == "Sở Y tế: Đã khám sàng lọc tại 12 xã."
    assert between(lines, third, fourth)[1:] == [
        "Sở Y tế: Thiếu kinh phí.",
        "Địa bàn rộng, đi lại khó khăn.",
        "Sở Giáo dục và Đào tạo: Thiếu bể bơi.",
    ]
    assert lines[lines.index(fourth) + 2] == "Sở Y tế: Bổ sung kinh phí năm 2025."


def test_silence_is_said_and_not_filled():
    lines = said(PUBLISHED._replace(voices=(Voice(HEALTH, " \n "),)))
    assert "Các cơ quan, đơn vị chưa có đề xuất, kiến nghị." in lines
    assert any("chưa nêu tồn tại, hạn chế" in line for line in lines)
    assert not any("Kết quả khác" in line for line in lines)


def test_the_office_adds_how_it_led_and_the_file_of_figures():
    led = PUBLISHED._replace(direction=("Đã kiểm tra 3 huyện.",))
    assert "Đã kiểm tra 3 huyện." in said(led)
    assert "Số liệu chi tiết tại tệp so-lieu.xlsx kèm theo." in said(led)
    assert not any("Số liệu chi tiết" in one for one in said(led._replace(workbook="")))


def test_the_annexes_say_who_was_on_time_and_what_changed():
    lines = said(PUBLISHED)
    first, second = lines.index("Phụ lục I"), lines.index("Phụ lục II")
    assert lines[first + 1 : first + 3] == [
        "TÌNH HÌNH GỬI BÁO CÁO",
        "(Kèm theo Báo cáo số          /BC-UBND ngày       tháng       năm         "
        "của UBND tỉnh Lai Châu)",
    ]
    assert lines[first + 8 : first + 18] == [
        *("Tất cả các đơn vị", "5", "4", "3", "2"),
        *("Các sở, ban, ngành", "3", "2", "2", "1"),
    ]
    assert lines[second + 8 : second + 13] == [
        *("1", "Tổng kinh phí (đồng)", "4.200.000.000", "4.212.500.000"),
        "Sở Y tế (bản 2)",
    ]


def test_a_single_annex_has_no_number():
    assert "Phụ lục" in said(PUBLISHED._replace(changes=()))
    lines = said(PUBLISHED._replace(coverage=Coverage(5, 5)))
    assert "Phụ lục" in lines
    assert "TÌNH HÌNH GỬI BÁO CÁO" not in lines


def test_a_first_version_that_all_gave_has_no_annex():
    first = PUBLISHED._replace(coverage=Coverage(5, 5), changes=(), version=1)
    lines = said(first)
    assert not any("Phụ lục" in line for line in lines)
    assert lines[-1].startswith("Bản tổng hợp lần 1,")
    assert len(opened(consolidated_docx(first)).sections) == 1


def test_each_annex_begins_a_page_and_counts_its_own():
    body, *annexes = opened(consolidated_docx(PUBLISHED)).sections
    assert body._sectPr.find(qn("w:pgNumType")) is None
    for one in annexes:
        (start,) = one._sectPr.findall(qn("w:pgNumType"))
        assert start.get(qn("w:start")) == "1"
    assert all(one.different_first_page_header_footer for one in annexes)
    assert {round(one.page_width.mm) for one in annexes} == {210}


def test_titles_stay_with_their_text():
    titled = [
        one
        for one in opened(consolidated_docx(PUBLISHED)).paragraphs
        if one.text.startswith(("I. ", "1. "))
    ]
    assert [one.paragraph_format.keep_with_next for one in titled] == [True, True]


def test_version_and_moment_are_a_note_at_the_very_end():
    lines = said(PUBLISHED)
    note = "Bản tổng hợp lần 2, lập lúc 09:00 ngày 26/7/2024; số liệu đã khóa."
    assert lines[-1] == note
    assert said(PUBLISHED._replace(locked=False))[-1].endswith("số liệu chưa khóa.")


def test_what_stays_within_the_office_is_not_in_the_report():
    assert said(WITHIN) == said(PUBLISHED)
    assert not any("BC-7K2M" in line for line in said(WITHIN))
    assert not any("Quà đã tặng" in line for line in said(PUBLISHED))


def test_a_hidden_change_does_not_say_whose_report_it_was():
    change = Change("Ca", "ca", Figure(3, hidden=True), Figure(12), (SCHOOLS,))
    lines = said(PUBLISHED._replace(changes=(change,)))
    row = lines[lines.index("Ca (ca)") :]
    assert row[1:3] == ["không công bố", "12"]
    assert SCHOOLS not in row


def test_hostile_texts_stay_text():
    hostile = "=cmd()|' {number} <b>\x00\x07\u202egnort\n" + "😀" * 4000
    odd = PUBLISHED._replace(
        voices=(Voice("Sở {issuer}", results=hostile),),
        recipients=Recipients(("{", hostile), "VT"),
        groups=(LED._replace(title=hostile, sentences=(hostile,)),),
    )
    content = consolidated_docx(odd)
    lines = texts(opened(content))
    seen = "=cmd()|' {number} <b>\ufffd\ufffd\ufffdgnort"
    assert f"Sở {{issuer}}: {seen}" in lines
    assert f"1. {seen} {'😀' * 4000}" in lines
    assert "fldSimple" not in part(content, "word/document.xml")


def test_the_same_report_is_the_same_file():
    assert consolidated_docx(PUBLISHED) == consolidated_docx(PUBLISHED)


def test_the_leaf_for_review_says_what_to_look_at_and_stays_in_the_office():
    lines = texts(opened(review_docx(WITHIN)))
    assert lines[0] == "PHIẾU RÀ SOÁT"
    assert "1 số liệu không công bố; 1 số liệu thay đổi so" in lines[4]
    flagged = lines.index("Các đơn vị báo cáo cùng một số liệu, có thể tính hai lần")
    assert lines[flagged - 1 : flagged + 3] == [
        "1",
        "Các đơn vị báo cáo cùng một số liệu, có thể tính hai lần",
        "Quà đã tặng",
        "Sở Y tế; Sở Giáo dục và Đào tạo",
    ]
    assert "phiếu này không gửi kèm báo cáo" in lines[5]
    assert "Số liệu thay đổi so với bản tổng hợp trước:" in lines[flagged:]


def test_a_leaf_without_flags_says_so():
    document = opened(review_docx(PUBLISHED._replace(flags=(), changes=())))
    assert texts(document)[-1].startswith("Không có số liệu nghi tính hai lần.")
    assert not document.tables


def test_thousands_of_reports_are_grouped():
    many = Coverage(1200, 3321, punctuality=(Punctuality("", 3321, 1200, 1100, 1000),))
    lines = said(PUBLISHED._replace(coverage=many))
    assert any("báo cáo của 1.200/3.321 cơ quan" in line for line in lines)
    assert "3.321" in lines
