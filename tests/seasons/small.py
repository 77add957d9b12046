"""The small campaign's season: on machines in other zones, and what it comes to."""

import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import sign_off, start
from ledger import dockets, entries, letters
from schemas.base import VN
from schemas.in_force import Signing
from tests.desk.desks import Post
from tests.small_campaign import PLAN, ROSTER, write_campaign

HOME = "Asia/Ho_Chi_Minh"


@contextmanager
def machine_in(zone: str) -> Generator[None]:
    """Let this process think that it stands in a zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = zone
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def schedule(desk: Desk, campaign: int = 1) -> list[tuple[object, ...]]:
    """Return every fact and letter of a campaign with its moment in UTC seconds."""
    with desk.ledger.read() as tx:
        rows = dockets.of(tx, campaign)
        facts = entries.of(tx, [row.id for row in rows])
        names = {row.id: row.agency for row in rows}
        recorded = [
            (names[docket], n, round(at.timestamp()), *what)
            for docket, known in facts.items()
            for n, at, *what in known
        ]
        wakes = [(row.agency, row.wake and row.wake.timestamp()) for row in rows]
        sent = [
            (names[one.docket], one.n, one.state, one.queued.timestamp())
            for one in letters.of_campaign(tx, campaign)
        ]
    return [*sorted(recorded, key=repr), *sorted(wakes), *sorted(sent)]


def sat_down(folder: Path, where: str, change: dict[str, str]) -> tuple[Desk, str]:
    """Issue the small campaign with some of its words changed; return its name too."""
    plan, roster = PLAN, ROSTER
    for old, new in change.items():
        plan, roster = plan.replace(old, new), roster.replace(old, new)
    desk = open_desk(where, "secret", "http://campaign.example")
    found = read_plan(str(write_campaign(folder, plan, roster)), desk.days)
    read, listed = found.require(as_proposed=True)
    day = read.planned_issue
    now = datetime(day.year, day.month, day.day, 8, tzinfo=VN)
    start(desk, read, listed, now, drawn(read.id))
    signing = Signing(
        number="1/KH-UBND", signed_on=day, signer="Chủ tịch", dates_confirmed=True
    )
    sign_off(desk, read.id, signing, now, drawn(read.id))
    return desk, read.id


def play(desk: Desk, both: Callable[[datetime], object] | None = None) -> None:
    """Beat whenever a docket wakes, or do `both`, and deliver what is due."""
    post = Post()
    while True:
        with desk.ledger.read() as tx:
            now = dockets.next_wake(tx)
        if now is None:
            return
        both(now) if both else beat(desk, now)
        while ready := claim(desk, now):
            for one in ready:
                send(desk, post, one, now)


def season_in(
    zone: str, folder: Path, change: dict[str, str]
) -> list[tuple[object, ...]]:
    """Play the small campaign on a machine in a zone; return its schedule."""
    with machine_in(zone):
        desk, _ = sat_down(folder, ":memory:", change)
        play(desk)
        try:
            return schedule(desk)
        finally:
            desk.ledger.close()
