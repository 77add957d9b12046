from pathlib import Path

import psycopg
import pytest

from ledger import campaigns
from ledger.database import open_ledger
from ledger.errors import LedgerPlayedError, LedgerServedError
from ledger.serving import playing, serving


def test_a_ledger_is_served_by_one_only_and_commands_go_on(address: str) -> None:
    with serving(address) as look:
        with pytest.raises(LedgerServedError, match="already being served"):
            serving(address).__enter__()
        ledger = open_ledger(address)
        with ledger.write() as tx:
            assert campaigns.add(tx, "lai-chau-2024")
        ledger.close()
        look()
    with serving(address) as look:
        look()


def test_a_rehearsal_is_played_by_one_only_whoever_serves_it(address: str) -> None:
    with (
        serving(address),
        playing(address),
        pytest.raises(LedgerPlayedError, match="already being played; wait until"),
    ):
        playing(address).__enter__()
    with playing(address):
        pass


def test_another_way_to_the_same_file_is_the_same_ledger(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with (
        serving(tmp_path / "ledger.db"),
        pytest.raises(LedgerServedError),
        serving(f"sqlite:///{tmp_path}/link/ledger.db"),
    ):
        pass
    with serving(tmp_path / "ledger.db"), serving(tmp_path / "other.db"):
        pass


def test_a_ledger_in_memory_is_nobody_elses() -> None:
    with serving(":memory:") as look, serving(":memory:"):
        look()


def _lose_connections(address: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_who_serves_takes_it_again_when_the_server_has_forgotten(
    on_postgresql: str,
) -> None:
    with serving(on_postgresql) as look:
        _lose_connections(on_postgresql)
        look()
        with pytest.raises(LedgerServedError):
            serving(on_postgresql).__enter__()


def test_who_comes_too_late_to_take_it_again_is_told(on_postgresql: str) -> None:
    with serving(on_postgresql) as look:
        _lose_connections(on_postgresql)
        with serving(on_postgresql), pytest.raises(LedgerServedError):
            look()
        look()
