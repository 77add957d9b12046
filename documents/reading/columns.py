"""Head and foot of a text that stand in two columns, laid one under the other."""

import re
from collections.abc import Iterator, Sequence

from documents.reading.line import Line

_GAP = re.compile(
    r"(?<=\S)(?<!Số:)(?<!Số :)(?<!ngày)(?<!tháng)(?<!năm)(?:\s{4,}|\s*\t\s*)"
    r"(?=\S)(?!/|tháng|năm)"
)
_INDENTED = 30
_FOOT = re.compile(r"\s*\*{0,2}n[ơo]i\s+nh[ậâa]n", re.IGNORECASE)
KINDS = (
    "kế hoạch|công văn|hướng dẫn|chỉ thị|quyết định|thông báo|chương trình|phương án|"
    "tờ trình|báo cáo|công điện|đề án"
)
_KIND = re.compile(rf"\s*\**(?:{KINDS}|kính gửi.*|V/v.*)\**\s*", re.IGNORECASE)
_HEAD = 60
"""Lines in which the head of a text ends."""


def unfold(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with the right column of head and foot below the left one."""
    title = next(
        (at for at, line in enumerate(lines[:_HEAD]) if _KIND.fullmatch(line.text)), 0
    )
    foot = max(
        (at for at, line in enumerate(lines) if _FOOT.match(line.text)),
        default=len(lines),
    )
    head = _in_one_column(lines[:title])
    return (*head, *lines[title:foot], *_in_one_column(lines[foot:]))


def _in_one_column(lines: Sequence[Line]) -> Iterator[Line]:
    if not any(line.cell is None and _GAP.search(line.text) for line in lines):
        yield from lines
        return
    right: list[Line] = []
    for line in lines:
        parts = _GAP.split(line.text.rstrip(), maxsplit=1)
        indent = len(line.text) - len(line.text.lstrip())
        if len(parts) > 1:
            yield line._replace(text=parts[0])
            right.append(line._replace(text=parts[1]))
        elif indent >= _INDENTED:
            right.append(line)
        else:
            yield line
    yield from right
