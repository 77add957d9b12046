"""Names of sheets, as a workbook takes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from documents.sheet_names import LONGEST, sheet_names

TITLES = st.text(
    st.characters() | st.sampled_from("[]:*?/\\' aAßİ😀\u0301ệ"), max_size=60
)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        (["1. Chỉ đạo"], ("1. Chỉ đạo",)),
        (["Tin/bài [a]: b*?\\"], ("Tin bài a b",)),
        (["", "''", "\x00\ud800"], ("Bảng", "Bảng (2)", "Bảng (3)")),
        (["'Nhóm'"], ("Nhóm",)),
        (["History"], ("History (2)",)),
        (["Nhóm", "NHÓM", "nhóm"], ("Nhóm", "NHÓM (2)", "nhóm (3)")),
        (["a" * 40, "a" * 41], ("a" * 31, "a" * 27 + " (2)")),
        (["😀" * 20], ("😀" * 15,)),
        (["a" * 30 + " b"], ("a" * 30,)),
        (["a" * 31 + " b"], ("a" * 31,)),
        (["4. Chăm sóc sức khỏe, dinh dưỡng"], ("4. Chăm sóc sức khỏe, dinh",)),
        (["Nho\u0301m", "Nhóm"], ("Nhóm", "Nhóm (2)")),
    ],
)
def test_a_name_is_legal_short_and_unlike_the_others(
    titles: list[str], names: tuple[str, ...]
):
    assert sheet_names(titles) == names


@given(st.lists(TITLES, max_size=12))
def test_any_titles_become_names_that_a_workbook_takes_as_they_are(titles: list[str]):
    names = sheet_names(titles)
    assert len(names) == len(titles)
    assert len({name.lower() for name in names}) == len(names)
    book = Workbook(write_only=True)
    assert tuple(book.create_sheet(name).title for name in names) == names
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= LONGEST
        assert name == name.strip(" '")
        assert name.isprintable()
