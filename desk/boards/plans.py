"""Pages about a plan's files, the letters of its season, and what is foreseen of it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path

from calendars.said import moment_in_words, said_day
from desk.boards.found import in_vietnamese
from desk.boards.rows import name_of, plan_line
from desk.letters.listing import Listed
from desk.plans.read import Reading
from desk.progress import Progress
from desk.rehearsals.load import Load
from desk.templates import render
from rules.forecast import Forecast
from schemas import words
from schemas.base import VN
from schemas.errors import Problem
from schemas.plan import Plan

_FIRST = 40
"""Letters of a season that a page shows one by one."""


def checked_text(name: str, reading: Reading) -> str:
    """Return all that is wrong and odd about a plan's files."""
    found = {
        "errors": reading.errors,
        "questions": reading.questions,
        "warnings": reading.warnings,
    }
    return render(
        "boards/checked.md",
        called=name,
        summary=reading.summary,
        parts=[
            (words.FOUND[part], list(map(_problem, problems)))
            for part, problems in found.items()
        ],
        sound=not reading.hindrances,
    )


def _problem(one: Problem) -> dict[str, str]:
    file = Path(one.file).name
    place = file if one.line is None else f"{file}:{one.line}"
    what, remedy = in_vietnamese(one.what), in_vietnamese(one.remedy)
    return {"place": place, "field": one.field, "what": what, "remedy": remedy}


def preview_text(plan: Plan, letters: Sequence[Listed], load: Load) -> str:
    """Return letters per day and the first letters of a season nobody answers in."""
    kinds = sorted(words.LETTERS[one.kind] for one in letters)
    return render(
        "boards/preview.md",
        plan=plan,
        letters=len(letters),
        days=[{"day": said_day(one.day), "letters": one.letters} for one in load.days],
        most=max((one.letters for one in load.days), default=0),
        kinds=[(kind, len([*every])) for kind, every in groupby(kinds)],
        first=[
            {
                "at": moment_in_words(one.at),
                "to": one.agency,
                "kind": words.LETTERS[one.kind],
                "subject": one.subject,
            }
            for one in letters[:_FIRST]
        ],
    )


def forecast_text(seen: Progress, found: Forecast, now: datetime) -> str:
    """Return how many reports will have come in time, and whose are in doubt."""
    return render(
        "boards/forecast.md",
        title=seen.plan.title,
        plan=plan_line(seen, now),
        day=said_day(now.astimezone(VN).date()),
        likely=f"{found.likely:.0f}",
        percent=f"{found.percent:.0f}%",
        expected=found.expected,
        given=found.given,
        rests_on=found.rests_on,
        at_risk=[
            {
                "name": name_of(seen, one.agency),
                "chance": f"{100 * one.chance:.0f}%",
                "kept": f"{one.in_time}/{one.due}",
                "last_day": said_day(one.last_day),
            }
            for one in found.at_risk
        ],
    )
