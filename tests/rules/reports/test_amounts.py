import re
from fractions import Fraction
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rules.reports.amounts import Unread, read_figure
from schemas.indicator import LARGEST, MONEY
from schemas.numerals import grouped, said_figure, short_money

GIFTS = "suất"
FIGURES = st.integers(0, LARGEST) | st.integers(0, 10**4)
MARKS = (
    ".",
    ",",
    " ",
    "-",
    "+",
    "=",
    "e",
    "\t",
    "\u00a0",
    "\u200b",
    "\u00b2",
    "\uff12",
)
WORDS = ("tỷ", "tỉ", "triệu", "tr", "nghìn", "k", "nghìn tỷ", "đồng", "đ", GIFTS, "trẻ")
PIECES = st.sampled_from([*MARKS, *WORDS, normalize("NFD", "tỷ")]) | st.from_regex(
    r"[0-9]{1,3}([., ][0-9]{3}){0,2}(,[0-9]{1,3})?", fullmatch=True
)
TYPED = st.lists(PIECES, max_size=6).map("".join)
SCALES = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "tr": 10**6, "nghìn": 10**3}


def spelled(text: str) -> Fraction:
    """Return what an amount says: commas begin decimals, words scale, parts add up."""
    text = re.sub(r"[.\s]|đồng$|đ$", "", normalize("NFC", text.strip()))
    parts = re.findall(r"([0-9]+(?:,[0-9]+)?)([^0-9,]*)", text)
    assert "".join(number + word for number, word in parts) == text
    scales = SCALES | {"nghìntỷ": 10**12, "nghìntỉ": 10**12, "k": 10**3, "": 1}
    return sum(
        (Fraction(number.replace(",", ".")) * scales[word] for number, word in parts),
        start=Fraction(0),
    )


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("0", 0),
        ("00", 0),
        ("05", 5),
        ("7", 7),
        ("1234567", 1_234_567),
        ("1.234.567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("1\u202f234\u202f567", 1_234_567),
        ("  12 \n", 12),
        ("12,0", 12),
        ("12 suất", 12),
        ("12suất", 12),
        ("12  SUẤT", 12),
        (normalize("NFD", "1.250 suất"), 1250),
        ("0" * 5000, 0),
        ("1.000.000.000.000.000", LARGEST),
    ],
)
def test_counts_are_read_as_they_are_typed(text: str, figure: int) -> None:
    assert read_figure(text, GIFTS) == figure


def test_a_units_case_and_accents_do_not_matter() -> None:
    assert read_figure("5 tin/bài", normalize("NFD", "Tin/Bài")) == 5
    assert read_figure("5 100 m2", "100 m2") is Unread.LETTERS


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("4,2 tỷ", 4_200_000_000),
        ("4,2 tỉ", 4_200_000_000),
        ("4,2TỶ", 4_200_000_000),
        (normalize("NFD", "4,2 tỷ đồng"), 4_200_000_000),
        ("4,2 ty dong", 4_200_000_000),
        ("1.580 tỷ", 1_580_000_000_000),
        ("1,58 nghìn  tỷ", 1_580_000_000_000),
        ("350 triệu", 350_000_000),
        ("350tr", 350_000_000),
        ("4 tỷ 200 triệu", 4_200_000_000),
        ("4 tỷ 200,5 triệu", 4_200_500_000),
        ("12 triệu 345 nghìn đồng", 12_345_000),
        ("1,5 triệu đồng", 1_500_000),
        ("0,125 tỷ", 125_000_000),
        ("1.234,567 tỷ", 1_234_567_000_000),
        ("500 nghìn", 500_000),
        ("500 ngàn", 500_000),
        ("500k", 500_000),
        ("500đ", 500),
        ("1.500.000 VNĐ", 1_500_000),
        ("1.500.000,00", 1_500_000),
        ("0", 0),
        ("1 triệu tỷ", Unread.LETTERS),
    ],
)
def test_money_is_read_as_it_is_typed(text: str, amount: int | Unread) -> None:
    assert read_figure(text, MONEY) == amount


REFUSED = [
    ("", Unread.EMPTY),
    (" \u00a0\n", Unread.EMPTY),
    ("\u202d1.234\u202c", Unread.HIDDEN),
    ("1\u200b2", Unread.HIDDEN),
    ("1\t234", Unread.SEVERAL),
    ("1\n234", Unread.SEVERAL),
    ("12 13", Unread.SEVERAL),
    ("1  234", Unread.SEVERAL),
    ("1 234.567", Unread.SEVERAL),
    ("1,58E+12", Unread.SCIENTIFIC),
    ("1e9", Unread.SCIENTIFIC),
    ("=cmd()", Unread.FORMULA),
    ("+1+2", Unread.FORMULA),
    ("-1+2", Unread.FORMULA),
    ("@SUM", Unread.FORMULA),
    ("2*3", Unread.FORMULA),
    ("-5", Unread.NEGATIVE),
    ("− 5", Unread.NEGATIVE),  # noqa: RUF001 - as people type it
    ("12a", Unread.LETTERS),
    ("không", Unread.LETTERS),
    ("-", Unread.LETTERS),
    ("12/6", Unread.LETTERS),
    ("１２", Unread.LETTERS),  # noqa: RUF001 - as some keyboards type it
    ("suất", Unread.LETTERS),
    ("12 trẻ", Unread.OTHER_UNIT),
    ("2 nghìn", Unread.OTHER_UNIT),
    ("1,234", Unread.ENGLISH),
    ("1,234,567", Unread.ENGLISH),
    ("1,234.5", Unread.MIXED),
    ("1.234,56.7", Unread.MIXED),
    ("1.23.456", Unread.GROUPING),
    ("12.34", Unread.GROUPING),
    ("0.500", Unread.GROUPING),
    ("1,", Unread.GROUPING),
    ("1,5", Unread.DECIMAL),
    ("1.234,567", Unread.DECIMAL),
    ("1000000000000000000", Unread.LARGE),
    ("1.000.000.000.000.001", Unread.LARGE),
    ("9" * 5000, Unread.LARGE),
]
REFUSED_MONEY = [
    ("đồng", Unread.LETTERS),
    ("4,2 tỷ rưỡi", Unread.LETTERS),
    ("4.2 tỷ", Unread.GROUPING),
    ("1,580 tỷ", Unread.ENGLISH),
    ("2tr5", Unread.SHORTHAND),
    ("4 tỷ 2", Unread.SHORTHAND),
    ("4 tỷ 200 đồng", Unread.SHORTHAND),
    ("200 triệu 4 tỷ", Unread.ORDER),
    ("4 tỷ 5 tỷ", Unread.ORDER),
    ("4 tỷ 1.200 triệu", Unread.ORDER),
    ("4,2 tỷ 300 triệu", Unread.ORDER),
    ("0,0000000001 tỷ", Unread.FRACTION),
    ("1,5", Unread.FRACTION),
    ("1.000.001 tỷ", Unread.LARGE),
    ("1 nghìn tỷ " * 20, Unread.ORDER),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_count_is_refused_with_its_reason(text: str, code: Unread) -> None:
    assert read_figure(text, GIFTS) is code


@pytest.mark.parametrize(("text", "code"), REFUSED_MONEY)
def test_what_is_no_amount_is_refused_with_its_reason(text: str, code: Unread) -> None:
    assert read_figure(text, MONEY) is code


def test_every_reason_has_its_case() -> None:
    assert {code for _, code in REFUSED + REFUSED_MONEY} == set(Unread)


@given(FIGURES)
def test_what_is_said_is_read_as_the_same_figure(figure: int) -> None:
    assert read_figure(said_figure(figure, GIFTS), GIFTS) == figure
    assert read_figure(said_figure(figure, MONEY), MONEY) == figure
    assert read_figure(grouped(figure).replace(".", "\u202f"), MONEY) == figure
    assert read_figure(f"{figure}", GIFTS) == figure


@given(FIGURES, st.sampled_from([1, 10**4, 10**6, 10**7, 10**9]))
def test_short_money_is_read_as_the_same_amount(figure: int, scale: int) -> None:
    amount = figure // scale * scale
    assert read_figure(short_money(amount), MONEY) == amount


@given(TYPED | st.text(max_size=20))
@example("1\u00a0234")
def test_no_text_gives_a_count_it_does_not_spell(text: str) -> None:
    figure = read_figure(text, GIFTS)
    if not isinstance(figure, Unread):
        bare = re.sub(r"\s|suất$", "", normalize("NFC", text.strip()).casefold())
        assert re.fullmatch(r"[0-9.]+(,0+)?", bare)
        assert int(bare.partition(",")[0].replace(".", "")) == figure


@given(TYPED)
@example("4 tỷ 200 triệu")
@example("1,25 nghìn tỷ")
def test_no_text_gives_an_amount_it_does_not_spell(text: str) -> None:
    amount = read_figure(text, MONEY)
    if not isinstance(amount, Unread):
        assert amount == spelled(text)


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    figure = read_figure(text, MONEY)
    assert isinstance(figure, Unread) or 0 <= figure <= LARGEST
