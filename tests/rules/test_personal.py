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
    ],
)
def test_numbers_of_papers_and_years_of_birth_are_found(text: str, found: bool):
    assert names_persons(text) is found
