"""W2: a beat with one docket in a hundred newly due, beside the same in SQL alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from benchmarks.country import Country
from benchmarks.frame import Figure, Goal, alone, by_turns, compared, timed
from benchmarks.memory import Held
from benchmarks.places import Place, Plain
from benchmarks.started import Started, open_at, warm
from benchmarks.tenfold import tenfold
from desk.beat import beat
from desk.desk import Desk
from ledger.chain import COLUMNS

_GOAL = Goal(at_most=2.5)
_IDLE = Goal(at_most=1.0)
_TENFOLD = Goal(at_most=1.3)
_IDLE_BEATS = 200


class OtherRowsError(AssertionError):
    """SQL alone did not write what the beat wrote."""


class Due:
    """A started campaign that can be brought back to before the beat that is measured.

    `floor` holds the statements that read the same facts and write the same rows; they
    are made of what the beat itself wrote for one docket, whose hashes stand for all.
    """

    def __init__(self, place: Place, begun: Started, whole: Country) -> None:
        self.desk, self.now = begun.desk, whole.reminding
        self._at = int(whole.reminding.timestamp())
        self._octets = place.octets
        place.unseal(begun.address)
        place.settle(begun.address)
        self._plain: Plain = place.connect(begun.address)
        warm(self.desk, whole.plan.id, whole.quiet)
        self._before = self._plain.rows(
            "SELECT wake, n, revision, expected, confirmed, fulfilled, overdue, id "
            "FROM dockets WHERE wake <= ?",
            self._at,
        )
        beat(self.desk, self.now)
        self._wanted = self._written()
        self._floor = self._made_of(self._before[0][-1])
        self.rewind()

    def ours(self) -> float:
        """Return how many milliseconds a beat takes that settles all that is due."""
        with timed() as watch:
            done = beat(self.desk, self.now)
        if done.visited != len(self._before) or done.letters != len(self._before):
            raise OtherRowsError(f"{done}, {len(self._before)} were due")
        self.rewind()
        return 1000 * watch.seconds

    def limit(self) -> float:
        """Return how many milliseconds one transaction of set-based SQL takes."""
        with timed() as watch:
            self._plain.begin()
            self._plain.rows(
                "SELECT e.* FROM entries e JOIN dockets d ON d.id = e.docket "
                "WHERE d.wake <= ? AND d.kind = 'agency'",
                self._at,
            )
            for sql, values in self._floor:
                self._plain.run(sql, *values)
            self._plain.commit()
        if self._written() != self._wanted:
            raise OtherRowsError("the set-based statements wrote other rows")
        self.rewind()
        return 1000 * watch.seconds

    def rewind(self) -> None:
        """Take back what was written at the moment of the beat."""
        self._plain.begin()
        self._plain.run("DELETE FROM letters WHERE queued = ?", self._at)
        self._plain.run("DELETE FROM entries WHERE at = ?", self._at)
        for row in self._before:
            self._plain.run(
                "UPDATE dockets SET wake = ?, n = ?, revision = ?, expected = ?, "
                "confirmed = ?, fulfilled = ?, overdue = ? WHERE id = ?",
                *row,
            )
        self._plain.commit()

    def close(self) -> None:
        """Close the bare connection."""
        self._plain.close()

    def _written(self) -> list[list[tuple[Any, ...]]]:
        ids = [row[-1] for row in self._before]
        some = ", ".join("?" * len(ids))
        return [
            self._plain.rows(
                f"SELECT {what} FROM {table} WHERE {key} IN ({some}) ORDER BY {order}",
                *ids,
            )
            for what, table, key, order in (
                ("*", "dockets", "id", "id"),
                (COLUMNS, "entries", "docket", "docket, n"),
                ("*", "letters", "docket", "docket, n"),
            )
        ]

    def _made_of(self, docket: int) -> list[tuple[str, tuple[Any, ...]]]:
        """Return statements that write for all that is due what one docket got."""
        named = self._plain.rows("SELECT agency, n FROM dockets WHERE id = ?", docket)
        agency, last = named[0]
        facts = self._plain.rows(
            f"SELECT {COLUMNS}, chain FROM entries WHERE docket = ? AND at = ?",
            docket,
            self._at,
        )
        sent = self._plain.rows(
            "SELECT * FROM letters WHERE docket = ? AND queued = ?", docket, self._at
        )
        first = last - len(facts)
        due = "FROM dockets d WHERE d.wake <= ? AND d.kind = 'agency'"
        statements = [
            (
                f"INSERT INTO entries ({COLUMNS}, chain) SELECT d.id, d.n + v.n, "
                "v.at, v.kind, v.duty, v.step, v.act, v.key, v.chain "
                f"FROM dockets d CROSS JOIN ({_table(len(facts), self._octets)}) v "
                "WHERE d.wake <= ? AND d.kind = 'agency'",
                (*_flat(facts, first), self._at),
            )
        ]
        for _, n, key, *rest in sent:
            before, after = key.split(agency)
            statements.append(
                (
                    "INSERT INTO letters SELECT d.id, d.n + CAST(? AS BIGINT), "
                    "CAST(? AS TEXT) || d.agency || CAST(? AS TEXT), "
                    f"{', '.join(_cast(value) for value in rest)} {due}",
                    (n - first, before, after, *rest, self._at),
                )
            )
        settled = self._plain.rows(
            "SELECT wake, revision, expected, confirmed, fulfilled, overdue "
            "FROM dockets WHERE id = ?",
            docket,
        )
        statements.append(
            (
                "UPDATE dockets SET n = n + ?, wake = ?, revision = ?, expected = ?, "
                "confirmed = ?, fulfilled = ?, overdue = ? "
                "WHERE wake <= ? AND kind = 'agency'",
                (len(facts), *settled[0], self._at),
            )
        )
        return statements


def _table(count: int, octets: str) -> str:
    row = (
        "SELECT CAST(? AS BIGINT) AS n, CAST(? AS BIGINT) AS at, CAST(? AS TEXT) AS "
        "kind, CAST(? AS TEXT) AS duty, CAST(? AS TEXT) AS step, CAST(? AS TEXT) AS "
        f"act, CAST(? AS TEXT) AS key, CAST(? AS {octets}) AS chain"
    )
    return " UNION ALL ".join([row] * count)


def _flat(facts: list[tuple[Any, ...]], first: int) -> Iterator[Any]:
    for _, n, *texts in facts:
        yield n - first
        yield from texts


def _cast(value: object) -> str:
    return (
        f"CAST(? AS {'BIGINT' if value is None or isinstance(value, int) else 'TEXT'})"
    )


def measure(due: Due, held: Held, place: Place, rounds: int) -> Iterator[Figure]:
    """Yield a beat beside its limit, and one with nothing due."""
    whole = held.whole
    name = f"{whole.assignments:,} {place.name}"
    turns = by_turns(rounds, due.ours, due.limit)
    yield compared(f"W2 beat {name}", "ms", turns, _GOAL, Due.ours)
    idle = [_idle(due.desk, whole.quiet) for _ in range(_IDLE_BEATS)]
    yield alone(f"W2 nothing due {name}", "ms", idle, _IDLE, _idle)


def among_ten_times(
    due: Due, grown: str, whole: Country, place: Place, rounds: int
) -> Iterator[Figure]:
    """Yield a beat with as many due among ten times as many open: those of `grown`."""
    name = f"{whole.assignments:,} {place.name}"
    more = Due(place, Started(open_at(grown), grown, 0.0), whole)
    turns = by_turns(rounds, more.ours, due.ours)
    yield compared(f"W2 ten times {name}", "ms", turns, _TENFOLD, tenfold)
    more.close()
    more.desk.ledger.close()


def _idle(desk: Desk, quiet: datetime) -> float:
    """Return how many milliseconds a beat takes that finds nothing due."""
    with timed() as watch:
        beat(desk, quiet)
    return 1000 * watch.seconds
