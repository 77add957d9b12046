"""The part *database*: what can happen to the place a ledger lies in."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import psycopg

from ledger import migration
from ledger.database import open_ledger
from ledger.errors import STORAGE
from schemas.base import VN
from tests.desk.desks import issued
from tests.torture.answering import loaded
from tests.torture.cluster import MEMORY, Cluster, cluster
from tests.torture.damage import Damage, pages_of, spoiled
from tests.torture.disk import How, Worker, working
from tests.torture.figures import Figure
from tests.torture.locked import kept_busy
from tests.torture.part import Part, Results
from tests.web.campaign import issue

_TOGETHER = 10
"""Restarts of one piece."""


class Scale(NamedTuple):
    """How much of everything: each so manyth write, page and statement; restarts.

    `seconds` is how long a ledger is locked and for how long commits fail.
    """

    first: int = 1
    step: int = 1
    restarts: int = 100
    seconds: float = 60


class Places(NamedTuple):
    """How far the part is: a piece for each fault."""

    results: Results
    scale: Scale = Scale()

    def go_on(self) -> Iterator[dict[str, Any]]:
        """Do what is missing of each kind of fault, the longest last; yield each."""
        if self._missing_on_postgresql():
            with cluster() as server:
                yield from self._restarts(server)
                yield from self._failing_commits(server)
                yield from self._cut_off_migrations(server)
        with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
            folder = Path(name)
            yield from self._locked(folder)
            yield from self._damage(folder)
            yield from self._disk(folder)

    def _disk(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Let the disk fail at every write of a day, and of a migration."""
        day, old = issue(folder / "day.ledger"), _old(folder / "old.ledger")
        with working("tests.torture.disk_day", folder) as worker:
            for what, template in (("migration", old), ("day", day)):
                first = How.FULL if what == "day" else How.KILLED
                count = _played(worker, what, template, 0, first)["writes"]
                for how in How if what == "day" else (How.KILLED,):
                    play = partial(_played, worker, what, template, how=how)
                    yield from self._each(f"{what}: {how}", count, play)

    def _damage(self, folder: Path) -> Iterator[dict[str, Any]]:
        """Spoil every page of a ledger in turn."""
        template = issue(folder / "whole.ledger")
        count = pages_of(template)
        for how in Damage:
            play = partial(_spoilt, template, how=how)
            yield from self._each(f"page: {how}", count, play)

    def _locked(self, folder: Path) -> Iterator[dict[str, Any]]:
        template = issue(folder / "locked.ledger")
        play = partial(kept_busy, template, self.scale.seconds)
        yield from self._each("locked", 1, lambda nth: play())

    def _restarts(self, server: Cluster) -> Iterator[dict[str, Any]]:
        together = min(_TOGETHER, self.scale.restarts)
        pieces = self.scale.restarts // together
        play = partial(_restarted, server, together)
        yield from self._each("restarts", pieces, play, step=1)

    def _failing_commits(self, server: Cluster) -> Iterator[dict[str, Any]]:
        play = partial(_failing, server, min(max(3, self.scale.seconds), 30))
        yield from self._each("failing commits", 1, lambda nth: play())

    def _cut_off_migrations(self, server: Cluster) -> Iterator[dict[str, Any]]:
        play = partial(_cut_off, server)
        yield from self._each("migration on PostgreSQL", _commands(server), play)

    def _missing_on_postgresql(self) -> bool:
        families = ("failing commits", "migration on PostgreSQL")
        done = sum(one["restarts"] for one in self._of("restarts"))
        return done < self.scale.restarts or any(map(self._left, families))

    def _each(self, family: str, count: int, play: Any, step: int = 0) -> Any:
        """Play what is missing of `count` faults; keep and yield each."""
        done = {one["n"] for one in self._of(family)}
        for nth in self._wanted(count, step):
            if nth in done:
                continue
            began = datetime.now(VN)
            piece = play(nth=nth)
            seconds = round((datetime.now(VN) - began).total_seconds(), 1)
            piece = {
                "family": family,
                "n": nth,
                "of": count,
                "seconds": seconds,
            } | piece
            self.results.add(piece)
            yield piece

    def _of(self, *families: str) -> list[dict[str, Any]]:
        every = self.results.lines()
        return [one for one in every if one["family"].startswith(families)]

    def _left(self, family: str) -> int:
        """Return how many faults of a family are missing; 1 where none is known yet."""
        alike = self._of(family.partition(":")[0])
        wanted = self._wanted(max((one["of"] for one in alike), default=1))
        return len(set(wanted) - {one["n"] for one in self._of(family)})

    def _wanted(self, count: int, step: int = 0) -> range:
        first = min(self.scale.first, count)
        return range(1 if step else first, count + 1, step or self.scale.step)

    def figures(self) -> list[Figure]:
        """Return what was reached, with its goal where there is one."""
        every, restarts = self.results.lines(), self._of("restarts")

        def total(name: str, some: list[dict[str, Any]]) -> int:
            return sum(one.get(name, 0) for one in some)

        pages, days = self._of("page"), self._of("day")
        return [
            Figure("writes at which a disk failed", len(days)),
            *(
                Figure(f"  not yet: {how}", self._left(f"day: {how}"), at_most=0)
                for how in How
            ),
            Figure("pages damaged", len(pages)),
            *(
                Figure(f"  not yet: {how}", self._left(f"page: {how}"), at_most=0)
                for how in Damage
            ),
            Figure("  refused before anything was sent", total("refused", pages)),
            Figure("  that nothing depends on", total("harmless", pages)),
            Figure(
                "letters sent with another content from a damaged ledger",
                total("other", pages),
                at_most=0,
            ),
            Figure("seconds locked", total("locked", self._of("locked"))),
            Figure(
                "restarts of PostgreSQL under load",
                total("restarts", restarts),
                at_least=self.scale.restarts,
            ),
            Figure(
                "commits failed by PostgreSQL (40001)",
                total("failed", self._of("failing commits")),
                at_least=1,
            ),
            Figure(
                "migrations not cut off yet",
                self._left("migration: ") + self._left("migration on PostgreSQL"),
                at_most=0,
            ),
            Figure(
                "answers that people were told are recorded", total("recorded", every)
            ),
            Figure("letters sent", total("letters", every)),
            Figure("  sent again, the outcome not recorded", total("again", every)),
            Figure(
                "broken promises (a false receipt is one)",
                sum(len(one["wrong"]) for one in every),
                at_most=0,
            ),
        ]


def _played(
    worker: Worker, what: str, template: Path, nth: int, how: How
) -> dict[str, Any]:
    """Play one day, or one migration, on a copy of a ledger."""
    path = template.with_name(f"{what}{nth}{how.name}.db")
    shutil.copy(template, path)
    said = worker.do(what=what, path=str(path), nth=nth, how=how)
    for file in template.parent.glob(f"*{path.stem}*"):
        file.unlink()
    return said


def _old(path: Path) -> Path:
    """Make a ledger of the first version."""
    known = migration.migrations()
    try:
        migration.migrations = lambda: known[:1]
        open_ledger(path).close()
    finally:
        migration.migrations = lambda: known
    return path


def _spoilt(template: Path, nth: int, how: Damage) -> dict[str, Any]:
    path = template.with_name("spoilt.db")
    try:
        return spoiled(template, path, nth, how)
    finally:
        for file in template.parent.glob("spoilt.db*"):
            file.unlink()


def _restarted(server: Cluster, times: int, nth: int) -> dict[str, Any]:
    """Restart the server under load, every other time as in a crash."""
    _emptied(server)
    desk = issued(server.address)
    with loaded(desk) as load:
        for n in range(times):
            time.sleep(0.5)
            server.restart(at_once=n % 2 == 0)
        time.sleep(1)
    said = load.document() | {"restarts": times}
    desk.ledger.close()
    return said


_FAILING = """
CREATE SCHEMA IF NOT EXISTS faults;
CREATE SEQUENCE faults.rows;
CREATE FUNCTION faults.fail() RETURNS trigger AS $$
BEGIN
  IF nextval('faults.rows') % TG_ARGV[0]::int = 0 THEN
    RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001';
  END IF;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON entries
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION faults.fail(5);
CREATE CONSTRAINT TRIGGER at_letter AFTER UPDATE ON letters
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION faults.fail(40);
"""
"""The database refuses rows when they are committed, as it may."""


def _failing(server: Cluster, seconds: float) -> dict[str, Any]:
    """Let commits fail under load for a while."""
    _emptied(server)
    desk = issued(server.address)
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(_FAILING)
        with loaded(desk) as load:
            time.sleep(seconds)
        connection.execute("DROP TRIGGER at_commit ON entries")
        connection.execute("DROP TRIGGER at_letter ON letters")
    said = load.document() | {"failed": load.refused}
    desk.ledger.close()
    return said


_CUT_OFF = """
CREATE SCHEMA IF NOT EXISTS faults;
CREATE SEQUENCE faults.commands;
CREATE FUNCTION faults.cut_off() RETURNS event_trigger AS $$
BEGIN
  IF nextval('faults.commands') = {nth} THEN
    PERFORM pg_terminate_backend(pg_backend_pid());
  END IF;
END $$ LANGUAGE plpgsql;
CREATE EVENT TRIGGER cut_off ON ddl_command_end EXECUTE FUNCTION faults.cut_off();
"""


def _commands(server: Cluster) -> int:
    """Return how many commands of all migrations change the schema."""
    _emptied(server)
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(_CUT_OFF.format(nth=0))
        open_ledger(server.address).close()
        connection.execute("DROP EVENT TRIGGER cut_off")
        found = connection.execute("SELECT last_value FROM faults.commands").fetchone()
    assert found
    return int(found[0])


def _cut_off(server: Cluster, nth: int) -> dict[str, Any]:
    """End a migration's connection at its nth command that changes the schema."""
    _emptied(server)
    open_ledger(server.address).close()
    whole = _schema(server)
    _emptied(server)
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute(_CUT_OFF.format(nth=nth))
    cut = 0
    try:
        open_ledger(server.address).close()
    except STORAGE:
        cut = 1
        half = _schema(server)
        assert not half, half
    with psycopg.connect(server.address, autocommit=True) as connection:
        connection.execute("DROP EVENT TRIGGER cut_off")
    open_ledger(server.address).close()
    wrong = [] if _schema(server) == whole else [f"another schema after command {nth}"]
    return {"cut": cut, "wrong": wrong}


def _schema(server: Cluster) -> list[tuple[Any, ...]]:
    with psycopg.connect(server.address) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' ORDER BY 1, 2"
        ).fetchall()


def _emptied(server: Cluster) -> None:
    with psycopg.connect(server.address, autocommit=True) as connection:
        for schema in ("public", "faults"):
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        connection.execute("CREATE SCHEMA public")


def _go_on(results: Results) -> Iterator[str]:
    for one in Places(results).go_on():
        wrong = f": {'; '.join(one['wrong'])}" if one["wrong"] else ""
        yield f"{one['family']} {one['n']}/{one['of']}, {one['seconds']} s{wrong}"


PART = Part("database", _go_on, lambda results: Places(results).figures())
