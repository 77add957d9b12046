"""`campaign draft`: the document of a plan becomes a campaign with open questions."""

import json
from pathlib import Path

import click

from cli.options import as_json
from cli.tables import show_json
from desk.drafts.answers import (
    WrongAnswerError,
    answers_in,
    open_questions,
    read_answer,
)
from desk.drafts.plan import Draft, draft_of
from desk.drafts.read import read_file
from desk.drafts.write import write_answers, write_draft
from desk.plans.days_off import working_days
from desk.plans.questions import said
from documents.reading.result import Reading
from rules.finding import File
from schemas.question import Answer, Question

_LATER = "-"


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where to write the draft; drafts/ID by default.",
)
@click.option(
    "--interactive",
    is_flag=True,
    help="Ask the questions now; called again, it goes on where it was stopped.",
)
@as_json
def draft(file: Path, folder: Path | None, interactive: bool, as_json: bool) -> None:
    """Read FILE (.docx, .pdf with a text layer, .txt) into a draft campaign.

    Writes plan.yaml, agencies.yaml, questions.yaml and review.md; what the text does
    not say is left blank and asked for. With --json only what was read is printed.
    """
    reading = read_file(file)
    if as_json:
        show_json(json.loads(reading.model_dump_json(by_alias=True)))
        return
    made = draft_of(reading, {}, working_days())
    where = folder or Path("drafts") / str(made.plan["id"])
    if not (interactive and (where / File.PLAN).exists()):
        write_draft(made, reading, where, file.name)
        _sum_up(reading, made, where)
    if interactive:
        _interview(reading, where)


def _sum_up(reading: Reading, made: Draft, where: Path) -> None:
    duties = sum(len(one.duties) for one in reading.agencies)
    click.echo(
        f"{where}: {len(reading.agencies)} entries, {duties} duties, "
        f"{len(made.questions)} questions, {len(reading.flags)} things to look at"
    )


def _interview(reading: Reading, where: Path) -> None:
    """Ask one question after the other; each answer is kept at once."""
    answers = answers_in(where)
    later: set[str] = set()
    click.echo(f"Enter takes the proposal, {_LATER} leaves a question for later.")
    while True:
        made = draft_of(reading, answers, working_days())
        waiting = [one for one in open_questions(made, where) if one.field not in later]
        if not waiting:
            break
        answer = _ask(waiting[0], made, len(waiting))
        if answer is None:
            later.add(waiting[0].field)
            continue
        answers[waiting[0].field] = answer
        write_answers(draft_of(reading, answers, working_days()), where)
    left = f"{len(later)} questions left for later" if later else "nothing left to ask"
    click.echo(f"{where}: {left}; look at review.md, then: campaign check {where}")


def _ask(question: Question, made: Draft, left: int) -> Answer | None:
    """Return the answer, None for one that is left for later."""
    click.echo(f"\n{question.asks}  [{left}]")
    click.echo(f"    {question.because}")

    def typed(text: str) -> Answer | None:
        if text.strip() == _LATER:
            return None
        try:
            return read_answer(question, text, made)
        except WrongAnswerError as error:
            raise click.BadParameter(str(error)) from error

    return click.prompt(
        "   ", default=said(question.proposed), value_proc=typed, prompt_suffix=" "
    )
