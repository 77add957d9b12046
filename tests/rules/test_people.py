from collections.abc import Iterator
from unicodedata import normalize

import pytest

from desk.plans.files import CAMPAIGNS_HOME
from rules.people import lists_people

TEXTS = CAMPAIGNS_HOME.parent.parent / "shared" / "seeds"
HEAD = ("TT", "Họ và tên", "Năm sinh", "Nơi ở")
CHILDREN = (
    ("1", "Nguyễn Văn A", "2012", "Bản A"),
    ("2", "Giàng A B", "2013", "Bản B"),
    ("3", "Lò Thị C", "2011", "Bản C"),
)


def lines(text: str) -> list[tuple[str, ...]]:
    return [(line,) for line in text.splitlines()]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([HEAD, *CHILDREN], id="a table with headings"),
        pytest.param(CHILDREN, id="a table without headings"),
        pytest.param([row[1:3] for row in CHILDREN], id="two columns"),
        pytest.param([row[2:0:-1] for row in CHILDREN], id="births before the names"),
        pytest.param(
            [
                HEAD,
                ("1", "Páo Mỷ", "2012", ""),
                ("2", "Sùng Mí", "5/2013", ""),
                ("3", "Ma Seo", "02/01/2011", ""),
            ],
            id="names of two syllables below a heading",
        ),
        pytest.param(
            [
                ("TT", "Họ và tên", "Năm sinh", ""),
                ("", "", "Nam", "Nữ"),
                ("1", "Páo Mỷ", "", "2012"),
                ("2", "Sùng Mí", "2012", ""),
                ("I", "Xã A", "", ""),
                ("3", "Ma Seo", "2013", ""),
            ],
            id="a heading of two rows, and a row that parts groups",
        ),
        pytest.param(
            [("Tên", "Sinh"), *((n, f"sinh năm {y}") for _, n, y, _ in CHILDREN)],
            id="cells that say what they are",
        ),
        pytest.param(
            lines("1. Nguyễn Văn A, 2012\n2. Giàng A B - 2013\n3. Lò Thị C (2011)"),
            id="a numbered list",
        ),
        pytest.param(
            lines("Em Nguyễn Văn A 2012 nam\nEm Giàng A B nữ 2013\nEm Lò Thị C 2011"),
            id="forms of address",
        ),
        pytest.param(
            lines("NGUYỄN VĂN A 1/6/2012\nGIÀNG A B 02-06-2013\nLÒ THỊ C 3.6.2011"),
            id="capitals and days",
        ),
        pytest.param(
            lines(
                "Đã tặng quà Páo Mỷ (sinh năm 2012), Sùng Mí, dân tộc Mông, SN 2013 "
                "và Ma Seo sinh ngày 02/01/2011."
            ),
            id="one sentence",
        ),
        pytest.param(
            lines(
                "TT Họ và tên Năm sinh\n1 Páo Mỷ học lớp 3, 2012\n2 Sùng Mí xã B 2013\n"
                "\n3 Ma Seo xã A 2011"
            ),
            id="lines below a heading",
        ),
        pytest.param(
            lines("Nguyễn Văn A\nNam\n2012\nGiàng A B\n2013\nLò Thị C\nNữ\n\n2011"),
            id="each cell a line",
        ),
        pytest.param(
            [
                tuple(normalize("NFD", cell) for cell in row)
                for row in (HEAD, *CHILDREN)
            ],
            id="letters and their marks apart",
        ),
        pytest.param(
            [(f"{n}\n{y}", "Bản A") for _, n, y, _ in CHILDREN],
            id="name and birth in one cell",
        ),
        pytest.param(lines("Số định danh 012345678901"), id="one number of a citizen"),
        pytest.param(lines("012345678901"), id="twelve digits alone"),
        pytest.param(lines("mã 123456789012"), id="twelve other digits"),
        pytest.param(lines("012 345 678 901"), id="twelve digits in threes"),
        pytest.param(lines("0123.4567.8901"), id="twelve digits in fours"),
        pytest.param(lines("CMND số: 012345678"), id="nine digits that say what"),
        pytest.param(
            [("Họ và tên", "Số CCCD"), ("A", "12.345.678.901")],
            id="a column of papers whose leading zero is lost",
        ),
    ],
)
def test_a_list_of_people_is_known(rows: list[tuple[str, ...]]):
    assert lists_people(rows)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="nothing"),
        pytest.param([HEAD, *CHILDREN[:2]], id="two persons"),
        pytest.param(
            [(), HEAD, *CHILDREN[:2], ("",), ("Xã Nậm", "2012"), ("Xã Pa", "2013")],
            id="another table",
        ),
        pytest.param(
            [("Cán bộ phụ trách", "Ngày tổ chức")]
            + [(row[1], "12/6/2024") for row in CHILDREN],
            id="who organised what, and when",
        ),
        pytest.param(
            [("Kết quả năm 2024",), ("", "Quý II"), ("Cán bộ", "Việc", "Năm 2024")]
            + [(row[1], "Dạy bơi", "2024") for row in CHILDREN],
            id="counts of a year below other words",
        ),
        pytest.param(
            [("Cán bộ", "Việc", "Số trẻ")]
            + [(row[1], "Dạy bơi trong tháng 6", "120") for row in CHILDREN],
            id="who is responsible",
        ),
        pytest.param(
            [(row[1], "Trưởng phòng", "0912345678") for row in CHILDREN],
            id="names and telephones",
        ),
        pytest.param(
            [
                ("Xã", "Năm"),
                ("Lê Lợi", "2019"),
                ("Hồ Thầu", "2020"),
                ("Sìn Hồ", "2021"),
            ],
            id="places and years",
        ),
        pytest.param(
            [
                ("Xã", "Trẻ"),
                ("Lê Lợi", "2019"),
                ("Hồ Thầu", "2020"),
                ("Sìn Hồ", "2021"),
            ],
            id="places and counts that look like years",
        ),
        pytest.param(
            lines("Tam Đường: 120 trẻ sinh năm 2018\n" * 3), id="children of a year"
        ),
        pytest.param(
            lines("Ông Nguyễn Văn A, Bí thư nhiệm kỳ 2020-2025\n" * 3), id="terms"
        ),
        pytest.param(lines("Đồng chí Nguyễn Văn A, năm 2024\n" * 3), id="a year named"),
        pytest.param(
            lines("Nguyễn Văn A ngày 12/6/2024\n" * 3), id="days that say what they are"
        ),
        pytest.param(
            lines("Trường THCS Trần Hưng Đạo, 2019\n" * 3),
            id="schools named for people",
        ),
        pytest.param(
            lines("Họ và tên Năm sinh\n" + "Lai Châu, ngày 01 tháng 6 năm 2024\n" * 3),
            id="places and dates below a heading",
        ),
        pytest.param(
            lines("Năm sinh\n" + "không phát sinh\n" * 6 + "Xã Nậm Loỏng 2024\n" * 3),
            id="long after a heading",
        ),
        pytest.param(lines("Nguyễn Văn A\n\n\n\n\n2012\n" * 3), id="a signature"),
        pytest.param(lines("Luật Trẻ em 2016\nNghị định số 56/2017/NĐ-CP"), id="laws"),
        pytest.param(
            lines(
                "Kinh phí 158000000000 đồng, 158.000.000.000 đồng, 158000000000đ; "
                "4,2 tỷ; số tài khoản 106876543210; ĐT 0213.3876.543, 0912 345 678"
            ),
            id="amounts, accounts, telephones",
        ),
        pytest.param(
            [("Tên", "Số CCCD đã cấp"), ("Xã A", "1.234"), ("Xã B", "chưa có")],
            id="how many papers were issued",
        ),
    ],
)
def test_what_a_report_says_is_no_list_of_people(rows: list[tuple[str, ...]]):
    assert not lists_people(rows)


def test_no_more_is_read_than_must_be():
    def rows() -> Iterator[tuple[str, ...]]:
        yield ("012345678901",)
        raise AssertionError

    assert lists_people(rows())


@pytest.mark.parametrize("name", ["lai-chau-2024", "dong-dang-2024"])
def test_the_text_of_a_plan_is_no_list_of_people(name: str):
    text = TEXTS / f"{name}.txt"
    if not text.exists():
        pytest.skip(f"the text of the plan is not on this machine ({text})")
    assert not lists_people(lines(text.read_text(encoding="utf-8")))
