"""Hand in a report: exactly the save that its review showed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from desk.answer import Receipt, check_words, of_act, receipt
from desk.desk import Desk
from desk.reports.submit import Submission, figures_before, lock_reporter, record
from desk.reports.writing import KEPT, read_fields
from ledger import drafts
from rules.reports.drafts import Written, why_fields, written
from schemas.entry import Person
from schemas.errors import CampaignError


class NotSavedError(CampaignError):
    """There is no such save of the report: look at it again."""


class UnreadableError(CampaignError):
    """Fields of the report cannot be read; `written` says which."""

    def __init__(self, found: Written) -> None:
        self.written = found
        super().__init__(f"fields that cannot be read: {', '.join(found.wrong)}")


@dataclass(frozen=True, slots=True)
class HandIn:
    """A save somebody reviewed, and what they explain; `act` makes twice once."""

    saved: int
    whys: Mapping[str, str]
    person: Person
    act: str


def hand_in(desk: Desk, docket: int, given: HandIn, now: datetime) -> Receipt:
    """Submit a save as it was reviewed, whatever was saved since.

    Raises NotOwedError, LockedError, NotSavedError, UnreadableError, WrongReportError,
    LostAttachmentError, PersonalReasonError.
    """
    check_words(given.person)
    with desk.ledger.write() as tx:
        reporter = lock_reporter(desk, tx, docket)
        if before := of_act(reporter.facts, given.act):
            return receipt(desk, docket, before)
        saved = drafts.get(tx, docket, given.saved)
        if saved is None:
            raise NotSavedError(f"save {given.saved} is not kept: look at it again")
        asked = reporter.asked
        whys = {n: given.whys[n] for n in why_fields(asked) if n in given.whys}
        figures = figures_before(desk, tx, reporter).figures
        found = written(read_fields(saved) | whys, asked, figures)
        if found.wrong:
            raise UnreadableError(found)
        submission = Submission(found.report, given.person, given.act)
        done = record(desk, tx, reporter, submission, now)
        drafts.end(tx, docket, saved.saved, now, keep=now - KEPT)
        return done
