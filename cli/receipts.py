"""What a command says of something recorded: in a line, or as JSON."""

from collections.abc import Mapping

import click

from cli.tables import show_json
from desk.answer import Receipt


def show_receipt(
    receipt: Receipt, about: Mapping[str, object], said: str, *, as_json: bool
) -> None:
    """Show a receipt beside what it is `about`, or what is `said` of it in English."""
    if as_json:
        show_json({**about, "receipt": receipt.code, "at": receipt.at.isoformat()})
    else:
        click.echo(f"{said}, receipt {receipt.code}")
