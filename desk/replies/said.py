"""What a person wrote in a letter, without what it quotes."""

import re
from email.message import Message
from html.parser import HTMLParser

from calendars.plain import lines
from desk.replies.mime import parts, text
from schemas import words

LONGEST = 2000
"""Characters that are kept of a letter."""

_READ = 100_000
_QUOTES = re.compile("|".join(words.QUOTING), re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_HIDDEN = ("script", "style", "head", "title")
_BREAKS = ("br", "p", "div", "li", "tr", "h1", "h2", "h3", "blockquote")


def said(message: Message) -> str:
    """Return the words of a letter: plain text, cut where it begins to quote."""
    bodies = [part for part in parts(message) if _is_body(part)]
    bodies.sort(key=lambda part: part.get_content_subtype() != "plain")
    for part in bodies:
        whole = text(part)[:_READ]
        if part.get_content_subtype() == "html":
            whole = _plain(whole)
        if found := lines("\n".join(_own(whole))):
            return found[:LONGEST].strip()
    return ""


def _is_body(part: Message) -> bool:
    attached = part.get_content_disposition() == "attachment"
    return part.get_content_type() in ("text/plain", "text/html") and not attached


def _own(whole: str) -> list[str]:
    own: list[str] = []
    for one in whole.splitlines():
        if _QUOTES.match(one.strip()[:300]):
            break
        if not one.startswith(">"):
            own.append(one.strip())
    return own


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    return "".join(reader.found)


class _Reader(HTMLParser):
    """Collects what is shown of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or what is not shown."""
        del attrs
        self._hidden += tag in _HIDDEN
        if tag in _BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End what is not shown."""
        self._hidden -= tag in _HIDDEN and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep what is shown."""
        if not self._hidden:
            self.found.append(_SPACE.sub(" ", data))
