"""What people answer to a draft's questions: read, checked, kept until all are."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from desk.drafts.plan import Draft
from desk.plans.files import locate, read_trees
from desk.plans.questions import QUESTIONS, is_open
from desk.plans.values import fit
from desk.plans.yaml_tree import parse_yaml
from rules.finding import File
from schemas.agency import Address
from schemas.base import Title
from schemas.errors import CampaignError
from schemas.question import Answer, Question, Questions

_DAYS = re.compile(r"(?:\.(?:first|last)|^planned_issue|^close)$")
_VIETNAMESE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_OWNERS = re.compile(r"^office$|\.owner$")
_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)
_TITLE: TypeAdapter[str] = TypeAdapter(Title)


class WrongAnswerError(CampaignError):
    """An answer that the draft cannot take."""


def answers_in(folder: Path) -> dict[str, Answer]:
    """Return the answers that a draft's folder holds already."""
    path = folder / QUESTIONS
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    read = fit(Questions, parse_yaml(text, str(path)))
    asked = read.value.questions if read.value else ()
    return {one.field: one.answer for one in asked if one.answer is not None}


def open_questions(draft: Draft, folder: Path) -> Iterator[Question]:
    """Yield the questions nobody has answered, here or in plan and roster."""
    plan, roster = read_trees(locate(folder))
    return (one for one in draft.questions if is_open(one, plan, roster))


def read_answer(question: Question, said: str, draft: Draft) -> Answer:
    """Return what a person typed as the value it stands for.

    Raises WrongAnswerError with what to type instead.
    """
    said = said.strip()
    if question.file == File.ROSTER:
        return _checked(_ADDRESS, said, "write it as name@place.example")
    if _DAYS.search(question.field):
        return _day(said)
    if isinstance(question.proposed, tuple):
        return tuple(one.strip() for one in said.split(";") if one.strip())
    if isinstance(question.proposed, int):
        return int(said) if said.isdecimal() else _refuse("write a year")
    if _OWNERS.search(question.field):
        known = [one["id"] for one in draft.roster["agencies"]]
        if said not in known:
            _refuse(f"write one of: {', '.join(known)}")
    return _checked(_TITLE, said, "write one line of at most 200 characters")


def _day(said: str) -> str:
    found = _VIETNAMESE.fullmatch(said)
    try:
        if found is not None:
            day, month, year = map(int, found.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(said).isoformat()
    except ValueError:
        return _refuse(f"{said} is not a day; write it as 2024-06-14 or 14/06/2024")


def _checked(kind: TypeAdapter[str], said: str, remedy: str) -> str:
    try:
        return kind.validate_python(said)
    except ValidationError:
        return _refuse(remedy)


def _refuse(remedy: str) -> "str":
    raise WrongAnswerError(remedy)
