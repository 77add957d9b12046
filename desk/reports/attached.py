"""Hand out what was attached to a report: part by part, or as files for the office."""

from collections.abc import Iterator
from typing import NamedTuple

from desk.desk import Desk
from desk.reports.files import Written
from desk.reports.writing import picked
from ledger import attachments, reports
from ledger.attachments import Kept


class Download(NamedTuple):
    """A file and its content, read part by part, each in a moment of its own."""

    file: Kept
    parts: Iterator[bytes]


def open_attachment(desk: Desk, docket: int, attachment: str) -> Download | None:
    """Return a file of a docket; None if it holds no such file, or not any more."""
    with desk.ledger.read() as tx:
        found = attachments.of(tx, docket).get(attachment)
    return Download(found, _parts(desk, found.id)) if found and found.name else None


def of_last_version(desk: Desk, docket: int) -> tuple[Kept, ...]:
    """Return the files of the last version of a docket's report."""
    with desk.ledger.read() as tx:
        last = reports.last(tx, docket)
        return picked(tx, docket, last.report.attachments) if last else ()


def contents(desk: Desk, files: tuple[Kept, ...]) -> Iterator[Written]:
    """Yield files one after another, by names of our own."""
    for one in files:
        yield Written(one.id, b"".join(_parts(desk, one.id)))


def _parts(desk: Desk, attachment: str) -> Iterator[bytes]:
    n = 0
    while (part := _part(desk, attachment, n)) is not None:
        yield part
        n += 1


def _part(desk: Desk, attachment: str, n: int) -> bytes | None:
    with desk.ledger.read() as tx:
        return attachments.part(tx, attachment, n)
