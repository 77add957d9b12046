"""What a plan rests on: the plan above it, laws, and all documents it cites."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from documents.reading.citations import Citation, find_citations
from documents.reading.doubts import doubt_citation
from documents.reading.letters import UPPER
from documents.reading.paragraph import Paragraph
from documents.reading.place import where
from documents.reading.result import Cited, Flag, ParentRead

_RESTS = re.compile(r"(?:căn cứ|theo)\s", re.IGNORECASE)
_ENDS = re.compile(rf"[;.:]|,\s+(?=[{UPPER}])")
_FROM = ("thực hiện", "triển khai", "căn cứ", "thi hành", "để")


class Bases(NamedTuple):
    """The documents a text cites, each once."""

    parent: ParentRead
    cited: tuple[Cited, ...]
    flags: tuple[Flag, ...]


def read_bases(paragraphs: Sequence[Paragraph], preamble: Sequence[Paragraph]) -> Bases:
    """Read what is cited; the parent plan is the first plan that the preamble names."""
    found = list(_cited(paragraphs))
    above = next(
        (
            (one, paragraph)
            for one, paragraph in _cited(preamble)
            if one.kind.startswith("Kế hoạch")
            and paragraph.text.lower().startswith(_FROM)
            and (one.number or one.body)
        ),
        None,
    )
    parent = ParentRead()
    if above is not None:
        one, paragraph = above
        words = paragraph.text[one.start : one.end]
        rest = _ENDS.split(paragraph.text[one.end :], maxsplit=1)[0]
        parent = ParentRead(
            number=one.number,
            date=one.day,
            issuer=one.body,
            title=_called(one, paragraph.text, rest),
            **where(paragraph, words),
        )
    own = above[0].number if above else None
    cited: dict[str, Cited] = {}
    flags: list[Flag] = []
    for one, paragraph in found:
        words = paragraph.text[one.start : one.end]
        place = where(paragraph, words)
        key = one.number or _law(one.name)
        if key in cited:
            continue
        for code, why in doubt_citation(one, place["raw"]):
            flags.append(Flag(what=code, why=why, **place))
        if above is not None and (one == above[0] or (own and one.number == own)):
            continue
        cited[key] = Cited(
            ref=one.ref,
            date=one.day,
            number=one.number,
            kind=one.kind,
            issuer=one.body,
            title=_title(one, paragraph.text),
            **place,
        )
    return Bases(parent, tuple(cited.values()), tuple(flags))


def _title(one: Citation, text: str) -> str | None:
    """Return what a line that cites one document alone calls it, but number and day."""
    first, *others = find_citations(text)
    if not _RESTS.match(text) or one != first or any(other.number for other in others):
        return None
    return _called(one, text, text[one.end :])


def _called(one: Citation, text: str, rest: str) -> str:
    """Return kind and subject of a document, without its number and its day."""
    kind = re.split(r"\s+số\s|\s+ngày\s", text[one.start : one.end])[0]
    return " ".join((kind, rest.strip(" ;.,"))).strip()


def _cited(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Citation, Paragraph]]:
    for paragraph in paragraphs:
        for one in find_citations(paragraph.text):
            if one.number or one.kind.endswith("uật") or one.said_day or one.body:
                yield one, paragraph


def _law(name: str) -> str:
    """Return a law's name without its year, by which it is told from others."""
    words = name.lower().replace(" năm ", " ").split()
    return " ".join(word for word in words if not word.isdecimal())
