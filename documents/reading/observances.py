"""Days of the year that plans name without a date, and when they are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DAYS = (
    (r"(?:lễ\s+)?quốc tế thiếu nhi", 1, 6),
    (r"gia đình việt nam", 28, 6),
    (r"(?:quốc tế|thế giới)\s+phòng,?\s+chống lao động trẻ em", 12, 6),
    (r"(?:quốc tế|toàn dân|thế giới)[^.;:“]{0,40}phòng,?\s+chống m[aà] t[uú]y", 26, 6),
    (r"(?:quốc tế|thế giới)\s+phòng,?\s+chống m[aà] t[uú]y", 26, 6),
    (r"môi trường thế giới", 5, 6),
    (r"dân số thế giới", 11, 7),
    (r"thế giới không thuốc lá", 31, 5),
    (r"thương binh\s*[-–,]?\s*liệt sĩ", 27, 7),
    (r"nhà giáo việt nam", 20, 11),
    (
        r"(?:quốc tế|thế giới)\s+[^.;:“]{0,30}xóa bỏ bạo lực (?:đối với|với) phụ nữ",
        25,
        11,
    ),
    (r"thế giới phòng,?\s+chống (?:hiv/)?aids", 1, 12),
    (r"quốc tế phụ nữ", 8, 3),
    (r"phụ nữ việt nam", 20, 10),
    (r"người khuyết tật việt nam", 18, 4),
    (r"quốc khánh", 2, 9),
    (r"(?:sách và văn hóa đọc|văn hóa đọc)", 21, 4),
    (r"quốc tế hạnh phúc", 20, 3),
    (r"thế giới phòng,?\s+chống đuối nước", 25, 7),
)
_NAMES = tuple(
    (re.compile(name, re.IGNORECASE), day, month) for name, day, month in _DAYS
)
_NAMED = re.compile(r"(?:ngày|lễ|tết)\s+(?:lễ\s+)?", re.IGNORECASE)


class Observance(NamedTuple):
    """A named day as a text has it; day and month as everybody knows them."""

    start: int
    end: int
    day: int
    month: int


def find_observances(text: str) -> Iterator[Observance]:
    """Yield the named days of a text."""
    for named in _NAMED.finditer(text):
        for name, day, month in _NAMES:
            if found := name.match(text, named.end()):
                yield Observance(named.start(), found.end(), day, month)
