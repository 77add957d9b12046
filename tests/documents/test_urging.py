"""The urging letter, opened as the person who signs it opens it."""

from dataclasses import replace
from datetime import date, datetime

from documents.base import Letterhead, Recipients, Signature
from documents.urging import Earlier, Overdue, UrgingLetter, file_name, urging_letter
from schemas.base import VN
from tests.documents.reading import opened, texts

AT = datetime(2024, 7, 26, 9, tzinfo=VN)
LETTER = UrgingLetter(
    nth=1,
    agency="Sở Y tế",
    issuer="UBND tỉnh Lai Châu",
    plan="Tháng hành động vì trẻ em năm 2024",
    number="156/KH-UBND",
    signed_on=date(2024, 5, 6),
    duties=(
        Overdue(
            "Báo cáo kết quả",
            "trước ngày 20/7/2024 (hết ngày 19/7)",
            ("Nhắc việc ngày 10/7/2024", "Đôn đốc ngày 22/7/2024"),
        ),
    ),
    today=date(2024, 7, 26),
    by=date(2024, 8, 2),
    office="Sở Lao động",
    contact="Sở Lao động (Văn thư), 0213 3876 123",
    letterhead=Letterhead(("UBND",), "UBND-...", "Lai Châu"),
    signature=Signature("PHÓ CHỦ TỊCH"),
    recipients=Recipients(("Như trên",), "VT"),
)


def test_the_letter_cites_the_plan_and_lists_what_is_overdue():
    said = texts(opened(urging_letter(LETTER, AT)))
    assert "V/v đôn đốc (lần 1) thực hiện Kế hoạch số 156/KH-UBND" in said
    body = said[said.index("Kính gửi: Sở Y tế") + 1 :]
    assert body[0] == (
        "Thực hiện Kế hoạch số 156/KH-UBND ngày 06 tháng 5 năm 2024 của UBND tỉnh Lai "
        "Châu về Tháng hành động vì trẻ em năm 2024, Sở Y tế được giao các nhiệm vụ "
        "nêu tại Kế hoạch."
    )
    assert "Đến ngày 26 tháng 7 năm 2024, UBND tỉnh Lai Châu chưa nhận được" in body[1]
    assert body[2:10] == [
        "TT",
        "Nhiệm vụ",
        "Thời hạn",
        "Đã nhắc việc, đôn đốc",
        "1",
        "Báo cáo kết quả",
        "trước ngày 20/7/2024 (hết ngày 19/7)",
        "Nhắc việc ngày 10/7/2024; Đôn đốc ngày 22/7/2024",
    ]
    assert "chậm nhất ngày 02 tháng 8 năm 2024" in body[10]
    assert body[11] == (
        "Thông tin liên hệ: Sở Lao động (Văn thư), 0213 3876 123. Nếu Sở Y tế đã gửi "
        "văn bản, xin bỏ qua nội dung này./."
    )


def test_a_second_letter_names_the_first_by_number_and_day():
    second = replace(LETTER, nth=2, earlier=(Earlier("12/UBND-VX", date(2024, 7, 26)),))
    said = texts(opened(urging_letter(second, AT)))
    assert "V/v đôn đốc (lần 2) thực hiện Kế hoạch số 156/KH-UBND" in said
    assert (
        "UBND tỉnh Lai Châu đã có Công văn số 12/UBND-VX ngày 26 tháng 7 năm 2024 đôn "
        "đốc Sở Y tế thực hiện nhiệm vụ." in said
    )


def test_what_stands_in_braces_in_a_name_is_data():
    odd = replace(LETTER, agency="Sở {number} {")
    assert "Kính gửi: Sở {number} {" in texts(opened(urging_letter(odd, AT)))


def test_the_same_letter_is_the_same_file():
    assert urging_letter(LETTER, AT) == urging_letter(LETTER, AT)
    assert file_name(1, "so-y-te") == "cong-van-don-doc-lan-1-so-y-te.docx"
