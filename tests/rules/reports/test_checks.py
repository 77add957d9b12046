from typing import Any

import pytest

from rules.reports.checks import Remark, Wrong, check
from schemas.indicator import AddsUp, Indicator, IndicatorGroup, IndicatorSet
from schemas.report import Channel, Report

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
NAMED = "Trẻ A, sinh năm 2012"
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


def test_parts_of_many_reports_may_rest_on_others_than_their_whole() -> None:
    below = {"campaign": "x", "version": 1, "reported": 2, "expected": 2}
    assert remarks(figures={**WHOLE, "a": 150}, below=below) == ()
    assert remarks({"a": 5}, figures=WHOLE, below=below) == (
        Remark(Wrong.TENFOLD, "a", 5),
    )


def test_a_missing_figure_is_asked_for_and_may_be_explained() -> None:
    partly = {name: figure for name, figure in WHOLE.items() if name != "few"}
    assert remarks(figures=partly) == (Remark(Wrong.MISSING, "few"),)
    assert remarks(figures=partly, explained={"few": "chưa thống kê xong"}) == ()
    assert remarks(figures=partly, explained={"few": "  "}) != ()


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


def test_a_part_of_a_whole_in_a_group_with_nothing_is_over_it() -> None:
    part = Indicator(id="p", group="other", label="P", unit="đồng", part_of="all")
    other = IndicatorGroup(id="other", title="Khác")
    both = IndicatorSet(groups=(*ASKED.groups, other), items=(*ASKED.items, part))
    report = Report(nothing=("money",), figures={"p": 1})
    assert check(report, both, {}) == (Remark(Wrong.OVER_WHOLE, "p", 0),)


def test_nothing_may_be_said_of_what_is_not_asked() -> None:
    assert remarks(figures=WHOLE, nothing=("other",), explained={"x": "có"}) == (
        Remark(Wrong.NOT_ASKED, "x"),
        Remark(Wrong.NOT_ASKED, "other"),
    )


@pytest.mark.parametrize("part", ["results", "difficulties", "proposals"])
def test_no_part_of_the_narrative_names_persons(part: str) -> None:
    assert remarks(figures=WHOLE, narrative={part: NAMED}) == (
        Remark(Wrong.PERSONAL, part),
    )


def test_no_explanation_and_no_source_names_persons() -> None:
    partly = {name: figure for name, figure in WHOLE.items() if name != "few"}
    found = remarks(figures=partly, explained={"few": NAMED}, source=NAMED)
    assert found == (Remark(Wrong.PERSONAL, "few"), Remark(Wrong.PERSONAL, "source"))
    assert not any(one.explainable for one in found)


def test_of_what_went_by_the_clerk_no_figure_is_asked() -> None:
    assert remarks(channel=Channel.CLERK) == ()
    (found,) = remarks(channel=Channel.CLERK, figures={"a": 1})
    assert found == Remark(Wrong.NOT_ASKED, "a")
