"""W1: start a campaign, beside a bulk insert of the very rows that it wrote."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from benchmarks.country import Country
from benchmarks.frame import Figure, Goal, Turn, by_turns, compared, timed
from benchmarks.places import Place
from benchmarks.started import open_at, started
from desk.desk import Desk
from ledger import dockets, letters

WRITTEN = ("campaigns", "plans", "agencies", "dockets", "entries", "letters")
"""The tables a start fills, each behind those it refers to."""
_GOAL = Goal(at_least=0.4)

Rows = dict[str, list[tuple[Any, ...]]]


class NotStartedError(AssertionError):
    """Not all that was to be started stands in the ledger."""


def measure(place: Place, whole: Country, rounds: int) -> Iterator[Figure]:
    """Yield how fast assignments are started, per second."""
    rows = _rows(place, whole)
    turns = by_turns(
        rounds, lambda: _ours(place, whole), lambda: _limit(place, whole, rows)
    )
    name = f"W1 start {whole.assignments:,} {place.name}"
    yield compared(name, "/s", turns, _GOAL, _ours)


def measured_once(place: Place, whole: Country, seconds: float, address: str) -> Figure:
    """Return the figure of a start that took so many seconds, beside its limit."""
    with closing(place.connect(address)) as driver:
        rows = {table: driver.rows(f"SELECT * FROM {table}") for table in WRITTEN}
    turn = Turn(whole.assignments / seconds, _limit(place, whole, rows))
    name = f"W1 start {whole.assignments:,} {place.name}"
    return compared(name, "/s", [turn], _GOAL, _ours)


def _ours(place: Place, whole: Country) -> float:
    """Start through the product; a second connection lists all."""
    begun = started(place.fresh(), whole)
    with timed() as listing:
        _read(place, begun.address)
    _check(begun.desk, whole)
    begun.desk.ledger.close()
    return whole.assignments / (begun.seconds + listing.seconds)


def _check(desk: Desk, whole: Country) -> None:
    with desk.ledger.read() as tx:
        campaign = dockets.of(tx, 1)
        queued = letters.of_campaign(tx, 1)
    tokens = {row.token for row in campaign}
    told = sum(len(letter.items) for letter in queued)
    woken = sum(row.wake is not None for row in campaign)
    agencies = whole.assignments // 4
    if (told, len(queued), woken, len(tokens)) != (
        whole.assignments,
        agencies,
        agencies,
        agencies + 1,
    ):
        raise NotStartedError(f"{told} assignments in {len(queued)} letters")


def _rows(place: Place, whole: Country) -> Rows:
    begun = started(place.fresh(), whole)
    begun.desk.ledger.close()
    with closing(place.connect(begun.address)) as driver:
        return {table: driver.rows(f"SELECT * FROM {table}") for table in WRITTEN}


def _limit(place: Place, whole: Country, rows: Rows) -> float:
    """Insert the same rows into the same tables and indexes, and read them again."""
    address = place.fresh()
    open_at(address).ledger.close()
    with closing(place.connect(address)) as driver, timed() as watch:
        driver.begin()
        for table in WRITTEN:
            driver.put(table, rows[table])
        driver.commit()
        _read(place, address)
    return whole.assignments / watch.seconds


def _read(place: Place, address: str) -> Sequence[tuple[Any, ...]]:
    with closing(place.connect(address)) as second:
        found = second.rows("SELECT * FROM dockets")
        found += second.rows("SELECT * FROM letters")
    return found
