"""`campaign trial`: see whether letters leave, by one to the office itself."""

import click

from cli.desks import open_here
from cli.options import ledger_option
from desk.letters.trial import send_trial
from desk.mail.outcome import Verdict
from flows.here import post_of


@click.command()
@click.argument("campaign")
@ledger_option
@click.pass_context
def trial(ctx: click.Context, campaign: str, ledger: str | None) -> None:
    """Send one test letter to the office of CAMPAIGN, by the transport in use.

    Exits 1 where the mail server did not take it, with what the server said. A real
    mail server is spoken to for a campaign that is armed for it only.
    """
    settings, desk, now = open_here(ledger, existing=True)
    address, outcome = send_trial(desk, campaign, post_of(desk, settings), now)
    if outcome.verdict is Verdict.SENT:
        click.echo(f"{address}: taken by the mail server; look into that mailbox")
        return
    click.echo(f"{address}: {outcome.verdict}: {outcome.words}", err=True)
    ctx.exit(1)
