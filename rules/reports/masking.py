"""Small counts that are not published, nor what they could be worked out from.

Counts of children from 1 to 4 are hidden in what is published (Law on Personal Data
Protection 91/2025/QH15, Law on Children). So is a ratio with a hidden figure in it,
and, where exactly one of several parts of a whole would be hidden, the smallest part
beside it: the whole less the others would give it away.
"""

from collections.abc import Iterable, Mapping

from schemas.indicator import Indicator

SMALL = range(1, 5)
"""Counts that may tell of a child somebody knows."""


def hidden(
    indicators: Iterable[Indicator], figures: Mapping[str, int | None]
) -> frozenset[str]:
    """Return the indicators whose figure is not published."""
    every = tuple(indicators)
    small = {one.id for one in every if one.masked and figures.get(one.id) in SMALL}
    parts: dict[str, list[str]] = {}
    for one in every:
        if one.part_of and figures.get(one.id) is not None:
            parts.setdefault(one.part_of, []).append(one.id)
    for whole, siblings in parts.items():
        if whole not in small and figures.get(whole) is not None:
            small |= _beside(siblings, small, figures)
    return frozenset(small).union(
        one.id for one in every if one.of and not small.isdisjoint(one.of)
    )


def hides_change(one: Indicator, before: int | None, after: int | None) -> bool:
    """Tell whether what lies between two totals is a small count of its own."""
    return one.masked and abs((after or 0) - (before or 0)) in SMALL


def _beside(
    siblings: list[str], small: set[str], figures: Mapping[str, int | None]
) -> set[str]:
    """Return the part to hide beside the only hidden one, none where it is alone."""
    shown = [one for one in siblings if one not in small]
    if not shown or len(siblings) - len(shown) != 1:
        return set()
    telling = [one for one in shown if figures[one]] or shown
    return {min(telling, key=lambda one: figures[one] or 0)}
