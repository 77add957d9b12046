from typing import Any

import pytest

from rules.check_indicators import check_indicators
from schemas.indicator import Indicator, IndicatorGroup, IndicatorSet

GROUP = IndicatorGroup(id="care", title="Chăm sóc")


def indicator(name: str, **values: Any) -> Indicator:
    usual = {"group": "care", "label": "Số", "unit": "suất"}
    return Indicator.model_validate({"id": name, **usual, **values})


def found(*items: Indicator, **values: Any) -> list[str]:
    indicators = IndicatorSet(groups=(GROUP,), items=items, **values)
    return [finding.what for finding in check_indicators(indicators)]


def test_sound_indicators_are_left_alone() -> None:
    ratio = indicator("rate", unit="%", adds_up="ratio", of=("part", "all"))
    part = indicator("part", part_of="all")
    owners = {"care": ("north",), "all": ("south",)}
    assert found(indicator("all"), part, ratio, owners=owners) == []


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([indicator("a"), indicator("a")], "'a' is there 2 times"),
        ([indicator("care")], "'care' is there 2 times"),
        ([indicator("a", group="other")], "unknown group 'other'"),
        ([indicator("a", part_of="b")], "'a' is part of 'b', which nobody enters"),
        ([indicator("a", part_of="a")], "'a' is part of 'a', which nobody enters"),
        (
            [indicator("a", part_of="b"), indicator("b", unit="trẻ")],
            "'a' counts suất, its whole 'b' trẻ",
        ),
        (
            [
                indicator("a"),
                indicator("b", adds_up="none"),
                indicator("r", adds_up="ratio", of=("a", "b")),
            ],
            "'r' is a ratio of 'b', which is no sum",
        ),
    ],
)
def test_what_does_not_hang_together_is_named(
    items: list[Indicator], said: str
) -> None:
    (what,) = found(*items)
    assert said in what


def test_owners_of_what_nobody_counts_are_named() -> None:
    assert found(owners={"gifts": ("north",)}) == [
        "'gifts' is no indicator and no group of them"
    ]


def test_a_ratio_names_its_figures_and_bounds_are_in_order() -> None:
    with pytest.raises(ValueError, match="names the two figures"):
        indicator("rate", adds_up="ratio")
    with pytest.raises(ValueError, match="not above the largest"):
        indicator("a", minimum=2, maximum=1)
