"""What agencies report in a rehearsal, drawn by the seed: sound, and made up."""

import random

from schemas.indicator import MONEY, Indicator, IndicatorSet
from schemas.report import Narrative, Report

_DEAR = 5_000_000
_USUAL = range(3, 600)
_SHARE = 2_000
"""An agency's figures lie far below what a province could reach."""

_IDLE = 0.1
"""The share of the groups without a case."""


def draw_report(asked: IndicatorSet, chance: random.Random) -> Report:
    """Return a report of all that an agency is asked, which needs no remark."""
    nothing = tuple(g.id for g in asked.groups if chance.random() < _IDLE)
    wholes = {one.part_of for one in asked.items if one.part_of}
    figures: dict[str, int] = {}
    for one in asked.items:
        if not one.entered or one.group in nothing:
            continue
        most = _DEAR if one.unit == MONEY else _most(one)
        if one.part_of:
            parts = sum(other.part_of == one.part_of for other in asked.items)
            most = figures.get(one.part_of, 0) // parts
        least = most // 2 if one.id in wholes else 0
        figures[one.id] = min(chance.randint(least, most), one.maximum)
    return Report(
        figures=figures,
        nothing=nothing,
        narrative=Narrative(results="Đã triển khai các hoạt động theo kế hoạch."),
    )


def _most(one: Indicator) -> int:
    return min(max(one.maximum // _SHARE, _USUAL.start), _USUAL.stop)
