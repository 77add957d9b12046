"""Entries of "Tổ chức thực hiện" and the duties under them, whatever their layout."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.reading.body import Named, read_named
from documents.reading.label import Rank
from documents.reading.outline import Node
from documents.reading.paragraph import Paragraph
from documents.reading.sections import Topic, topic_of

_CLOSING = re.compile(
    r"trên đây là|trân trọng|mọi (?:vướng mắc|khó khăn)|trong quá trình (?:triển khai|tổ chức|thực hiện)|căn cứ (?:các |những )?"
    r"(?:nội dung\s+)?(?:của\s+)?kế hoạch này|nhận được|kế hoạch này|"
    r"yêu cầu (?:các|thủ trưởng)|đề nghị (?:các (?:sở|cơ quan|đơn vị|ban|ngành|"
    r"phòng|địa phương)|quý|thủ trưởng)|thủ trưởng các|"
    r"(?:ủy ban nhân dân|ubnd|nhà trường|bộ|sở)\b[^.:;]{0,60}(?:yêu cầu|đề nghị|kính mong|trân trọng)",
    re.IGNORECASE,
)
_END = re.compile(r"trên đây là|trân trọng|trong quá trình|nhận được", re.IGNORECASE)
_ASIDE = re.compile(r"(?:khẩu hiệu|thông điệp|chủ đề)[^:.]{0,40}:", re.IGNORECASE)
"""Says something of the whole plan, as in a box beside the text."""
_TIER = re.compile(r"(?:(?:ở|tại|đối với)\s+)?(?:cấp|tuyến)\s", re.IGNORECASE)
"""Parts the agencies by where they are, and is none."""
_NAME = 70
"""Characters of a name that is told only by where it stands."""
_LEAD_IN = 140
"""Characters of a paragraph that only opens a list, and ends with a colon."""
_SPOKEN = re.compile(
    r"(?:chủ trì|có trách nhiệm|là (?:cơ quan|đơn vị|đầu mối))\b", re.IGNORECASE
)


class Written(NamedTuple):
    """A duty as it is written: a dash, a paragraph, a cell."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    bullet: int | None = None
    times: str | None = None
    """What a table's column of times says of it."""
    partners: str | None = None


class Entry(NamedTuple):
    """An entry: the agency it names, its own duties, the number it stands under."""

    number: str | None
    parent: str | None
    section: str
    named: Named
    paragraph: Paragraph
    duties: tuple[Written, ...] = ()
    contains: bool = False


class Parts(NamedTuple):
    """What a part of the plan comes to: entries, and what it says to everybody."""

    entries: tuple[Entry, ...] = ()
    common: tuple[Written, ...] = ()


def read_parts(part: Node) -> Parts:
    """Read the entries below a heading, and the paragraphs that are laid on all."""
    reader = _Reader(part.number)
    reader.read(part.children, None)
    return Parts(tuple(reader.entries), tuple(reader.common))


class _Reader:
    """Walks down a part of the plan; what it has found so far."""

    def __init__(self, section: str) -> None:
        self.entries: list[Entry] = []
        self.common: list[Written] = []
        self._section = section

    def read(self, nodes: Sequence[Node], parent: str | None) -> None:
        """Read nodes that stand side by side: among entries a mere name is one, too."""
        ranks = {node.rank for node in nodes if entry_of(node) is not None}
        for node in nodes:
            if topic_of(node) in (Topic.REPORTS, Topic.FUNDS):
                continue
            named = entry_of(node)
            if named is None and node.rank in ranks and node.rank < Rank.PLAIN:
                named = _mere_name(node)
            if named is not None:
                self._entry(node, named, parent)
            elif any(entry_of(child) is not None for child in node.children):
                self.read(node.children, parent)
            elif not _END.match(node.text):
                self.common += _written(node, ())

    def _entry(self, node: Node, named: Named, parent: str | None) -> None:
        below = tuple(one for one in node.children if _is_entry_below(one, named))
        duties, closing = _duties(node, named, below)
        number, contains = node.number or None, bool(below)
        self.entries.append(
            Entry(
                number, parent, self._section, named, node.paragraph, duties, contains
            )
        )
        self.common += closing
        self.read(below, number)


def _mere_name(node: Node) -> Named | None:
    """Return what stands where agencies stand, and is none that is known by its name."""
    name, colon, rest = node.text.partition(":")
    if not colon and not node.children:
        return None
    if len(name) > _NAME or not name[:1].isupper() or _TIER.match(name):
        return None
    if topic_of(node) is not None:
        return None
    return Named(name.strip(" ."), rest.strip(), None, said=False)


def entry_of(node: Node) -> Named | None:
    """Return the agency that a node is an entry of, None if it is none."""
    if node.rank == Rank.PLUS:
        return None
    named = read_named(node.text)
    if named is None:
        return None
    if node.rank == Rank.PLAIN:
        colon = node.text[len(named.name) :].lstrip().startswith(":")
        spoken = _SPOKEN.match(named.rest) is not None
        told = named.said and not _CLOSING.match(node.text)
        return named if colon or told or (spoken and named.group != "open") else None
    return named


def _is_entry_below(node: Node, above: Named) -> bool:
    """Tell a part of an entry that names its own agency from a duty of the entry."""
    named = entry_of(node)
    if named is None or node.rank == Rank.PLAIN:
        return False
    if not named.rest and (node.children or node.rank < Rank.DASH):
        return True
    colon = re.match(re.escape(named.name) + r"\s*:", _unlaid(node.text)) is not None
    return colon or (above.group in ("open", "closed") and node.rank < Rank.DASH)


def _unlaid(text: str) -> str:
    return re.sub(r"^(?:đề nghị|giao|yêu cầu)\s+", "", text, flags=re.IGNORECASE)


def _duties(
    node: Node, named: Named, below: tuple[Node, ...]
) -> tuple[tuple[Written, ...], list[Written]]:
    """Return the duties of an entry itself, and what closes the text behind them."""
    found: list[Written] = []
    closing: list[Written] = []
    inner = [
        child
        for child in node.children
        if child not in below and not _ASIDE.match(child.text)
    ]
    if named.rest and not (named.rest.endswith(":") and inner):
        found.append(Written(named.rest, (node.paragraph,)))
    bullet = 0
    for child in inner:
        if child.rank == Rank.PLAIN and (closing or _closes(child, named)):
            closing += _written(child, ())
            continue
        if _only_opens(child, inner):
            continue
        for one in _written(child, below):
            bullet += child.rank != Rank.PLAIN
            found.append(one._replace(bullet=bullet or None))
    closing = [one for one in closing if not _ends(one.text)]
    return tuple(found), closing


def _closes(node: Node, above: Named) -> bool:
    """Tell whether a paragraph below an entry speaks to others than its agency."""
    if _CLOSING.match(node.text):
        return True
    named = read_named(node.text)
    return named is not None and named.group == "open" and named.name != above.name


def _ends(text: str) -> bool:
    return _END.match(text) is not None


def _only_opens(node: Node, siblings: list[Node]) -> bool:
    """Tell whether a paragraph only leads into the list behind it."""
    last = siblings[-1] is node
    return (
        node.rank == Rank.PLAIN
        and node.text.endswith(":")
        and not last
        and (len(node.text) <= _LEAD_IN)
    )


def duties_below(node: Node) -> Iterator[Written]:
    """Yield the duties that a numbered part of a letter asks of its addressees."""
    return _written(node, ())


def _written(node: Node, below: tuple[Node, ...]) -> Iterator[Written]:
    """Yield the duties of a dash or paragraph; a lettered heading yields its dashes."""
    inner = [
        child
        for child in node.children
        if child not in below
        and not (child.rank == Rank.PLAIN and _CLOSING.match(child.text))
    ]
    heads = node.rank <= Rank.LETTER and len(inner) > 0
    sentence = node.text.endswith((".", ";"))
    if heads and (
        node.text.endswith(":") or (len(node.text) <= _LEAD_IN and not sentence)
    ):
        for child in inner:
            yield from _written(child, below)
        return
    parts = (
        [one for child in (node, *inner) for one in child.walk()] if inner else [node]
    )
    seen: list[Node] = []
    for one in parts:
        if one not in seen:
            seen.append(one)
    text = " ".join(one.paragraph.text if one is not node else one.text for one in seen)
    if text.strip():
        yield Written(text.strip(), tuple(one.paragraph for one in seen))
