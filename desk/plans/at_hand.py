"""Which agencies the campaigns at hand name, started or not."""

from functools import lru_cache
from pathlib import Path

from desk.plans.files import CAMPAIGNS_HOME, campaigns_at_hand, locate, read_tree
from desk.plans.values import fit
from schemas.agency import Roster

_MOST = 256
"""Rosters that are remembered as they were read."""


def agencies_at_hand(home: Path = CAMPAIGNS_HOME) -> list[tuple[str, str, str]]:
    """Return campaign, id and name of every agency that a roster at hand names.

    A roster is read again once its file has changed; what is wrong in it is left out.
    """
    rosters = {name: locate(name, home).roster for name in campaigns_at_hand(home)}
    return [
        (name, *agency)
        for name, file in rosters.items()
        if file.is_file()
        for agency in _named(file, file.stat().st_mtime_ns)
    ]


@lru_cache(maxsize=_MOST)
def _named(file: Path, _changed: int) -> tuple[tuple[str, str], ...]:
    roster = fit(Roster, read_tree(file)).value
    return tuple((one.id, one.name) for one in roster.agencies) if roster else ()
