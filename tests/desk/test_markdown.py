import pytest

from calendars.plain import line
from desk.markdown import bar, data
from desk.templates import markdown
from tests.desk.read_markdown import read

HOSTILE = [
    "a | b | c",
    "| --- | --- |",
    r"a \| b \\| c \\\| d",
    "[nhấn vào đây](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "[x]: http://evil.example",
    "[x][y] [z]",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- mất --> </td></tr></table>",
    "<http://evil.example>",
    "`mã` ``x`` ```",
    "```mermaid",
    "~~~ ~~xóa~~ ~",
    "**đậm** *nghiêng* __đậm__ _nghiêng_ a_b_c",
    "# Tiêu đề",
    "- mục",
    "+ mục",
    "* mục",
    "1. mục",
    "1) mục",
    "---",
    "===",
    "> trích",
    "    mã",
    "dòng\n\n# một\r\n| hai |\u2028ba\x00\x1b",
    "&lt;b&gt; &amp; &#124; &copy;",
    "$x$ $$y$$",
    "\\",
    "đảo \u202e chữ",
    "x" * 2000,
    "| [a](b) <b> ` " * 140,
]


def seen(value: str) -> str:
    """What a person should read: the value on one line."""
    return " ".join(line(value).split())


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:30])
@pytest.mark.parametrize(
    "template",
    ["{{ v }}", "- {{ v }}", "## {{ v }}", "**{{ v }}** và {{ v }}", "“{{ v }}”"],
)
def test_a_value_is_text_wherever_it_stands(template: str, value: str):
    made = read(markdown().from_string(template).render(v=value))
    plain = read(markdown().from_string(template).render(v="chữ"))
    assert made.shape == plain.shape
    assert made.text == plain.text.replace("chữ", seen(value))


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:30])
def test_a_value_stays_in_its_cell(value: str):
    template = "| A | B |\n|---|---|\n| {{ v }} | {{ v }} |\n| sau | cùng |\n"
    page = read(markdown().from_string(template).render(v=value))
    last = {"A": "sau", "B": "cùng"}
    assert page.table("A") == [{"A": seen(value), "B": seen(value)}, last]


@pytest.mark.parametrize(
    "value", ["Sở Lao động - Thương binh và Xã hội", "2.1", "30/6/2024", "156/KH-UBND"]
)
def test_what_is_harmless_stays_readable(value: str):
    assert data(value) == value


def test_an_address_stays_the_same_in_a_link():
    url = "http://127.0.0.1:4200/v2/runs?tags=a%3Aoverdue&sort=NAME_ASC&limit=50"
    text = markdown().from_string("[{{ t }}]({{ u }})").render(t="a_b", u=url)
    assert read(text).links == {"a_b": url}


@pytest.mark.parametrize(
    ("part", "whole", "full"),
    [(0, 0, 0), (0, 7, 0), (1, 3, 6), (19, 20, 19), (5, 5, 20)],
)
def test_a_bar_is_full_only_when_all_is_done(part: int, whole: int, full: int):
    assert bar(part, whole) == "█" * full + "░" * (20 - full)
