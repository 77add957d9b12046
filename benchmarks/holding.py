"""Say how much memory a process takes that is at work on a ledger.

`python -m benchmarks.holding ADDRESS CAMPAIGN MOMENT` prints bytes.
"""

import gc
import sys
from datetime import datetime
from pathlib import Path

import click

from benchmarks.started import open_at, warm

_KIB = 1024


def _hold(address: str, campaign: str, moment: str) -> int:
    desk = open_at(address)
    warm(desk, campaign, datetime.fromisoformat(moment))
    gc.collect()
    return resident("VmRSS")


def resident(which: str) -> int:
    """Return what this process has in memory (VmRSS), or had at most (VmHWM), in bytes.

    The peak that `getrusage` tells may be that of the process which started this one.
    """
    status = Path("/proc/self/status").read_text().splitlines()
    line = next(one for one in status if one.startswith(f"{which}:"))
    return int(line.split()[1]) * _KIB


if __name__ == "__main__":
    click.echo(_hold(*sys.argv[1:]))
