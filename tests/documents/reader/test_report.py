import pytest

from documents.reading.report import read_report


@pytest.mark.parametrize(
    ("sentence", "to", "via"),
    [
        (
            "Gửi báo cáo về Sở Y tế và Sở Nội vụ trước ngày 5/7.",
            "Sở Y tế và Sở Nội vụ",
            None,
        ),
        (
            "Báo cáo kết quả về UBND tỉnh (qua Sở Y tế, email: syt@tinh.example) và Bộ Y tế.",
            "UBND tỉnh và Bộ Y tế",
            "Sở Y tế",
        ),
        (
            "Gửi báo cáo về Bộ Y tế (Cục Bà mẹ và Trẻ em, số 35 phố Huế) trước ngày 31/7.",
            "Bộ Y tế",
            "Cục Bà mẹ và Trẻ em",
        ),
        ("Báo cáo UBND xã, Phòng Văn hóa - Xã hội tổng hợp chung.", "UBND xã", None),
        (
            "Nộp báo cáo cho UBND xã, đồng thời gửi Sở Y tế.",
            "UBND xã, đồng thời Sở Y tế",
            None,
        ),
    ],
)
def test_to_whom_a_report_goes_and_through_whom(
    sentence: str, to: str, via: str | None
) -> None:
    asked = read_report(sentence, 0, whole=True)
    assert asked is not None
    assert (asked.to, asked.via) == (to, via)
