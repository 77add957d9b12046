"""Whether a machine's clock can be right, judged by what the ledger knows."""

from datetime import datetime, timedelta

BEHIND = timedelta(minutes=10)
"""Clocks of machines that share a ledger differ by less."""


def is_behind(newest: datetime | None, now: datetime) -> bool:
    """Tell whether `now` is earlier than the newest fact by more than clocks differ.

    A clock that jumped forward cannot be told from an outage, and is treated as one.
    """
    return newest is not None and newest - now > BEHIND
