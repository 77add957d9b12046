"""What is said where a plan's files cannot be taken: the command says the rest."""

from collections.abc import Sequence
from pathlib import Path

from flows.forms.refusals import PLACE, PLAN_WRONG
from schemas.errors import Problem

_NAMED = 5


def wrong_plan(plan: str, problems: Sequence[Problem]) -> str:
    """Say how many faults a plan has, and where the first of them stand."""
    places = [_place(one) for one in problems[:_NAMED]]
    places += ["…"] if len(problems) > _NAMED else []
    return PLAN_WRONG.format(
        plan=plan, count=len(problems), places="; ".join(dict.fromkeys(places))
    )


def _place(problem: Problem) -> str:
    file = Path(problem.file).name
    return PLACE.format(file=file, line=problem.line) if problem.line else file
