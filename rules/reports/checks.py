"""What is wrong with a report, and what only looks odd."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from rules.personal import names_persons
from schemas.indicator import Indicator, IndicatorSet
from schemas.report import Channel, Report


class Wrong(StrEnum):
    """What can be found; pages and commands put it into words."""

    NOT_ASKED = "not-asked"
    TOO_SMALL = "too-small"
    TOO_LARGE = "too-large"
    OVER_WHOLE = "over-whole"
    NOTHING_AND_FIGURE = "nothing-and-figure"
    PERSONAL = "personal"
    MISSING = "missing"
    PARTS_OVER_WHOLE = "parts-over-whole"
    TENFOLD = "tenfold"


EXPLAINABLE = frozenset({Wrong.MISSING, Wrong.PARTS_OVER_WHOLE, Wrong.TENFOLD})
"""What may be so: it is asked about once, and the answer is kept with the report."""


class Remark(NamedTuple):
    """A finding about a figure; `limit` is the bound, the whole, or what was before.

    `indicator` may name a group said to hold nothing or, where words name persons, a
    part of the narrative or `source`.
    """

    wrong: Wrong
    indicator: str
    limit: int | None = None

    @property
    def explainable(self) -> bool:
        """Tell whether the report may go as it is, once somebody has said why."""
        return self.wrong in EXPLAINABLE


def check(
    report: Report, asked: IndicatorSet, before: Mapping[str, int]
) -> tuple[Remark, ...]:
    """Return all remarks on a report: its figures in their order, then its words.

    `before` holds the figures of the last version or, before there is one, of last
    year. What was explained is not remarked on again; a missing figure that was
    explained is missing all the same. Of a report that went by the clerk's office no
    figure is asked.
    """
    return tuple(
        one
        for one in _remarks(report, asked, before)
        if not (one.explainable and report.explained.get(one.indicator))
    )


def _remarks(
    report: Report, asked: IndicatorSet, before: Mapping[str, int]
) -> Iterator[Remark]:
    figures = report.channel is not Channel.CLERK
    entered = [one for one in asked.items if one.entered and figures]
    yield from _not_asked(report, asked, {one.id for one in entered})
    zeros = {one.id: 0 for one in entered if one.group in report.nothing}
    given = {**report.figures, **zeros}
    for one in entered:
        figure = given.get(one.id)
        if one.id in zeros:
            if report.figures.get(one.id):
                yield Remark(Wrong.NOTHING_AND_FIGURE, one.id)
        elif figure is None:
            yield Remark(Wrong.MISSING, one.id)
        else:
            yield from _bounds(one, figure, report)
            if report.below is None:
                yield from _beside(given, asked, one)
            yield from _tenfold(one, figure, before)
    yield from _personal(report)


def _not_asked(
    report: Report, asked: IndicatorSet, known: set[str]
) -> Iterator[Remark]:
    groups = {group.id for group in asked.groups}
    named = {**report.figures, **report.explained}
    strange = [one for one in named if one not in known]
    strange += [one for one in report.nothing if one not in groups]
    yield from (Remark(Wrong.NOT_ASKED, one) for one in strange)


def _bounds(one: Indicator, figure: int, report: Report) -> Iterator[Remark]:
    """Find a figure out of bounds: a consolidated one has those of all it rests on."""
    largest = one.maximum * max(1, report.below.reported if report.below else 1)
    if figure < one.minimum:
        yield Remark(Wrong.TOO_SMALL, one.id, one.minimum)
    elif figure > largest:
        yield Remark(Wrong.TOO_LARGE, one.id, largest)


def _beside(
    given: Mapping[str, int], asked: IndicatorSet, one: Indicator
) -> Iterator[Remark]:
    """Compare a figure with its whole and its parts.

    Not those of a consolidated report: other agencies may stand behind a part than
    behind its whole, and nobody could mend that.
    """
    figure, whole = given[one.id], given.get(one.part_of or "")
    if whole is not None and figure > whole:
        yield Remark(Wrong.OVER_WHOLE, one.id, whole)
    parts = [part.id for part in asked.items if part.part_of == one.id]
    if sum(given.get(part, 0) for part in parts) > figure and len(parts) > 1:
        yield Remark(Wrong.PARTS_OVER_WHOLE, one.id, figure)


def _tenfold(
    one: Indicator, figure: int, before: Mapping[str, int]
) -> Iterator[Remark]:
    """Compare a figure with what was reported before."""
    last = before.get(one.id, 0)
    if last > 0 and figure >= 10 * last:
        yield Remark(Wrong.TENFOLD, one.id, last)


def _personal(report: Report) -> Iterator[Remark]:
    """Find the words that name persons (Law 91/2025/QH15): no reason excuses them."""
    said = {**dict(report.narrative), "source": report.source or ""}
    for words in (report.explained, said):
        yield from (
            Remark(Wrong.PERSONAL, name)
            for name, text in words.items()
            if names_persons(text)
        )
