"""The texts people read, rendered: text from a plan or an agency is data in them."""

import textwrap
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from calendars.plain import line, lines
from desk.compiled import compiled
from desk.markdown import bar, data
from schemas.numerals import grouped

HOME = Path(__file__).parent.parent / "templates"

# No value holds these: control characters are taken out of all that is rendered.
_STAND_IN, _OPEN, _BETWEEN = "\x02", "\x04", "\x05"
_WIDTH = 76
_SUBJECT = 90


@cache
def environment() -> Environment:
    """Return how templates are read: HTML and SVG escape, a missing value is an error.

    Every value stands on one line, without characters that cannot be seen.
    """
    read = Environment(  # nosec B701 - plain texts must not escape
        loader=FileSystemLoader(HOME),
        autoescape=_escapes,  # noqa: S701
        undefined=StrictUndefined,
        finalize=_one_line,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(Path(__file__)),
    )
    read.filters.update(paragraph=paragraph, subject=subject, grouped=grouped)
    read.filters["multiline"] = multiline
    return read


@cache
def markdown() -> Environment:
    """Return how markdown templates are read: what is not theirs is data."""
    return Environment(
        loader=FileSystemLoader(HOME),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=data,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def render(name: str, **values: object) -> str:
    """Return a template's text."""
    if name.endswith(".md"):
        return markdown().get_template(name).render(bar=bar, **values)
    return environment().get_template(name).render(**values)


@lru_cache(maxsize=1024)  # a season says the same of a duty in many letters
def paragraph(text: str, first: str = "", rest: str | None = None) -> str:
    """Return text on lines of at most 76 characters and an end of line.

    `first` stands before its first line, `rest` before the others. One with a stand-in
    is held open: what is put in decides where its lines end.
    """
    if _STAND_IN in text:
        values = (text, first, first if rest is None else rest)
        return f"{_OPEN}{_BETWEEN.join(values)}{_OPEN}"
    return (
        textwrap.fill(
            " ".join(text.split()),
            _WIDTH,
            initial_indent=first,
            subsequent_indent=first if rest is None else rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        + "\n"
    )


def stand_in(name: str) -> Markup:
    """Return what stands for a value that is put in once the rest is rendered."""
    return Markup(f"{_STAND_IN}{name}{_STAND_IN}")  # noqa: S704  # nosec B704 - a name of ours


def held_open(text: str) -> tuple[str | tuple[str, ...], ...]:
    """Return a rendered text in parts; a paragraph held open is the values it takes."""
    parts = enumerate(text.split(_OPEN))
    return tuple(tuple(one.split(_BETWEEN)) if i % 2 else one for i, one in parts)


def subject(text: str) -> str:
    """Return text as one line of at most 90 characters, cut between words."""
    return textwrap.shorten(" ".join(text.split()), _SUBJECT, placeholder=" …")


def multiline(text: str) -> Markup:
    """Return text for HTML in the lines it was written in."""
    return Markup(escape(lines(text)))  # noqa: S704  # nosec B704 - escaped right here


def _escapes(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".svg"))


def _one_line(value: object) -> object:
    """Flatten a value; what a macro has made of values is left as it is."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return line(value)
    return value
