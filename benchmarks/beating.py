"""Settle every docket of a campaign in one beat, as a process of its own.

`python -m benchmarks.beating ADDRESS CAMPAIGN MOMENT` amends the plan and beats.
"""

import sys
from datetime import datetime, timedelta

import click

from benchmarks.started import open_at
from desk.beat import beat
from desk.start import fix_launch
from schemas.in_force import Ceremony


def _beat(address: str, campaign: str, moment: str) -> None:
    desk, now = open_at(address), datetime.fromisoformat(moment)
    starts = now + timedelta(days=30)
    fix_launch(desk, campaign, Ceremony(place="Quảng trường", starts=starts), now)
    click.echo("begins")
    click.echo(str(beat(desk, now)))


if __name__ == "__main__":
    _beat(*sys.argv[1:])
