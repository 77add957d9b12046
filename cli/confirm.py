"""`campaign confirm`: record on behalf of an agency what it said elsewhere."""

from typing import TypedDict, Unpack
from uuid import uuid4

import click

from cli.desks import open_here
from cli.dockets import docket_named
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.tables import show_json
from desk.answer import Answer, Receipt, answer
from desk.campaigns import duties_of
from flows.forms import How
from schemas.entry import EntryKind, Person


class Said(TypedDict):
    """What the options tell: which duties, whether done, by whom, heard how."""

    duties: tuple[str, ...]
    done: bool
    name: str
    post: str
    how: str


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--duty", "duties", multiple=True, help="All that it owes, by default.")
@click.option("--done", is_flag=True, help="They are done, not only received.")
@click.option("--name", type=Words(LONGEST), required=True, help="Who said so.")
@click.option("--post", type=Words(LONGEST), required=True, help="Their post.")
@click.option(
    "--how",
    type=click.Choice([how.name.lower() for how in How]),
    default=How.TELEPHONE.name.lower(),
    show_default=True,
    help="How the office came to know.",
)
@ledger_option
@as_json
def confirm(
    campaign: str,
    agency: str,
    ledger: str | None,
    as_json: bool,
    **said: Unpack[Said],
) -> None:
    """Record that AGENCY received its duties in CAMPAIGN, or has done them.

    Prints the code of the receipt; the agency gets it by letter in working hours.
    """
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    given = Answer(
        kind=EntryKind.FULFILLED if said["done"] else EntryKind.CONFIRMED,
        duties=said["duties"] or duties_of(desk, row),
        person=Person(said["name"], said["post"], How[said["how"].upper()]),
        act=f"office-{uuid4()}",
    )
    receipt = answer(desk, row.id, given, now)
    if as_json:
        show_json(_document(receipt, agency))
    else:
        count = len(receipt.duties)
        click.echo(f"{agency}: {given.kind} {count} duties, receipt {receipt.code}")


def _document(receipt: Receipt, agency: str) -> dict[str, object]:
    return {
        "agency": agency,
        "receipt": receipt.code,
        "at": receipt.at.isoformat(),
        "duties": receipt.duties,
    }
