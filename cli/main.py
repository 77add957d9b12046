"""The command `campaign`: start a season, watch it, answer for somebody, rehearse."""

import sys
from collections.abc import Mapping
from importlib import import_module

import click

from schemas.errors import CampaignError

COMMANDS: Mapping[str, str] = {
    "run": "cli.run",
    "up": "cli.up",
    "worker": "cli.worker",
    "health": "cli.health",
    "draft": "cli.draft",
    "check": "cli.check",
    "document": "cli.document",
    "preview": "cli.preview",
    "rehearse": "cli.rehearse",
    "new": "cli.new",
    "start": "cli.start",
    "issue": "cli.issue",
    "amend": "cli.amend",
    "reassign": "cli.reassign",
    "withdraw": "cli.withdraw",
    "launch": "cli.launch",
    "status": "cli.status",
    "forecast": "cli.forecast",
    "timeline": "cli.timeline",
    "confirm": "cli.confirm",
    "delegate": "cli.delegate",
    "feed": "cli.feed",
    "revoke": "cli.revoke",
    "rekey": "cli.rekey",
    "contact": "cli.contact",
    "contacts": "cli.contacts",
    "verify": "cli.verify",
    "audit": "cli.audit",
    "backup": "cli.backup",
    "restore": "cli.restore",
    "reconcile": "cli.reconcile",
    "morning": "cli.morning",
    "extend": "cli.extend",
    "judge": "cli.judge",
    "waive": "cli.waive",
    "report": "cli.report",
    "send-back": "cli.send_back",
    "take-in": "cli.take_in",
    "signed": "cli.signed",
    "lock": "cli.lock",
    "unlock": "cli.lock",
    "silence": "cli.silence",
    "received": "cli.received",
    "notify": "cli.notify",
    "hasten": "cli.hasten",
    "urge": "cli.urge",
    "trial": "cli.trial",
    "arm": "cli.arm",
    "hold": "cli.hold",
    "release": "cli.release",
    "inbox": "cli.inbox",
    "consolidate": "cli.consolidate",
    "figure": "cli.figure",
    "purge": "cli.purge",
}
"""Each command's module; loaded when it is called, for Prefect is slow to import."""


class Commands(click.Group):
    """The commands in the order in which a season needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None for an unknown name."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        return getattr(import_module(module), cmd_name.replace("-", "_"))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="campaign")
def campaign() -> None:
    """Run a yearly campaign: its plan, letters, confirmations and reports.

    A PLAN is a folder with plan.yaml and agencies.yaml, or the name of a campaign
    that comes with the product, as lai-chau-2024.
    """


def main() -> None:
    """Run the command; what a person can mend is one message and exit 2."""
    try:
        campaign()
    except CampaignError as error:
        click.echo(f"campaign: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
