from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect

from ledger import migration
from ledger.database import Ledger, open_ledger
from ledger.errors import LedgerDamagedError, LedgerNewerError
from ledger.migration import Migration, migrations


@contextmanager
def _engine(address: str) -> Iterator[Engine]:
    url = address.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    yield engine
    engine.dispose()


def _words(index: Any) -> dict[str, Any]:
    options = index.get("dialect_options", {})
    return {**index, "dialect_options": {key: str(options[key]) for key in options}}


def _catalogue(engine: Engine) -> dict[str, Any]:
    """All the database knows about the shape of its tables."""
    seen = inspect(engine)
    on_sqlite = engine.dialect.name == "sqlite"
    return {
        table: {
            "columns": {
                column["name"]: {**column, "type": str(column["type"])}
                for column in seen.get_columns(table)
            },
            "primary key": seen.get_pk_constraint(table),
            "unique": seen.get_unique_constraints(table),
            "foreign keys": seen.get_foreign_keys(table),
            "indexes": [_words(index) for index in seen.get_indexes(table)],
            "checks": seen.get_check_constraints(table),
            "options": seen.get_table_options(table) if on_sqlite else None,
        }
        for table in seen.get_table_names()
    }


def test_postgresql_packs_messages_by_lz4_where_it_can(on_postgresql: str) -> None:
    open_ledger(on_postgresql).close()
    with psycopg.connect(on_postgresql) as database:
        found = database.execute(
            "SELECT attcompression = 'l', (SELECT 'lz4' = ANY(enumvals) "
            "FROM pg_settings WHERE name = 'default_toast_compression') "
            "FROM pg_attribute "
            "WHERE attrelid = 'messages'::regclass AND attname = 'message'"
        ).fetchone()
    assert found is not None
    packed, able = found
    assert packed == bool(able)


def test_migrating_from_nothing_gives_the_schema(address: str) -> None:
    open_ledger(address).close()
    schema = Migration(0, "", (files("ledger") / "schema.sql").read_text("utf-8"))
    with _engine(address) as engine:
        migrated = _catalogue(engine)
        tables = MetaData()
        tables.reflect(engine)
        tables.drop_all(engine)
        assert _catalogue(engine) == {}
        with engine.begin() as connection:
            for statement in schema.statements(engine.dialect.name):
                connection.exec_driver_sql(statement)
        assert _catalogue(engine) == migrated


def test_opening_again_changes_nothing(
    address: str, opened: Callable[..., Ledger]
) -> None:
    for _ in range(2):
        with opened(address).read() as tx:
            rows = tx.rows("SELECT version, name FROM ledger_migrations")
            assert [(row.version, row.name) for row in rows] == [
                (each.version, each.name) for each in migrations()
            ]


def test_a_ledger_of_a_newer_version_is_refused(
    address: str, opened: Callable[..., Ledger]
) -> None:
    with opened(address).write() as tx:
        tx.run("INSERT INTO ledger_migrations (version, name) VALUES (999, 'x')")
    with pytest.raises(LedgerNewerError, match=r"schema 999.*install the newer"):
        open_ledger(address)


def test_another_programs_database_is_refused_and_left_alone(address: str) -> None:
    with _engine(address) as engine, engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE flow_run (id TEXT)")
    with pytest.raises(LedgerDamagedError, match="another program's tables"):
        open_ledger(address)
    with _engine(address) as engine:
        assert inspect(engine).get_table_names() == ["flow_run"]


def test_a_migration_that_fails_leaves_the_version_before(
    address: str, opened: Callable[..., Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = opened(address)
    broken = Migration(
        migrations()[-1].version + 1,
        "broken.sql",
        "ALTER TABLE files ADD COLUMN half TEXT;\nINSERT INTO nowhere VALUES (1);\n",
    )
    monkeypatch.setattr(migration, "migrations", lambda: [*migrations(), broken])
    with pytest.raises(Exception, match="nowhere"):
        open_ledger(address)
    monkeypatch.undo()
    with _engine(address) as engine:
        columns = {column["name"] for column in inspect(engine).get_columns("files")}
    assert "half" not in columns
    with opened(address).read() as tx:
        assert len(tx.rows("SELECT * FROM ledger_migrations")) == len(migrations())
    ledger.close()


def test_threads_that_open_at_once_migrate_once(
    address: str, opened: Callable[..., Ledger]
) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(opened, [address] * 8))
    with opened(address).read() as tx:
        assert len(tx.rows("SELECT * FROM ledger_migrations")) == len(migrations())


def test_processes_that_open_at_once_migrate_once(
    address: str, python: Callable
) -> None:
    program = (
        "import sys; from ledger.database import open_ledger\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "open_ledger(sys.argv[1]).close()\n"
    )
    started = [python(program, address) for _ in range(3)]
    for each in started:
        assert each.stdout.readline() == "ready\n"
    for each in started:
        each.communicate("go\n", timeout=60)
    assert [each.returncode for each in started] == [0] * 3
