"""`campaign delegate`: record to whom of its own an agency passed its docket on."""

import click
from pydantic import ValidationError

from cli.desks import office_act, open_here
from cli.dockets import docket_named
from cli.options import LONGEST, Words, ledger_option
from desk.delegate import Delegation, pass_to
from schemas.agency import Contact
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--address", required=True, help="Where the colleague is written to.")
@click.option("--colleague", type=Words(LONGEST), required=True, help="Their name.")
@click.option("--colleague-post", type=Words(LONGEST), required=True)
@click.option("--name", type=Words(LONGEST), required=True, help="Who said so.")
@click.option("--post", type=Words(LONGEST), required=True, help="Their post.")
@ledger_option
def delegate(campaign: str, agency: str, ledger: str | None, **passed: str) -> None:
    """Record that a colleague reads the letters of AGENCY in CAMPAIGN from now on.

    The colleague's address lies in a mail domain of the agency, whose own mailboxes get
    everything in copy. The agency takes it back on its page; a contact corrected with
    `campaign contact` ends it too.
    """
    try:
        colleague = Contact(
            name=passed["colleague"],
            post=passed["colleague_post"],
            address=passed["address"],
        )
    except ValidationError as error:
        raise click.BadParameter(
            f"{passed['address']} is no address; write it as name@place.example",
            param_hint="--address",
        ) from error
    _, desk, now = open_here(ledger, existing=True)
    row = docket_named(desk, campaign, agency)
    person = Person(passed["name"], passed["post"])
    given = Delegation(colleague, person, office_act())
    receipt = pass_to(desk, row.id, given, now)
    click.echo(f"{agency}: passed on to {colleague.address}, receipt {receipt.code}")
