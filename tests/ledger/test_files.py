import pytest

from ledger import campaigns, files
from ledger.database import Ledger
from ledger.errors import LedgerDamagedError
from ledger.files import File


def test_a_file_comes_back_byte_for_byte_and_can_be_replaced(ledger: Ledger) -> None:
    scan = bytes(range(256)) * 4
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        files.put(tx, campaign, "signed", "application/octet-stream", b"old")
        files.put(tx, campaign, "signed", "application/pdf", scan)
    with ledger.read() as tx:
        kept = files.get(tx, campaign, "signed")
        assert kept == File("signed", "application/pdf", scan)
        assert files.get(tx, campaign, "other") is None
        assert files.names(tx, campaign) == {"signed"}


def test_a_file_that_is_not_what_was_kept_is_refused(ledger: Ledger) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        files.put(tx, campaign, "signed", "application/pdf", b"as it was signed")
        tx.run("UPDATE files SET content = ?", b"as it was damaged")
    with ledger.read() as tx, pytest.raises(LedgerDamagedError, match="file signed"):
        files.get(tx, campaign, "signed")
