import pytest

from rules.reports.masking import hidden, hides_change
from schemas.indicator import AddsUp, Indicator
from tests.rules.reports.giving import ITEMS

WHOLE = Indicator(id="found", group="g", label="Vụ", unit="vụ", masked=True)
PARTS = tuple(
    Indicator(id=one, group="g", label=one, unit="vụ", part_of="found", masked=True)
    for one in ("dealt", "open", "passed")
)
RATE = Indicator(
    id="rate",
    group="g",
    label="Tỷ lệ",
    unit="%",
    adds_up=AddsUp.RATIO,
    of=("dealt", "found"),
)
SHARES = (WHOLE, *PARTS, RATE)


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"swims": 0}, set()),
        ({"swims": 1}, {"swims", "rate"}),
        ({"swims": 4}, {"swims", "rate"}),
        ({"swims": 5}, set()),
        ({"swims": None}, set()),
        ({"gifts": 3, "shows": 3}, set()),
    ],
)
def test_small_counts_of_masked_indicators_are_hidden_with_their_ratio(
    figures: dict[str, int | None], expected: set[str]
) -> None:
    assert hidden(ITEMS, figures) == expected


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (
            {"found": 20, "dealt": 3, "open": 9, "passed": 8},
            {"dealt", "passed", "rate"},
        ),
        ({"found": 12, "dealt": 9, "open": 3, "passed": 0}, {"open", "dealt", "rate"}),
        ({"found": 12, "dealt": 9, "open": 3}, {"open", "dealt", "rate"}),
        ({"found": 10, "dealt": 0, "open": 3, "passed": 0}, {"open", "dealt", "rate"}),
        ({"found": 12, "dealt": 6, "open": 3, "passed": 3}, {"open", "passed"}),
        ({"found": 12, "open": 3}, {"open"}),
        ({"dealt": 9, "open": 3}, {"open"}),
        (
            {"found": 4, "dealt": 1, "open": 3, "passed": 0},
            {"found", "dealt", "open", "rate"},
        ),
    ],
)
def test_what_a_hidden_part_could_be_worked_out_from_is_hidden_too(
    figures: dict[str, int | None], expected: set[str]
) -> None:
    assert hidden(SHARES, figures) == expected


@pytest.mark.parametrize(
    ("before", "after", "hides"),
    [(10, 12, True), (12, 10, True), (10, 15, False), (None, 3, True), (7, 7, False)],
)
def test_a_small_difference_between_two_versions_is_hidden(
    before: int | None, after: int | None, hides: bool
) -> None:
    assert hides_change(WHOLE, before, after) is hides
    assert not hides_change(ITEMS[0], before, after)
