import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.numerals import (
    grouped,
    in_words,
    said_figure,
    said_per_mille,
    said_size,
    short_money,
)

DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
VALUES = {word: value for value, word in enumerate(DIGITS)} | {
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
}


def heard(words: list[str]) -> int:
    """Return the number that words say: the last tỷ divides them, then the others."""
    if "tỷ" in words:
        at = len(words) - 1 - words[::-1].index("tỷ")
        return heard(words[:at]) * 10**9 + heard(words[at + 1 :])
    total = three = digit = 0
    for word in words:
        match word:
            case "nghìn" | "triệu":
                total += (three + digit) * {"nghìn": 10**3, "triệu": 10**6}[word]
                three = digit = 0
            case "trăm" | "mươi":
                three += digit * {"trăm": 100, "mươi": 10}[word]
                digit = 0
            case "mười":
                three += 10
            case "linh":
                pass
            case _:
                assert digit == 0
                digit = VALUES[word]
    return total + three + digit


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (931, "chín trăm ba mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1020, "một nghìn không trăm hai mươi"),
        (1_000_001, "một triệu không trăm linh một"),
        (523_056, "năm trăm hai mươi ba nghìn không trăm năm mươi sáu"),
        (145_001_000, "một trăm bốn mươi lăm triệu không trăm linh một nghìn"),
        (4_200_000_000, "bốn tỷ hai trăm triệu"),
        (1_580_000_000_000, "một nghìn năm trăm tám mươi tỷ"),
        (1_001_000_000_005, "một nghìn không trăm linh một tỷ không trăm linh năm"),
        (10**15, "một triệu tỷ"),
        (10**18, "một tỷ tỷ"),
    ],
)
def test_figures_are_said_as_offices_say_them(figure: int, said: str) -> None:
    assert in_words(figure, "đồng") == f"{said} đồng"


@given(st.integers(0, 10**15) | st.integers(0, 10**4))
def test_what_is_said_is_heard_as_the_same_number(figure: int) -> None:
    words = in_words(figure, "suất").removesuffix(" suất")
    assert heard(words.split()) == figure
    assert not re.search(r"mươi (một|bốn|năm)|mười (mốt|tư|năm)|linh (mốt|lăm)", words)


@given(st.integers(0, 10**18))
def test_points_stand_before_every_three_digits(figure: int) -> None:
    first, *others = grouped(figure).split(".")
    assert len(first) in (1, 2, 3)
    assert all(len(three) == 3 for three in others)
    assert int(first + "".join(others)) == figure


def test_a_figure_stands_before_its_unit() -> None:
    assert said_figure(1_234_567, "suất") == "1.234.567 suất"
    assert said_figure(0, "lượt trẻ") == "0 lượt trẻ"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "0 đồng"),
        (999_000, "999.000 đồng"),
        (1_500_000, "1,5 triệu đồng"),
        (350_000_000, "350 triệu đồng"),
        (1_000_000_000, "1 tỷ đồng"),
        (4_200_000_000, "4,2 tỷ đồng"),
        (4_250_000_000, "4,25 tỷ đồng"),
        (4_050_000_000, "4,05 tỷ đồng"),
        (4_251_000_000, "4.251 triệu đồng"),
        (4_251_234_000, "4.251.234.000 đồng"),
        (4_200_000_001, "4.200.000.001 đồng"),
        (1_580_000_000_000, "1.580 tỷ đồng"),
    ],
)
def test_money_is_short_only_where_that_is_exact(amount: int, said: str) -> None:
    assert short_money(amount) == said


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (0, "0 %"),
        (5, "0,5 %"),
        (667, "66,7 %"),
        (1000, "100 %"),
        (12_345, "1.234,5 %"),
    ],
)
def test_a_ratio_is_said_in_per_cent(ratio: int, said: str) -> None:
    assert said_per_mille(ratio) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (1, "1 KB"),
        (1000, "1 KB"),
        (1001, "2 KB"),
        (340_000, "340 KB"),
        (1_000_000, "1 MB"),
        (1_000_001, "1,1 MB"),
        (1_200_000, "1,2 MB"),
        (20_000_000, "20 MB"),
    ],
)
def test_a_size_is_said_as_people_read_it(size: int, said: str) -> None:
    assert said_size(size) == said
