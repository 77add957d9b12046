import pytest

from rules.personal import names_persons


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", False),
        ("nhận qua công văn số 156/SYT ngày 7/5/2024", False),
        ("đã tiếp nhận 1.580.000.000 đồng", False),
        ("điện thoại 0912345678", False),
        ("CCCD 012345678901", True),
        ("CMND: 012345678", True),
        ("Trẻ A, sinh năm 2012", True),
        ("A SN: 2012", True),
        ("NĂM SINH 2012", True),
        ("mã 0123456789012", False),
        ("số định danh 012 345 678 901", True),
        ("huy động 250000000 đồng, chi 120000000đ", False),
        ("chuyển vào tài khoản 123456789", False),
        ("Nguyễn Văn An, sinh ngày 12/3/2015", True),
        ("tặng quà học sinh năm 2024, vệ sinh ngày 1/6/2024", False),
        ("trẻ đăng ký khai sinh năm 2024; không phát sinh năm 2024", False),
    ],
)
def test_numbers_of_papers_and_years_of_birth_are_found(text: str, found: bool):
    assert names_persons(text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "1. Nguyễn Văn An - 2015\n2. Trần Thị Bình - 2016\n3. Lê Văn Tám - 2017",
            True,
        ),
        ("Nguyễn Văn An 2015, Trần Thị Bình 2016, Lê Văn Cường 2017", True),
        ("Sở Y tế 2024\nSở Giáo dục và Đào tạo 2024\nTỉnh Đoàn 2024", False),
    ],
)
def test_a_list_of_persons_is_found_without_any_word_of_births(text: str, found: bool):
    assert names_persons(text) is found
