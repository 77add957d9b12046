"""What people do in a stormy season, each thing by its name."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from random import Random
from typing import NamedTuple

from desk.answer import Answer, Receipt, answer, undo, undoable
from desk.contacts import contact_of, correct_contact
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.hasten import hasten
from desk.judge import Judgement, judge
from desk.silences import About, silence, speak
from desk.waive import Waiver, waive
from rules.docket import Docket
from rules.standing import WHOLE, Standing
from schemas.entry import EntryKind
from tests.desk.desks import CLERK

NAME = "spring-2024"
_SILENT = timedelta(days=2)


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
    """What is done about which agency's duty, and when; `act` identifies it.

    `until` is the day that they speak of, `n` the answer that is taken back.
    """

    what: Act
    docket: int
    agency: str
    duty: str
    act: str
    now: datetime
    until: date
    n: int = 0

    @property
    def address(self) -> str:
        """The mailbox that a correction writes down."""
        return f"{self.act}@{self.agency}.example"


def chosen(docket: Docket, row: int, act: str, now: datetime, chance: Random) -> Doing:
    """Draw what is done about an agency; half of what waits for an answer gets one."""
    standing = docket.standing
    owed = {one.duty: one for one in docket.assignments}
    waits = [what for what, of in _OF.items() if any(map(of(standing), owed))]
    answers = waits and chance.random() < 0.5
    what = chance.choice(waits if answers else list(Act))
    able = [duty for duty in owed if what in _OF and _OF[what](standing)(duty)]
    duty = chance.choice(able or list(owed))
    until = owed[duty].last_day + timedelta(days=chance.randint(1, 6))
    n = max((fact.n for fact in undoable(docket.entries, now)), default=0)
    return Doing(what, row, docket.agency, duty, act, now, until, n)


_Of = Callable[[Standing], Callable[[str], object]]
_OF: dict[Act, _Of] = {
    Act.EXTEND: lambda standing: standing.asked_time,
    Act.REFUSE: lambda standing: standing.asked_time,
    Act.ACCEPT: lambda standing: standing.declined,
    Act.RETURN: lambda standing: standing.declined,
    Act.UNWAIVE: lambda standing: standing.waived,
    Act.SPEAK: lambda standing: lambda _: standing.silences,
}
"""What answers something else: of which duties it is waited for."""


def do(desk: Desk, by: Doing) -> Receipt | None:
    """Do it; a CampaignError says that it may not be done, a receipt that it was."""
    return _ACTS[by.what](desk, by)


def _says(kind: EntryKind, step: str = "") -> "_Do":
    def say(desk: Desk, by: Doing) -> Receipt:
        told = by.until.isoformat() if kind is EntryKind.TIME_ASKED else step
        given = Answer(kind, (by.duty,), CLERK, by.act, told)
        return answer(desk, by.docket, given, by.now)

    return say


def _extends(desk: Desk, by: Doing) -> Receipt:
    return rule(desk, by.docket, Ruling(by.duty, by.until, CLERK, by.act), by.now)


def _refuses(desk: Desk, by: Doing) -> Receipt:
    return rule(desk, by.docket, Ruling(by.duty, None, CLERK, by.act), by.now)


def _accepts(desk: Desk, by: Doing) -> Receipt:
    return judge(desk, by.docket, Judgement(by.duty, True, CLERK, by.act), by.now)


def _returns(desk: Desk, by: Doing) -> Receipt:
    return judge(desk, by.docket, Judgement(by.duty, False, CLERK, by.act), by.now)


def _waives(desk: Desk, by: Doing) -> Receipt:
    return waive(desk, by.docket, Waiver(by.duty, True, CLERK, by.act), by.now)


def _unwaives(desk: Desk, by: Doing) -> Receipt:
    return waive(desk, by.docket, Waiver(by.duty, False, CLERK, by.act), by.now)


def _undoes(desk: Desk, by: Doing) -> Receipt:
    return undo(desk, by.docket, by.n, CLERK, by.act, by.now)


def _silences(desk: Desk, by: Doing) -> None:
    silence(desk, About(NAME, by.agency), by.now.date() + _SILENT, CLERK, by.now)


def _speaks(desk: Desk, by: Doing) -> None:
    speak(desk, About(NAME, by.agency), CLERK, by.now)


def _hastens(desk: Desk, by: Doing) -> Receipt:
    return hasten(desk, by.docket, (by.duty,), CLERK, by.act, by.now)


def _corrects(desk: Desk, by: Doing) -> None:
    contact = contact_of(desk, NAME, by.agency)
    to = contact.model_copy(update={"address": by.address})
    correct_contact(desk, NAME, by.agency, to, by.now)


_Do = Callable[[Desk, Doing], Receipt | None]
_ACTS: dict[Act, _Do] = {
    Act.WAIT: lambda _desk, _by: None,
    Act.CONFIRM: _says(EntryKind.CONFIRMED),
    Act.PROGRESS: _says(EntryKind.PROGRESSED, "50"),
    Act.FULFIL: _says(EntryKind.FULFILLED),
    Act.NOTHING: _says(EntryKind.NOTHING),
    Act.DECLINE: _says(EntryKind.DECLINED),
    Act.ASK: _says(EntryKind.TIME_ASKED),
    Act.UNDO: _undoes,
    Act.EXTEND: _extends,
    Act.REFUSE: _refuses,
    Act.ACCEPT: _accepts,
    Act.RETURN: _returns,
    Act.WAIVE: _waives,
    Act.UNWAIVE: _unwaives,
    Act.SILENCE: _silences,
    Act.SPEAK: _speaks,
    Act.HASTEN: _hastens,
    Act.CORRECT: _corrects,
}


def holds(by: Doing, standing: Standing, address: str) -> bool:
    """Tell whether what was done without a receipt is there."""
    silent = standing.silences.get(WHOLE)
    match by.what:
        case Act.SILENCE:
            return silent is not None and silent.since == by.now
        case Act.SPEAK:
            return silent is None or silent.until <= by.now
        case Act.CORRECT:
            return address == by.address
        case _:
            return True
