"""What indicators come to, each with how many of those asked stand behind it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rules.reports.given import Given
from rules.reports.rates import per_mille
from schemas.consolidation import Total
from schemas.indicator import AddsUp, Indicator


class _Column(NamedTuple):
    """An indicator's figures, agency by agency in one order; `sum` is None of none."""

    sum: int | None
    reported: tuple[str, ...]
    asked: tuple[str, ...]


def totals(
    indicators: Iterable[Indicator], given: Sequence[Given]
) -> tuple[Total, ...]:
    """Return a total for each indicator, in their order.

    A ratio is worked out of the totals of its part and its whole; behind it stand the
    agencies that gave both.
    """
    every = tuple(indicators)
    ids = {id(one.asked): {item.id for item in one.asked.items} for one in given}
    columns = {
        one.id: _column(one, given, [one.id in ids[id(giver.asked)] for giver in given])
        for one in every
        if one.entered
    }
    return tuple(
        _ratio(one, columns[one.of[0]], columns[one.of[1]])
        if one.of
        else _total(one, columns[one.id])
        for one in every
    )


def _column(
    one: Indicator, given: Sequence[Given], is_asked: Sequence[bool]
) -> _Column:
    asked = [giver for giver, here in zip(given, is_asked, strict=True) if here]
    figures = [(giver.agency, giver.figure(one)) for giver in asked]
    reported = [(agency, figure) for agency, figure in figures if figure is not None]
    return _Column(
        sum=sum(figure for _, figure in reported) if reported else None,
        reported=tuple(agency for agency, _ in reported),
        asked=tuple(giver.agency for giver in asked),
    )


def _total(one: Indicator, column: _Column) -> Total:
    figure = column.sum if one.adds_up is AddsUp.SUM else None
    return _of(one, figure, column.reported, column.asked)


def _ratio(one: Indicator, part: _Column, whole: _Column) -> Total:
    figure = None if part.sum is None else per_mille(part.sum, whole.sum or 0)
    asked, reported = set(whole.asked), set(whole.reported)
    return _of(
        one,
        figure,
        tuple(agency for agency in part.reported if agency in reported),
        tuple(agency for agency in part.asked if agency in asked),
    )


def _of(
    one: Indicator,
    figure: int | None,
    reported: tuple[str, ...],
    asked: tuple[str, ...],
) -> Total:
    there = set(reported)
    return Total(
        indicator=one.id,
        figure=figure,
        reported=len(reported),
        asked=len(asked),
        missing=tuple(agency for agency in asked if agency not in there),
    )
