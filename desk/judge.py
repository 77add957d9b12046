"""The office decides whose a declined duty is: it accepts the word, or returns it."""

from dataclasses import dataclass
from datetime import datetime

from desk.answer import NothingToSayError, Receipt
from desk.desk import Desk
from desk.ruling import Asked, ruling
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError


class NotDeclinedError(CampaignError):
    """Nobody has said that the duty is not theirs."""


_VERDICTS = (EntryKind.ACCEPTED, EntryKind.RETURNED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a declined duty is `accepted` as another's, or returned to its agency.

    `person` is who decided, its note the reason; `act` identifies it, so twice is once.
    """

    duty: str
    accepted: bool
    person: Person
    act: str

    @property
    def kind(self) -> EntryKind:
        """Return the fact that records it."""
        return EntryKind.ACCEPTED if self.accepted else EntryKind.RETURNED


def judge(desk: Desk, docket: int, given: Judgement, now: datetime) -> Receipt:
    """Record whose a duty is; the agency is told by the next beat.

    The office may think better of it: what it accepted it may return, and the other way
    round. Raises NotOwedError, NotDeclinedError where nobody said so or the duty was
    waived since, NothingToSayError where it was decided like that already,
    PersonalReasonError.
    """

    def decided(asked: Asked) -> tuple[EntryKind, str]:
        _check(given, asked)
        return given.kind, ""

    return ruling(desk, docket, given.duty, decided, given.person, given.act, now)


def _check(given: Judgement, asked: Asked) -> None:
    duty, standing = given.duty, asked.standing
    if standing.done(duty) is not None:
        raise NothingToSayError(f"duty {duty} is done: there is nothing to decide")
    judged = standing.judged.get(duty)
    if standing.declined(duty) is None:
        if judged is None or judged.kind not in _VERDICTS:
            raise NotDeclinedError(
                f"nobody declined duty {duty}: there is nothing to accept or return"
            )
        if judged.kind is given.kind:
            raise NothingToSayError(f"duty {duty} is {judged.kind} already")
