"""Attach files to a report being written, and take them off it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from desk.desk import Desk
from desk.reports.writing import lock_writer, picked, put_fields, stored
from documents.attachments.receiving import refuse_another, stored_name
from documents.attachments.verdict import Attachment, Refusal
from ledger import attachments, drafts, reports
from ledger.attachments import PART, Kept
from ledger.transaction import Transaction
from rules.reports.drafts import YES, Field, attached


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file that may be kept, under the name it came with."""

    name: str
    found: Attachment
    content: BinaryIO


def attach(desk: Desk, docket: int, given: Inspected, now: datetime) -> Refusal | None:
    """Keep a file and name it in the draft; return why it is one too many.

    What the draft holds already is not kept twice, by whatever name it comes. Raises
    NotOwedError, LockedError.
    """
    with desk.ledger.write() as tx:
        reporter = lock_writer(desk, tx, docket)
        fields = stored(tx, reporter, drafts.latest(tx, docket))
        held = picked(tx, docket, attached(fields))
        if given.found.digest in (one.digest for one in held):
            return None
        if refusal := refuse_another(len(held)):
            return refusal
        named = _earlier(tx, docket, given) or _put(tx, docket, given, now)
        put_fields(tx, docket, {**fields, Field.FILE.of(named): YES}, now)
    return None


def take_off(desk: Desk, docket: int, attachment: str, now: datetime) -> None:
    """Leave a file out of the draft, and forget it unless it was submitted.

    Does nothing where the draft does not name it. Raises NotOwedError, LockedError.
    """
    with desk.ledger.write() as tx:
        reporter = lock_writer(desk, tx, docket)
        fields = stored(tx, reporter, drafts.latest(tx, docket))
        if fields.pop(Field.FILE.of(attachment), None) is None:
            return
        put_fields(tx, docket, fields, now)
        versions = reports.of(tx, docket)
        if all(attachment not in one.report.attachments for one in versions):
            attachments.remove(tx, attachment)


def _earlier(tx: Transaction, docket: int, given: Inspected) -> str | None:
    """Return the same file under the same name as an earlier version has it."""
    same = (given.name, given.found.digest)
    for one in attachments.of(tx, docket).values():
        if (one.name, one.digest) == same:
            return one.id
    return None


def _put(tx: Transaction, docket: int, given: Inspected, now: datetime) -> str:
    """Keep a file under a random name of our own, which is its id."""
    name = stored_name(given.found)
    kept = Kept(name, docket, now, given.name, *given.found)
    attachments.put(tx, kept, _parts(given.content))
    return name


def _parts(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(PART):
        yield part
