"""`campaign audit`: who was told what of one assignment, and who answered."""

import sys
from collections.abc import Mapping

import click

from cli.desks import open_here
from cli.options import as_json, ledger_option
from cli.tables import show_json, show_table
from desk.audit import Step
from desk.audit import audit as story_of
from desk.verify import verify

_PARTS = 3


@click.command()
@click.argument("assignment", metavar="CAMPAIGN/AGENCY/DUTY")
@ledger_option
@as_json
def audit(assignment: str, ledger: str | None, as_json: bool) -> None:
    """Print one assignment's story: who was told what, when and how, who answered.

    Each line names its fact and the day it was sealed on. The campaign's ledger is
    verified as well: exit code 1 where anything of it was altered or removed.
    """
    named = assignment.split("/")
    if len(named) != _PARTS:
        raise click.UsageError("name it as CAMPAIGN/AGENCY/DUTY")
    campaign, agency, duty = named
    at = open_here(ledger, existing=True)
    story = story_of(at.desk, campaign, agency, duty)
    seen = verify(at.desk, campaign, at.now)
    if as_json:
        steps = [_document(one) for one in story]
        wrong = [one._asdict() for one in seen.violations]
        show_json({"assignment": assignment, "steps": steps, "violations": wrong})
    else:
        columns = ("When", "What", "Who", "By", "State", "Fact", "Sealed")
        show_table(assignment, columns, map(_row, story))
        for one in seen.violations:
            click.echo(f"{one.promise}: {one.agency} {one.n}: {one.what}")
    sys.exit(bool(seen.violations))


def _document(one: Step) -> Mapping[str, object]:
    sealed = one.sealed and one.sealed.isoformat()
    return one._asdict() | {"at": one.at.isoformat(), "sealed": sealed}


def _row(one: Step) -> tuple[str, ...]:
    return (
        f"{one.at:%d/%m/%Y %H:%M}",
        one.what,
        one.who,
        one.channel,
        one.state,
        f"{one.docket} {one.n}",
        f"{one.sealed:%d/%m/%Y}" if one.sealed else "not yet",
    )
