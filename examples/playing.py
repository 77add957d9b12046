"""What agencies report in the example, drawn by the seed: some late, some never."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from rules.playing import Manner, drawn
from schemas.base import VN
from schemas.indicator import MONEY, IndicatorSet
from schemas.report import Narrative, Report

_MOST = 60
_DEAR = 5_000_000
_AMENDED, _IDLE = 0.08, 0.1
"""Shares of the agencies that amend their report, and of the groups without a case."""


class Handed(NamedTuple):
    """A version of a report and when it is handed in."""

    at: datetime
    report: Report


def handed_in(
    seed: int, campaign: str, agency: str, asked: IndicatorSet, last: datetime
) -> Iterator[Handed]:
    """Yield the versions of an agency's report; none where it keeps silent.

    `last` is the end of its last valid day.
    """
    name = f"{campaign}/{agency}"
    manner, chance = drawn(seed, name), _chance(f"{seed}/{name}/report")
    if manner is Manner.SILENT:
        return
    days = -chance.randint(1, 6) if manner is Manner.IN_TIME else chance.randint(1, 2)
    day = (last.astimezone(VN) + timedelta(days=days)).date()
    at = datetime.combine(day, time(8, 30), VN) + timedelta(
        minutes=chance.randrange(400)
    )
    yield Handed(at, _report(asked, chance))
    if chance.random() < _AMENDED:
        yield Handed(at + timedelta(hours=1), _report(asked, chance))


def _report(asked: IndicatorSet, chance: random.Random) -> Report:
    nothing = tuple(g.id for g in asked.groups if chance.random() < _IDLE)
    wholes = {one.part_of for one in asked.items if one.part_of}
    figures: dict[str, int] = {}
    for one in asked.items:
        if not one.entered or one.group in nothing:
            continue
        most = _DEAR if one.unit == MONEY else _MOST
        if one.part_of:
            parts = sum(other.part_of == one.part_of for other in asked.items)
            most = figures.get(one.part_of, 0) // parts
        least = most // 2 if one.id in wholes else 0
        figures[one.id] = min(chance.randint(least, most), one.maximum)
    return Report(
        figures=figures,
        nothing=nothing,
        narrative=Narrative(results="Đã triển khai các hoạt động theo kế hoạch."),
        explained=dict.fromkeys(figures, "Đã đối chiếu."),
    )


def _chance(name: str) -> random.Random:
    return random.Random(name)  # noqa: S311 - repeatable by seed
