"""Reports that a text asks for: who, to whom, through whom, for whose consolidation."""

import re
from typing import NamedTuple

from documents.reading.body import read_named, read_subject
from documents.reading.letters import UPPER

_ASKS = re.compile(
    r"(?:gửi|nộp)\s+(?:các\s+)?báo cáo|tổng hợp,?\s+(?:và\s+)?(?:\w+\s+)?báo cáo|"
    r"(?:kết quả|tình hình)[^.;]{0,160}(?:báo cáo|gửi)\s+(?:về|cho)?|"
    r"báo cáo\s+(?:kết quả|tình hình|sơ kết|tổng kết|nhanh|định kỳ|đánh giá|\(|về|bằng|cho|"
    rf"cấp trên|(?-i:[{UPPER}]))|báo cáo[^.;]{{0,120}}(?:trước|chậm nhất|muộn nhất|theo (?:đúng )?quy định|đến hết)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"báo cáo kịp thời khi|kịp thời báo cáo|báo cáo viên|vướng mắc|phát sinh",
    re.IGNORECASE,
)
_HEADS = (
    r"(?:cấp trên|cấp ủy|lãnh đạo|(?i:UBND|[uủ][ỷy] ban|Sở|Bộ|Ban|Phòng|Văn phòng|Công an|"
    r"Trạm|Trung tâm|Chủ tịch|Thường trực|Công chức|Bộ phận|Hội|Đoàn|MTTQ|Ban Giám hiệu|(?:Tỉnh|Thành|Huyện|Quận|Thị|Xã) đoàn|Báo(?! cáo)|Mặt trận|"
    r"Thủ tướng|Chính phủ|Nhà trường|Hiệu trưởng|Chi cục|Cục|Tỉnh ủy|Huyện ủy|Đảng ủy|"
    r"HĐND|Đài|Tổ|Trường|Vụ|Tổng cục|Viện)(?!\w))"
)
_BODY = (
    rf"(?P<body>{_HEADS}(?:[^,;.:()“”]|,\s(?=[{UPPER}])(?!{_HEADS}))*?)"
    rf"(?=\s*(?:,\s(?:{_HEADS}|(?![{UPPER}]))|[;.:()]|$)|\s+(?:thông qua|qua|trước|chậm|"
    r"muộn|để|theo|vào|khoảng|từ|thường xuyên|định kỳ|đến|đúng|bằng|kết quả|tình hình|tổng hợp|và(?=\s+[a-zđ])|"
    r"ngay|sau|hằng|hàng|xem xét|chỉ đạo|về|trong|việc|của|các)(?!\w))"
)
_TO = re.compile(
    rf"(?:(?:báo cáo|gửi|nộp|kết quả)\s+)?(?:\bvề|\b[Gg]ửi|\bcho|\blên|[Bb]áo cáo)\s+{_BODY}"
)
_ADDRESS = re.compile(
    r"\s*[,;:–-]?\s*(?:địa chỉ|e-?mail|thư điện tử|hộp thư|số (?:điện thoại|nhà|\d+)|"
    r"điện thoại|ĐT)(?!\w).*",
    re.IGNORECASE | re.DOTALL,
)
"""How to reach whom a report goes through; no part of the name."""
_VIA = re.compile(rf"(?:thông\s+)?\bqua\s+{_BODY}")
_BRACKETED = re.compile(rf"\((?:thông\s+)?qua\s+(?P<body>{_HEADS}[^()]+)\)")
_BEHIND = re.compile(rf"\s*\((?P<body>{_HEADS}[^()]+)\)")
"""A part of the receiver, in brackets behind it."""
_AND = re.compile(
    rf"(?:\s*\([^()]*\))?(?P<link>\s+và|\s*,(?:\s+đồng thời)?)\s+(?:gửi\s+)?(?:về\s+)?{_BODY}"
)
"""A second body, behind what the first has in brackets."""
_RECEIVED = re.compile(
    r"\s+(?:trước|chậm|muộn|để|theo|vào|định kỳ|thông qua|qua)(?!\w)|\s*[.;(]|\s*$"
)
"""Behind a receiver; whoever is to do something with a report is none."""
_FOR = re.compile(rf"để\s[^.;]{{0,60}}?(?:báo cáo|trình|gửi)\s+{_BODY}")


class Asked(NamedTuple):
    """A report as a sentence asks for it; `text` is the sentence."""

    text: str
    start: int
    to: str | None
    via: str | None
    consolidated_for: str | None
    who: str | None


def read_report(sentence: str, start: int, whole: bool) -> Asked | None:
    """Return the report that a sentence asks for, None for any other sentence.

    `whole` tells that it stands under a heading about reports.
    """
    asks = _ASKS.search(sentence)
    other = asks is None or _NOT.search(sentence) is not None
    if other and not (whole and re.search("báo cáo", sentence, re.IGNORECASE)):
        return None
    consolidated = _FOR.search(sentence)
    own = sentence[: consolidated.start()] if consolidated else sentence
    to, behind = _receiver(own)
    via = _BRACKETED.search(own) or _VIA.search(own) or behind
    if to is None and consolidated is None and not whole and asks is None:
        return None
    named = read_subject(sentence)
    return Asked(
        sentence,
        start,
        to,
        _ADDRESS.sub("", said) if (said := _said(via)) else None,
        _said(consolidated),
        named.name if named else None,
    )


def _receiver(sentence: str) -> tuple[str | None, re.Match[str] | None]:
    """Return to whom a report goes, and which part of it stands in brackets behind."""
    for found in _TO.finditer(sentence):
        said = found["body"].strip()
        if len(said) > 2 and not sentence[: found.start()].rstrip().endswith("qua"):  # noqa: PLR2004
            behind = _BEHIND.match(sentence, found.end("body"))
            more = _AND.match(sentence, found.end("body"))
            if more and _RECEIVED.match(sentence, more.end("body")):
                said = f"{said}{more['link'].rstrip()} {more['body'].strip()}"
            return said, behind
    return None, None


def _said(found: re.Match[str] | None) -> str | None:
    return found["body"].strip() if found else None


def sentences(text: str) -> list[tuple[int, str]]:
    """Return the sentences of a text with their places.

    Names that a semicolon parts belong to what is said of the last of them.
    """
    found: list[tuple[int, str]] = []
    start = 0
    for end in re.finditer(r"(?<![.;…])[.;…]+(?=\s+[^\W\d_])|\Z", text):
        piece = text[start : end.end()]
        if end[0] == ";" and (named := read_named(piece.strip())) and not named.rest:
            continue
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), piece.strip()))
        start = end.end()
    return found
