"""`campaign check`: all errors of a plan at once."""

import os
import sys

import click

from cli.options import as_json, plan_argument
from cli.tables import show_json
from desk.plans.days_off import working_days
from desk.plans.read import Reading, read_plan
from schemas.errors import Problem


@click.command()
@plan_argument
@as_json
def check(plan: str, as_json: bool) -> None:
    """Read PLAN (a folder, a plan.yaml, or a known campaign) and list its errors.

    Exits 2 if there are any. Warnings are for a person to look at; a draft also
    lists its open questions, each with a proposed answer (`campaign draft`).
    """
    reading = read_plan(plan, working_days())
    if as_json:
        show_json(_document(reading))
    else:
        _show(reading)
    if reading.errors:
        sys.exit(2)


def _document(reading: Reading) -> dict[str, object]:
    return {
        **reading.summary._asdict(),
        "errors": [problem._asdict() for problem in reading.errors],
        "warnings": [problem._asdict() for problem in reading.warnings],
        "questions": [problem._asdict() for problem in reading.questions],
    }


def _show(reading: Reading) -> None:
    for title, problems in (
        ("error", reading.errors),
        ("warning", reading.warnings),
        ("question", reading.questions),
    ):
        for problem in problems:
            _say(title, problem)
    counts = ", ".join(f"{n} {name}" for name, n in reading.summary._asdict().items())
    click.echo(
        f"{counts}; {len(reading.errors)} errors, {len(reading.warnings)} warnings"
        + (f", {len(reading.questions)} open questions" if reading.questions else "")
    )


def _say(title: str, problem: Problem) -> None:
    file = os.path.relpath(problem.file)
    place = file if problem.line is None else f"{file}:{problem.line}"
    click.secho(f"{place}: {title}: {problem.field}", bold=True)
    click.echo(f"    {problem.what}")
    click.echo(f"    -> {problem.remedy}")
