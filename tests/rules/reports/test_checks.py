from typing import Any

import pytest

from rules.reports.checks import Remark, Wrong, check
from schemas.indicator import AddsUp, Indicator, IndicatorGroup, IndicatorSet
from schemas.report import Report

ASKED = IndicatorSet(
    groups=(IndicatorGroup(id="money", title="Kinh phí"),),
    items=(
        Indicator(id="all", group="money", label="Tổng", unit="đồng", maximum=10**9),
        Indicator(id="a", group="money", label="A", unit="đồng", part_of="all"),
        Indicator(id="b", group="money", label="B", unit="đồng", part_of="all"),
        Indicator(id="few", group="money", label="Số", unit="cuộc", minimum=2),
        Indicator(
            id="rate",
            group="money",
            label="Tỷ lệ",
            unit="%",
            adds_up=AddsUp.RATIO,
            of=("a", "all"),
        ),
    ),
)
WHOLE = {"all": 100, "a": 60, "b": 40, "few": 2}


def remarks(before: dict[str, int] | None = None, **values: Any) -> tuple[Remark, ...]:
    return check(Report(**values), ASKED, before or {})


def test_a_sound_report_needs_no_remark() -> None:
    assert remarks(figures=WHOLE) == ()


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"other": 1}, Remark(Wrong.NOT_ASKED, "other")),
        ({"rate": 1}, Remark(Wrong.NOT_ASKED, "rate")),
        ({"few": 1}, Remark(Wrong.TOO_SMALL, "few", 2)),
        ({"all": 10**9 + 1}, Remark(Wrong.TOO_LARGE, "all", 10**9)),
        ({"a": 101, "b": 0}, Remark(Wrong.OVER_WHOLE, "a", 100)),
        ({"a": 61}, Remark(Wrong.PARTS_OVER_WHOLE, "all", 100)),
    ],
)
def test_what_cannot_be_or_looks_odd_is_named(
    changed: dict[str, int], found: Remark
) -> None:
    assert found in remarks(figures={**WHOLE, **changed})


def test_a_missing_figure_is_asked_for_and_may_be_explained() -> None:
    partly = {name: figure for name, figure in WHOLE.items() if name != "few"}
    assert remarks(figures=partly) == (Remark(Wrong.MISSING, "few"),)
    assert remarks(figures=partly, explained={"few": "chưa thống kê xong"}) == ()


def test_an_error_cannot_be_explained() -> None:
    found = remarks(figures={**WHOLE, "few": 1}, explained={"few": "đúng vậy"})
    assert found == (Remark(Wrong.TOO_SMALL, "few", 2),)


def test_a_figure_ten_times_the_last_one_is_asked_about() -> None:
    assert remarks({"all": 10}, figures=WHOLE) == (Remark(Wrong.TENFOLD, "all", 10),)
    assert remarks({"all": 11}, figures=WHOLE) == ()
    assert remarks({"all": 0}, figures=WHOLE) == ()


def test_nothing_in_a_group_needs_no_figures_and_allows_none() -> None:
    assert remarks(nothing=("money",)) == ()
    assert remarks(nothing=("money",), figures={"few": 0}) == ()
    found = remarks(nothing=("money",), figures={"few": 3})
    assert found == (Remark(Wrong.NOTHING_AND_FIGURE, "few"),)
