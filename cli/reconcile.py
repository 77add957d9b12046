"""`campaign reconcile`: which letters left before a restore; the others go."""

import click

from cli.desks import open_here
from cli.options import LONGEST, Words, as_json, ledger_option
from cli.tables import show_json, show_table
from desk.reconcile import Waiting, replaced, waiting
from desk.reconcile import reconcile as settle
from rules.reconciled import Left
from schemas.entry import Person


@click.command()
@click.argument("campaign")
@click.option(
    "--from",
    "before",
    metavar="LEDGER",
    help="The ledger that was replaced: what left by it is not sent again.",
)
@click.option("--left", multiple=True, metavar="KEY", help="A letter that has left.")
@click.option(
    "--done",
    type=click.IntRange(0),
    metavar="NUMBER",
    help="Let the others go, as many as were listed.",
)
@click.option("--name", type=Words(LONGEST), help="Who decided so.")
@click.option("--post", type=Words(LONGEST), help="Their post.")
@ledger_option
@as_json
def reconcile(
    campaign: str,
    before: str | None,
    left: tuple[str, ...],
    done: int | None,
    ledger: str | None,
    as_json: bool,
    **who: str | None,
) -> None:
    """List the letters of CAMPAIGN that wait since its ledger was restored.

    What left since the backup was taken is known from the ledger that was replaced
    (--from), or from people: the mail server's log, the folder of sent mail, a call.
    With --done the letters that have left are settled and all others go, as the
    campaign's mail stands; only as many as were listed before.
    """
    _, desk, now = open_here(ledger, existing=True)
    known = replaced(before, campaign) if before else Left()
    if done is not None:
        person = Person(who["name"] or "", who["post"] or "")
        gone = settle(desk, campaign, known, left, done, person, now)
        click.echo(f"{campaign}: {gone} letters had left, {done - gone} go now")
        return
    listed = waiting(desk, campaign, known._replace(keys=known.keys | set(left)), now)
    if as_json:
        show_json({"campaign": campaign, "letters": [one._asdict() for one in listed]})
        return
    columns = ("Key", "To", "Kind", "Queued", "Has left")
    show_table(f"{len(listed)} letters wait", columns, map(_row, listed))
    click.echo(f"Settle them: campaign reconcile {campaign} --done {len(listed)}")


def _row(one: Waiting) -> tuple[str, ...]:
    part = (
        f"{one.items - one.says} of {one.items} items" if one.says < one.items else ""
    )
    return (
        one.key,
        one.to,
        one.kind,
        f"{one.queued:%d/%m/%Y %H:%M}",
        "yes" if one.left else part,
    )
