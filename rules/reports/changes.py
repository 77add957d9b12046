"""How a consolidation differs from the version before, and whose reports changed it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from schemas.consolidation import Change, Consolidation, SourceReport
from schemas.indicator import Indicator

FigureOf = Callable[[SourceReport, Indicator], int | None]
"""Returns what a report that counted gave of an indicator."""


def next_version(
    before: Consolidation | None,
    now: Consolidation,
    indicators: Iterable[Indicator],
    figure_of: FigureOf,
) -> Consolidation | None:
    """Return the version that follows on one; None where nothing has changed."""
    if before is None:
        return now
    as_before = {"version": before.version, "at": before.at, "changes": before.changes}
    as_before |= {"amends": before.amends}
    if now.model_copy(update=as_before) == before:
        return None
    following = {
        "version": before.version + 1,
        "amends": before.locked,
        "changes": tuple(_changes(before, now, tuple(indicators), figure_of)),
    }
    return now.model_copy(update=following)


def _changes(
    before: Consolidation,
    now: Consolidation,
    indicators: Sequence[Indicator],
    figure_of: FigureOf,
) -> Iterator[Change]:
    totals = {one.indicator: one.figure for one in before.totals}
    named = {one.id: one for one in indicators}
    moved = _moved(before, now)
    for total in now.totals:
        one, was = named[total.indicator], totals.get(total.indicator)
        if was != total.figure:
            of = [named[name] for name in one.of or (one.id,)]
            because = tuple(
                source
                for source, old, new in moved
                if any(_gave(old, i, figure_of) != _gave(new, i, figure_of) for i in of)
            )
            yield Change(
                indicator=one.id, before=was, after=total.figure, because=because
            )


class _Moved(NamedTuple):
    """What counts of an agency otherwise than before; `source` is the newest there."""

    source: SourceReport
    old: SourceReport | None
    new: SourceReport | None


def _moved(before: Consolidation, now: Consolidation) -> list[_Moved]:
    old = {one.agency: one for one in before.sources}
    new = {one.agency: one for one in now.sources}
    return [
        _Moved(source, old.get(agency), new.get(agency))
        for agency, source in {**old, **new}.items()
        if old.get(agency) != new.get(agency)
    ]


def _gave(
    source: SourceReport | None, one: Indicator, figure_of: FigureOf
) -> int | None:
    return None if source is None else figure_of(source, one)
