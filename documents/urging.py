"""The urging letter (công văn đôn đốc), drafted for people to number, date and sign."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from calendars.said import day_in_document
from documents.base import (
    Letterhead,
    Recipients,
    Signature,
    add_addressee,
    add_end,
    add_head,
    add_paragraphs,
    add_table,
    new_document,
)
from documents.wording import paragraphs
from documents.wordml import fixed_bytes
from schemas import words

_WIDTHS = (12, 60, 38, 50)
"""Millimetres of the table's columns."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """One duty of the letter in words: its deadline, and what was written about it."""

    title: str
    deadline: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An urging letter that was signed before."""

    number: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class UrgingLetter:
    """All that an agency's `nth` urging letter says.

    `plan` is what the plan is about; `number` and `signed_on` are its own. `today` is
    the day of the draft, `by` the day proposed for the agency's report; `office` and
    `contact` say where to ask.
    """

    nth: int
    agency: str
    issuer: str
    plan: str
    number: str
    signed_on: date
    duties: tuple[Overdue, ...]
    today: date
    by: date
    office: str
    contact: str
    letterhead: Letterhead
    signature: Signature
    recipients: Recipients
    earlier: tuple[Earlier, ...] = ()


def urging_letter(letter: UrgingLetter, at: datetime) -> bytes:
    """Return the letter as .docx; `at` is when the file says it was made."""
    document = new_document()
    (subject,) = _said("subject", letter)
    add_head(document, letter.letterhead, subject)
    add_addressee(document, letter.agency)
    heard = "unheard" if any(one.written for one in letter.duties) else "unwritten"
    opening = (*_said("opening", letter), *_earlier(letter), *_said(heard, letter))
    add_paragraphs(document, opening)
    rows = (
        (f"{number}", duty.title, duty.deadline, "; ".join(duty.written))
        for number, duty in enumerate(letter.duties, start=1)
    )
    add_table(document, words.URGING_COLUMNS, rows, _WIDTHS)
    add_paragraphs(document, _said("closing", letter), last=True)
    add_end(document, letter.signature, letter.recipients)
    return fixed_bytes(document, subject, at)


def file_name(nth: int, agency: str) -> str:
    """Return what an agency's draft is called, as `cong-van-don-doc-lan-1-so-y-te`."""
    return f"cong-van-don-doc-lan-{nth}-{agency}.docx"


def _earlier(letter: UrgingLetter) -> Iterator[str]:
    for one in letter.earlier:
        day = day_in_document(one.signed_on)
        yield from _said("earlier", letter, earlier=one.number, earlier_day=day)


def _said(name: str, about: UrgingLetter, **more: str) -> tuple[str, ...]:
    return paragraphs(
        f"urging/{name}.txt",
        nth=f"{about.nth}",
        agency=about.agency,
        issuer=about.issuer,
        plan=about.plan,
        number=about.number,
        signed_on=day_in_document(about.signed_on),
        today=day_in_document(about.today),
        by=day_in_document(about.by),
        office=about.office,
        contact=about.contact,
        **more,
    )
