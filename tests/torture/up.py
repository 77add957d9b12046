"""The part *up*: a season that is served, its server, its runner, or all of it killed.

By turns Prefect's server, the runner, or everything is killed with SIGKILL: at any
moment, also while it starts, or at a letter, before its 250. What nobody keeps alive is
started again, until the season is over.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from schemas.base import VN
from tests.torture.crash import Undisturbed, found, kills_of, told
from tests.torture.crash import figures as killed
from tests.torture.figures import Figure
from tests.torture.judged import by_the_rules, compared, judge
from tests.torture.killing import serve_and_kill
from tests.torture.life import Season
from tests.torture.part import Part, Results

KILLS = 60
PER_SEASON = 20
"""Kills of one season; then it is left to end."""
SEEDS = 2
"""Seasons there are; how they are killed differs every time."""
CAMPAIGN = "dong-dang-2024"


def go_on(results: Results) -> Iterator[str]:
    """Play seasons until there are as many kills as wanted; yield a line on each."""
    while (left := KILLS - sum(map(kills_of, results.lines()))) > 0:
        one = season(len(results.lines()), min(left, PER_SEASON))
        results.add(one)
        yield told(one)


def season(
    n: int, kills: int, campaign: str = CAMPAIGN, since: datetime | None = None
) -> dict[str, Any]:
    """Serve one season, killed by seed so often, and judge it."""
    began, seed = datetime.now(VN), n % SEEDS
    with TemporaryDirectory() as name:
        folder = Path(name)
        expected = Undisturbed(folder).final(campaign, seed)
        played = Season(campaign, seed, "", 0)
        served = serve_and_kill(folder, played, kills, f"up {n}", since)
        judged = judge(served.played)
    return {
        "n": n,
        "at": began.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(VN) - began).total_seconds()),
        "campaign": campaign,
        "kills": dict(Counter(served.victims)),
        **found(judged),
        **compared(by_the_rules(judged.final), expected),
        "phases": served.phases,
        **served.shown,
    }


def figures(results: Results, wanted: int = KILLS) -> list[Figure]:
    """Return what was reached, with its goal where there is one."""
    total = results.total
    return [
        *killed(results, wanted),
        Figure("days of a phase that nothing recorded", total("phases"), at_most=0),
        Figure("boards that did not come back", total("boards"), at_most=0),
        Figure("schedules that did not", total("schedules"), at_most=0),
    ]


PART = Part("up", go_on, figures)
