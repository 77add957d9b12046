from typing import Any

import pytest

from desk.templates import environment
from rules.reports.amounts import Unread, read_figure
from rules.reports.checks import Wrong
from schemas.indicator import Indicator

GIFTS = Indicator(id="gifts", group="care", label="Quà", unit="suất")
WITH_LIMIT = {
    Wrong.TOO_SMALL,
    Wrong.TOO_LARGE,
    Wrong.OVER_WHOLE,
    Wrong.PARTS_OVER_WHOLE,
    Wrong.TENFOLD,
}


def macros() -> Any:
    return environment().get_template("pages/figures.html").module


@pytest.mark.parametrize("code", Unread)
def test_every_figure_that_is_not_read_is_told_how_to_write_it(code: Unread) -> None:
    said = str(macros().unread(code))
    assert said.endswith(".")
    assert said == said.strip()


@pytest.mark.parametrize("code", Wrong)
def test_every_remark_says_its_bound_in_the_figures_unit(code: Wrong) -> None:
    limit = 1250 if code in WITH_LIMIT else None
    said = str(macros().wrong(code, GIFTS, limit))
    assert said.endswith(".")
    assert ("1.250 suất" in said) is (code in WITH_LIMIT)


def test_words_are_remarked_on_without_an_indicator() -> None:
    assert "cá nhân" in macros().wrong(Wrong.PERSONAL)


def test_the_codes_words_are_those_of_known_codes() -> None:
    assert set(macros().unreads) == set(Unread)
    assert set(macros().wrongs) == set(Wrong)


@pytest.mark.parametrize(
    "example",
    ["1.250", "1.580.000.000", "1.250.000.000", "2,5 triệu", "4 tỷ 200 triệu"],
)
def test_what_is_advised_can_be_read(example: str) -> None:
    assert any(example in said for said in macros().unreads.values())
    assert not isinstance(read_figure(example, "đồng"), Unread)
