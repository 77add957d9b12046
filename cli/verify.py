"""`campaign verify`: hold a ledger's facts, letters and counts against each other."""

import sys

import click

from cli.desks import At, open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json, show_table
from desk.campaigns import named
from desk.verify import Verified
from desk.verify import verify as verify_ledger


@click.command()
@click.argument("campaign", required=False)
@click.option(
    "--seal",
    metavar="CODE",
    help="A seal as a weekly letter of CAMPAIGN has it: it must be in the ledger.",
)
@ledger_option
@as_json
def verify(
    campaign: str | None, seal: str | None, ledger: str | None, as_json: bool
) -> None:
    """Verify what the ledger says of CAMPAIGN, or of every campaign in it.

    Every action performed once, the ladder in order, no letter that asks for what was
    answered, letters and counts as the facts have them; facts chained and sealed as
    they were recorded, nothing altered and nothing removed. Changes nothing; exit code
    1 where a promise is broken, with each violation named.
    """
    if seal and not campaign:
        raise click.UsageError("name the CAMPAIGN whose letter has the seal")
    at = open_here(ledger, existing=True)
    names = [campaign] if campaign else [plan.id for plan in named(at.desk)]
    seen = {name: verify_ledger(at.desk, name, at.now, seal=seal) for name in names}
    if as_json:
        show_json(_document(at, seen))
    else:
        _show(at, seen)
    sys.exit(any(one.violations for one in seen.values()))


def _document(at: At, seen: dict[str, Verified]) -> dict[str, object]:
    return {
        "ledger": at.desk.ledger.url,
        "at": at.now.isoformat(),
        "campaigns": [
            {"campaign": name}
            | one._asdict()
            | {"violations": [wrong._asdict() for wrong in one.violations]}
            for name, one in seen.items()
        ],
    }


def _show(at: At, seen: dict[str, Verified]) -> None:
    click.echo(f"{at.desk.ledger.url} at {at.now:%d/%m/%Y %H:%M}")
    for name, one in seen.items():
        looked = f"{one.dockets} dockets, {one.facts} facts, {one.letters} letters"
        if not one.violations:
            click.echo(f"{name}: {looked}; no promise is broken")
            _show_seal(one)
            continue
        rows = ((w.promise, w.agency, f"{w.n}", w.what) for w in one.violations)
        title = f"{name}: {looked}; {len(one.violations)} violations"
        show_table(title, ("Promise", "Agency", "Fact", "What"), rows)


def _show_seal(one: Verified) -> None:
    if one.seals:
        click.echo(f"{one.seals} days sealed, the last one {one.code}")
    if one.forgotten:
        click.echo(f"{one.forgotten} records of persons were purged since")
