"""The leaf that goes with a draft: what a person looks at before signing."""

from calendars.said import moment_in_words
from documents.base import add_paragraphs, add_table, add_title, new_document
from documents.consolidated_annexes import add_changes
from documents.consolidated_view import ConsolidatedView
from documents.wording import paragraphs
from documents.wordml import fixed_bytes
from schemas import words
from schemas.numerals import grouped

_WIDTHS = (11, 52, 45, 52)
"""Millimetres of the table's columns."""


def review_docx(view: ConsolidatedView) -> bytes:
    """Return the leaf as .docx; it stays in the office, apart from the report."""
    document = new_document()
    title = f"{words.REPORT} {view.subject}"
    add_title(document, words.REVIEW, title)
    add_paragraphs(document, _said("review", view))
    add_paragraphs(document, _said("flagged" if view.flags else "unflagged", view))
    if view.flags:
        rows = (
            (f"{at}", words.FLAGS[flag.kind], flag.label, "; ".join(flag.agencies))
            for at, flag in enumerate(view.flags, start=1)
        )
        add_table(document, words.REVIEW_COLUMNS, rows, _WIDTHS)
    if view.changes:
        add_paragraphs(document, _said("since", view))
        add_changes(document, view.changes)
    return fixed_bytes(document, f"{words.REVIEW}: {title}", view.at)


def _said(name: str, view: ConsolidatedView) -> tuple[str, ...]:
    hidden = sum(line.figure.hidden for group in view.groups for line in group.lines)
    return paragraphs(
        f"consolidated/{name}.txt",
        version=f"{view.version}",
        at=moment_in_words(view.at),
        state=words.FIGURES_LOCKED[view.locked],
        reported=grouped(view.coverage.reported),
        expected=grouped(view.coverage.expected),
        missing=grouped(len(view.coverage.missing)),
        elsewhere=grouped(len(view.coverage.elsewhere)),
        hidden=grouped(hidden),
        changed=grouped(len(view.changes)),
    )
