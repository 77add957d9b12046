"""The office excuses one agency from one duty, and may ask for it again."""

from dataclasses import dataclass
from datetime import datetime

from desk.answer import NothingToSayError, Receipt
from desk.desk import Desk
from desk.ruling import Asked, ruling
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError


class AwaitedError(CampaignError):
    """Others wait for what the agency hands over: excused, it would never come."""


class NotWaivedError(CampaignError):
    """The agency is not excused from the duty."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """That an agency is excused from a duty (`waives`), or is so no more.

    `person` is who decided, its note the reason; `act` identifies it, so twice is once.
    """

    duty: str
    waives: bool
    person: Person
    act: str

    @property
    def kind(self) -> EntryKind:
        """Return the fact that records it."""
        return EntryKind.WAIVED if self.waives else EntryKind.UNWAIVED


def waive(desk: Desk, docket: int, given: Waiver, now: datetime) -> Receipt:
    """Record that a duty is waived, or is so no more; the next beat tells the agency.

    The plan stays as it is, and so does what others owe. Raises NotOwedError,
    NothingToSayError where the duty is done or not expected already, AwaitedError,
    NotWaivedError, PersonalReasonError.
    """

    def decided(asked: Asked) -> tuple[EntryKind, str]:
        _check(given, asked)
        return given.kind, ""

    return ruling(desk, docket, given.duty, decided, given.person, given.act, now)


def _check(given: Waiver, asked: Asked) -> None:
    duty, standing = given.duty, asked.standing
    if standing.done(duty) is not None:
        raise NothingToSayError(f"duty {duty} is done: there is nothing to waive")
    if not given.waives:
        if standing.waived(duty) is None:
            raise NotWaivedError(f"duty {duty} is not waived: it is asked for anyway")
        return
    if standing.released(duty):
        raise NothingToSayError(f"duty {duty} is not expected of the agency already")
    if asked.owes.awaited_by:
        waiting = ", ".join(asked.owes.awaited_by)
        raise AwaitedError(
            f"duty {duty} is awaited by {waiting}, who would wait for ever: "
            "amend the plan instead"
        )
