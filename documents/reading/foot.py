"""The foot of a document: "Nơi nhận" with its marks, and who signs."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from documents.reading.label import is_in_capitals, split_label
from documents.reading.letters import UPPER
from documents.reading.paragraph import Paragraph

_RECIPIENTS = re.compile(r"n[ơo]i\s+nh[ậâa]n\s*:?\s*", re.IGNORECASE)
_MARK = re.compile(r"\s*\((?P<mark>[^()]{1,40})\)\s*$")
_KEPT = re.compile(r"lưu\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:(?:TM|KT|TL|TUQ|Q)\s*[./]|T/M|K/T|T/L)\s*\S", re.IGNORECASE
)
_POST = re.compile(
    r"(?:quyền\s+|phó\s+)?(?:chủ tịch|bộ trưởng|thứ trưởng|giám đốc|hiệu trưởng|"
    r"chánh văn phòng|trưởng phòng|trưởng ban|cục trưởng|vụ trưởng|tổng giám đốc|"
    r"trưởng công an|chi cục trưởng|viện trưởng|bí thư|trưởng trạm|thủ trưởng|tổ trưởng)",
    re.IGNORECASE,
)
_TWO = re.compile(rf"(?<=\S)(?<!Q\.)\s+(?=(?:PHÓ|KT\.|TL\.|TUQ\.)\s?[{UPPER}]{{2}})")
_NAME = re.compile(
    r"(?:(?:TS|ThS|BS|PGS|GS|BSCKI{0,2})\.?\s*)*"
    r"[^\W\d_a-z][^\W\d_]*(?:\s+[^\W\d_a-z][^\W\d_]*){1,5}"
)
_APPENDIX = re.compile(r"phụ lục|danh mục|biểu mẫu", re.IGNORECASE)
_FROM_END = 60
"""Paragraphs of the end in which a signature without "Nơi nhận" is looked for."""


class Recipient(NamedTuple):
    """A line of "Nơi nhận"."""

    name: str
    mark: str | None
    paragraph: Paragraph


class Signature(NamedTuple):
    """Who signs, in whose name; empty where the text does not say."""

    authority: tuple[str, ...] = ()
    position: str | None = None
    name: str | None = None
    paragraphs: tuple[Paragraph, ...] = ()


class Foot(NamedTuple):
    """What stands below the text, from the paragraph `begin` on; appendices from `end`."""

    begin: int
    end: int
    recipients: tuple[Recipient, ...]
    signature: Signature


def read_foot(paragraphs: Sequence[Paragraph]) -> Foot:
    """Read the foot; without one it begins behind the last paragraph."""
    begin = _begin(paragraphs)
    end = _end(paragraphs, begin)
    recipients: list[Recipient] = []
    rest: list[Paragraph] = []
    listed = False
    for paragraph in paragraphs[begin:end]:
        found = _RECIPIENTS.match(paragraph.text)
        text = paragraph.text[found.end() :] if found else paragraph.text
        listed = listed or found is not None
        label = split_label(text)
        dashed = label is not None and not label.number
        item = label.rest if label is not None and dashed else text
        if not item:
            continue
        if _is_recipient(item, dashed, listed):
            recipients.append(_recipient(item, paragraph))
            listed = listed and not _KEPT.match(item)
        else:
            rest.append(paragraph)
    return Foot(begin, end, tuple(recipients), _signature(rest))


def _begin(paragraphs: Sequence[Paragraph]) -> int:
    places = [at for at, one in enumerate(paragraphs) if _RECIPIENTS.match(one.text)]
    signed = [
        at
        for at, one in enumerate(paragraphs)
        if at >= len(paragraphs) - _FROM_END and _AUTHORITY.match(one.text)
    ]
    if places:
        return min([places[-1], *(at for at in signed if at > places[-1] - 8)])
    if signed:
        return signed[0]
    for at in range(max(0, len(paragraphs) - 4), len(paragraphs)):
        text = paragraphs[at].text
        if is_in_capitals(text) and _POST.match(text):
            return at
    return len(paragraphs)


def _end(paragraphs: Sequence[Paragraph], begin: int) -> int:
    """Return where the appendices behind the signature begin."""
    for at in range(begin, len(paragraphs)):
        text = paragraphs[at].text
        if _APPENDIX.match(text) and is_in_capitals(text):
            return at
    return len(paragraphs)


def _is_recipient(item: str, dashed: bool, listed: bool) -> bool:
    if _AUTHORITY.match(item) or (is_in_capitals(item) and _POST.match(item)):
        return False
    return dashed or (
        listed and (item.endswith((";", ".")) or _KEPT.match(item) is not None)
    )


def _recipient(item: str, paragraph: Paragraph) -> Recipient:
    name = item.rstrip(" ;.,/")
    mark = None if _KEPT.match(name) else _MARK.search(name)
    if mark is None:
        return Recipient(name, None, paragraph)
    return Recipient(
        name[: mark.start()].strip(),
        re.sub(r"\s*/\s*", "/", mark["mark"].strip()),
        paragraph,
    )


def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None and not is_in_capitals(text)


def _signature(paragraphs: Sequence[Paragraph]) -> Signature:
    authority: list[str] = []
    position = name = None
    used: list[Paragraph] = []
    for paragraph in paragraphs:
        for part in _TWO.split(paragraph.text.strip()):
            if _AUTHORITY.match(part):
                authority.append(part.strip(" ,;"))
            elif position is None and _POST.match(part):
                position = part.strip(" ,;")
            elif re.match(r"\(|đã ký|ký", part, re.IGNORECASE):
                continue
            elif (position or authority) and name is None and _is_name(part):
                name = part
            else:
                continue
            used.append(paragraph)
    return Signature(tuple(authority), position, name, tuple(dict.fromkeys(used)))
