"""Printed pages, read back: whatever text comes, it stays that text."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from calendars.plain import line
from documents.cells import Linked, place
from documents.workbook import PrintedPage, write_workbook

STARTS = st.sampled_from(["", *"=+-@'&<", "\t=", "\x00=", "#N/A"])
TEXTS = st.builds(lambda start, rest: start + rest, STARTS, st.text(max_size=40))


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=20), TEXTS)
def test_any_text_is_read_back_as_text(texts: list[str], title: str):
    rows = [(one,) for one in texts]
    page = PrintedPage("Bảng", ("Nội dung",), (20,), rows, above=(title,))
    sheet = load_workbook(BytesIO(write_workbook([page])))["Bảng"]
    column = [sheet.cell(at, 1) for at in range(1, len(texts) + 3)]
    seen = [cell.value or "" for cell in column]
    assert seen == [line(title), "Nội dung", *map(line, texts)]
    assert {cell.data_type for cell in column if cell.value} == {"s"}


def test_cells_of_one_row_do_not_take_each_others_values():
    to = place("Bảng", 2, 3)
    rows = [(1, 2, "a", "=b", 0.5, Linked(3, to), Linked("c", to), None, 4), (5,)]
    page = PrintedPage("Bảng", ("",) * 9, (10,) * 9, rows)
    sheet = load_workbook(BytesIO(write_workbook([page])))["Bảng"]
    values = list(sheet.iter_rows(min_row=2, values_only=True))
    assert values == [
        (1, 2, "a", "=b", 0.5, 3, "c", None, 4),
        (5, None, None, None, None, None, None, None, None),
    ]
    linked = [cell.coordinate for cell in sheet[2] if cell.hyperlink]
    assert linked == ["F2", "G2"]


def test_an_address_quotes_the_name_of_its_sheet():
    assert place("Nhóm 1", 28, 2) == "'Nhóm 1'!AB2"
    assert place("d'Huế", 1, 1) == "'d''Huế'!A1"
