"""XML read as a stream, within bounds, and without what a document type could add."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from documents.attachments import limits
from documents.attachments.verdict import Code, RefusedError

_APART = " "
"""Stands between a namespace and a name; neither can hold it."""
_FED = limits.MEGABYTE
_TOKEN = 4 * limits.MEGABYTE
"""Bytes of one tag; a parser begins a tag anew with every chunk."""


class Start(NamedTuple):
    """An element begins; names are without their namespace, as Word and Excel vary it.

    `given` holds the attributes in their order, as namespace and name, then value.
    """

    name: str
    given: tuple[tuple[str, str], ...]

    def get(self, name: str) -> str:
        """Return an attribute, one without a namespace first; empty without one."""
        values = [value for key, value in self.given if _local(key) == name]
        plain = [value for key, value in self.given if key == name]
        return next(iter((*plain, *values)), "")

    def all(self, name: str) -> list[str]:
        """Return every attribute of a name, whatever its namespace."""
        return [value for key, value in self.given if _local(key) == name]


class End(NamedTuple):
    """An element ends."""

    name: str


class Text(NamedTuple):
    """Characters between two tags, perhaps not all of them."""

    text: str


Event = Start | End | Text


@dataclass(slots=True)
class Budget:
    """What may still be read of one file's XML."""

    octets: int = limits.MARKUP
    elements: int = limits.ELEMENTS


def read_markup(chunks: Iterable[bytes], part: str, budget: Budget) -> Iterator[Event]:
    """Yield what a part's XML holds, in its order, as far as the budget goes.

    Raises RefusedError for a document type (and so for every entity of its own), for
    what is no XML, and for too much of it.
    """
    reader = _Reader(part, budget)
    for chunk in _gathered(chunks):
        yield from reader.feed(chunk)
    yield from reader.feed(b"", last=True)


class _Reader:
    def __init__(self, part: str, budget: Budget) -> None:
        self._part, self._budget = part, budget
        self._events: list[Event] = []
        self._depth = self._fed = 0
        self._parser = parser = ParserCreate(namespace_separator=_APART)
        parser.ordered_attributes = parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> list[Event]:
        """Return what a chunk completes."""
        self._events = []
        self._fed += len(chunk)
        self._budget.octets -= len(chunk)
        if self._budget.octets < 0:
            raise RefusedError(Code.LONG, self._part)
        try:
            self._parser.Parse(chunk, last)
        except (ExpatError, ValueError, LookupError):
            raise RefusedError(Code.DAMAGED, self._part) from None
        if self._fed - max(self._parser.CurrentByteIndex, 0) > _TOKEN:
            raise RefusedError(Code.LONG, self._part)
        return self._events

    def _start(self, name: str, given: list[str]) -> None:
        self._depth += 1
        self._budget.elements -= 1 + len(given) // 2
        if self._budget.elements < 0 or self._depth > limits.DEPTH:
            raise RefusedError(Code.LONG, self._part)
        pairs = tuple(zip(given[::2], given[1::2], strict=True))
        self._events.append(Start(_local(name), pairs))

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._events.append(End(_local(name)))

    def _text(self, text: str) -> None:
        self._events.append(Text(text))

    def _doctype(self, *_: object) -> None:
        raise RefusedError(Code.ENTITY, self._part)


def _local(name: str) -> str:
    return name.rpartition(_APART)[2]


def _gathered(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) >= _FED:
            yield bytes(held)
            held.clear()
    yield bytes(held)
