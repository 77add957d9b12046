"""`campaign document`: the plan as a document, ready for a signature."""

from datetime import datetime
from pathlib import Path

import click

from cli.new_file import write_new
from cli.options import plan_argument
from desk.plans.days_off import working_days
from desk.plans.document import document_of
from desk.plans.read import read_plan
from documents.plan import plan_docx
from schemas.base import VN


@click.command()
@plan_argument
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE.docx",
    type=click.Path(path_type=Path),
    required=True,
    help="Where to write it; never over a file.",
)
def document(plan: str, file: Path) -> None:
    """Write PLAN as a .docx in the layout of Decree 30/2020, ready for a signature.

    Number and date stay blank, nothing is signed or sealed. A plan with errors or open
    questions is refused, as `campaign check` lists them.
    """
    read, roster = read_plan(plan, working_days()).require()
    view = document_of(read, roster.agencies, datetime.now(VN))
    write_new(file, plan_docx(view), "-o")
    click.echo(f"{read.id}: {len(read.entries)} entries, written to {file}")
