"""Indicators hang together: groups, wholes and ratios exist, nothing stands twice."""

from collections import Counter
from collections.abc import Iterator

from rules.finding import File, Finding, Place
from schemas.indicator import AddsUp, Indicator, IndicatorSet
from schemas.said import Said

_HERE: Place = ("indicators",)


def check_indicators(indicators: IndicatorSet) -> Iterator[Finding]:
    """Find what is missing or contradicts itself among a plan's indicators."""
    groups = [group.id for group in indicators.groups]
    named = [*groups, *(one.id for one in indicators.items)]
    for name, times in Counter(named).items():
        if times > 1:
            what = Said(
                "the indicator or group '{name}' is there {times} times",
                name=name,
                times=times,
            )
            yield _finding(_HERE, what, Said("give each a name of its own"))
    by_id = {one.id: one for one in indicators.items}
    for i, one in enumerate(indicators.items):
        place: Place = (*_HERE, "items", i)
        if one.group not in groups:
            what = Said(
                "'{id}' is of the unknown group '{group}'", id=one.id, group=one.group
            )
            yield _finding(place, what, Said("correct the name, or add the group"))
        yield from _check_whole(one, by_id, place)
        yield from _check_ratio(one, by_id, place)
    for name in indicators.owners:
        if name not in named:
            what = Said("'{name}' is no indicator and no group of them", name=name)
            remedy = Said("correct the name, or remove the line")
            yield _finding((*_HERE, "owners", name), what, remedy)


def _check_whole(
    one: Indicator, by_id: dict[str, Indicator], place: Place
) -> Iterator[Finding]:
    if one.part_of is None:
        return
    whole = by_id.get(one.part_of)
    if whole is None or not whole.entered or whole is one:
        what = Said(
            "'{id}' is part of '{part_of}', which nobody enters",
            id=one.id,
            part_of=one.part_of,
        )
        yield _finding(place, what, Said("name another figure that is entered"))
    elif whole.unit != one.unit:
        what = Said(
            "'{id}' counts {unit}, its whole '{whole}' {other}",
            id=one.id,
            unit=one.unit,
            whole=whole.id,
            other=whole.unit,
        )
        yield _finding(place, what, Said("give both the same unit"))


def _check_ratio(
    one: Indicator, by_id: dict[str, Indicator], place: Place
) -> Iterator[Finding]:
    for name in one.of or ():
        under = by_id.get(name)
        if under is None or under.adds_up is not AddsUp.SUM:
            what = Said(
                "'{id}' is a ratio of '{name}', which is no sum", id=one.id, name=name
            )
            yield _finding(place, what, Said("name two figures that add up"))


def _finding(place: Place, what: Said, remedy: Said) -> Finding:
    return Finding(File.PLAN, place, what, remedy)
