"""The same schedule in UTC, wherever a machine stands and whatever its clock did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from calendars.deadlines import last_instant
from desk.beat import beat
from desk.desk import open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from schemas.base import VN
from tests.desk.desks import Post, issued, letters_to
from tests.seasons.small import HOME, play, sat_down, schedule, season_in

FAR = ("Pacific/Kiritimati", "America/New_York")
LEAP = {
    "2024-05-06": "2027-12-20",
    "2024-05-24": "2027-12-31",
    "2024-05-27": "2028-01-03",
    "2024-06-01": "2028-02-01",
    "2024-06-03": "2028-02-07",
    "2024-06-07": "2028-02-11",
    "2024-06-08": "2028-03-01",
    "2024-06-12": "2028-02-29",
    "2024-06-28": "2028-02-29",
    "2024-06-30": "2028-02-29",
    "2024-07-01": "2028-03-01",
    "2024-07-19": "2028-03-17",
    "2024-07-20": "2028-03-18",
    "2024-07-31": "2028-03-31",
    "spring-2024": "spring-2028",
    "year: 2024": "year: 2028",
}


@pytest.mark.parametrize("zone", FAR)
@pytest.mark.parametrize("days", [{}, LEAP], ids=["a year", "a leap year"])
def test_a_season_is_the_same_in_every_zone(
    tmp_path: Path, zone: str, days: dict[str, str]
):
    assert season_in(zone, tmp_path, days) == season_in(HOME, tmp_path, days)


def test_new_year_and_the_29th_of_february_are_days_as_others(tmp_path: Path):
    late = last_instant(date(2028, 2, 29)).astimezone(UTC)
    assert f"{late:%Y-%m-%d %H:%M}" == "2028-02-29 17:00"
    rows = facts(season_in(HOME, tmp_path, LEAP))
    days = {f"{datetime.fromtimestamp(row[2], VN):%Y-%m-%d}" for row in rows}
    assert {"2027-12-20", "2028-03-01"} <= days, "issued before, overdue after"
    assert not {day for day in days if day.endswith("-01-01")}


def facts(rows: object) -> list[tuple[str, int, float]]:
    assert isinstance(rows, list)
    return [row for row in rows if len(row) > 4]


def test_two_campaigns_that_overlap_write_what_each_writes_alone(tmp_path: Path):
    other = {"spring-2024": "other-2024"} | {
        f"@{name}.example": f"@{name}2.example"
        for name in ("office", "school", "north", "south", "province", "ministry")
    }
    alone = [_alone(tmp_path / f"{n}", change) for n, change in enumerate(({}, other))]
    both = str(tmp_path / "both.db")
    first, _ = sat_down(tmp_path / "a", both, {})
    second, _ = sat_down(tmp_path / "b", both, other)
    second.ledger.close()
    play(first)
    assert [schedule(first, 1), schedule(first, 2)] == alone
    first.ledger.close()


def _alone(folder: Path, change: dict[str, str]) -> object:
    desk, _ = sat_down(folder, ":memory:", change)
    play(desk)
    try:
        return schedule(desk)
    finally:
        desk.ledger.close()


def test_two_beats_at_every_moment_are_one(tmp_path: Path, address: str):
    desk, _ = sat_down(tmp_path / "two", address, {})
    twin = open_desk(address, "secret", "http://campaign.example")
    with ThreadPoolExecutor(2) as pool:

        def both(now: datetime) -> None:
            for done in [pool.submit(beat, one, now) for one in (desk, twin)]:
                done.result()

        play(desk, both)
    assert schedule(desk) == _alone(tmp_path / "one", {})
    for one in (desk, twin):
        one.ledger.close()


def test_a_clock_that_jumped_forward_catches_up_with_one_letter_each():
    """A jump is an outage: nobody is written to twice, no superior before an agency."""
    desk = issued()
    letters_to(desk, "laichau.example", datetime(2024, 5, 6, 8, tzinfo=VN))
    jumped = datetime(2024, 7, 24, 8, tzinfo=VN)
    beat(desk, jumped)
    post = Post()
    while ready := claim(desk, jumped):
        for one in ready:
            send(desk, post, one, jumped)
    readers = [to[0] for to, _ in post.sent]
    assert len(readers) == len(set(readers))
    assert not any(one.startswith("lanhdao") for one in readers)
    assert beat(desk, jumped + timedelta(minutes=1)).letters == 0
