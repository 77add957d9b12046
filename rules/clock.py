"""Whether a machine's clock can be right, judged by what the ledger knows."""

from datetime import datetime, timedelta

BEHIND = timedelta(minutes=10)
"""Clocks of machines that share a ledger differ by less."""


def latest(now: datetime) -> datetime:
    """Return the latest moment of a fact beside which a machine's clock can be right.

    A clock that jumped forward cannot be told from an outage, and is treated as one.
    """
    return now + BEHIND
