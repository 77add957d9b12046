"""Facts: appended in the order of their number, never changed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from sys import intern
from typing import Any, cast

from ledger.chain import COLUMNS, link, linked
from ledger.errors import ConflictError, DuplicateKeyError
from ledger.moments import moment, moment_or_none, seconds
from ledger.transaction import Transaction
from schemas.entry import Entry, EntryKind
from schemas.seal import Link

_KINDS = {kind.value: kind for kind in EntryKind}
# Facts are read by the ten thousand: straight into the tuple, past the class's own way.
_made = cast(
    "Callable[[type[Entry], tuple[object, ...]], Entry]",
    tuple.__new__,  # pyright: ignore[reportUnknownMemberType] (of any tuple)
)
_COLUMNS = f"SELECT {COLUMNS} FROM entries"  # noqa: S608 - names of ours
_LINKED = (
    f"SELECT {COLUMNS}, chain FROM entries "  # noqa: S608
    "WHERE docket = ANY(?) ORDER BY docket, n"
)


def of(tx: Transaction, docket_ids: Iterable[int]) -> dict[int, tuple[Entry, ...]]:
    """Return the facts of each docket asked for, in the order of their number."""
    found: dict[int, list[Entry]] = {docket: [] for docket in docket_ids}
    if not found:
        return {}
    wanted = _COLUMNS + " WHERE docket = ANY(?) ORDER BY docket, n"
    for row in tx.tuples(wanted, list(found)):
        found[row[0]].append(_entry(row))
    return {docket: tuple(entries) for docket, entries in found.items()}


Linked = tuple[int, Entry, bytes]
"""A docket's fact, and its hash in the chain."""


def linked_of(tx: Transaction, docket_ids: Iterable[int]) -> Iterator[Linked]:
    """Yield all facts of dockets, docket by docket in the order of their number."""
    wanted = list(docket_ids)
    return map(_linked, tx.tuples(_LINKED, wanted) if wanted else ())


def linked_at(tx: Transaction, numbers: Sequence[tuple[int, int]]) -> Iterator[Linked]:
    """Yield the facts of these dockets and numbers that are there, in their order.

    Asked for from a number on, PostgreSQL would expect many and read the whole table.
    """
    rows = tx.tuples_given(
        f"SELECT {COLUMNS}, chain FROM GIVEN(id, nth) AS g "  # noqa: S608
        "CROSS JOIN entries WHERE docket = g.id AND n = g.nth ORDER BY docket, n",
        numbers,
    )
    return map(_linked, rows)


def of_kinds(
    tx: Transaction, docket: int, kinds: Iterable[EntryKind]
) -> tuple[Entry, ...]:
    """Return a docket's facts of some kinds, in the order of their number."""
    rows = tx.rows(
        _COLUMNS + " WHERE docket = ? AND kind = ANY(?) ORDER BY n",
        docket,
        [kind.value for kind in kinds],
    )
    return tuple(_entry(row) for row in rows)


def about_mail(tx: Transaction) -> dict[int, tuple[Entry, ...]]:
    """Return what campaigns' offices decided about real mail, by campaign, in order."""
    # The kinds as the index names them: no docket is read through for them.
    rows = tx.rows(
        "SELECT d.campaign, e.n, e.at, e.kind, e.duty, e.step, e.act, e.key "
        "FROM entries e JOIN dockets d ON d.id = e.docket "
        "WHERE e.kind IN ('armed', 'staged', 'withheld', 'let-out', 'stopped', "
        "'restored', 'reconciled') "
        "ORDER BY e.docket, e.n"
    )
    found: dict[int, list[Entry]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(_entry(row))
    return {campaign: tuple(facts) for campaign, facts in found.items()}


def by_key(tx: Transaction, docket: int, key: str) -> Entry | None:
    """Return the fact of that key, if it was appended."""
    row = tx.row(_COLUMNS + " WHERE docket = ? AND key = ?", docket, key)
    return None if row is None else _entry(row)


def count(tx: Transaction, docket: int, kind: EntryKind) -> int:
    """Return how many facts of a kind a docket holds."""
    row = tx.row(
        "SELECT count(*) FROM entries WHERE docket = ? AND kind = ?", docket, kind.value
    )
    return 0 if row is None else int(row[0])


def extent(
    tx: Transaction, campaign: int, agency: str | None = None
) -> tuple[int, datetime | None]:
    """Return how many facts a campaign's dockets hold, and the newest one's moment.

    With an agency only its own docket counts.
    """
    row = tx.row(
        "SELECT coalesce(sum(d.n), 0), max(e.at) FROM dockets d "
        "LEFT JOIN entries e ON e.docket = d.id AND e.n = d.n "
        "WHERE d.campaign = ? AND (CAST(? AS TEXT) IS NULL OR d.agency = ?)",
        campaign,
        agency,
        agency,
    )
    return (int(row[0]), moment_or_none(row[1])) if row else (0, None)


def told(tx: Transaction, docket: int) -> tuple[tuple[Entry, ...], bytes]:
    """Return a docket's facts, and the hash of the last, which the next one follows."""
    every = list(linked_of(tx, [docket]))
    return tuple(fact for _, fact, _ in every), every[-1][2] if every else b""


def append(
    tx: Transaction,
    docket: int,
    entries: Sequence[Entry],
    bodies: Mapping[int, str] | None = None,
    head: bytes | None = None,
) -> None:
    """Append facts to a docket the caller has locked, and bodies by their number.

    `head` is the hash of its last fact where the caller has read it. Raises
    DuplicateKeyError for a key that is there, ConflictError for a number that is; the
    transaction is lost then.
    """
    append_many(tx, {docket: entries}, None if head is None else {docket: head})
    tx.insert(
        "INSERT INTO bodies (docket, n, body) VALUES (?, ?, ?)",
        [(docket, n, body) for n, body in (bodies or {}).items()],
    )


def append_many(
    tx: Transaction,
    entries: Mapping[int, Sequence[Entry]],
    heads: Mapping[int, bytes] | None = None,
) -> None:
    """Append facts to many dockets the caller has locked; errors as `append`.

    `heads` are the hashes of their last facts where the caller has read them.
    """
    try:
        tx.insert(
            "INSERT INTO entries (docket, n, at, kind, duty, step, act, key, chain) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            list(_chained(tx, entries, heads)),
        )
    except DuplicateKeyError as error:
        raise _refused(tx, entries, error) from error


def newest_after(tx: Transaction, at: datetime) -> datetime | None:
    """Return the latest moment after `at` among the last facts of all dockets."""
    row = tx.row(
        "SELECT max(e.at) FROM entries e "
        "JOIN dockets d ON d.id = e.docket AND d.n = e.n WHERE e.at > ?",
        seconds(at),
    )
    return moment_or_none(row[0]) if row else None


def links(tx: Transaction, docket_ids: Iterable[int]) -> dict[int, list[Link]]:
    """Return the chain of each docket asked for, link by link."""
    found: dict[int, list[Link]] = {docket: [] for docket in docket_ids}
    for *fact, kept in tx.tuples(_LINKED, list(found)):
        own = found[fact[0]]
        due = link(own[-1].kept if own else b"", tuple(fact))
        own.append(Link(fact[1], bytes(kept), due))
    return found


def bodies(tx: Transaction, docket: int) -> dict[int, str]:
    """Return what people read of a docket's facts, by their number."""
    rows = tx.rows("SELECT n, body FROM bodies WHERE docket = ? ORDER BY n", docket)
    return {row.n: row.body for row in rows}


def _chained(
    tx: Transaction,
    entries: Mapping[int, Sequence[Entry]],
    heads: Mapping[int, bytes] | None,
) -> Iterator[tuple[object, ...]]:
    """Yield facts as rows, each docket's chained to its last one."""
    if heads is None:
        heads = _heads(tx, [one for one, facts in entries.items() if _follow(facts)])
    for docket, facts in entries.items():
        rows = (
            (docket, n, seconds(at), kind.value, duty, step, act, key)
            for n, at, kind, duty, step, act, key in facts
        )
        yield from linked(heads[docket] if _follow(facts) else b"", rows)


def _follow(facts: Sequence[Entry]) -> bool:
    """Tell whether facts follow on others."""
    return bool(facts) and facts[0].n > 1


def _heads(tx: Transaction, dockets: list[int]) -> dict[int, bytes]:
    if not dockets:
        return {}
    rows = tx.rows(
        "SELECT d.id, (SELECT e.chain FROM entries e WHERE e.docket = d.id "
        "ORDER BY e.n DESC LIMIT 1) FROM dockets d WHERE d.id = ANY(?)",
        dockets,
    )
    return {docket: bytes(chain or b"") for docket, chain in rows}


def _linked(row: tuple[Any, ...]) -> Linked:
    """Return a fact that is kept: thousands of dockets share its words."""
    docket, n, at, kind, duty, step, act, key, chain = row
    shared = intern(duty), intern(step), act, key and intern(key)
    return docket, _made(Entry, (n, moment(at), _KINDS[kind], *shared)), bytes(chain)


def _entry(row: tuple[Any, ...]) -> Entry:
    _, n, at, kind, duty, step, act, key = row
    return _made(Entry, (n, moment(at), _KINDS[kind], duty, step, act, key))


def _refused(
    tx: Transaction, entries: Mapping[int, Sequence[Entry]], error: DuplicateKeyError
) -> ConflictError:
    """Say which key was there already, or that a docket has moved on."""
    keyed = [
        (docket, fact.n, fact.key)
        for docket, facts in entries.items()
        for fact in facts
        if fact.key is not None
    ]
    for docket, n, key in keyed:
        if error.key == f"{docket}, {key}" or _is_there(tx, docket, n, key):
            return DuplicateKeyError(key)
    return ConflictError("A docket has moved on; read again, decide again")


def _is_there(tx: Transaction, docket: int, n: int, key: str) -> bool:
    """Look for the key; PostgreSQL named it already and answers nothing any more."""
    if tx.dialect == "postgresql":
        return False
    there = by_key(tx, docket, key)
    return there is not None and there.n != n
