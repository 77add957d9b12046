"""`campaign contact`: write to an agency at another address from now on."""

import click
from pydantic import ValidationError

from cli.desks import open_here
from cli.options import Words, ledger_option
from desk.contacts import contact_of, correct_contact
from schemas.agency import Contact

_LONGEST = 200


@click.command()
@click.argument("campaign")
@click.argument("agency")
@click.option("--address", required=True, help="The mailbox that letters go to.")
@click.option("--name", type=Words(_LONGEST), help="Who reads it; as before if absent.")
@click.option("--post", type=Words(_LONGEST), help="Their post; as before if absent.")
@ledger_option
def contact(
    campaign: str,
    agency: str,
    address: str,
    name: str | None,
    post: str | None,
    ledger: str | None,
) -> None:
    """Correct the contact of AGENCY in CAMPAIGN.

    What could not be delivered is written anew, to the new address, and reminders
    resume with the next one still ahead. The same address again says that a mailbox
    which refused letters takes them by now.
    """
    _, desk, now = open_here(ledger, existing=True)
    before = contact_of(desk, campaign, agency)
    changed = {"address": address, "name": name, "post": post}
    given = {field: value for field, value in changed.items() if value is not None}
    try:
        new = Contact.model_validate(before.model_dump() | given)
    except ValidationError as error:
        why = f"{address} is no mail address: write it as name@place.example"
        raise click.UsageError(why) from error
    correct_contact(desk, campaign, agency, new, now)
    click.echo(f"{agency}: letters go to {new.address} ({new.post}) from now on")
