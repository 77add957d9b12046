"""Agencies of last year: contacts as they were known last, and how they answered."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rules.answer_times import Times
from rules.finding import File, Place
from rules.renewal.edit import KEPT, Edit, Kind, Value
from schemas.agency import Agency, Contact, Roster


class Past(NamedTuple):
    """What the ledger knows of an agency: its contacts, and what became of letters.

    `bounced` tells that the last letter to it came back, and no address since.
    """

    agency: Agency
    bounced: bool
    times: Times | None


def carry(roster: Roster, past: Mapping[str, Past], year: int) -> Iterator[Edit]:
    """Return the edits of the agencies of `year`, those that are over included."""
    for i, one in enumerate(roster.agencies):
        place: Place = ("agencies", i)
        known = past.get(one.id)
        if known is not None:
            yield from _contacts(one, known, year, place)
            if known.times is not None:
                said = f"{year}: {_said(known.times)}"
                yield _edit((*place, "name"), Kind.PAST, KEPT, said)
        if one.stand_in is not None:
            why = f"a stand-in until {one.stand_in.last}: over"
            yield _edit((*place, "stand_in"), Kind.CONTACT, None, why)


def _contacts(one: Agency, known: Past, year: int, place: Place) -> Iterator[Edit]:
    said: list[str] = []
    value: Value = KEPT
    if known.agency.contact != one.contact:
        value = _fields(known.agency.contact)
        said.append(f"as corrected in {year}")
    if known.bounced:
        said.append(f"letters came back in {year}: ask for the right address")
    if said:
        yield _edit((*place, "contact"), Kind.CONTACT, value, "; ".join(said))
    if known.agency.head is not None and known.agency.head != one.head:
        value = _fields(known.agency.head)
        yield _edit((*place, "head"), Kind.CONTACT, value, f"as known in {year}")
    if known.agency.others != one.others:
        value = tuple(_fields(other) for other in known.agency.others)
        kept = value or None
        yield _edit((*place, "others"), Kind.CONTACT, kept, f"as known in {year}")


def _fields(contact: Contact) -> dict[str, str]:
    return contact.model_dump(exclude_none=True)


def _said(times: Times) -> str:
    said = [f"{times.in_time} of {times.due} in time"]
    if times.never:
        said.append(f"{times.never} never")
    if times.received is None:
        said.insert(0, "never answered")
    else:
        said.insert(0, f"answered after {_working(times.received)}")
    if times.report is not None:
        side = "before" if times.report >= 0 else "after"
        said.append(f"report {_working(abs(times.report))} {side} its last day")
    return ", ".join(said)


def _working(days: int) -> str:
    return f"{days} working day{'' if days == 1 else 's'}"


def _edit(place: Place, kind: Kind, value: Value, why: str) -> Edit:
    return Edit(File.ROSTER, place, kind, value, why)
