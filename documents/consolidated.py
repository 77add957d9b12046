"""The consolidated report (báo cáo tổng hợp), for people to number, date and sign."""

from collections.abc import Iterable, Iterator
from itertools import starmap

from docx.document import Document

from calendars.said import day_in_document, moment_in_words
from documents.base import (
    add_addressee,
    add_end,
    add_head,
    add_paragraphs,
    add_table,
    add_title,
    new_document,
)
from documents.consolidated_annexes import add_annexes, annexes
from documents.consolidated_view import ConsolidatedView, Group, Line
from documents.figure_words import said
from documents.sections import add_note, add_part, add_section
from documents.wording import paragraphs
from documents.wordml import fixed_bytes
from schemas import words
from schemas.numerals import grouped

_WIDTHS = (11, 58, 24, 38, 29)
"""Millimetres of the columns of figures."""

_FIGURE, _OUT_OF = 3, 4
_NAMED = 10
"""More agencies than that are named in the annex, not in the text."""


def consolidated_docx(view: ConsolidatedView) -> bytes:
    """Return the report as .docx: number and date blank, nothing signed or sealed.

    It can be published: what is hidden is not in it, and flags are not either.
    """
    document = new_document()
    add_head(document, view.letterhead)
    about = view.subject[:1].upper() + view.subject[1:]
    add_title(document, words.REPORT, about)
    if view.to:
        add_addressee(document, *view.to)
    add_paragraphs(document, _said("opening", view))
    sections = (_add_direction, _add_results, _add_assessment, _add_proposals)
    titles = paragraphs("consolidated/sections.txt")
    for title, add in zip(titles, sections, strict=True):
        add_section(document, title)
        add(document, view)
    add_paragraphs(document, _said("closing", view), last=True)
    add_end(document, view.signature, view.recipients)
    add_annexes(document, view)
    (version,) = _said("version", view)
    add_note(document, version)
    return fixed_bytes(document, f"{words.REPORT} {view.subject}", view.at)


def _add_direction(document: Document, view: ConsolidatedView) -> None:
    add_paragraphs(document, (*_said("direction", view), *view.direction))
    add_paragraphs(document, tuple(_coverage(view)))


def _coverage(view: ConsolidatedView) -> Iterator[str]:
    """Say how many reported, who did not, and how many were on time."""
    yield from _said("coverage", view)
    yield from _by_name("missing", view, view.coverage.missing)
    yield from _by_name("elsewhere", view, view.coverage.elsewhere)
    for one in view.coverage.punctuality:
        if not one.scope:
            yield from _said(
                "punctuality",
                view,
                expected=grouped(one.expected),
                actual=grouped(one.actual),
                on_time=grouped(one.on_time),
                on_time_planned=grouped(one.on_time_planned),
            )
    for wording, annex, count in annexes(view).mentioned():
        yield from _said(wording, view, annex=annex, count=count)


def _by_name(
    wording: str, view: ConsolidatedView, agencies: tuple[str, ...]
) -> Iterator[str]:
    if agencies:
        ending = "" if len(agencies) <= _NAMED else "_annexed"
        count, names = grouped(len(agencies)), "; ".join(agencies)
        yield from _said(wording + ending, view, count=count, names=names)


def _add_results(document: Document, view: ConsolidatedView) -> None:
    at = 0
    for at, group in enumerate(view.groups, start=1):
        add_part(document, words.NUMBERED.format(number=at, title=group.title))
        _add_group(document, group)
    told = _told((voice.agency, voice.results) for voice in view.voices)
    if told:
        (title,) = _said("voices", view)
        add_part(document, words.NUMBERED.format(number=at + 1, title=title))
        add_paragraphs(document, told)
    if view.workbook:
        add_paragraphs(document, _said("workbook", view))


def _add_group(document: Document, group: Group) -> None:
    add_paragraphs(document, group.sentences)
    if group.lines:
        rows = starmap(_row, enumerate(group.lines, start=1))
        numbers = (_FIGURE, _OUT_OF)
        add_table(document, words.REPORT_COLUMNS, rows, _WIDTHS, numbers)


def _row(at: int, line: Line) -> tuple[str, ...]:
    covered = words.OUT_OF.format(
        reported=grouped(line.reported), asked=grouped(line.asked)
    )
    return f"{at}", line.label, line.unit, said(line.figure), covered


def _add_assessment(document: Document, view: ConsolidatedView) -> None:
    told = _told((voice.agency, voice.difficulties) for voice in view.voices)
    wording = "difficulties" if told else "no_difficulties"
    add_paragraphs(document, (*_said(wording, view), *told))


def _add_proposals(document: Document, view: ConsolidatedView) -> None:
    told = _told((voice.agency, voice.proposals) for voice in view.voices)
    wording = "proposals" if told else "no_proposals"
    add_paragraphs(document, (*_said(wording, view), *told))


def _told(voices: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return what agencies said, each with its name before its first line."""
    told: list[str] = []
    for agency, text in voices:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if lines:
            told += [words.VOICE.format(agency=agency, text=lines[0]), *lines[1:]]
    return tuple(told)


def _said(name: str, view: ConsolidatedView, **more: str) -> tuple[str, ...]:
    return paragraphs(
        f"consolidated/{name}.txt",
        **{
            "issuer": view.issuer,
            "subject": view.subject,
            "plan": view.plan,
            "number": view.number,
            "signed_on": day_in_document(view.signed_on),
            "reported": grouped(view.coverage.reported),
            "expected": grouped(view.coverage.expected),
            "version": f"{view.version}",
            "at": moment_in_words(view.at),
            "state": words.FIGURES_LOCKED[view.locked],
            "workbook": view.workbook,
            **more,
        },
    )
