"""What agencies report in the example, drawn by the seed: some late, some never."""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from rules.playing import Manner, drawn
from rules.reports.checks import check
from rules.reports.playing import draw_report
from schemas.base import VN
from schemas.indicator import IndicatorSet
from schemas.report import Report

_AMENDED = 0.08
"""The share of the agencies that amend their report."""
_CHECKED = "Đã đối chiếu."


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
    first = draw_report(asked, chance)
    yield Handed(at, first)
    if chance.random() < _AMENDED:
        again = draw_report(asked, chance)
        yield Handed(at + timedelta(hours=1), _explained(again, asked, first))


def _explained(report: Report, asked: IndicatorSet, before: Report) -> Report:
    """Return a report with a reason for what looks odd beside the version before."""
    odd = {one.indicator: _CHECKED for one in check(report, asked, before.figures)}
    return report.model_copy(update={"explained": odd})


def _chance(name: str) -> random.Random:
    return random.Random(name)  # noqa: S311 - repeatable by seed
