"""The plan (kế hoạch) as a document, ready for its number, its day and a signature.

It says what the plan says and no more: a part without values has no heading.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docx.document import Document

from documents.base import (
    add_end,
    add_head,
    add_paragraphs,
    add_title,
    new_document,
)
from documents.plan_duties import common_texts, duty_text, heading
from documents.plan_text import ActivityText, CitedText, PlanText
from documents.sections import add_part, add_section
from documents.wording import paragraphs
from documents.wordml import fixed_bytes
from schemas import words

MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII")


class _Part(NamedTuple):
    title: str
    texts: tuple[str, ...]


def plan_docx(view: PlanText) -> bytes:
    """Return the plan as .docx, nothing signed or sealed."""
    document = new_document()
    add_head(document, view.letterhead)
    about = view.title.removeprefix(words.PLAN).strip()
    add_title(document, words.PLAN, about[:1].upper() + about[1:])
    add_paragraphs(document, tuple(_bases(view)), italic=True)
    add_paragraphs(document, (_opening(view),))
    contents, who, reports = paragraphs("plan/sections.txt")
    groups = _grouped([part for part in _parts(view) if part.texts], view.section)
    for number, group in zip(_ROMANS, groups, strict=False):
        alone = len(group) == 1
        _add_section(document, number, group[0].title if alone else contents)
        for at, part in enumerate(group, start=1):
            if not alone:
                title = words.NUMBERED.format(number=at, title=part.title)
                add_part(document, title)
            add_paragraphs(document, part.texts)
    section = _ROMANS[len(groups)]
    _add_section(document, section, who)
    for entry in view.entries:
        add_part(document, heading(entry))
        add_paragraphs(document, [duty_text(duty) for duty in entry.duties])
    _add_section(document, _ROMANS[len(groups) + 1], reports)
    add_paragraphs(document, common_texts(view, section))
    closing = _said("closing", title=view.title, issuer=view.issuer)
    add_paragraphs(document, (closing,), last=True)
    add_end(document, view.signature, view.recipients)
    return fixed_bytes(document, view.title, view.at)


def _bases(view: PlanText) -> Iterator[str]:
    """Yield what the plan rests on, a line each; the last ends in a full stop."""
    for at, one in enumerate(view.bases, start=1):
        mark = "." if at == len(view.bases) else ";"
        yield _said("basis", basis=_cited(one)) + mark


def _opening(view: PlanText) -> str:
    if view.parent is None:
        return _said("opening", issuer=view.issuer, title=view.title)
    return _said(
        "opening_under",
        parent=_cited(view.parent),
        issuer=view.issuer,
        title=view.title,
    )


def _cited(one: CitedText) -> str:
    number = words.SIGNED_NUMBER.format(number=one.number) if one.number else ""
    return " ".join(filter(None, (one.kind, number, one.day, one.rest)))


def _parts(view: PlanText) -> Iterator[_Part]:
    """Yield what stands before who does what, in the order of the text."""
    titles = iter(paragraphs("plan/parts.txt"))
    yield _Part(next(titles), (_said("theme", theme=view.theme),))
    phases = [
        _dashed(_said("phase", title=title, span=span)) for title, span in view.phases
    ]
    launch = [_dashed(_said("launch", launch=view.launch))]
    period = _said("period", period=view.period)
    marked = [
        _dashed(_said("observance", title=title, day=day))
        for title, day in view.observances
    ]
    yield _Part(next(titles), (period, *launch, *phases, *marked))
    yield _Part(next(titles), tuple(map(_dashed, view.slogans)))
    yield _Part(next(titles), tuple(map(_activity, view.activities)))


def _activity(one: ActivityText) -> str:
    if not one.owner:
        return _dashed(f"{one.title}.")
    return _dashed(_said("led", activity=one.title, owner=one.owner))


def _grouped(parts: Sequence[_Part], section: str) -> list[Sequence[_Part]]:
    """Share the parts out over sections, so that who does what gets its number.

    Letters cite it as `III.1`. The first section takes what is too much.
    """
    wanted = _ROMANS.index(section) if section in _ROMANS[1:] else 1
    alone = min(wanted, len(parts)) - 1
    rest = len(parts) - alone
    return [parts[:rest], *([part] for part in parts[rest:])]


def _add_section(document: Document, number: str, title: str) -> None:
    add_section(document, words.NUMBERED.format(number=number, title=title))


def _dashed(text: str) -> str:
    return words.DASHED.format(text=text)


def _said(name: str, **values: str) -> str:
    (said,) = paragraphs(f"plan/{name}.txt", **values)
    return said
