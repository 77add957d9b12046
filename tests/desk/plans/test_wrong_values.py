"""Whatever is wrong with a value has a wording, not pydantic's own."""

import ast
import inspect
import math
from collections.abc import Iterator
from datetime import time
from textwrap import dedent
from types import FunctionType
from typing import Any, cast

import pytest
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from desk.boards.found import in_vietnamese
from desk.plans.wrong_values import explain
from schemas.agency import Agency, Roster
from schemas.duty import Duty
from schemas.escalation import Window
from schemas.indicator import Indicator, SharedSet
from schemas.plan import Plan
from schemas.step import Step

ODD: tuple[object, ...] = (
    *(None, "", "x", "x" * 5000, "a\nb", -1, 0, 10**16, 10**30, 1.5, math.inf, True),
    *("1" * 5000, [], ["x"] * 9, {}, {"x": "x"}, "25:00", "2027-02-31"),
)
"""What YAML may give in the place of any value."""


def within(node: object) -> Iterator[dict[str, Any]]:
    """Return every part of a schema that validates."""
    if isinstance(node, dict):
        part = cast("dict[str, Any]", node)
        yield part
        for key, value in part.items():
            if key not in {"metadata", "serialization"}:
                yield from within(value)
    elif isinstance(node, list | tuple):
        for one in cast("list[object]", node):
            yield from within(one)


PARTS = [
    part
    for top in (Plan, Roster, SharedSet)
    for part in within(top.__pydantic_core_schema__)
]
MODELS: set[type[BaseModel]] = {
    part["cls"] for part in PARTS if part.get("type") == "model"
}
VALIDATORS = {
    part["function"]["function"]
    for part in PARTS
    if str(part.get("type")).startswith("function-")
}


def wrong(model: type[BaseModel], **given: object) -> list[ErrorDetails]:
    try:
        model.model_validate(given)
    except ValidationError as error:
        return error.errors()
    return []


def said(model: type[BaseModel], field: str, value: object) -> list[tuple[str, str]]:
    """Return what is said of a field in Vietnamese."""
    return [
        (in_vietnamese(what), in_vietnamese(remedy))
        for error in wrong(model, **{field: value})
        if error["loc"][:1] == (field,)
        for _, what, remedy in explain(error)
    ]


def test_nothing_that_a_file_may_hold_is_answered_by_pydantic():
    found = [
        (model.__name__, error["loc"], error["type"])
        for model in MODELS
        for field in model.model_fields
        for value in ODD
        for error in wrong(model, **{field: value})
        for _, what, _ in explain(error)
        if what.template == "{message}"
    ]
    assert len(MODELS) > 20
    assert found == []


@pytest.mark.parametrize(
    ("model", "field", "value", "what", "remedy"),
    [
        (Step, "days", 0, "nhỏ hơn 1", "ghi từ 1 trở lên"),
        (Step, "days", 61, "lớn hơn 60", "ghi không quá 60"),
        (Plan, "year", 1999, "nhỏ hơn 2000", "ghi từ 2000 trở lên"),
        (Indicator, "label", "x" * 201, "nội dung dài hơn 200 ký tự", "rút gọn"),
        (Indicator, "masked", "x", "không phải là true hoặc false", "ghi true hoặc f"),
        (Indicator, "of", ["a", "b", "c"], "có hơn 2 mục", "ghi tối đa 2 mục"),
        (Step, "kind", "x", "'x' không", "ghi một trong các giá trị: 'remind', 'esc"),
        (Duty, "period", "x", "'x' không phải", "trị: 'inside', 'outside'"),
    ],
)
def test_bounds_lengths_and_choices_are_said_in_vietnamese(
    model: type[BaseModel], field: str, value: object, what: str, remedy: str
):
    ((told, do),) = said(model, field, value)
    assert what in told
    assert remedy in do
    assert " or " not in do


def test_six_mailboxes_are_too_many():
    one = {"post": "x", "address": "a@b.example"}
    assert said(Agency, "others", [one] * 6) == [("có hơn 5 mục", "ghi tối đa 5 mục")]


def test_a_reason_is_taken_as_it_was_said():
    with pytest.raises(ValidationError) as caught:
        Window(opens=time(9), closes=time(8))
    ((_, what, remedy),) = explain(caught.value.errors()[0])
    assert in_vietnamese(what) == "giờ kết thúc phải sau giờ bắt đầu"
    assert remedy == "correct it"


@pytest.mark.parametrize("args", [(), ("plain",), ("one", "two")])
def test_a_reason_that_nobody_worded_is_quoted(args: tuple[str, ...]):
    error = ErrorDetails(
        type="value_error",
        loc=("x",),
        msg="Value error, plain",
        input=1,
        ctx={"error": ValueError(*args)},
    )
    ((_, what, _),) = explain(error)
    assert in_vietnamese(what) == "giá trị không hợp lệ (value error, plain)"


def test_every_validator_says_why_in_words_that_have_a_wording():
    raised = [
        ast.unparse(raising.exc)
        for validator in VALIDATORS
        if isinstance(validator, FunctionType)
        for raising in ast.walk(ast.parse(dedent(inspect.getsource(validator))))
        if isinstance(raising, ast.Raise) and raising.exc
    ]
    assert len(raised) > 5
    assert [
        one
        for one in raised
        if not one.startswith(("ValueError(Said(", "WrongStepsError("))
    ] == []
