"""What a form answers to who filled it in is Vietnamese, whatever went wrong."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_origin

import pytest
from pydantic import BaseModel

from flows.forms import refusals
from flows.forms.fields import UpTo, Within
from flows.forms.plans import NextYear
from flows.forms.rehearsal import RehearseSeason
from flows.forms.season import FixLaunch, HoldLaunch
from flows.forms.upward import AcceptConsolidation
from flows.forms.wrong_fields import wrong_fields
from flows.here import sit_down
from schemas import words
from schemas.numerals import grouped
from tests.flows.conftest import settings_in
from tests.flows.offer import ASKED, FORMS, WAITED_FOR, answered, filled, seated

LETTERS = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
ENGLISH = frozenset(
    ["the", "is", "are", "of", "not", "give", "which", "with", "and", "for"]
)
WRONG = {
    "agency": "nowhere/nobody · X",
    "to": "nowhere/anybody · X",
    "campaign": "nowhere · X",
    "plan": "nowhere",
}


def is_vietnamese(text: str) -> bool:
    return bool(LETTERS & {*text.lower()}) and not ENGLISH & {*text.lower().split()}


def texts() -> Iterator[tuple[str, str]]:
    for name, value in vars(refusals).items():
        if name.isupper() and isinstance(value, str):
            yield name, value
        elif name.isupper() and isinstance(value, dict):
            yield from ((f"{name}-{one}", text) for one, text in value.items())


@pytest.mark.parametrize("text", dict(texts()).values(), ids=dict(texts()).keys())
def test_every_refusal_is_vietnamese(text: str):
    assert is_vietnamese(text)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", FORMS)
def test_every_form_refuses_what_does_not_exist_in_vietnamese(
    name: str, tmp_path: Path
):
    with seated(settings_in(tmp_path)):
        state = answered(name, filled(FORMS[name][1], **WRONG))
    assert (state.is_failed(), state.name) == (True, words.REFUSED)
    assert is_vietnamese(state.message)


@pytest.mark.parametrize("form", ASKED)
def test_no_form_has_a_limit_that_pages_would_answer_with(form: type[BaseModel]):
    schema = json.dumps(form.model_json_schema())
    for limit in ("pattern", "maxLength", "minLength", "maximum", "minimum"):
        assert f'"{limit}"' not in schema


def needed(form: type[BaseModel]) -> list[str]:
    """Return the texts that have to be filled in."""
    return [
        name
        for name, field in form.model_fields.items()
        if field.is_required() and field.annotation is str
    ]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_what_was_left_blank(name: str, tmp_path: Path):
    form = FORMS[name][1]
    for field in needed(form):
        with seated(settings_in(tmp_path)):
            state = answered(name, filled(form, **{field: " "}))
        assert state.is_failed()
        assert state.message == f"Đề nghị nhập lại: {form.model_fields[field].title}."


def beyond(form: type[BaseModel]) -> Iterator[tuple[str, object, str]]:
    """Return what no field of a form takes: field, value, and what is said of it."""
    for name, field in form.model_fields.items():
        (item,) = get_args(field.annotation) or (None,)
        for limit in [*field.metadata, *get_args(item)]:
            if isinstance(limit, UpTo):
                long = "x" * (limit.characters + 1)
                length, most = grouped(len(long)), grouped(limit.characters)
                text = refusals.TOO_LONG.format(
                    title=field.title, length=length, most=most
                )
                yield name, ["x", long] if item else long, text
            if isinstance(limit, Within):
                least, most = limit.said(limit.least), limit.said(limit.most)
                text = refusals.NOT_WITHIN.format(
                    title=field.title, least=least, most=most
                )
                yield name, limit.least - 1, text
                yield name, limit.most + 1, text


def lines(form: type[BaseModel]) -> Iterator[str]:
    """Return the fields of a form that hold lines, one or a list of them."""
    for name, field in form.model_fields.items():
        if field.annotation is str or get_origin(field.annotation) is list:
            yield name


@pytest.mark.parametrize("form", ASKED)
def test_every_line_has_a_limit_in_a_list_too(form: type[BaseModel]):
    assert {*lines(form)} - LONG <= {name for name, _, _ in beyond(form)}


@pytest.mark.parametrize(
    ("form", "about", "bounds"),
    [
        (HoldLaunch, {"attendance": -1}, "từ 0 đến 1.000.000"),
        (NextYear, {"year": 1999}, "từ 2000 đến 2100"),
    ],
)
def test_numbers_are_grouped_and_years_are_not(
    form: type[BaseModel], about: dict[str, int], bounds: str
):
    assert bounds in str(wrong_fields(filled(form, **about)))


@pytest.mark.parametrize(
    ("form", "field"), [(RehearseSeason, "seed"), (AcceptConsolidation, "version")]
)
def test_a_seed_and_a_version_may_be_as_large_as_a_ledger_keeps(
    form: type[BaseModel], field: str
):
    assert wrong_fields(filled(form, **{field: 2**63 - 1})) is None
    assert wrong_fields(filled(form, **{field: 2**63}))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_what_is_too_long_or_out_of_bounds_and_reads_no_ledger(
    name: str, tmp_path: Path
):
    settings = settings_in(tmp_path)
    wrong = list(beyond(FORMS[name][1]))
    assert wrong
    sit_down(settings)
    for field, value, said in wrong:
        state = answered(name, filled(FORMS[name][1], **{field: value}))
        assert (state.is_failed(), state.message) == (True, said)
    assert not Path(settings.ledger).exists()


@pytest.mark.parametrize("form", WAITED_FOR)
def test_every_form_that_is_waited_for_says_the_same(form: type[BaseModel]):
    assert wrong_fields(filled(form)) is None
    for field, value, said in beyond(form):
        assert wrong_fields(filled(form, **{field: value})) == said


def test_each_field_that_is_too_long_is_named():
    given = filled(FixLaunch, place="x" * 201, hour="x" * 11)
    said = wrong_fields(given)
    assert said
    assert said.startswith("Ô Địa điểm dài 201 ký tự, tối đa 200: đề nghị rút gọn")
    assert "Ô Giờ dài 11 ký tự, tối đa 10" in said


@pytest.mark.parametrize("form", ASKED)
def test_what_is_written_on_two_lines_is_taken_as_one(form: type[BaseModel]):
    two = filled(form, **dict.fromkeys(needed(form), " mưa\nlũ "))
    for field in {*needed(form)} - LONG:
        assert getattr(two, field) == "mưa lũ"


LONG = {"subject", "text"}
"""Texts of an announcement: those of several lines are said to be so, or kept."""


def test_no_flow_ends_in_the_words_of_an_error():
    """Errors speak English, to the command line."""
    files = list(Path("flows").rglob("*.py"))
    said = [
        f"{file}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Failed"
        for part in ast.walk(call)
        if ast.unparse(part) in {"str", "error=error", "{error}"}
    ]
    assert len(files) > 50
    assert said == []
