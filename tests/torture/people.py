"""What people do in a stormy season, each thing by its name."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from desk.answer import Answer, Receipt, answer, undo, undoable
from desk.contacts import contact_of, correct_contact
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.hasten import hasten
from desk.judge import Judgement, judge
from desk.silences import About, silence, speak
from desk.waive import Waiver, waive
from ledger import entries
from schemas.entry import EntryKind
from tests.desk.desks import CLERK

NAME = "spring-2024"
AGENCIES = ("school", "north", "south")
DUTIES = ("2.1", "2.2", "3.1", "report")


class Act(StrEnum):
    """What somebody does in a step; `wait` is nothing."""

    WAIT = "wait"
    CONFIRM = "confirm"
    PROGRESS = "progress"
    FULFIL = "fulfil"
    NOTHING = "nothing"
    DECLINE = "decline"
    ASK = "ask"
    UNDO = "undo"
    EXTEND = "extend"
    REFUSE = "refuse"
    ACCEPT = "accept"
    RETURN = "return"
    WAIVE = "waive"
    UNWAIVE = "unwaive"
    SILENCE = "silence"
    SPEAK = "speak"
    HASTEN = "hasten"
    CORRECT = "correct"


class Doing(NamedTuple):
    """Who does something about which agency's duty, and when; `act` identifies it."""

    desk: Desk
    docket: int
    agency: str
    duty: str
    act: str
    now: datetime

    @property
    def later(self) -> date:
        """The day of which they speak: until when there shall be more time."""
        return self.now.date() + timedelta(days=5)


def do(what: Act, by: Doing) -> Receipt | None:
    """Do it; a CampaignError says that it may not be done, a receipt that it was."""
    return _ACTS[what](by)


def _says(kind: EntryKind, step: str = "") -> Callable[[Doing], Receipt]:
    def say(by: Doing) -> Receipt:
        told = by.later.isoformat() if kind is EntryKind.TIME_ASKED else step
        given = Answer(kind, (by.duty,), CLERK, by.act, told)
        return answer(by.desk, by.docket, given, by.now)

    return say


def _rules(*, extends: bool) -> Callable[[Doing], Receipt]:
    def ruled(by: Doing) -> Receipt:
        given = Ruling(by.duty, by.later if extends else None, CLERK, by.act)
        return rule(by.desk, by.docket, given, by.now)

    return ruled


def _judges(*, accepts: bool) -> Callable[[Doing], Receipt]:
    def judged(by: Doing) -> Receipt:
        given = Judgement(by.duty, accepts, CLERK, by.act)
        return judge(by.desk, by.docket, given, by.now)

    return judged


def _waives(*, waives: bool) -> Callable[[Doing], Receipt]:
    def waived(by: Doing) -> Receipt:
        given = Waiver(by.duty, waives, CLERK, by.act)
        return waive(by.desk, by.docket, given, by.now)

    return waived


def _undoes(by: Doing) -> Receipt | None:
    with by.desk.ledger.read() as tx:
        facts = entries.of(tx, [by.docket])[by.docket]
    last = max((fact.n for fact in undoable(facts, by.now)), default=None)
    if last is None:
        return None
    return undo(by.desk, by.docket, last, CLERK, by.act, by.now)


def _silences(by: Doing) -> None:
    last = by.now.date() + timedelta(days=2)
    silence(by.desk, About(NAME, by.agency), last, CLERK, by.now)


def _speaks(by: Doing) -> None:
    speak(by.desk, About(NAME, by.agency), CLERK, by.now)


def _hastens(by: Doing) -> Receipt:
    return hasten(by.desk, by.docket, (by.duty,), CLERK, by.act, by.now)


def _corrects(by: Doing) -> None:
    contact = contact_of(by.desk, NAME, by.agency)
    domain = contact.address.partition("@")[2]
    to = contact.model_copy(update={"address": f"{by.act}@{domain}"})
    correct_contact(by.desk, NAME, by.agency, to, by.now)


_ACTS: dict[Act, Callable[[Doing], Receipt | None]] = {
    Act.WAIT: lambda _: None,
    Act.CONFIRM: _says(EntryKind.CONFIRMED),
    Act.PROGRESS: _says(EntryKind.PROGRESSED, "50"),
    Act.FULFIL: _says(EntryKind.FULFILLED),
    Act.NOTHING: _says(EntryKind.NOTHING),
    Act.DECLINE: _says(EntryKind.DECLINED),
    Act.ASK: _says(EntryKind.TIME_ASKED),
    Act.UNDO: _undoes,
    Act.EXTEND: _rules(extends=True),
    Act.REFUSE: _rules(extends=False),
    Act.ACCEPT: _judges(accepts=True),
    Act.RETURN: _judges(accepts=False),
    Act.WAIVE: _waives(waives=True),
    Act.UNWAIVE: _waives(waives=False),
    Act.SILENCE: _silences,
    Act.SPEAK: _speaks,
    Act.HASTEN: _hastens,
    Act.CORRECT: _corrects,
}
