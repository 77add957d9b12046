"""Times without a day of the calendar: counted, recurring, by regulation, feasts."""

import re
from collections.abc import Iterator

from documents.reading.said import Bound, Said, Year

_FEAST = re.compile(
    r"(?:nhân\s+)?dịp\s+(?:lễ\s+)?(?:Tết\s+(?:Trung thu|Nguyên đán|Thiếu nhi|cổ truyền)|"
    r"khai giảng[^.,;:]{0,30}|bế giảng[^.,;:]{0,30}|tổng kết năm học[^.,;:]{0,20})|"
    r"Tết Trung thu",
    re.IGNORECASE,
)
_COUNT = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8,
    "chín": 9, "mười": 10, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30,
}  # fmt: skip
_RELATIVE = re.compile(
    r"(?:(?:chậm|muộn) nhất|trong vòng|không quá|trong thời hạn|sau|trước|trong)?\s*"
    r"(?:là\s+|sau\s+|trước\s+)?"
    rf"(?<![\w/])(?P<n>\d{{1,3}}|{'|'.join(sorted(_COUNT, key=len, reverse=True))})\s*"
    r"(?:\([\w\s]{1,15}\)\s*)?(?P<unit>ngày làm việc|ngày|tuần)\s*,?\s+"
    r"(?P<side>kể từ|tính từ|so với|sau|trước|từ)\s*(?:khi|ngày|thời điểm)?\s+"
    r"(?P<anchor>[^.,;:()\d]{3,100})",
    re.IGNORECASE,
)
_RELATIVE_BEHIND = re.compile(
    r"(?P<side>sau|trước)\s+khi\s+(?P<anchor>[^.,;:()\d]{3,80}?)\s+(?P<n>\d{1,3})\s+"
    r"(?P<unit>ngày làm việc|ngày|tuần)(?!\w)",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?<!\w)(?:ngay\s+(?:sau\s+)?khi|trước khi(?=\s+(?:khai mạc|bế mạc|khai giảng|bế giảng|"
    r"bắt đầu|kết thúc|bước vào|diễn ra|vào|nghỉ)(?!\w)))\s+(?P<anchor>[^.,;:()\d]{3,80})",
    re.IGNORECASE,
)
"""Before or after something, in no number of days."""
_RECURRING = re.compile(
    r"(?:định kỳ\s+)?(?:(?:trước|vào|chậm nhất(?: là)?|đến)\s+)?"
    r"(?:ngày\s+\d{1,2}(?:\s+và\s+\d{1,2})?\s+|"
    r"(?:chiều |sáng |tối )?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\s+)?"
    r"(?:của\s+)?(?:định kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý)(?!\w)"
    r"|định kỳ\s+(?:(?:hằng|hàng)\s+)?(?:\d{1,2}\s+tháng(?:,?\s*(?:và\s+)?(?:một\s+)?"
    r"(?:hằng |hàng )?năm)?|năm|ngày|quý|tháng|tuần)(?!\w)"
    r"|(?:trước|vào)\s+ngày\s+\d{1,2}(?:/\d{1,2})?\s+(?:hằng|hàng)\s+năm",
    re.IGNORECASE,
)
_REGULATED = re.compile(
    r"(?:báo cáo|nộp|gửi)(?:(?!xử lý)[^.;]){0,220}?(?P<said>(?:theo(?: đúng)?|đúng)"
    r"(?: thời gian| thời hạn| tiến độ)? quy định|theo chế độ quy định)"
    r"(?!\s+(?:của|tại|pháp luật|về|hiện hành))",
    re.IGNORECASE,
)


def find_recurring(text: str, _: Year, __: bool) -> Iterator[Said]:
    """Yield the times that come again: hằng tháng, định kỳ."""
    for found in _RECURRING.finditer(text):
        yield Said(*found.span(), Bound.RECURRING)


def find_relative(text: str, _: Year, __: bool) -> Iterator[Said]:
    """Yield days counted from something: 15 ngày sau khi kết thúc."""
    for pattern in (_RELATIVE, _RELATIVE_BEHIND):
        for found in pattern.finditer(text):
            count = found["n"].lower()
            n = int(count) if count.isdecimal() else _COUNT[count]
            days = n * 7 if found["unit"].lower() == "tuần" else n
            anchor = _event(found["anchor"])
            end = found.start("anchor") + len(anchor)
            yield Said(
                found.start() + len(found[0]) - len(found[0].lstrip()),
                max(end, found.end("unit")),
                Bound.RELATIVE_BY,
                offset_days=-days if _comes_before(found) else days,
                working="làm việc" in found["unit"],
                anchor=anchor,
            )


def _event(said: str) -> str:
    """Return an event without what a sentence goes on with."""
    return re.split(r"\s+(?:để|và|với|thì|phải|báo)\s+", said)[0].strip()


def _comes_before(found: re.Match[str]) -> bool:
    """Tell whether days are counted back: trước khi, trước 5 ngày so với."""
    side = found["side"].lower()
    return side == "trước" or (
        side == "so với" and found[0].lower().lstrip().startswith("trước")
    )


def find_at_once(text: str, _: Year, __: bool) -> Iterator[Said]:
    """Yield what is to be done by an event, in no number of days: ngay khi, trước khi."""
    for found in _AT_ONCE.finditer(text):
        anchor = _event(found["anchor"])
        end = found.start("anchor") + len(anchor)
        yield Said(found.start(), end, Bound.RELATIVE_BY, anchor=anchor)


def find_regulated(text: str, _: Year, __: bool) -> Iterator[Said]:
    """Yield "theo quy định" where a report is asked for."""
    for found in _REGULATED.finditer(text):
        yield Said(*found.span("said"), Bound.BY_REGULATION)


def find_feasts(text: str, _: Year, __: bool) -> Iterator[Said]:
    """Yield feasts that no calendar of the sun has: Tết Trung thu, khai giảng."""
    for found in _FEAST.finditer(text):
        yield Said(*found.span(), Bound.OCCASION)
