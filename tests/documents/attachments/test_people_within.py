"""Lists of people, wherever a file may hold them; what reports say beside them."""

from datetime import date, datetime
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from playwright.sync_api import Browser

from desk.plans.files import CAMPAIGNS_HOME
from documents.attachments.verdict import Code
from tests.documents.attachments.making import (
    CHILDREN,
    accepted,
    changed,
    packed,
    parts,
    pdf,
    refused,
    saved,
    shared,
    sheet,
    word,
)

TEXTS = CAMPAIGNS_HOME.parent.parent / "shared" / "seeds"
LINES = tuple(" ".join(row) for row in CHILDREN)
FIGURES = (
    ("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2023", "Năm 2024", "Cán bộ phụ trách"),
    ("1", "Lớp dạy bơi", "lớp", "12", "2024", "Nguyễn Văn A"),
    ("2", "Trẻ được học bơi", "trẻ", "1.234", "2023", "Giàng A B"),
    ("3", "Kinh phí", "đồng", "158.000.000.000", "2022", "Lò Thị C"),
)
REPORT = (
    "BÁO CÁO Kết quả Tháng hành động vì trẻ em năm 2024",
    "Thực hiện Kế hoạch số 1234/KH-UBND ngày 20/5/2024 của UBND tỉnh",
    "Kinh phí: 1.580.000.000 đồng; liên hệ ông Nguyễn Văn A, ĐT 0912345678",
    "Tổng đài 111; từ ngày 01/6/2024 đến ngày 30/6/2024; trẻ sinh năm 2018: 120 trẻ",
)


def test_paragraphs_of_a_document():
    assert refused(word(*LINES), "a.docx") is Code.PEOPLE
    accepted(word(*LINES[:3]), "a.docx")


def test_a_table_of_a_document_and_one_within_a_table():
    assert refused(word(tables=[CHILDREN]), "a.docx") is Code.PEOPLE
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    inner = cell.add_table(0, 3)
    for row in CHILDREN:
        for place, text in zip(inner.add_row().cells, row, strict=True):
            place.text = text
    assert refused(saved(document), "a.docx") is Code.PEOPLE


def test_a_cell_over_two_columns_keeps_the_places_of_the_others():
    document = docx.Document()
    table = document.add_table(4, 3)
    for at, (name, born) in enumerate(
        [("Họ tên", "Năm sinh"), *[("Ma Seo", "2012")] * 3]
    ):
        first, second, third = table.rows[at].cells
        if at % 2:
            first.merge(second).text = name
        else:
            first.text = name
        third.text = born
    assert refused(saved(document), "a.docx") is Code.PEOPLE


@pytest.mark.parametrize("place", ["header", "footer"])
def test_headers_and_footers_of_a_document(place: str):
    document = docx.Document()
    for line in LINES:
        getattr(document.sections[0], place).add_paragraph(line)
    assert refused(saved(document), "a.docx") is Code.PEOPLE


def test_words_are_joined_that_a_document_cuts_into_runs():
    document = docx.Document()
    for line in LINES:
        paragraph = document.add_paragraph()
        for letter in line:
            paragraph.add_run(letter)
    assert refused(saved(document), "a.docx") is Code.PEOPLE


def test_what_a_document_says_twice_for_old_readers_counts_once():
    twice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-'
        'compatibility/2006"><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>'
        "</mc:AlternateContent>"
    )
    two = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LINES[1:3])
    content = changed(
        word(), "word/document.xml", "<w:body>", "<w:body>" + twice.format(two)
    )
    accepted(content, "a.docx")
    more = changed(content, "word/document.xml", "Báo cáo", LINES[3])
    assert refused(more, "a.docx") is Code.PEOPLE


@pytest.mark.parametrize("kind", ["visible", "hidden", "veryHidden"])
def test_every_sheet_of_a_workbook(kind: str):
    book = Workbook()
    more = book.create_sheet()
    more.sheet_state = kind
    for row in CHILDREN:
        more.append(row)
    assert refused(saved(book), "a.xlsx") is Code.PEOPLE


def test_cells_that_say_shared_texts():
    texts = [text for row in CHILDREN for text in row]
    rows = [[str(3 * at + column) for column in range(3)] for at in range(4)]
    assert refused(shared(texts, *rows), "a.xlsx") is Code.PEOPLE


def test_years_and_days_as_a_sheet_keeps_them():
    for born in (
        2012,
        date(2012, 6, 1),
        datetime(2012, 6, 1),  # noqa: DTZ001
        "01/6/2012",
    ):
        rows = [("Họ và tên", "Năm sinh"), *[("Ma Seo", born)] * 3]
        assert refused(sheet(*rows), "a.xlsx") is Code.PEOPLE
        rows = [("Họ và tên", "Ngày dự"), *[("Nguyễn Văn A", born)] * 3]
        accepted(sheet(*rows), "a.xlsx")


def test_numbers_of_citizens_as_a_sheet_keeps_them():
    assert refused(sheet(("a", "012345678901")), "a.xlsx") is Code.PEOPLE
    book = Workbook()
    book.active["A1"] = 12345678901
    accepted(saved(book), "a.xlsx")
    book.active["A1"].number_format = "000000000000"
    assert refused(saved(book), "a.xlsx") is Code.PEOPLE
    assert refused(sheet(("Số CCCD",), (12345678901,)), "a.xlsx") is Code.PEOPLE


def test_notes_of_a_sheet():
    book = Workbook()
    book.active["A1"] = "a"
    book.active["A1"].comment = Comment("\n".join(LINES), "a")
    assert refused(saved(book), "a.xlsx") is Code.PEOPLE


def test_notes_that_answer_each_other_and_margins_of_a_sheet():
    thread = f"<a><text>{chr(10).join(LINES)}</text></a>".encode()
    name = "xl/threadedComments/threadedComment1.xml"
    assert refused(packed(parts(sheet()) | {name: thread}), "a.xlsx") is Code.PEOPLE
    book = Workbook()
    book.active.oddHeader.center.text = "CCCD 012345678901"
    assert refused(saved(book), "a.xlsx") is Code.PEOPLE


def test_who_signed_a_pdf_is_no_list_of_people():
    told = b"CCCD:012345678901".hex()
    field = f"/FT /Sig /V << /Type /Sig /ByteRange [0 1 2 3] /Contents <{told}> >>"
    form = f"/AcroForm << /SigFlags 3 /Fields [<< /T (a) {field} >>] >>"
    accepted(pdf("a", catalog=form), "a.pdf")
    assert refused(pdf("a", catalog=form.replace("/ByteRange", "/X")), "a.pdf") is (
        Code.PEOPLE
    )


def test_the_text_of_a_pdf():
    assert refused(pdf(*LINES), "a.pdf") is Code.PEOPLE
    accepted(pdf(*LINES[:3]), "a.pdf")


def test_notes_and_fields_of_a_pdf():
    said = "\n".join(LINES).encode("utf-16-be").hex()
    note = f"/Annots [<< /Type /Annot /Subtype /Text /Contents <feff{said}> >>]"
    assert refused(pdf("a", page=note), "a.pdf") is Code.PEOPLE
    form = f"/AcroForm << /Fields [<< /FT /Tx /T (a) /V <feff{said}> >>] >>"
    assert refused(pdf("a", catalog=form), "a.pdf") is Code.PEOPLE


def test_figures_and_reports_may_be_kept():
    numbers = [tuple(int(c) if c.isdecimal() else c for c in row) for row in FIGURES]
    accepted(word(*REPORT, tables=[FIGURES]), "a.docx")
    accepted(sheet(*FIGURES), "a.xlsx")
    accepted(sheet(*numbers, ("Kinh phí", 158_000_000_000, 912345678)), "a.xlsx")
    accepted(pdf(*REPORT), "a.pdf")


@pytest.mark.parametrize("name", ["lai-chau-2024", "dong-dang-2024"])
def test_the_text_of_a_plan_may_be_kept(name: str):
    text = TEXTS / f"{name}.txt"
    if not text.exists():
        pytest.skip(f"the text of the plan is not on this machine ({text})")
    lines = text.read_text(encoding="utf-8").splitlines()
    accepted(word(*lines), "a.docx")
    accepted(sheet(*[(line,) for line in lines]), "a.xlsx")
    accepted(pdf(*lines), "a.pdf")


@pytest.mark.browser
def test_a_pdf_that_a_browser_prints(chromium: Browser, tmp_path: Path):
    def printed(*rows: tuple[str, ...]) -> bytes:
        cells = ("".join(f"<td>{cell}" for cell in row) for row in rows)
        page = chromium.new_page()
        page.set_content(
            "<a href='https://tongdai111.vn'>111</a>"
            + "".join(f"<p>{line}" for line in REPORT)
            + f"<table>{''.join(f'<tr>{row}' for row in cells)}</table>"
        )
        made = page.pdf()
        page.close()
        return made

    accepted(printed(*FIGURES), "a.pdf")
    assert refused(printed(*CHILDREN), "a.pdf") is Code.PEOPLE
