"""`campaign draft`: the document of a plan becomes a campaign with open questions."""

import json
from pathlib import Path

import click

from cli.options import as_json
from cli.tables import show_json
from desk.drafts.read import read_file


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@as_json
def draft(file: Path, as_json: bool) -> None:
    """Read FILE (.docx, .pdf with a text layer, .txt) into a draft campaign."""
    reading = read_file(file)
    if as_json:
        show_json(json.loads(reading.model_dump_json(by_alias=True)))
