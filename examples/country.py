"""`make country`: a whole season of the country, on one ledger, as fast as it goes.

The product's own beat decides, records and queues; people answer, ask for more time and
report as the seed draws them; three levels add up. All letters are counted, and one in
200 is composed and delivered into a mailbox. Ends with one line of JSON.
"""

import json
import resource
import sys
import time
from argparse import ArgumentParser
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from datetime import time as clock
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from calendars.working_days import WorkingDays
from cli.mailbox import straight_into
from desk.beat import Beaten, beat
from desk.desk import Desk, open_desk
from desk.letters.deliver import Post
from desk.links import drawn
from desk.rehearsals.papers import signing
from desk.rehearsals.sampled import Left, let_leave
from desk.rehearsals.script import issued_at
from desk.reports.consolidate import consolidate_reports
from desk.reports.upward import Acceptance, accept
from desk.start import find, sign_off, start
from examples.acting import SOMEBODY, perform
from examples.agenda import Act, acts_of
from examples.load_curve import Curve, curve_of
from examples.nation import (
    CLOSES,
    COMMUNES,
    ISSUED,
    MINISTRY,
    PROVINCES,
    TIERS,
    nation,
)
from examples.shapes import Campaign, due
from ledger import campaigns, rehearsals
from rules.playing import Manner
from rules.playing import drawn as manner_of
from schemas.base import VN
from schemas.in_force import Signing

ONE_IN, SEED, QUOTA = 200, 1, 10_000
WHERE = Path("var") / "country"
_BEATS = (clock(8), clock(9), clock(10), clock(14), clock(15), clock(16), clock(17))
"""When a beat is played: each hour in which letters may leave, and at the day's end."""
_ADDED_UP = clock(15, 30)


class Played(NamedTuple):
    """What a season came to; `digest` is of the ledger's bytes and of all mail."""

    campaigns: int
    agencies: int
    assignments: int
    visited: int
    held: int
    acts: dict[str, int]
    letters: int
    composed: int
    curve: Curve
    hourly: tuple[tuple[str, int], ...]
    coverage: dict[str, tuple[int, int]]
    seconds: dict[str, tuple[float, float]]
    megabytes: int
    ledger_megabytes: int
    digest: str


class _Stopwatch:
    """Where the time goes: seconds, and of them those of the processor."""

    def __init__(self) -> None:
        self.spent: dict[str, tuple[float, float]] = {}

    @contextmanager
    def of(self, what: str) -> Generator[None]:
        began, used = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            wall, cpu = self.spent.get(what, (0.0, 0.0))
            wall += time.perf_counter() - began
            self.spent[what] = (wall, cpu + time.process_time() - used)


class Season:
    """One rehearsal of the country on a ledger of its own."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.seed = desk, seed
        self.watch = _Stopwatch()
        self.hourly: Counter[datetime] = Counter()
        self.acts: Counter[str] = Counter()
        self.beaten, self.left = Beaten(), Left()
        self.coverage: dict[str, tuple[int, int]] = {}
        self.lines: set[tuple[str, str]] = set()
        self.campaigns = 0

    def begin(self, every: Iterable[Campaign]) -> list["_Started"]:
        """Start every campaign; each is issued on its day."""
        started: list[_Started] = []
        with self.watch.of("start"):
            with self.desk.ledger.write() as tx:
                at = datetime.combine(ISSUED[0], _BEATS[0], VN)
                rehearsals.begin(tx, self.seed, at)
            for one in every:
                at, tokens = issued_at(one.plan), drawn(f"{self.seed}/{one.plan.id}")
                start(self.desk, one.plan, one.roster, at, tokens)
                line = one.plan.parent_campaign
                if line:
                    self.lines.add((line.campaign, line.agency))
                reports = due(one.plan, TIERS[one.tier]) if line else None
                signed = signing(one.plan)
                started.append(_Started(at, one.tier, one.plan.id, signed, reports))
        self.campaigns = len(started)
        return started

    def issue(self, one: "_Started") -> list[Act]:
        """Issue a campaign's plan; return what people do from then on."""
        with self.watch.of("issue"):
            tokens = drawn(f"{self.seed}/{one.name}/links")
            sign_off(self.desk, one.name, one.signing, one.at, tokens)
        with self.watch.of("agenda"), self.desk.ledger.read() as tx:
            row = find(tx, one.name)
            return list(acts_of(self.desk, tx, row, self.seed, self.lines))

    def play(
        self, ahead: deque["_Started"], ups: deque["_Up"], post: Post, until: date
    ) -> None:
        """Play every beat of the season, after what people did before it."""
        acts: deque[Act] = deque()
        for now in _moments(self.desk.days, until):
            new: list[Act] = []
            while ahead and ahead[0].at <= now:
                new += self.issue(ahead.popleft())
            if new:
                acts = deque(sorted([*acts, *new]))
            with self.watch.of("answers and reports"):
                self.acts += perform(self.desk, _until(acts, now), self.seed)
            with self.watch.of("consolidation"):
                while ups and ups[0].at <= now:
                    self._up(ups.popleft())
            with self.watch.of("beats"):
                self.beaten += beat(self.desk, now)
            with self.watch.of("letters"):
                left = let_leave(self.desk, now, post, self.seed, ONE_IN)
            if any(left):
                self.hourly[now] += sum(left)
                self.left = Left(*map(sum, zip(self.left, left, strict=True)))

    def _up(self, one: "_Up") -> None:
        made = consolidate_reports(self.desk, one.campaign, one.at).consolidation
        self.acts["consolidated"] += 1
        for level in made.levels if one.campaign == MINISTRY else ():
            self.coverage[level.scope] = (level.actual, level.expected)
        if one.campaign == MINISTRY:
            own = made.timeliness[0]
            self.coverage[TIERS[0]] = (own.actual, own.expected)
        elif one.accepted:
            given = Acceptance(made.version, SOMEBODY)
            accept(self.desk, one.campaign, given, one.at)
            self.acts["reported upward"] += 1


class _Started(NamedTuple):
    """A campaign: when it is issued; `reports` is the day before which it reports."""

    at: datetime
    tier: int
    name: str
    signing: Signing
    reports: date | None


class _Up(NamedTuple):
    """When a campaign adds up what it has; `accepted`: it reports that upward."""

    at: datetime
    campaign: str
    accepted: bool


def _ups(every: Iterable[_Started], seed: int) -> deque[_Up]:
    """Return when campaigns add up: on the last day of their own report, or later."""
    found: list[_Up] = []
    for one in every:
        if one.reports is None:
            found.append(_Up(_at(CLOSES), one.name, accepted=False))
            continue
        manner = manner_of(seed, one.name)
        late = timedelta(days=2 if manner is Manner.LATE else 0)
        at = _at(one.reports - timedelta(days=1) + late)
        found.append(_Up(at, one.name, manner is not Manner.SILENT))
    return deque(sorted(found))


def _at(day: date) -> datetime:
    return datetime.combine(day, _ADDED_UP, VN)


def _until(acts: deque[Act], now: datetime) -> Iterator[Act]:
    while acts and acts[0].at <= now:
        yield acts.popleft()


def _moments(days: WorkingDays, until: date) -> Iterator[datetime]:
    day = ISSUED[0]
    while day <= until:
        yield from (datetime.combine(day, hour, VN) for hour in _BEATS)
        day = days.after(day)


def seated(ledger: str, seed: int) -> Desk:
    """Sit down at a ledger on which a season is to be played, in any database."""
    return open_desk(ledger, "", "http://127.0.0.1", seed, hasty=True)


def played(
    desk: Desk,
    mailbox: Path,
    every: Iterable[Campaign],
    seed: int,
    until: date = CLOSES,
) -> Season:
    """Play the season of campaigns that an empty ledger does not know yet."""
    season = Season(desk, seed)
    started = season.begin(every)
    ahead = deque(sorted(started, key=lambda one: one[:3]))
    with straight_into(mailbox) as post:
        season.play(ahead, _ups(started, seed), post, until)
    return season


def owed(desk: Desk) -> list[int]:
    """Return how many assignments each agency of each campaign has."""
    with desk.ledger.read() as tx:
        known = [desk.seasons.of(tx, row).assignments for row in campaigns.every(tx)]
    return [len(owes) for one in known for owes in one.values()]


def play(
    folder: Path,
    provinces: int,
    communes: int,
    seed: int,
    quota: int,
    until: date = CLOSES,
) -> Played:
    """Play a season in a folder, from which an earlier one is removed."""
    for left in folder.rglob("*.*"):
        left.unlink()
    ledger = folder / "ledger.db"
    desk = seated(str(ledger), seed)
    season = played(desk, folder / "mailbox", nation(provinces, communes), seed, until)
    owing = owed(desk)
    curve = curve_of(season.hourly, quota, desk.days)
    desk.ledger.close()
    return Played(
        campaigns=season.campaigns,
        agencies=len(owing),
        assignments=sum(owing),
        visited=season.beaten.visited,
        held=season.beaten.held,
        acts=dict(season.acts),
        letters=sum(season.left),
        composed=season.left.sent,
        curve=curve,
        hourly=tuple((at.isoformat(), n) for at, n in sorted(season.hourly.items())),
        coverage=season.coverage,
        seconds={
            what: (round(wall, 1), round(cpu, 1))
            for what, (wall, cpu) in season.watch.spent.items()
        },
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        ledger_megabytes=ledger.stat().st_size // 1_000_000,
        digest=_digest(ledger),
    )


def _digest(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as opened:
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def main() -> None:
    """Play the country, and print what it came to as one line of JSON."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--provinces", type=int, default=PROVINCES)
    parser.add_argument("--communes", type=int, default=COMMUNES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--quota", type=int, default=QUOTA, help="letters an hour")
    given = parser.parse_args()
    played = play(WHERE, given.provinces, given.communes, given.seed, given.quota)
    sys.stdout.write(json.dumps(played._asdict(), default=str, ensure_ascii=False))
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
