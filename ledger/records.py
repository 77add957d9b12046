"""What stands beside the facts and is sealed with them: who acted, letters, plans.

Each record is sealed by its digest. Personal data is hashed with a salt of its own;
once both are forgotten, nobody can guess from the digest what it was of.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from ledger.transaction import Transaction
from schemas.seal import Record

_JSON = json.JSONEncoder(separators=(",", ":")).encode

Salts = Callable[[str, int, str], bytes]
"""Draws the salt of a record: its part, its home, its name."""


class Part(NamedTuple):
    """A kind of records: the columns that are sealed, of which table, which as `t`.

    `home` and `named` are columns as well. `settled` is the condition from which on the
    columns do not change any more; `personal` ones are salted.
    """

    columns: str
    tables: str
    home: str = "t.docket"
    named: str = "t.n"
    settled: str = ""
    personal: bool = False

    @property
    def select(self) -> str:
        """Return what reads the columns; of which records, is said behind it."""
        return f"SELECT {self.home}, {self.named}, {self.columns} "

    @property
    def every(self) -> str:
        """Return which records there are, of the homes given."""
        return f"FROM {self.tables} WHERE {self.home} = ANY(?)"

    def new(self, name: str) -> str:
        """Return which records are settled and not sealed yet, of the homes given."""
        return (
            f"{self.every}{self.settled} AND NOT EXISTS "  # noqa: S608 - ours
            f"(SELECT 1 FROM seal_records r WHERE r.part = '{name}' "
            f"AND r.home = {self.home} AND r.name = CAST({self.named} AS TEXT))"
        )


_OUT = " AND t.state IN ('sent', 'failed', 'dropped', 'stale')"
_LETTER = (
    "t.key, t.kind, t.class, t.recipient, t.copy_to, t.items, t.invitation, t.queued, "
    "t.state, (SELECT p.at FROM departures p WHERE p.docket = t.docket AND p.n = t.n)"
)
_OF_DOCKETS: Mapping[str, Part] = MappingProxyType(
    {
        "body": Part("t.body", "bodies t", personal=True),
        "person": Part("t.name, t.post, t.note, t.concerns", "people t", personal=True),
        "delegate": Part("t.name, t.post, t.address", "delegates t", personal=True),
        "report": Part("t.version, t.body", "reports t"),
        "file": Part(
            "t.at, t.media_type, t.extension, t.size, t.digest",
            "attachments t",
            named="t.id",
            settled=" AND EXISTS (SELECT 1 FROM reports p WHERE p.docket = t.docket "
            "AND replace(p.body, t.id, '') <> p.body)",
        ),
        "letter": Part(_LETTER, "letters t", settled=_OUT),
        "message": Part(
            "m.message",
            "letters t JOIN messages m ON m.docket = t.docket AND m.n = t.n",
            settled=_OUT,
            personal=True,
        ),
    }
)
_OF_CAMPAIGNS: Mapping[str, Part] = MappingProxyType(
    {
        "plan": Part("t.body", "plans t", home="t.campaign", named="t.revision"),
        "announcement": Part(
            "t.subject, t.text, t.name, t.post, t.urgent, t.at",
            "announcements t",
            home="t.campaign",
            named="t.act",
            personal=True,
        ),
        "consolidation": Part(
            "t.at, t.body", "consolidations t", home="t.campaign", named="t.version"
        ),
    }
)
_FORGOTTEN = ("person", "delegate", "message", "announcement")
"""Parts whose records are forgotten after the season."""


def seal_dockets(
    tx: Transaction, campaign: int, seal: int, dockets: list[int], salts: Salts
) -> None:
    """Take into a seal what has come beside the facts of some dockets."""
    _seal(tx, campaign, seal, _OF_DOCKETS, dockets, salts)


def seal_campaign(tx: Transaction, campaign: int, seal: int, salts: Salts) -> None:
    """Take into a seal what has come beside all dockets of a campaign."""
    _seal(tx, campaign, seal, _OF_CAMPAIGNS, [campaign], salts)


def of_dockets(tx: Transaction, dockets: list[int]) -> list[Record]:
    """Return the records of dockets that were sealed, with what they are now."""
    return list(_records(tx, _OF_DOCKETS, dockets))


def of_campaign(tx: Transaction, campaign: int) -> list[Record]:
    """Return a campaign's own records that were sealed, with what they are now."""
    return list(_records(tx, _OF_CAMPAIGNS, [campaign]))


def forget(tx: Transaction, campaign: int) -> None:
    """Forget what personal data of a campaign was hashed with."""
    tx.run(
        "DELETE FROM seal_salts WHERE campaign = ? AND part = ANY(?)",
        campaign,
        list(_FORGOTTEN),
    )


def _seal(
    tx: Transaction,
    campaign: int,
    seal: int,
    parts: Mapping[str, Part],
    homes: list[int],
    salts: Salts,
) -> None:
    records: list[tuple[object, ...]] = []
    salted: list[tuple[object, ...]] = []
    for name in _with_new(tx, parts, homes):
        part = parts[name]
        for home, own, *values in tx.rows(part.select + part.new(name), homes):
            own = str(own)
            salt = salts(name, home, own) if part.personal else b""
            place = (name, home, own, campaign)
            records.append((*place, seal, _digest(salt, values)))
            if salt:
                salted.append((*place, salt))
    tx.insert(
        "INSERT INTO seal_records (part, home, name, campaign, seal, digest) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        records,
    )
    tx.insert(
        "INSERT INTO seal_salts (part, home, name, campaign, salt) "
        "VALUES (?, ?, ?, ?, ?)",
        salted,
    )


def _with_new(
    tx: Transaction, parts: Mapping[str, Part], homes: list[int]
) -> list[str]:
    """Return the parts that have something new: on most days few of them."""
    asked = [
        f"SELECT '{name}' WHERE EXISTS (SELECT 1 {part.new(name)})"
        for name, part in parts.items()
    ]
    found = tx.tuples(" UNION ALL ".join(asked), *[homes] * len(parts))
    some = {name for (name,) in found}
    return [name for name in parts if name in some]


def _records(
    tx: Transaction, parts: Mapping[str, Part], homes: list[int]
) -> Iterator[Record]:
    rows = tx.rows(
        "SELECT r.part, r.home, r.name, r.seal, r.digest, s.salt FROM seal_records r "
        "LEFT JOIN seal_salts s "
        "ON s.part = r.part AND s.home = r.home AND s.name = r.name "
        "WHERE r.part = ANY(?) AND r.home = ANY(?) ORDER BY r.part, r.home, r.name",
        list(parts),
        homes,
    )
    now = {
        (name, row[0], str(row[1])): row[2:]
        for name in {row.part for row in rows}
        for row in tx.rows(parts[name].select + parts[name].every, homes)
    }
    for part, home, name, seal, digest, salt in rows:
        values = now.get((part, home, name))
        due = None if values is None else _digest(bytes(salt or b""), values)
        salted = salt is not None or not parts[part].personal
        yield Record(part, home, name, seal, bytes(digest), salted, due)


def _digest(salt: bytes, values: Iterable[object]) -> bytes:
    """Return SHA-256 of a salt and of values as JSON; bytes stand there as theirs."""
    plain = [
        sha256(value).hexdigest() if isinstance(value, bytes) else value
        for value in values
    ]
    return sha256(salt + _JSON(plain).encode()).digest()
