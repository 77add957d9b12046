"""Markdown as a reader sees it: CommonMark with GitHub's tables, raw HTML let in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@dataclass(frozen=True)
class Page:
    """A text read: its structure, its headings, items, table rows, and links."""

    tokens: tuple[Token, ...]

    @property
    def shape(self) -> list[str]:
        """What a hostile value may not change: every element, in order."""
        return [token.type for token in _flat(self.tokens) if token.type != "text"]

    @property
    def headings(self) -> list[str]:
        return self._texts("heading_open")

    @property
    def items(self) -> list[str]:
        return self._texts("list_item_open")

    @property
    def links(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for token, text in pairwise(_flat(self.tokens)):
            if token.type == "link_open":
                found[text.content] = str(token.attrs["href"])
        return found

    def table(self, first: str) -> list[dict[str, str]]:
        """Return the rows of the table whose first column is headed so."""
        for table in _between(self.tokens, "table"):
            rows = [
                [_text(cell.children or []) for cell in row if cell.type == "inline"]
                for row in _between(table, "tr")
            ]
            if rows[0][0] == first:
                return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        return []

    @property
    def text(self) -> str:
        return "\n".join(
            _text(token.children or [])
            for token in self.tokens
            if token.type == "inline"
        )

    def _texts(self, opening: str) -> list[str]:
        found: list[str] = []
        for at, token in enumerate(self.tokens):
            if token.type == opening:
                inline = next(t for t in self.tokens[at:] if t.type == "inline")
                found.append(_text(inline.children or []))
        return found


def read(markdown: str) -> Page:
    return Page(tuple(_READER.parse(markdown)))


def _flat(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


def _text(tokens: Sequence[Token]) -> str:
    return "".join(token.content for token in tokens).replace("\xa0", " ")


def _between(tokens: Sequence[Token], name: str) -> Iterator[Sequence[Token]]:
    start = 0
    for at, token in enumerate(tokens):
        if token.type == f"{name}_open":
            start = at
        elif token.type == f"{name}_close":
            yield tokens[start:at]
