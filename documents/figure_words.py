"""Figures as documents and sheets say them, and who gave none."""

from collections.abc import Iterator

from documents.consolidated_view import Coverage, Figure, Punctuality
from schemas import words
from schemas.numerals import grouped, said_per_mille

_TENTHS = 10


def said(figure: Figure) -> str:
    """Return a figure as it is published: grouped, or why there is none."""
    if figure.hidden:
        return words.HIDDEN
    if figure.value is None:
        return words.NO_FIGURE
    if figure.ratio:
        return said_per_mille(figure.value)
    return grouped(figure.value)


def number(figure: Figure, *, within: bool) -> str | int | float:
    """Return a figure as a sheet has it: a number where there is one to show.

    Only a sheet that stays `within` the office shows what is hidden.
    """
    if figure.value is None or (figure.hidden and not within):
        return said(figure)
    return figure.value / _TENTHS if figure.ratio else figure.value


def note(figure: Figure) -> str:
    """Return what stands beside a figure that is not published."""
    return words.HIDDEN_NOTE if figure.hidden else ""


def absent(coverage: Coverage) -> Iterator[tuple[str, str, str]]:
    """Yield a row for each agency without figures: its number, its name, and why."""
    why = [(name, words.NOT_REPORTED) for name in coverage.missing]
    why += [(name, words.ELSEWHERE) for name in coverage.elsewhere]
    for nth, (name, reason) in enumerate(why, start=1):
        yield f"{nth}", name, reason


def punctual(coverage: Coverage) -> Iterator[Punctuality]:
    """Yield the counts of reports, those of all agencies by that name."""
    for one in coverage.punctuality:
        yield one._replace(scope=one.scope or words.ALL_AGENCIES)
