"""The part *crash*: seasons in processes that are killed until they end."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from schemas.base import VN
from tests.torture.figures import Figure
from tests.torture.judged import Final, Judged, compared, judge
from tests.torture.life import Season
from tests.torture.part import Part, Results
from tests.torture.season import Played, play
from tests.torture.server import Log, serving

KILLS = 2_000
PER_SEASON = 40
"""Lives of one season that are killed; then it is left to end."""
CAMPAIGNS = ("dong-dang-2024", "lai-chau-2024")
SEEDS = 2
"""Seasons of each campaign; how they are killed differs every time."""


class Undisturbed:
    """What seasons come to that nobody kills, each played once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[tuple[str, int], Final] = {}

    def final(self, campaign: str, seed: int) -> Final:
        if (campaign, seed) not in self._known:
            ledger = self._folder / f"undisturbed-{campaign}-{seed}.db"
            judged = judge(_play(Season(campaign, seed, str(ledger), 0), 0, ""))
            if judged.violations or judged.duplicates or judged.unfinished:
                raise AssertionError(f"undisturbed, it is wrong: {judged.violations}")
            self._known[campaign, seed] = judged.final
        return self._known[campaign, seed]


class Torture(NamedTuple):
    """How far the part is: a piece of the results for each season that ended."""

    results: Results

    def kills(self) -> int:
        return sum(kills_of(one) for one in self.results.lines())

    def go_on(self, wanted: int) -> Iterator[dict[str, Any]]:
        """Play seasons until there are as many kills as wanted; yield each."""
        folder = self.results.file.parent
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as name:
            folder = Path(name)
            undisturbed = Undisturbed(folder)
            while (left := wanted - self.kills()) > 0:
                n = len(self.results.lines())
                one = _season(n, min(left, PER_SEASON), folder, undisturbed)
                self.results.add(one)
                yield one


def figures(results: Results, wanted: int) -> list[Figure]:
    """Return what seasons that were killed came to."""
    every, total = results.lines(), results.total
    points = Counter[str]()
    for one in every:
        points.update(one["kills"])
    late = [one.get("overtaken", 0) for one in every]  # the first seasons counted none
    whole = [
        one for one, n in zip(every, late, strict=True) if not one["held"] and not n
    ]
    return [
        Figure("kills", points.total(), at_least=wanted),
        *(Figure(f"  {point}", n) for point, n in sorted(points.items())),
        Figure("seasons played to their end", len(every)),
        Figure("letters due in them", total("letters")),
        Figure("letters left unfinished", total("unfinished"), at_most=0),
        Figure("promises broken (a lost letter is one)", total("broken"), at_most=0),
        Figure("letters that arrived again", total("duplicates")),
        Figure("  of these not from a kill in between", total("odd"), at_most=0),
        Figure("letters held for a person", total("held")),
        Figure("answers that overtook a letter which had to wait", sum(late)),
        Figure("seasons without these", len(whole)),
        Figure(
            "  of these with another final ledger",
            sum(not one["same"] for one in whole),
            at_most=0,
        ),
    ]


def _season(
    n: int, kills: int, folder: Path, undisturbed: Undisturbed
) -> dict[str, Any]:
    campaign = CAMPAIGNS[n % len(CAMPAIGNS)]
    seed = n // len(CAMPAIGNS) % SEEDS
    expected = undisturbed.final(campaign, seed)
    began = datetime.now(VN)
    ledger = folder / f"{n}.db"
    played = _play(Season(campaign, seed, str(ledger), 0), kills, f"kills {n}")
    judged = judge(played)
    for file in folder.glob(f"{n}.db*"):
        file.unlink()
    return _result(n, began, played, judged) | compared(judged.final, expected)


def _play(season: Season, kills: int, seed: str) -> Played:
    log = Log()
    with serving(log) as port:
        return play(season._replace(port=port), log, kills, seed)


def _result(n: int, began: datetime, played: Played, judged: Judged) -> dict[str, Any]:
    return {
        "n": n,
        "at": began.isoformat(timespec="seconds"),
        "seconds": round((datetime.now(VN) - began).total_seconds()),
        "campaign": played.season.campaign,
        "seed": played.season.seed,
        "kills": dict(Counter(one.point for one in played.kills)),
        **found(judged),
    }


def found(judged: Judged) -> dict[str, Any]:
    """Return what is counted of a season that was killed."""
    return {
        "letters": judged.letters,
        "unfinished": judged.unfinished,
        "broken": len(judged.violations),
        "violations": judged.violations,
        "duplicates": judged.duplicates,
        "odd": judged.unexplained,
        "held": judged.held,
    }


def kills_of(season: dict[str, Any]) -> int:
    """Return how often a season was killed."""
    return sum(season["kills"].values())


def told(season: dict[str, Any]) -> str:
    """Say how a season that was killed went."""
    wrong = [*season["violations"], *(() if season["same"] else ("another ledger",))]
    return (
        f"season {season['n']}: {season['campaign']}, {kills_of(season)} kills, "
        f"{season['duplicates']} letters again, {season['held']} held, "
        f"{season['seconds']} s{': ' + '; '.join(wrong) if wrong else ''}"
    )


def _go_on(results: Results) -> Iterator[str]:
    return map(told, Torture(results).go_on(KILLS))


PART = Part("crash", _go_on, lambda results: figures(results, KILLS))
