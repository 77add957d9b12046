"""Empty databases to measure in: a folder of SQLite files, a PostgreSQL server."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import psycopg

SERVER = os.environ.get(
    "TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres"
)


class Place(Protocol):
    """Where ledgers are made, `name` says in which database, `octets` its bytes."""

    name: str
    octets: str

    def fresh(self) -> str:
        """Return the address of a ledger that does not exist yet."""
        ...

    def bytes_of(self, address: str) -> int:
        """Return how much of the disk a ledger takes."""
        ...

    def copy_ledger(self, address: str, to: str) -> None:
        """Copy a whole ledger that nobody writes to."""
        ...

    def copy_bare(self, full: "Plain", bare: "Plain", table: str) -> None:
        """Copy a table's rows into one without any index."""
        ...

    def unseal(self, address: str) -> None:
        """Let recorded facts be taken back, which a ledger refuses."""
        ...

    def settle(self, address: str) -> None:
        """Let the database know its tables, as it does by itself after a minute."""
        ...

    def connect(self, address: str) -> "Plain":
        """Return a bare connection, as durable as the ledger's."""
        ...


class Plain(Protocol):
    """A driver's own connection: `?` stands for a value in both databases."""

    def begin(self) -> None:
        """Begin to write."""
        ...

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a statement and return its rows."""
        ...

    def run(self, sql: str, *values: object) -> None:
        """Run a statement."""
        ...

    def put(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert whole rows by the fastest way the driver has."""
        ...

    def commit(self) -> None:
        """End the transaction, on the disk."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


class OnSqlite:
    """Bare sqlite3, as the ledger opens it: WAL, synchronous=FULL."""

    def __init__(self, address: str) -> None:
        self._driver = sqlite3.connect(address, isolation_level=None, timeout=30)
        self._driver.execute("PRAGMA journal_mode = WAL")
        self._driver.execute("PRAGMA synchronous = FULL")
        self._driver.execute("PRAGMA foreign_keys = ON")

    def begin(self) -> None:
        self._driver.execute("BEGIN IMMEDIATE")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._driver.execute(sql, values).fetchall()

    def run(self, sql: str, *values: object) -> None:
        self._driver.execute(sql, values)

    def put(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def commit(self) -> None:
        self._driver.execute("COMMIT")

    def close(self) -> None:
        self._driver.close()


class OnPostgresql:
    """Bare psycopg; rows go in by COPY."""

    def __init__(self, address: str) -> None:
        self._driver = psycopg.connect(address, autocommit=True)

    def begin(self) -> None:
        self._driver.execute("BEGIN")

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self._driver.execute(_marked(sql), values).fetchall()

    def run(self, sql: str, *values: object) -> None:
        self._driver.execute(_marked(sql), values)

    def put(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        copied = f"COPY {table} FROM STDIN".encode()
        with self._driver.cursor() as cursor, cursor.copy(copied) as copy:
            for row in rows:
                copy.write_row(row)

    def commit(self) -> None:
        self._driver.execute("COMMIT")

    def close(self) -> None:
        self._driver.close()


def _marked(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


class Sqlite:
    """Files in one folder."""

    name = "sqlite"
    octets = "BLOB"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fresh(self) -> str:
        return str(self._folder / f"{secrets.token_hex(4)}.db")

    def bytes_of(self, address: str) -> int:
        with closing(sqlite3.connect(address)) as driver:
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(address).stat().st_size

    def copy_ledger(self, address: str, to: str) -> None:
        """Copy the file."""
        self.bytes_of(address)
        shutil.copyfile(address, to)

    def copy_bare(self, full: Plain, bare: Plain, table: str) -> None:
        """Create the table by its columns alone."""
        columns = [f'"{one[1]}"' for one in full.rows(f"PRAGMA table_info({table})")]
        bare.run(f"CREATE TABLE {table} ({', '.join(columns)})")
        _copy(full, bare, table)

    def unseal(self, address: str) -> None:
        with closing(sqlite3.connect(address)) as driver:
            driver.execute("DROP TRIGGER IF EXISTS entries_delete")

    def settle(self, address: str) -> None:
        """Write the log into the file; SQLite needs no more."""
        self.bytes_of(address)

    def connect(self, address: str) -> Plain:
        return OnSqlite(address)


class Postgresql:
    """Databases of one server, all dropped at the end."""

    name = "postgresql"
    octets = "BYTEA"

    def __init__(self) -> None:
        self._server = psycopg.connect(SERVER, autocommit=True, connect_timeout=3)
        self._made: list[str] = []

    def fresh(self) -> str:
        name = f"campaign_bench_{secrets.token_hex(4)}"
        self._server.execute(f"CREATE DATABASE {name}".encode())
        self._made.append(name)
        return f"{SERVER.rpartition('/')[0]}/{name}"

    def bytes_of(self, address: str) -> int:
        with psycopg.connect(address) as driver:
            sizes = driver.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).fetchone()
        return int(sizes[0]) if sizes and sizes[0] else 0

    def copy_ledger(self, address: str, to: str) -> None:
        """Let the server copy the database, with all connections to it closed."""
        made, old = to.rpartition("/")[2], address.rpartition("/")[2]
        self._server.execute(f"DROP DATABASE {made}".encode())
        self._server.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [old],
        )
        self._server.execute(f"CREATE DATABASE {made} TEMPLATE {old}".encode())

    def copy_bare(self, full: Plain, bare: Plain, table: str) -> None:
        """Create the table by its columns alone."""
        found = full.rows(
            "SELECT column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public' AND table_name = ? "
            "ORDER BY ordinal_position",
            table,
        )
        columns = ", ".join(f'"{name}" {kind}' for name, kind in found)
        bare.run(f"CREATE TABLE {table} ({columns})")
        _copy(full, bare, table)

    def unseal(self, address: str) -> None:
        with psycopg.connect(address, autocommit=True) as driver:
            driver.execute("DROP TRIGGER IF EXISTS entries_delete ON entries")

    def settle(self, address: str) -> None:
        """Vacuum and analyse, as autovacuum does."""
        with psycopg.connect(address, autocommit=True) as driver:
            driver.execute("VACUUM (ANALYZE)")

    def connect(self, address: str) -> Plain:
        return OnPostgresql(address)

    def drop(self) -> None:
        for name in self._made:
            self._server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
        self._server.close()


def place_of(address: str) -> Place:
    """Return the database in which a ledger lies."""
    return Postgresql() if "://" in address else Sqlite(Path(address).parent)


def _copy(full: Plain, bare: Plain, table: str) -> None:
    bare.begin()
    bare.put(table, full.rows(f"SELECT * FROM {table}"))
    bare.commit()


@contextmanager
def places(wanted: Sequence[str], scratch: Path | None) -> Generator[list[Place]]:
    """Yield the databases asked for; what was made in them goes at the end."""
    with TemporaryDirectory(dir=scratch, prefix="bench-") as folder:
        found: list[Place] = [Sqlite(Path(folder))] if "sqlite" in wanted else []
        if "postgresql" not in wanted:
            yield found
            return
        server = Postgresql()
        try:
            yield [*found, server]
        finally:
            server.drop()
