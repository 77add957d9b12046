"""What a check of plans finds can all be said in Vietnamese."""

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from desk.boards.found import in_vietnamese, wordings
from rules.check_references import Target
from schemas.said import Said, Series

NOUNS = {*Target, "group or agency", "entry", "phase"}
"""What stands in a template by a variable."""


def templates() -> Iterator[str]:
    for top in ("schemas", "rules", "desk"):
        for file in Path(top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "Said":
                    (template,) = node.args
                    if isinstance(template, ast.Constant):
                        yield str(template.value)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_finding_has_a_wording_and_no_wording_is_left_over():
    assert {*templates(), *NOUNS} == {*wordings()}


@pytest.mark.parametrize("template", wordings())
def test_a_wording_has_the_same_names(template: str):
    assert names(wordings()[template]) == names(template)


def test_days_lists_and_what_is_said_within_are_worded_too():
    span = Said("{first} to {last}", first=date(2024, 5, 6), last=date(2024, 5, 31))
    last = date(2024, 6, 8)
    text = "the last valid day {last} is outside the duty's phase ({phases})"
    said = Said(text, last=last, phases=Series([span, span]))
    assert str(said).endswith(
        "phase (2024-05-06 to 2024-05-31, 2024-05-06 to 2024-05-31)"
    )
    assert in_vietnamese(said) == (
        "ngày cuối 8/6/2024 ngoài giai đoạn của nhiệm vụ (từ 6/5/2024 đến 31/5/2024, "
        "từ 6/5/2024 đến 31/5/2024)"
    )


def test_what_is_only_quoted_stays_as_it_is():
    said = Said("noted: {note}", note="{as} it stands")
    assert said == "noted: {as} it stands"
    assert in_vietnamese(said) == "ghi chú: {as} it stands"


def test_a_day_off_is_named_by_its_weekday():
    text = "the end of the phase '{phase}', {last:%A} {last}, is a day off"
    said = Said(text, phase="closing", last=date(2024, 6, 8))
    assert in_vietnamese(said) == (
        "ngày cuối giai đoạn 'closing', thứ Bảy ngày 8/6/2024, là ngày nghỉ"
    )
