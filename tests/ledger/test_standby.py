"""A PostgreSQL that follows another is read; what would write to it is told so."""

import shutil

import pytest

from ledger import campaigns
from ledger.database import open_ledger
from ledger.errors import LedgerReadOnlyError
from tests.torture.cluster import cluster
from tests.torture.part import NotHereError


def test_a_standby_is_read_and_says_that_it_takes_nothing() -> None:
    try:
        with cluster() as server:
            ledger = open_ledger(server.address)
            with ledger.write() as tx:
                campaigns.add(tx, "viet-nam-2027")
            server.control("stop", "-m", "fast")
            signal = server.folder / "data" / "standby.signal"
            signal.touch()
            shutil.chown(signal, signal.parent.owner())
            server.control("start")
            with ledger.read() as tx:
                assert [row.name for row in campaigns.every(tx)] == ["viet-nam-2027"]
            with pytest.raises(LedgerReadOnlyError), ledger.write() as tx:
                campaigns.add(tx, "another")
            ledger.close()
    except NotHereError as error:
        pytest.skip(str(error))
