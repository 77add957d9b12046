"""Who issues a document, and at which level of the administration."""

import re
from collections import Counter
from collections.abc import Sequence

from documents.reading.label import is_in_capitals
from documents.reading.letters import UPPER
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
    r"(?:(?P<head>[ỦUủu][ỷy] ban nhân dân|UBND)\s+"
    r"(?P<tier>tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
    r"|(?:^|[,;]\s)(?P<other>(?:Sở|Bộ|Phòng|Trường|Nhà trường|Ban)\s(?:(?!về )[^,;.:]){2,60}?))"
    rf"(?P<name>(?:\s+[{UPPER}][\w]*){{0,4}})?\s+(?:ban hành|xây dựng|tổ chức|triển khai|đề nghị|yêu cầu|hướng dẫn|lập)"
)
_ORGAN = re.compile(
    r"(?P<organ>ban (?:thường vụ|chấp hành|thường trực)|BCH|BTV)"
    r"(?P<area>\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)\s.+)?",
    re.IGNORECASE,
)
"""Speaks for a body that the line above names."""
_NAMELESS = re.compile(
    r"\b(?:tỉnh|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)$", re.IGNORECASE
)
_LONGEST_RUN = 12
_ACRONYM = re.compile(
    r"(?!th|tr|ch|ph|nh|ng|gh|kh|gi|qu)[bcdđghklmnpqrstvx]{2}", re.IGNORECASE
)
"""No syllable begins so."""
_QUOTES = "“”\"'(),.;:"
_SMALL_WORDS = (
    " liên ngành chỉ đạo ủy uỷ ban nhân dân tỉnh huyện quận thị xã phường trấn thành "
    " phố và của về năm đặc khu các vì trẻ em tháng hành động kế hoạch triển khai tổ "
    " chức thực hiện trên địa bàn học tiểu mầm non trung cơ sở phổ thông đào tạo "
    " giáo dục y tế "
)


def read_issuer(
    lines: Sequence[str],
    paragraphs: Sequence[Paragraph],
    body: int,
    place: str | None,
    title: str | None,
) -> tuple[str | None, Paragraph | None]:
    """Return the body that issues: the head's last line, else what the text says.

    With it goes the paragraph of the text that says so, None for the head.
    """
    text = "\n".join(one.text for one in paragraphs)
    if lines:
        own = with_own_case(lines[-1], text)
        organ = _ORGAN.fullmatch(own)
        if len(lines) > 1 and organ:
            above = with_own_case(lines[-2], text)
            return f"{organ['organ']} {above}{organ['area'] or ''}", None
        return f"{own} {place}" if place and _NAMELESS.search(own) else own, None
    for paragraph in paragraphs[body : body + 3]:
        for found in _BODY.finditer(paragraph.text):
            if found["other"]:
                return found["other"].strip(), paragraph
            name = (found["name"] or "").strip()
            tier = found["tier"]
            name = name or _name_of(tier, text, place, title)
            return f"UBND {tier} {name}".strip(), paragraph
    return None, None


def _name_of(tier: str, text: str, place: str | None, title: str | None) -> str:
    named = re.compile(rf"\b{tier} +((?:[{UPPER}][\w]*)(?: +[{UPPER}][\w]*){{0,3}})")
    for where in (title or "", text):
        for found in named.finditer(where):
            if found[1][0].isupper():
                return found[1]
    return place or ""


def level_of(issuer: str | None) -> str | None:
    """Return the level: ministry, province, district, commune, department, school."""
    for level, words in _LEVELS:
        if issuer is not None and words.search(issuer):
            return level
    return None


def with_own_case(capitals: str, text: str) -> str:
    """Return words in capitals as the text itself writes them, else with small words."""
    if not is_in_capitals(capitals):
        return capitals
    words, said = capitals.split(), list[str]()
    while words:
        run = _longest_run(words, text)
        said.append(run or _own_case(words[0], text))
        del words[: len(run.split()) or 1]
    spelled = " ".join(said)
    return spelled[:1].upper() + spelled[1:]


def _longest_run(words: list[str], text: str) -> str:
    """Return the first words as the text mostly writes them together; two at least."""
    bare = [word.strip(_QUOTES) for word in words]
    for end in range(min(len(words), _LONGEST_RUN), 1, -1):
        pattern = r"\s+".join(map(re.escape, bare[:end]))
        found = re.findall(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
        spelled = [" ".join(one.split()) for one in found if one != one.upper()]
        if spelled and all(bare[:end]):
            ((run, _),) = Counter(spelled).most_common(1)
            before = words[0][: words[0].find(bare[0])]
            after = words[end - 1][
                words[end - 1].find(bare[end - 1]) + len(bare[end - 1]) :
            ]
            return f"{before}{run}{after}"
    return ""


def _own_case(word: str, text: str) -> str:
    """Return a word small if the text ever writes it so, else with a capital."""
    bare = word.strip("“”\"'(),.;:-–").lower()
    if bare in ("ubnd", "hđnd", "mttq", "thcs", "thpt") or not bare.isalpha():
        return word
    small = word.lower()
    if _ACRONYM.match(bare):
        return word
    if f" {bare} " in _SMALL_WORDS or re.search(
        rf"(?<!\w){re.escape(bare)}(?!\w)", text
    ):
        return small
    return small.replace(bare, bare[0].upper() + bare[1:], 1)
