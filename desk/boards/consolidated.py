"""A version of a consolidation at a glance, as markdown; it could be published."""

from desk.desk import Desk
from desk.reports.published import view_of
from desk.templates import render
from documents.figure_words import said
from schemas import words
from schemas.consolidation import Consolidation


def consolidated_text(desk: Desk, made: Consolidation) -> str:
    """Return what a version comes to, who is missing, and what has changed."""
    with desk.ledger.read() as tx:
        view = view_of(desk, tx, made, within=False, workbook="")
    return render(
        "boards/consolidated.md",
        view=view,
        marked=desk.marked,
        state=words.FIGURES_LOCKED[view.locked],
        said=said,
        flags=words.FLAGS,
        everyone=words.ALL_AGENCIES,
    )
