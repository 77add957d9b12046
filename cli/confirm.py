"""`campaign confirm`: record on behalf of an agency what it said elsewhere."""

from typing import TypedDict, Unpack

import click

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import LONGEST, REASON, Words, as_json, ledger_option
from cli.tables import show_json
from desk.answer import Answer, Receipt, answer
from desk.campaigns import duties_of
from flows.forms.answers import How
from schemas.entry import EntryKind, Person


class Said(TypedDict):
    """What the options tell: which duties, what of them, by whom, heard how."""

    duties: tuple[str, ...]
    said: str
    concerns: str | None
    reason: str | None
    name: str
    post: str
    how: str


_KINDS = {
    "received": EntryKind.CONFIRMED,
    "progress": EntryKind.PROGRESSED,
    "done": EntryKind.FULFILLED,
    "nothing": EntryKind.NOTHING,
    "declined": EntryKind.DECLINED,
}


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--duty", "duties", multiple=True, help="All that it owes, by default.")
@click.option(
    "--said",
    type=click.Choice(list(_KINDS)),
    default="received",
    show_default=True,
    help="What they said of it.",
)
@click.option("--done", "said", flag_value="done", help="The same as --said done.")
@click.option("--concerns", type=Words(REASON), help="Whose a declined duty is.")
@click.option("--reason", type=Words(REASON), help="Why it was declined.")
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
    """Record that AGENCY received its duties in CAMPAIGN, or what else it said.

    Nothing to report settles a duty; one that was declined waits for the office, which
    decides on it with `campaign judge`. Prints the code of the receipt; the agency gets
    it by letter in working hours.
    """
    kind, given_up = _KINDS[said["said"]], (said["concerns"], said["reason"])
    if any(given_up) != (kind is EntryKind.DECLINED) or any(given_up) != all(given_up):
        raise click.UsageError(
            "--said declined, and only that, takes --concerns TEXT and --reason TEXT"
        )
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    note = How[said["how"].upper()].beside(said["reason"] or "")
    given = Answer(
        kind=kind,
        duties=said["duties"] or duties_of(desk, row),
        person=Person(said["name"], said["post"], note, said["concerns"] or ""),
        act=office_act(),
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
