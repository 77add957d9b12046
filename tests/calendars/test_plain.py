import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.plain import category, line, lines, quoted


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("Sở Y tế", "Sở Y tế"),
        ("Sở\r\nY tế", "Sở Y tế"),
        ("Sở\tY\u00a0tế \u2028", "Sở Y tế"),
        ("\ufeffS\u202eở Y\x00 t\u200dế\ud800", "Sở Y tế"),
        ("Sở  Y tế", "Sở  Y tế"),
        ("", ""),
    ],
)
def test_a_line_holds_only_what_can_be_seen(text: str, one: str) -> None:
    assert line(text) == one


def test_lines_end_alike_whatever_ended_them() -> None:
    assert lines("một\r\nhai\rba\nbốn\x85năm\u2028sáu\n") == "\n".join(
        ["một", "hai", "ba", "bốn", "năm", "sáu"]
    )


def test_a_name_in_quotes_has_none_of_its_own() -> None:
    assert quoted('Trường "Hoa\nBan"') == "Trường 'Hoa Ban'"


def test_a_category_has_no_comma() -> None:
    assert category("Tháng hành động, 2024,") == "Tháng hành động 2024"


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (line, lines, quoted, category):
        assert clean(clean(text)) == clean(text)


@given(st.text())
def test_what_was_cleaned_can_be_sent(text: str) -> None:
    assert line(text).isprintable()
    assert lines(text).encode().decode() == lines(text)
    assert all(one.isprintable() for one in lines(text).split("\n"))
