"""The workbook of figures, opened as anybody who gets it opens it."""

from io import BytesIO
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook

from documents.consolidated_view import (
    ConsolidatedView,
    Coverage,
    Figure,
    Group,
    Line,
    Source,
)
from documents.figures import figures_xlsx
from tests.documents.reading import part
from tests.documents.views import GIVEN, HEALTH, LED, PUBLISHED, SCHOOLS, WITHIN

SUMMARY, COVERAGE, ABSENT = (
    "Tổng hợp",
    "Tình hình gửi báo cáo",
    "Đơn vị chưa có số liệu",
)
LED_SHEET = "1. Chỉ đạo, hướng dẫn và Lễ"
GIVEN_SHEET = "2. Vận động nguồn lực, thăm"
HOSTILE = "=cmd()|'/c calc'!A1 \x00\x07\u202e" + "😀" * 4000


def book(view: ConsolidatedView) -> Workbook:
    return load_workbook(BytesIO(figures_xlsx(view)))


def values(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def led_to(book: Workbook, sheet: str, cell: str) -> object:
    """Follow a link to the value it leads to."""
    location = book[sheet][cell].hyperlink.location
    name, _, place = location.rpartition("!")
    return book[name.strip("'").replace("''", "'")][place].value


def test_every_group_has_a_sheet_beside_the_summary_and_the_coverage():
    groups = [SUMMARY, COVERAGE, ABSENT, LED_SHEET, GIVEN_SHEET]
    assert sorted(book(PUBLISHED).sheetnames) == sorted(groups)
    assert book(PUBLISHED).sheetnames[0] == SUMMARY
    assert book(WITHIN).sheetnames[-2:] == ["Nguồn 1", "Nguồn 2"]


def test_the_summary_says_its_version_and_lists_every_figure():
    rows = values(book(PUBLISHED), SUMMARY)
    assert rows[0][0] == (
        "Số liệu tổng hợp kết quả thực hiện Tháng hành động vì trẻ em năm 2024"
    )
    assert str(rows[1][0]).startswith(
        "Bản tổng hợp lần 2, lập lúc 09:00 ngày 26/7/2024; số liệu của 3/5 cơ quan"
    )
    assert rows[3:6] == [
        ("1", LED.title, None, None, None, None, None),
        ("1.1", "Văn bản chỉ đạo đã ban hành", "văn bản", 45, 3, 3, None),
        ("1.2", "Người dự Lễ phát động", "lượt người", "chưa có số liệu", 0, 3, None),
    ]
    assert [row[3] for row in rows[7:]] == [4_212_500_000, "không công bố", 85.7]
    assert rows[8][6] == "Số nhỏ, hoặc suy ra được số nhỏ, không công bố"


def test_numbers_are_numbers_grouped_as_vietnamese_is_written():
    money, hidden, ratio = (book(PUBLISHED)[GIVEN_SHEET][f"D{at}"] for at in (3, 4, 5))
    assert (money.value, money.data_type) == (4_212_500_000, "n")
    assert money.number_format == "[$-42A]#,##0"
    assert (hidden.value, hidden.data_type) == ("không công bố", "s")
    assert (ratio.value, ratio.number_format) == (85.7, "[$-42A]0.0")


def test_a_number_that_a_table_would_round_stays_text():
    line = Line("a", "Kinh phí", "đồng", Figure(1_234_567_890_123_456), 1, 1)
    huge = PUBLISHED._replace(groups=(Group("Nhóm", (line,)),))
    assert book(huge)["1. Nhóm"]["D3"].value == "1234567890123456"
    source = Source(HEALTH, 1, "BC", {"a": 10**15})
    within = book(huge._replace(sources=(source,)))
    assert within["Nguồn 1"]["E3"].value == "1234567890123456"
    assert within["Nguồn 1"]["E4"].value == "1000000000000000"


def test_every_total_leads_to_the_reports_it_came_from_and_back():
    within = book(WITHIN)
    links = [within[LED_SHEET][f"D{row}"].hyperlink.location for row in (3, 4)]
    assert links == ["'Nguồn 1'!E3", "'Nguồn 1'!F3"]
    assert values(within, "Nguồn 1")[1:] == [
        (
            *("TT", "Cơ quan, đơn vị", "Bản", "Mã biên nhận"),
            "Văn bản chỉ đạo đã ban hành (văn bản)",
            "Người dự Lễ phát động (lượt người)",
        ),
        (None, "Tổng số", None, None, 45, "chưa có số liệu"),
        ("1", HEALTH, 2, "BC-7K2M", 12, None),
        ("2", SCHOOLS, 1, "BC-9P4T", 33, None),
    ]
    assert led_to(within, "Nguồn 1", "E3") == 45
    assert within["Nguồn 1"]["E3"].hyperlink.location == f"'{LED_SHEET}'!D3"


def test_the_summary_leads_to_the_groups_published_or_not():
    for view in (PUBLISHED, WITHIN):
        seen = book(view)
        assert led_to(seen, SUMMARY, "B4") == LED.title
        assert led_to(seen, SUMMARY, "D5") == 45
        assert led_to(seen, SUMMARY, "D8") == 4_212_500_000


def test_every_link_stays_within_the_book_and_resolves():
    seen = book(WITHIN)
    links = [
        cell.hyperlink
        for sheet in seen.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    ]
    assert len(links) == 7 + 5 + 5
    for link in links:
        assert link.target is None
        name, _, place = link.location.rpartition("!")
        sheet = seen[name.strip("'")]
        assert sheet[place].value is not None


def test_a_published_book_holds_no_small_count_and_no_agencys_figures():
    content = figures_xlsx(WITHIN._replace(sources=()))
    assert content == figures_xlsx(PUBLISHED)
    seen = book(PUBLISHED)
    rows = [row for name in seen.sheetnames for row in values(seen, name)]
    assert not {one for row in rows for one in row} & {"BC-7K2M", HEALTH, 4_000_000_000}
    assert not any(name.startswith("Nguồn") for name in seen.sheetnames)
    assert [row[3] for row in values(seen, GIVEN_SHEET)].count("không công bố") == 1


def test_the_offices_book_shows_what_is_hidden_with_its_mark():
    within = book(WITHIN)
    row = values(within, GIVEN_SHEET)[3]
    assert row[3] == 3
    assert row[6] == "Số nhỏ, hoặc suy ra được số nhỏ, không công bố"
    assert "không công bố" in within["Nguồn 2"]["A1"].value


def test_coverage_counts_reports_and_names_who_gave_no_figures():
    seen = book(PUBLISHED)
    assert values(seen, COVERAGE)[2:] == [
        ("Tất cả các đơn vị", 5, 4, 3, 2),
        ("Các sở, ban, ngành", 3, 2, 2, 1),
    ]
    assert values(seen, ABSENT)[2:] == [
        ("1", "Tỉnh đoàn", "Chưa gửi báo cáo"),
        ("2", "Công an tỉnh", "Gửi qua văn thư, không có số liệu"),
    ]


def test_every_sheet_is_laid_out_for_a4_with_its_head_in_sight():
    for sheet in book(WITHIN).worksheets:
        head = 3 if sheet.title == SUMMARY else 2
        assert sheet.freeze_panes in {f"A{head + 1}", f"C{head + 1}"}
        assert sheet.print_title_rows == f"${head}:${head}"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
            "landscape",
            9,
        )
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.column_dimensions["A"].width > 5


def test_a_long_text_gets_a_row_as_high_as_it_needs():
    line = Line("a", "chỉ tiêu " * 20, "vụ", Figure(1), 1, 1)
    sheet = book(PUBLISHED._replace(groups=(Group("Nhóm", (line,)),)))["1. Nhóm"]
    assert sheet.row_dimensions[3].height == 16 * 4
    assert sheet.row_dimensions[1].height is None


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t=", "\x00="])
def test_no_text_is_ever_a_formula(begins: str):
    text = begins + HOSTILE[1:]
    line = Line("a", text, text, Figure(7), 1, 1)
    odd = WITHIN._replace(
        subject=text,
        groups=(Group(text, (line,)), Group(text, (line,))),
        sources=(Source(text, 1, text, {"a": 7}),),
        coverage=Coverage(1, 2, (text,), (text,)),
    )
    content = figures_xlsx(odd)
    seen = load_workbook(BytesIO(content))
    kinds = {
        cell.data_type
        for sheet in seen.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }
    assert kinds == {"n", "s"}
    assert "<f>" not in part(content, "xl/worksheets/sheet1.xml")
    label = seen.worksheets[1]["B3"]
    assert label.quotePrefix
    assert label.value.endswith("😀" * 4000)
    assert led_to(seen, seen.sheetnames[1], "D3") == 7


def test_sources_without_a_figure_of_the_group_are_not_listed_there():
    codes = [row[3] for row in values(book(WITHIN), "Nguồn 2")]
    assert codes[2:] == [None, "BC-7K2M", "BC-9P4T", "BC-1A2B"]
    assert "BC-1A2B" not in [row[3] for row in values(book(WITHIN), "Nguồn 1")]


def test_names_of_sheets_are_short_and_differ():
    alike = PUBLISHED._replace(groups=(GIVEN, GIVEN, GIVEN._replace(title="[]:*?/\\")))
    names = book(alike).sheetnames
    assert len(set(names)) == len(names) == 6
    assert max(map(len, names)) <= 31
    assert "3." in names


def test_the_same_figures_are_the_same_file():
    assert figures_xlsx(WITHIN) == figures_xlsx(WITHIN)


def test_rows_of_many_reports_are_in_their_order():
    many = tuple(
        Source(f"UBND xã {at}", 1, f"BC-{at}", {"van-ban": at}) for at in range(300)
    )
    rows = values(book(WITHIN._replace(sources=many)), "Nguồn 1")[3:]
    assert all(one[4] + 1 == two[4] for one, two in pairwise(rows))
    assert len(rows) == 300
