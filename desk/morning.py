"""The morning's list with the numbers to call: read, and put on three sheets."""

from datetime import datetime

from calendars.said import said_day
from desk.boards.briefs import stage_of, unread
from desk.boards.items import what_of, who_of
from desk.boards.rows import Left, name_of, titles_of, undone
from desk.desk import Desk
from desk.letters.views import moment_in_words
from desk.progress import OfficeItem, Progress, progress_of
from desk.start import find
from documents.morning import Call, Morning, write_morning
from ledger import campaigns, people
from ledger.transaction import Transaction
from rules.status import is_overdue
from schemas import words
from schemas.agency import Agency, Contact
from schemas.base import VN
from schemas.entry import EntryKind


def morning_sheet(desk: Desk, campaign: str, now: datetime) -> bytes:
    """Return the list of a campaign at `now` as .xlsx; NotIssuedError before its issue.

    It holds telephone numbers: it is for the office, and is written nowhere else.
    """
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        seen = progress_of(desk, tx, row, desk.seasons.of(tx, row), now)
        return write_morning(morning_of(tx, row.id, seen, now))


def morning_of(
    tx: Transaction, campaign: int, seen: Progress, now: datetime
) -> Morning:
    """Return whom the office should call at `now`, about what."""
    calls = _Calls(tx, campaign, seen, now)
    left = list(undone(seen))
    late = (one for one in left if is_overdue(one.owes, one.standing, now))
    return Morning(
        unread=tuple(calls.about(one, _unread_stage(one)) for one, _ in unread(left)),
        overdue=tuple(calls.about(one, _late_stage(one)) for one in late),
        office=(
            *(calls.item(one) for one in seen.office),
            *(calls.held(agency) for agency in seen.held),
        ),
    )


def _unread_stage(one: Left) -> str:
    return words.UNREAD[EntryKind.SEEN in one.standing.latest]


def _late_stage(one: Left) -> str:
    """Say how far the ladder is; who was asked for more has handed something in."""
    stage = words.STAGES[stage_of(one)]
    back = one.standing.to_give_again(one.owes.duty)
    return words.MORE_ASKED.format(stage=stage) if back else stage


class _Calls:
    """Puts who is called on a day beside what they are called about."""

    def __init__(
        self, tx: Transaction, campaign: int, seen: Progress, now: datetime
    ) -> None:
        self._tx = tx
        self._seen = seen
        self._titles = titles_of(seen)
        self._day = now.astimezone(VN).date()
        self._bodies = campaigns.agency_bodies(tx, campaign)

    def about(self, one: Left, stage: str) -> Call:
        """Return a call about one duty that an agency owes."""
        last = said_day(one.owes.last_day)
        return self._call(one.agency, self._titles[one.owes.duty], last, stage)

    def item(self, one: OfficeItem) -> Call:
        """Return a call by which the office does what it has to do."""
        stage = f"{what_of(self._seen, one)} ({moment_in_words(one.since)})"
        if one.waiting:  # whom to call is above, and in no roster
            return Call(who_of(self._seen, one), "", "", "", "", "", "", stage)
        owed = self._owed(one)
        return self._call(one.agency, self._titles.get(one.duty, ""), owed, stage)

    def held(self, agency: str) -> Call:
        """Return the line of a docket that is held."""
        return self._call(agency, "", "", words.ITEMS["held"])

    def _owed(self, one: OfficeItem) -> str:
        docket = self._seen.dockets.get(one.agency)
        owes = docket.assignments if docket else ()
        return next((said_day(o.last_day) for o in owes if o.duty == one.duty), "")

    def _call(self, agency: str, duty: str, last: str, stage: str) -> Call:
        name, body = name_of(self._seen, agency), self._bodies.get(agency)
        if body is None:  # an open group names nobody yet
            return Call(name, "", "", "", "", duty, last, stage)
        contact = Agency.model_validate_json(body).readers(self._day)[0]
        reader = self._colleague(agency) or contact
        return Call(
            name,
            reader.post,
            reader.name or "",
            reader.telephone or contact.telephone or "",
            reader.address,
            duty,
            last,
            stage,
        )

    def _colleague(self, agency: str) -> Contact | None:
        """Return whom the agency passed its docket on to, if it did."""
        passed_on = self._seen.dockets[agency].standing.delegated
        if passed_on is None:
            return None
        row = self._seen.rows[agency]
        return people.delegates(self._tx, row.id).get(passed_on.n)
