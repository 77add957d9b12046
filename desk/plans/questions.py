"""Questions that a draft leaves open, kept beside plan and roster in a third file."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple, cast

from desk.plans.files import read_tree
from desk.plans.values import fit
from desk.plans.yaml_tree import Tree
from rules.finding import File
from schemas.errors import Problem
from schemas.question import Answer, Question, Questions
from schemas.said import Said

QUESTIONS = "questions.yaml"

_STEP = re.compile(r"([a-z_]+)(?:\[([^\]]+)\])?\.?")


class Answered(NamedTuple):
    """Plan and roster with answers and proposals in them, and what is still open."""

    plan: Tree
    roster: Tree
    open: tuple[Problem, ...]
    errors: tuple[Problem, ...]


def answer(plan: Tree, roster: Tree, folder: Path) -> Answered:
    """Fill in what questions.yaml answers, and its proposals where it does not.

    A campaign without such a file asks nothing. What stands in the plan or the roster
    itself is an answer, too.
    """
    path = folder / QUESTIONS
    if not path.is_file():
        return Answered(plan, roster, (), ())
    tree = read_tree(path)
    read = fit(Questions, tree)
    trees = {
        File.PLAN.value: plan._replace(data=deepcopy(plan.data)),
        File.ROSTER.value: roster._replace(data=deepcopy(roster.data)),
    }
    still_open: list[Problem] = []
    asked = read.value.questions if read.value else ()
    for at, question in enumerate(asked):
        into = trees.get(question.file)
        if into is None or not _put(into.data, question):
            continue
        if question.answer is None and question.needed:
            line = tree.line(read.in_file(("questions", at)))
            still_open.append(_problem(str(path), line, question))
    filled = trees[File.PLAN.value], trees[File.ROSTER.value]
    return Answered(*filled, tuple(still_open), read.problems)


def is_open(question: Question, plan: Tree, roster: Tree) -> bool:
    """Tell whether nobody has answered a question, here or in the file itself."""
    trees = {File.PLAN.value: plan, File.ROSTER.value: roster}
    into = trees.get(question.file)
    place = None if into is None else _fields(into.data, question.field)
    return question.answer is None and place is not None and _is_blank(*place)


def _problem(file: str, line: int | None, question: Question) -> Problem:
    proposed = said(question.proposed)
    remedy = Said(
        "proposed: {proposed}; {because}", proposed=proposed, because=question.because
    )
    asks = Said("{asks}", asks=question.asks)
    return Problem(file, line, question.field, asks, remedy)


def said(value: Answer) -> str:
    """Return an answer as people type it; a list with semicolons."""
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def _put(data: Any, question: Question) -> bool:
    """Put the answer where nothing stands yet; False where something does."""
    place = _fields(data, question.field)
    if place is None or not _is_blank(*place):
        return False
    if question.answer is None and not question.needed:
        return False
    fields, key = place
    value = question.proposed if question.answer is None else question.answer
    fields[key] = list(value) if isinstance(value, tuple) else value
    return True


def _fields(data: Any, field: str) -> tuple[dict[str, Any], str] | None:
    """Return the fields that hold a question's value, and its key among them."""
    steps = _STEP.findall(field)
    into: Any = data
    for key, name in steps[:-1]:
        into = _step(into, key, name)
    if not steps or not isinstance(into, dict):
        return None
    return cast("dict[str, Any]", into), str(steps[-1][0])


def _is_blank(fields: dict[str, Any], key: str) -> bool:
    return fields.get(key) in (None, "", [])


def _step(data: Any, key: str, name: str) -> Any:
    inside = cast("dict[str, Any]", data).get(key) if isinstance(data, dict) else None
    if not name:
        return inside
    items = cast("list[Any]", inside) if isinstance(inside, list) else []
    if name.isdecimal() and int(name) < len(items):
        return items[int(name)]
    named = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
    return next((item for item in named if item.get("id") == name), None)
