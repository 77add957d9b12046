"""The layout of Decree 30/2020/NĐ-CP, read back from the file."""

import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm

from documents.base import (
    Letterhead,
    Recipients,
    Signature,
    add_addressee,
    add_end,
    add_head,
    add_paragraphs,
    add_table,
    add_title,
    new_document,
)
from documents.wordml import fixed_bytes, legal
from schemas.base import VN
from tests.documents.reading import opened, part, texts

AT = datetime(2024, 6, 21, 9, tzinfo=VN)
HEAD = Letterhead(("Ủy ban nhân dân", "tỉnh Lai Châu"), "UBND-...", "Lai Châu")
SIGNED_BY = Signature("Phó Chủ tịch", "TM. Ủy ban nhân dân", "KT. Chủ tịch")
SENT_TO = Recipients(("Như trên", "Sở Y tế"), "VT, VX3")


def letter() -> bytes:
    document = new_document()
    add_head(document, HEAD, "một việc")
    add_addressee(document, "Sở Y tế")
    add_paragraphs(document, ["Một đoạn.", "Đoạn cuối."], last=True)
    add_end(document, SIGNED_BY, SENT_TO)
    return fixed_bytes(document, "Một việc", AT)


def test_a_letter_reads_from_its_head_to_where_it_is_filed():
    assert texts(opened(letter())) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAI CHÂU",
        "Số:          /UBND-...",
        "V/v một việc",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lai Châu, ngày       tháng       năm         ",
        "Kính gửi: Sở Y tế",
        "Một đoạn.",
        "Đoạn cuối./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Sở Y tế;",
        "- Lưu: VT, VX3.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]


def test_a_document_with_a_kind_has_a_title_in_bold_capitals():
    document = new_document()
    add_head(document, Letterhead(("Sở Y tế",), "BC-SYT", "Lai Châu", "UBND tỉnh"))
    add_title(document, "Báo cáo", "Kết quả Tháng hành động")
    seen = opened(fixed_bytes(document, "Báo cáo", AT))
    assert texts(seen)[:2] == ["UBND TỈNH", "SỞ Y TẾ"]
    kind, about = [p for p in seen.paragraphs if p.text]
    assert (kind.text, about.text) == ("BÁO CÁO", "Kết quả Tháng hành động")
    assert all(p.runs[0].bold and p.alignment == ALIGN.CENTER for p in (kind, about))


def test_the_page_is_a4_with_the_margins_of_the_decree():
    (page,) = opened(letter()).sections
    size = (page.page_width, page.page_height)
    assert [round(length.mm) for length in size] == [210, 297]
    assert 20 <= round(page.top_margin.mm, 1) == round(page.bottom_margin.mm, 1) <= 25
    assert 30 <= round(page.left_margin.mm, 1) <= 35
    assert 15 <= round(page.right_margin.mm, 1) <= 20


def test_the_page_number_stands_top_centre_from_page_2_on():
    (page,) = opened(letter()).sections
    assert page.different_first_page_header_footer
    number = page.header.paragraphs[0]
    assert number.alignment == ALIGN.CENTER
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert not any(p.text for p in page.first_page_header.paragraphs)


def test_type_and_sizes_are_those_of_the_decree():
    seen = opened(letter())
    assert seen.styles["Normal"].font.name == "Times New Roman"
    sizes = {
        p.text: (p.runs[0].font.size.pt, bool(p.runs[0].bold), bool(p.runs[0].italic))
        for table in seen.tables
        for cell in table.rows[0].cells
        for p in cell.paragraphs
        if p.text
    } | {p.text: (p.runs[0].font.size.pt, False, False) for p in seen.paragraphs}
    assert sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"] == (12, True, False)
    assert sizes["Độc lập - Tự do - Hạnh phúc"] == (14, True, False)
    assert sizes["Nơi nhận:"] == (12, True, True)
    assert sizes["- Lưu: VT, VX3."] == (11, False, False)
    assert sizes["Một đoạn."] == (14, False, False)


def test_the_body_is_justified_and_its_first_lines_are_indented():
    seen = opened(letter())
    body = [p for p in seen.paragraphs if p.text.startswith(("Một", "Đoạn"))]
    assert [p.alignment for p in body] == [ALIGN.JUSTIFY, ALIGN.JUSTIFY]
    assert all(p.paragraph_format.first_line_indent > Mm(9) for p in body)


def test_nothing_is_drawn_where_people_sign_and_stamp():
    with zipfile.ZipFile(BytesIO(letter())) as packed:
        assert not [name for name in packed.namelist() if "media" in name]
    assert "<w:drawing" not in part(letter(), "word/document.xml")


def test_a_table_repeats_its_head_on_every_page():
    document = new_document()
    add_table(document, ("TT", "Việc"), [("1", "Dạy bơi")], (20, 140))
    (table,) = opened(fixed_bytes(document, "Bảng", AT)).tables
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["TT", "Việc"],
        ["1", "Dạy bơi"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False]


def test_the_same_values_give_the_same_bytes():
    assert letter() == letter()
    assert "python-docx" not in part(letter(), "docProps/core.xml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sở Y tế", "Sở Y tế"),
        ("Sở\x00 Y\x07 tế", "Sở\ufffd Y\ufffd tế"),
        ("Sở\u202e Y tế", "Sở\ufffd Y tế"),
        ("hai\ndòng\tvà\xa0cột", "hai dòng và cột"),
        ("\ud800", "\ufffd"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_what_cannot_be_seen_leaves_a_mark(text: str, said: str):
    assert legal(text) == said
    document = new_document()
    add_addressee(document, text)
    (line,) = texts(opened(fixed_bytes(document, "Tên", AT)))
    assert line == f"Kính gửi: {said}"
