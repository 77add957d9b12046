"""Lines joined to paragraphs: hard line ends, page numbers and headers taken out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from documents.reading.columns import KINDS, unfold
from documents.reading.label import is_in_capitals, split_label
from documents.reading.line import Line
from documents.reading.paragraph import Paragraph

_KIND = re.compile(KINDS, re.IGNORECASE)
_PAGE = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*[-–—])?",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*+")
_BLANK = re.compile(r"[\s_]+")
_TERMINAL = re.compile(r"[.;:!?…][”\"»)\]]*$")
_OPEN = re.compile(
    r"(?:[,(–]|\b(?:của|và|các|những|với|về|tại|do|cho|theo|ngày|tháng|năm|số|từ|đến|"
    r"trước|trong|trên|hoặc|là|được|bị|để|nhân|phối hợp|cùng))$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(
    r"(?:lao động|văn h[óo][aá]|kế hoạch|tài chính|kinh tế|chính trị|thiếu niên|độc lập|"
    r"tự do|giáo dục|khoa học|thể dục)\n[-–] (?:thương binh|xã hội|kế hoạch|nghiệp vụ|"
    r"đầu tư|tài chính|kế toán|nhi đồng|hạ tầng|thể thao|công nghệ)",
    re.IGNORECASE,
)
"""Names with a dash within them, broken before it."""
_GOES_ON = frozenset("0123456789(<&/%")
"""What no paragraph begins with, unless it is a number with its point."""
_DASHED = re.compile(r"[-–]\s+\w")
_STRUCTURE = re.compile(
    r"(?:nơi nhận|kính gửi|số\s*:|tm\.|kt\.|tl\.|tuq\.|độc lập|cộng h)", re.IGNORECASE
)
_REPEATED, _LONGEST_HEADER = 3, 110
_WIDEST, _FULL, _WRAPPED = 140, 0.8, 0.35
"""Characters of the widest page; how full a line ends; share of full lines there."""
_LONGEST = 20_000
"""Characters of a paragraph; what is joined to more was none."""
_BESIDE = 2
_HEADING = 40
"""Characters of a line that may be a heading."""


def join(lines: Sequence[Line], wrapped: bool) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text; `wrapped` if its lines may end by the margin."""
    kept = list(_without_running_lines(unfold(lines)))
    full = _full_from(kept) if wrapped else None
    groups: list[list[Line]] = []
    gaps: list[bool] = []
    gap, size = False, 0
    for line in kept:
        if not line.text.strip():
            gap = gap or line.cell is None
            continue
        size += len(line.text)
        if groups and size <= _LONGEST and _continues(groups[-1], line, gap, full):
            groups[-1].append(line)
        else:
            groups.append([line])
            size = len(line.text)
            gaps.append(gap)
        gap = False
    raws: dict[int, str] = {}
    for line in lines:
        if line.cell is None:
            above = f"{raws[line.no]}\n" if line.no in raws else ""
            raws[line.no] = f"{above}{line.text}"
    return tuple(
        _paragraph(group, gap, raws) for group, gap in zip(groups, gaps, strict=True)
    )


def squeezed(text: str) -> str:
    """Return a text with single spaces, without marks of emphasis."""
    return _BLANK.sub(" ", _EMPHASIS.sub("", text)).strip()


def _paragraph(lines: list[Line], gap: bool, raws: dict[int, str]) -> Paragraph:
    first, last = lines[0], lines[-1]
    text = squeezed(" ".join(f"{line.label} {line.text}" for line in lines))
    if first.cell is None and len(lines) > 1:
        numbers = range(first.no, last.no + 1)
        raw = "\n".join(raws[no] for no in numbers if no in raws)
    else:
        raw = "\n".join(line.text for line in lines)
    bold = all(line.bold for line in lines)
    return Paragraph(text, raw, first.no, last.no, first.cell, bold, gap)


def _without_running_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Leave out page numbers, and headers that repeat beside them or cut a sentence."""
    free = [line for line in lines if line.cell is None and line.text.strip()]
    pages = {
        line.no
        for line in free
        if not line.label and _PAGE.fullmatch(line.text.strip())
    }
    times = Counter(line.text.strip() for line in free if _may_run(line))
    running: set[int] = set(pages)
    for at, line in enumerate(free):
        if times.get(line.text.strip(), 0) < _REPEATED:
            continue
        around = free[max(0, at - _BESIDE) : at + _BESIDE + 1]
        if any(one.no in pages for one in around) or _cuts(free, at):
            running.add(line.no)
    return (line for line in lines if line.no not in running or line.cell is not None)


def _may_run(line: Line) -> bool:
    return len(line.text) <= _LONGEST_HEADER and split_label(line.text.strip()) is None


def _cuts(free: list[Line], at: int) -> bool:
    """Tell whether a line stands in the middle of a sentence it does not belong to."""
    if not 0 < at < len(free) - 1:
        return False
    before, after = free[at - 1].text.rstrip(), free[at + 1].text.lstrip()
    return not _TERMINAL.search(before) and after[:1].islower()


def _full_from(lines: Sequence[Line]) -> int | None:
    """Return from how many characters on a line ends by the margin, None if none."""
    sizes = sorted(
        len(line.text.rstrip())
        for line in lines
        if line.cell is None and line.text.strip()
    )
    if not sizes:
        return None
    width = sizes[len(sizes) * 9 // 10]
    full = int(width * _FULL)
    share = sum(size >= full for size in sizes) / len(sizes)
    wrapped = share >= _WRAPPED or _cut_lines(lines) >= _REPEATED
    return full if width <= _WIDEST and wrapped else None


def _cut_lines(lines: Sequence[Line]) -> int:
    """Count the lines that go on, right below, with a small letter."""
    return sum(
        bool(above.text.strip())
        and not _TERMINAL.search(above.text.rstrip())
        and below.text.lstrip()[:1].islower()
        for above, below in pairwise(lines)
    )


def _continues(above: list[Line], line: Line, gap: bool, full: int | None) -> bool:
    """Tell whether a line goes on with the paragraph above it."""
    last, text = above[-1], squeezed(line.text)
    before = squeezed(last.text)
    if line.label or line.cell != last.cell or not text or not before:
        return False
    if _broken_at_dash(before, text, last, gap, full):
        return True
    if _stands_alone(text) or _stands_alone(before, below=True):
        return False
    terminal = _TERMINAL.search(before) is not None
    if text[0].islower():
        return not before.endswith(":") and not (terminal and gap and full is None)
    by_margin = full is not None and not gap and len(last.text.rstrip()) >= full
    goes_on = text[0] in _GOES_ON and len(before) > _HEADING
    return not terminal and (by_margin or _OPEN.search(before) is not None or goes_on)


def _stands_alone(text: str, *, below: bool = False) -> bool:
    """Tell whether a line is a heading or part of head and foot, or has a label."""
    labelled = not below and split_label(text) is not None
    named = text[:1].isupper() and _KIND.fullmatch(text) is not None
    return (
        labelled or named or _STRUCTURE.match(text) is not None or is_in_capitals(text)
    )


def _broken_at_dash(
    before: str, text: str, last: Line, gap: bool, full: int | None
) -> bool:
    """Tell a dash within a name or a sentence from one that opens a duty."""
    if full is None or gap or not _DASHED.match(text) or _TERMINAL.search(before):
        return False
    if _COMPOUND.search(f"{before}\n{text}"):
        return True
    by_margin = len(last.text.rstrip()) >= full
    return by_margin and text.lstrip("-– ")[0].islower()
