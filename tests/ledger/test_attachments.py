from datetime import datetime

import pytest

from ledger import attachments, people
from ledger.attachments import Kept
from ledger.database import Ledger
from ledger.errors import LedgerError
from ledger.transaction import Transaction
from tests.ledger.conftest import Season

PARTS = [b"\x00\xff" * 9, b"%PDF-\x00", b"end"]


def kept(docket: int, now: datetime, name: str = "Báo cáo.pdf", id: str = "a1") -> Kept:
    return Kept(id, docket, now, name, "application/pdf", "pdf", 27, "d" * 64)


def parts(tx: Transaction, id: str) -> list[bytes | None]:
    return [attachments.part(tx, id, n) for n in range(len(PARTS) + 1)]


def test_a_file_comes_back_part_by_part(
    ledger: Ledger, season: Season, now: datetime
) -> None:
    docket, other, *_ = season.ids
    with ledger.write() as tx:
        attachments.put(tx, kept(docket, now), iter(PARTS))
    with ledger.read() as tx:
        assert attachments.of(tx, docket) == {"a1": kept(docket, now)}
        assert attachments.of(tx, other) == {}
        assert parts(tx, "a1") == [*PARTS, None]
        assert attachments.part(tx, "a2", 0) is None


def test_a_file_whose_parts_break_off_leaves_nothing_behind(
    ledger: Ledger, season: Season, now: datetime
) -> None:
    docket = season.ids[0]

    def broken():
        yield PARTS[0]
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"), ledger.write() as tx:
        attachments.put(tx, kept(docket, now), broken())
    with ledger.read() as tx:
        assert attachments.of(tx, docket) == {}
        assert attachments.part(tx, "a1", 0) is None


def test_no_file_is_laid_over_another(
    ledger: Ledger, season: Season, now: datetime
) -> None:
    one, other, *_ = season.ids
    with ledger.write() as tx:
        attachments.put(tx, kept(one, now), PARTS)
    with pytest.raises(LedgerError), ledger.write() as tx:
        attachments.put(tx, kept(other, now), [b"theirs"])
    with ledger.read() as tx:
        assert parts(tx, "a1") == [*PARTS, None]


def test_a_removed_file_is_gone(ledger: Ledger, season: Season, now: datetime) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        for id in ("a1", "a2"):
            attachments.put(tx, kept(docket, now, id=id), PARTS)
        attachments.remove(tx, "a1")
        assert list(attachments.of(tx, docket)) == ["a2"]
        assert attachments.part(tx, "a1", 0) is None
        assert attachments.part(tx, "a2", 0) == PARTS[0]


def test_files_are_forgotten_with_the_persons_but_counted(
    ledger: Ledger, season: Season, now: datetime
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        attachments.put(tx, kept(docket, now), PARTS)
        people.purge(tx, season.campaign + 1)
        assert attachments.part(tx, "a1", 0) == PARTS[0]
        people.purge(tx, season.campaign)
        assert attachments.of(tx, docket) == {"a1": kept(docket, now, name="")}
        assert attachments.part(tx, "a1", 0) is None
