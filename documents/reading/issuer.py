"""Who issues a document, and at which level of the administration."""

import re
from collections.abc import Sequence

from documents.reading.label import is_in_capitals
from documents.reading.paragraph import Paragraph

_OWN_CITIES = (
    "hà nội|hồ chí minh|hải phòng|đà nẵng|cần thơ|huế"  # governed like provinces
)
_LEVELS = tuple(
    (level, re.compile(words, re.IGNORECASE))
    for level, words in (
        (
            "school",
            r"^(?:trường|nhà trường)\b|\btrường (?:mầm non|tiểu học|th(?:cs|pt)?|ptdt)",
        ),
        ("ministry", r"^bộ (?!chỉ huy|đội)|^thủ tướng|^chính phủ|^ủy ban quốc gia"),
        (
            "department",
            r"^(?:sở|ban dân tộc|chi cục|tỉnh đoàn|công an tỉnh|hội .* tỉnh)\b",
        ),
        ("commune", r"\b(?:xã|phường|thị trấn|đặc khu)\b(?!\s+hội)"),
        ("district", r"\b(?:huyện|quận|thị xã)\b"),
        ("province", rf"\btỉnh\b|thành phố\s+(?:{_OWN_CITIES})"),
        ("district", r"\bthành phố\b|^phòng\b"),
    )
)
_BODY = re.compile(
    r"(?:(?P<head>Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+"
    r"(?P<tier>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
    r"|(?:^|[,;]\s)(?P<other>(?:Sở|Bộ|Phòng|Trường|Nhà trường|Ban)\s(?:(?!về )[^,;.:]){2,60}?))"
    r"(?P<name>(?:\s+[A-ZĐÀ-Ỹ][\w]*){0,4})?\s+(?:ban hành|xây dựng|tổ chức|triển khai|đề nghị|yêu cầu|hướng dẫn|lập)"
)
_SMALL_WORDS = frozenset(
    [
        "ủy",
        "uỷ",
        "ban",
        "nhân",
        "dân",
        "tỉnh",
        "huyện",
        "quận",
        "thị",
        "xã",
        "phường",
        "trấn",
        "thành",
        "phố",
        "và",
        "của",
        "về",
        "năm",
        "đặc",
        "khu",
        "các",
        "vì",
        "trẻ",
        "em",
        "tháng",
        "hành",
        "động",
        "kế",
        "hoạch",
        "triển",
        "khai",
        "tổ",
        "chức",
        "thực",
        "hiện",
        "trên",
        "địa",
        "bàn",
        "học",
        "tiểu",
        "mầm",
        "non",
        "trung",
        "cơ",
        "sở",
        "phổ",
        "thông",
        "đào",
        "tạo",
        "giáo",
        "dục",
        "y",
        "tế",
    ]
)


def read_issuer(
    lines: Sequence[str],
    paragraphs: Sequence[Paragraph],
    body: int,
    place: str | None,
    title: str | None,
) -> str | None:
    """Return the body that issues: the head's last line, else what the text says."""
    text = "\n".join(one.text for one in paragraphs)
    if lines:
        return with_own_case(lines[-1], text)
    for paragraph in paragraphs[body : body + 3]:
        for found in _BODY.finditer(paragraph.text):
            if found["other"]:
                return found["other"].strip()
            name = (found["name"] or "").strip()
            tier = found["tier"]
            return f"UBND {tier} {name or _name_of(tier, text, place, title)}".strip()
    return None


def _name_of(tier: str, text: str, place: str | None, title: str | None) -> str:
    named = re.compile(rf"\b{tier}\s+((?:[A-ZĐÀ-Ỹ][\w]*)(?:\s+[A-ZĐ][\w]*){{0,3}})")
    for where in (title or "", text):
        for found in named.finditer(where):
            if found[1][0].isupper():
                return found[1]
    return place or ""


def level_of(issuer: str | None) -> str | None:
    """Return the level: ministry, province, district, commune, department, school."""
    if issuer is None:
        return None
    for level, words in _LEVELS:
        if words.search(issuer):
            return level
    return None


def with_own_case(capitals: str, text: str) -> str:
    """Return words in capitals as the text itself writes them, else with small words."""
    if not is_in_capitals(capitals):
        return capitals
    pattern = re.compile(r"\s+".join(map(re.escape, capitals.split())), re.IGNORECASE)
    for found in pattern.finditer(text):
        if not is_in_capitals(found[0]):
            return found[0]
    words = capitals.lower().split()
    said = [
        word if word in _SMALL_WORDS else word[:1].upper() + word[1:] for word in words
    ]
    if said and said[0]:
        said[0] = said[0][0].upper() + said[0][1:]
    return re.sub(r"\bUbnd\b", "UBND", " ".join(said))
