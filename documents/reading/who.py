"""Where a document says who does what: its section, its tables, or its addressees."""

import re
from collections.abc import Sequence

from documents.reading.body import Named, read_named
from documents.reading.entry import Entry, Parts, Written, duties_below, read_parts
from documents.reading.label import Rank, is_in_capitals
from documents.reading.outline import Node
from documents.reading.paragraph import Paragraph
from documents.reading.sections import Topic, find_topics, topic_of
from documents.reading.table import Row, read_table
from schemas.duty import Modality

_ASKS = re.compile(
    r"(?P<asked>đề nghị|kính mong)|(?P<given>yêu cầu|giao|chỉ đạo)", re.IGNORECASE
)
_ASIDE = (
    Topic.PURPOSE,
    Topic.SLOGANS,
    Topic.THEME,
    Topic.TIME,
    Topic.FUNDS,
)


def entries_of(
    root: Node, tables: Sequence[list[Row]], addressed: Sequence[Paragraph]
) -> Parts:
    """Return the entries of a document, and what it says to everybody."""
    parts = [read_parts(node) for node in find_topics(root, Topic.WHO)]
    entries = [entry for part in parts for entry in part.entries]
    common = [one for part in parts for one in part.common]
    for rows in tables:
        entries = _joined(entries, read_table(rows))
    if not any(entry.duties for entry in entries):
        rest = Node(-1, "", "", root.paragraph, _without_aside(root))
        found = read_parts(rest)
        named = [one for one in found.entries if one.number or one.duties]
        if any(one.duties for one in named) and (len(named) > 1 or not addressed):
            return Parts(tuple(named), tuple(common))
    if not any(entry.duties for entry in entries) and addressed:
        return Parts((_to_addressees(root, addressed),), tuple(common))
    return Parts(tuple(entries), tuple(common))


def _joined(entries: list[Entry], more: Sequence[Entry]) -> list[Entry]:
    """Return the entries with those of a table; the same agency is the same entry."""
    found = list(entries)
    for one in more:
        at = next(
            (n for n, entry in enumerate(found) if entry.named.name == one.named.name),
            None,
        )
        if at is None:
            found.append(one)
        else:
            duties = (*found[at].duties, *one.duties)
            found[at] = found[at]._replace(duties=duties)
    return found


def _without_aside(root: Node) -> list[Node]:
    return [
        child
        for child in root.children
        if topic_of(child) not in _ASIDE and child.rank < Rank.PLAIN
    ]


def _to_addressees(root: Node, addressed: Sequence[Paragraph]) -> Entry:
    """Return one entry for all of "Kính gửi": each owes what the letter asks."""
    names = [one.text.strip(" .;,") for one in addressed]
    named = [read_named(name) or Named(name, "", None, False) for name in names]
    said = next(
        (
            found
            for node in root.children
            if node.rank == Rank.PLAIN and (found := _ASKS.search(node.text))
        ),
        None,
    )
    modality = named[0].modality
    if said is not None:
        modality = Modality.ASKED if said["asked"] else Modality.ASSIGNED
    whole = named[0]._replace(modality=modality, rest="")
    if len(named) > 1:
        whole = whole._replace(
            name=", ".join(one.name for one in named),
            members=tuple(one.name for one in named),
            group="closed",
            open_ended=any(one.open_ended for one in named),
        )
    duties: list[Written] = []
    for node in root.children:
        heads = is_in_capitals(node.text) and not node.children
        if node.rank < Rank.PLAIN and topic_of(node) not in _ASIDE and not heads:
            duties += duties_below(node)
    return Entry(None, None, "", whole, addressed[0], tuple(duties))
