"""Contacts as a sheet: written for the office, read back, shown before they change."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import ValidationError

from calendars.said import said_day
from desk.contacts import change_agency
from desk.desk import Desk
from desk.start import find
from documents.contacts import Row, Wrong, column_of, read_contacts, write_contacts
from ledger import campaigns, dockets
from ledger.transaction import Transaction
from schemas import words
from schemas.agency import MOST_OTHERS, Agency, Contact, StandIn
from schemas.errors import CampaignError

_ROLES = {word: role for role, word in words.CONTACT_ROLES.items()}
_FIELDS = {"name": "reader", "first": "first", "last": "last"}
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_REMEDIES = {
    "address": "write it as name@place.example",
    "post": "write the post of who reads it, in one line",
    "telephone": "write digits, as 0213 3876 123 or +84 213 3876 123",
    "first": "write the first day of leave as 01/6/2027",
    "last": "write the last day of leave as 05/6/2027, not before the first",
}


class WrongSheetError(CampaignError):
    """The sheet has errors; its text holds all of them at once."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        super().__init__("\n".join(map(str, wrong)))


class Kind(StrEnum):
    """What becomes of one mailbox."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Change(NamedTuple):
    """One mailbox before and after, in words; empty where there is none."""

    kind: Kind
    agency: str
    role: str
    before: str
    after: str


class Preview(NamedTuple):
    """What a sheet would change, and all that is wrong with it."""

    changes: tuple[Change, ...] = ()
    wrong: tuple[Wrong, ...] = ()


def export_contacts(desk: Desk, campaign: str) -> bytes:
    """Return the contacts of a campaign's agencies as .xlsx."""
    with desk.ledger.read() as tx:
        roster = _roster(tx, find(tx, campaign).id)
    rows = (row for agency in roster.values() for row in _rows(agency))
    return write_contacts(rows)


def preview_contacts(desk: Desk, campaign: str, content: bytes) -> Preview:
    """Return what a sheet would change; agencies it leaves out stay as they are."""
    with desk.ledger.read() as tx:
        roster = _roster(tx, find(tx, campaign).id)
    changed, wrong = _changed(roster, content)
    changes = (
        change for agency in changed for change in _changes(roster[agency.id], agency)
    )
    return Preview(tuple(changes), tuple(wrong))


def apply_contacts(desk: Desk, campaign: str, content: bytes, now: datetime) -> Preview:
    """Change the contacts as the sheet says, all of them or none.

    Raises WrongSheetError while anything is wrong with it. Where a contact's address
    changes, or one that refused a letter is replaced, what never arrived is written
    anew, as `correct_contact` does.
    """
    with desk.ledger.write() as tx:
        row = find(tx, campaign)
        roster = _roster(tx, row.id)
        changed, wrong = _changed(roster, content)
        if wrong:
            raise WrongSheetError(wrong)
        _lock(tx, row.id, {agency.id for agency in changed})
        for agency in sorted(changed, key=lambda one: one.id):
            change_agency(tx, row.id, agency, now)
    changes = (c for one in changed for c in _changes(roster[one.id], one))
    return Preview(tuple(changes))


def _lock(tx: Transaction, campaign: int, agencies: set[str]) -> None:
    """Lock the agencies' dockets, all at once."""
    rows = dockets.of(tx, campaign)
    dockets.lock_all(tx, (row.id for row in rows if row.agency in agencies))


def _roster(tx: Transaction, campaign: int) -> dict[str, Agency]:
    bodies = campaigns.agency_bodies(tx, campaign)
    return {
        key: Agency.model_validate_json(body)
        for key, body in bodies.items()
        if ":" not in key
    }


def _mailboxes(agency: Agency) -> Iterator[tuple[str, Contact]]:
    yield "contact", agency.contact
    yield from (("other", other) for other in agency.others)
    if agency.stand_in is not None:
        yield "stand-in", agency.stand_in
    if agency.head is not None:
        yield "head", agency.head


def _rows(agency: Agency) -> Iterator[Row]:
    for role, one in _mailboxes(agency):
        away = one if isinstance(one, StandIn) else None
        yield Row(
            place=0,
            agency=agency.id,
            name=agency.name,
            role=words.CONTACT_ROLES[role],
            post=one.post,
            reader=one.name or "",
            address=one.address,
            telephone=one.telephone or "",
            first=said_day(away.first) if away else "",
            last=said_day(away.last) if away else "",
        )


def _changed(
    roster: dict[str, Agency], content: bytes
) -> tuple[list[Agency], list[Wrong]]:
    """Return the agencies that would change, and everything that is wrong."""
    sheet = read_contacts(content)
    wrong = list(sheet.wrong)
    by_agency: dict[str, list[Row]] = {}
    for row in sheet.rows:
        by_agency.setdefault(row.agency, []).append(row)
    changed: list[Agency] = []
    for name, rows in by_agency.items():
        if name not in roster:
            wrong += [_unknown(row) for row in rows]
            continue
        agency, found = _agency(roster[name], rows)
        wrong += found
        if agency is not None and agency != roster[name]:
            changed.append(agency)
    return changed, sorted(wrong, key=lambda one: (one.row, one.column))


def _unknown(row: Row) -> Wrong:
    what = f"unknown agency '{row.agency[:60]}'"
    remedy = "write the id of the roster, or add the agency to the plan first"
    return Wrong(row.place, column_of("agency"), what, remedy)


def _agency(before: Agency, rows: list[Row]) -> tuple[Agency | None, list[Wrong]]:
    """Return an agency with the mailboxes of its rows, or what is wrong with them."""
    wrong = [*_wrong_roles(rows), *_twice(rows)]
    read: dict[str, list[Contact]] = {role: [] for role in words.CONTACT_ROLES}
    for row in rows:
        role = _ROLES.get(row.role)
        if role is None:
            continue
        one = _contact(row, role)
        if isinstance(one, Contact):
            read[role].append(one)
        else:
            wrong += one
    if wrong:
        return None, wrong
    fields = {
        "contact": read["contact"][0],
        "others": tuple(read["other"]),
        "stand_in": next(iter(read["stand-in"]), None),
        "head": next(iter(read["head"]), None),
    }
    return before.model_copy(update=fields), []


def _wrong_roles(rows: list[Row]) -> Iterator[Wrong]:
    column, known = column_of("role"), ", ".join(_ROLES)
    for row in rows:
        if row.role not in _ROLES:
            what = f"unknown role '{row.role[:60]}'"
            yield Wrong(row.place, column, what, f"write one of {known}")
    times = Counter(_ROLES.get(row.role) for row in rows)
    most = {"contact": 1, "stand-in": 1, "head": 1, "other": MOST_OTHERS}
    for role, limit in most.items():
        if times[role] > limit:
            row = [row for row in rows if _ROLES.get(row.role) == role][limit]
            what = f"{times[role]} times {row.role} for {row.agency}"
            yield Wrong(row.place, column, what, f"keep at most {limit}")
    if not times["contact"]:
        word, first = words.CONTACT_ROLES["contact"], rows[0]
        what = f"no {word} for {first.agency}"
        yield Wrong(first.place, column, what, f"add a row with the role {word}")


def _twice(rows: list[Row]) -> Iterator[Wrong]:
    """Find an address that an agency has twice in one role or beside its contact."""
    seen: set[str] = set()
    for row in rows:
        address = row.address.lower()
        if _ROLES.get(row.role) in ("contact", "other") and address:
            if address in seen:
                what = f"a second row with {row.address[:60]} for {row.agency}"
                yield Wrong(row.place, column_of("address"), what, "remove one")
            seen.add(address)


def _contact(row: Row, role: str) -> Contact | list[Wrong]:
    values: dict[str, Any] = {
        "post": row.post,
        "address": row.address,
        "name": row.reader or None,
        "telephone": row.telephone or None,
    }
    model = Contact
    if role == "stand-in":
        model = StandIn
        values |= {"first": _day(row.first), "last": _day(row.last)}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        fields = dict.fromkeys(
            str(one["loc"][0]) if one["loc"] else "last" for one in error.errors()
        )
        return [_wrong_cell(row, field) for field in fields]


def _wrong_cell(row: Row, field: str) -> Wrong:
    cell = _FIELDS.get(field, field)
    value = str(getattr(row, cell))[:60]
    what = f"'{value}' is no {field}" if value else f"there is no {field}"
    remedy = _REMEDIES.get(field, "write it in one line")
    return Wrong(row.place, column_of(cell), what, remedy)


def _day(text: str) -> date | None:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day only
        except ValueError:
            continue
    return None


def _changes(before: Agency, after: Agency) -> Iterator[Change]:
    """Compare two forms of an agency, mailbox by mailbox within each role."""
    for role, word in words.CONTACT_ROLES.items():
        old = [one for r, one in _mailboxes(before) if r == role]
        new = [one for r, one in _mailboxes(after) if r == role]
        gone = [_said(one) for one in old if one not in new]
        come = [_said(one) for one in new if one not in old]
        for was, becomes in zip(gone, come, strict=False):
            yield Change(Kind.CHANGED, after.id, word, was, becomes)
        for was in gone[len(come) :]:
            yield Change(Kind.REMOVED, after.id, word, was, "")
        for becomes in come[len(gone) :]:
            yield Change(Kind.ADDED, after.id, word, "", becomes)


def _said(one: Contact) -> str:
    parts = [one.address, one.post, one.name or "", one.telephone or ""]
    if isinstance(one, StandIn):
        parts.append(f"{said_day(one.first)} – {said_day(one.last)}")
    return ", ".join(part for part in parts if part)
