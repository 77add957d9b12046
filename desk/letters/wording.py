"""Words of a letter: what many say alike is rendered once, the reader's own put in."""

import html
import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from css_inline import CSSInliner

from calendars.plain import line
from desk.letters.views import LetterView
from desk.templates import held_open, paragraph, render, stand_in

_READER, _LINK = stand_in("reader"), stand_in("link")
_OWN = re.compile(f"{_READER}|{_LINK}")
_KEPT = 128
# Rules for paper stay: a page that is printed reads them where it is shown.
_INLINER = CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


@dataclass(frozen=True)
class Wording:
    """A letter's templates in words; `of` gives what `plainly` gives, only sooner."""

    view: LetterView

    @cached_property
    def _anybody(self) -> LetterView:
        """Return what the letter says to whoever reads it."""
        return replace(self.view, to=_READER, link=self.view.link and _LINK)

    def of(self, name: str) -> str:
        """Return a template's text, its reader's name and link put in."""
        view = self.view
        if view.brief is not None or view.report is not None:
            return plainly(name, view)  # nobody else gets the same
        shared = _shared(name, self._anybody)
        own: dict[str, str] = {_READER: line(view.to), _LINK: line(view.link)}
        if name.endswith(".html"):
            own = {key: html.escape(value, quote=False) for key, value in own.items()}
        return "".join(
            _put_in(part, own)
            if isinstance(part, str)
            else paragraph(*(_put_in(text, own) for text in part))
            for part in shared
        )


def plainly(name: str, view: LetterView) -> str:
    """Return a template's text for one letter by itself."""
    text = render(name, letter=view)
    return inlined(text) if name.endswith(".html") else text


def inlined(page: str) -> str:
    """Return a page whose elements carry their style: mail programs drop the rest."""
    return _INLINER.inline(page)


@lru_cache(maxsize=_KEPT)
def _shared(name: str, view: LetterView) -> tuple[str | tuple[str, ...], ...]:
    """Return a text in parts; a paragraph that wants filling in is its own values."""
    return held_open(plainly(name, view))


def _put_in(text: str, own: dict[str, str]) -> str:
    return _OWN.sub(lambda found: own[found[0]], text)
