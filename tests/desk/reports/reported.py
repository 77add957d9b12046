"""Agencies of the Lai Châu campaign that report, as often as a test asks for it."""

from collections.abc import Mapping
from datetime import datetime

from desk.answer import Answer, answer
from desk.desk import Desk
from desk.reports.submit import Submission, reporter_of, submit
from desk.start import OFFICE
from ledger import dockets, entries
from ledger.dockets import DocketRow
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.report import Channel, Narrative, Report
from tests.desk.desks import CLERK, docket

NOW = datetime(2024, 7, 15, 9, tzinfo=VN)


def report(
    desk: Desk,
    agency: str,
    figures: Mapping[str, int],
    *,
    narrative: str = "",
    at: datetime = NOW,
    channel: Channel = Channel.PAGE,
) -> None:
    """Hand in a report: these figures, all else that is asked as zero."""
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        reporter = reporter_of(desk, tx, row)
    zeros = {one.id: 0 for one in reporter.asked.items if one.entered}
    given = Report(
        channel=channel,
        figures={} if channel is Channel.CLERK else {**zeros, **figures},
        narrative=Narrative(results=narrative),
        explained={} if channel is Channel.CLERK else dict.fromkeys(zeros, "Đúng."),
    )
    act = f"report-{agency}-{reporter.reporting.versions}"
    person = CLERK._replace(note="Đơn vị đính chính." if reporter.locked else "")
    submit(desk, row.id, Submission(given, person, act, locked_too=True), at)


def say(desk: Desk, agency: str, kind: EntryKind) -> None:
    """Answer for the whole report without handing one in."""
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        duty = reporter_of(desk, tx, row).duty.duty
    answer(desk, row.id, Answer(kind, (duty,), CLERK, f"{kind}-{agency}"), NOW)


def send_back(desk: Desk, agency: str) -> None:
    """Let the office ask for the report again."""
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        duty = reporter_of(desk, tx, row).duty.duty
    put(desk, row, EntryKind.SENT_BACK, duty)


def lock(desk: Desk) -> None:
    """Lock everybody's figures."""
    with desk.ledger.read() as tx:
        office = dockets.find(tx, 1, OFFICE)
    assert office is not None
    put(desk, office, EntryKind.LOCKED, "")


def put(desk: Desk, row: DocketRow, kind: EntryKind, duty: str) -> None:
    with desk.ledger.write() as tx:
        entries.append(tx, row.id, [Entry(row.n + 1, NOW, kind, duty)])
        dockets.advance(tx, row.id, row.n + 1, None)
