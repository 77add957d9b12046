"""A season on a desk whose ledger and mail server fail, and the promises it keeps.

Three agencies' small campaign, played as flows play it: nobody beats while the clock is
behind, a heartbeat that the ledger ends is over, and people who saw an error try again.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, cast

from desk.beat import beat
from desk.clock import ahead
from desk.contacts import contact_of
from desk.desk import Desk, open_desk
from desk.seals import seal_day
from ledger import campaigns, dockets, letters, rehearsals
from ledger.database import open_ledger
from ledger.errors import LedgerError
from rules.docket import Docket
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterState
from tests.seasons.small import sat_down
from tests.torture.drawing import STEPS
from tests.torture.life import ADDRESS
from tests.torture.mail_season import deliver_due
from tests.torture.people import NAME, Act, Doing, chosen, do, holds
from tests.torture.weather import Failing, Fault, Mail, Mails, Number, Place, fault
from tests.torture.weathered import WAITING, Kept, judge

if TYPE_CHECKING:
    from ledger.database import Ledger

ISSUED = datetime(2024, 5, 6, 8, tzinfo=VN)
_MOST = STEPS + 10
"""The most steps of a season."""
_AGENCIES = ("school", "north", "south")
_NEVER = datetime(2030, 1, 1, tzinfo=VN)
_DAYS, _BACK = timedelta(days=4), timedelta(hours=2)
_MAIL = (*[Mail.TAKES] * 10, *tuple(Mail)[1:])
_IN_FULL = 0.25
"""Seasons whose letters get a body: it costs a quarter of a season."""
_TRIES = 3
"""How often somebody tries again before the ledger is back."""


def issued(folder: Path) -> Path:
    """Issue the small campaign in a rehearsal, so that its seed draws what is drawn.

    Return its ledger, to be copied for each season.
    """
    file = folder / "issued.db"
    ledger = open_ledger(file)
    with ledger.write() as tx:
        rehearsals.begin(tx, 1, ISSUED)
    ledger.close()
    desk, _ = sat_down(folder / "plan", str(file), {})
    desk.ledger.close()
    return file


class Stormy:
    """A season on a copy of an issued ledger; all that happens is drawn by a number."""

    def __init__(self, issued: Path, number: int) -> None:
        self._chance = Random(number)  # noqa: S311 - repeatable by its number
        self._home = TemporaryDirectory(dir=issued.parent)
        ledger = copyfile(issued, Path(self._home.name) / "ledger.db")
        opened = open_desk(str(ledger), "", ADDRESS, hasty=True)
        self.desk = replace(opened, headings=self._chance.random() > _IN_FULL)
        self._failing = Failing(opened.ledger)
        self._failed = replace(self.desk, ledger=cast("Ledger", self._failing))
        self._mails = Mails(ISSUED)
        with opened.ledger.read() as tx:
            self._rows = {row.agency: row.id for row in dockets.of(tx, 1)}
        self._kept = Kept(
            {name: [(0, contact_of(opened, NAME, name).address)] for name in _AGENCIES}
        )
        self._now = self._latest = ISSUED
        self._back, self._done = 0, Counter[Act]()

    def play(self) -> dict[str, int]:
        """Play every step, then let the weather clear; return what was counted.

        Raises AssertionError for a promise that was broken.
        """
        steps = self._chance.randint(STEPS, _MOST)
        for n in range(steps):
            self._step(f"act-{n}")
        self._clear()
        every = judge(self.desk, self._now, self._mails, self._kept)
        return {"steps": steps, **self._counts(every)}

    def close(self) -> None:
        self.desk.ledger.close()
        self._home.cleanup()

    def _step(self, act: str) -> None:
        chance = self._chance
        self._pass_time()
        fails = fault(chance) if chance.random() < 0.4 else None
        self._mails.expect(chance.choice(_MAIL), chance.randint(1, 4))
        agency = chance.choice(_AGENCIES)
        by = chosen(self._docket(agency), self._rows[agency], act, self._now, chance)
        self._failing.come_to(Place.ACT, fails)
        self._tried(by)
        self._heartbeat(fails)

    def _pass_time(self) -> None:
        """Come to what is due next, wait for a while, or set the clock back."""
        kind = self._chance.random()
        if kind < 0.5:
            with self.desk.ledger.read() as tx:
                due = (dockets.next_wake(tx), letters.next_due(tx))
            self._now = max(self._now, min((one for one in due if one), default=_NEVER))
            self._now = min(self._now, self._latest + _DAYS)
        elif kind < 0.75:
            self._now += _part(_DAYS, self._chance)
        else:
            self._now -= _part(_BACK, self._chance)
            self._back += 1
        self._latest = max(self._latest, self._now)

    def _tried(self, by: Doing) -> None:
        """Do it, and again where the ledger failed; it may be refused.

        Who corrects a mailbox or ends a silence again is told that it is so already.
        """
        try:
            for _ in range(_TRIES):
                if self._met(partial(self._do, by)):
                    break
            else:
                self._failing.come_to(Place.ACT, None)
                self._do(by)
        except LedgerError:
            raise
        except CampaignError as error:  # whoever may not do that is told so
            facts = self._docket(by.agency).entries
            if done := [fact for fact in facts if fact.act == by.act]:
                why = f"{done} was refused although it was recorded"
                raise AssertionError(why) from error
        else:
            self._done[by.what] += 1
            assert self._holds(by), f"{by} was lost"
        if by.what is Act.CORRECT and self._holds(by):
            facts = self._docket(by.agency).entries
            n = max(one.n for one in facts if one.kind is EntryKind.CORRECTED)
            self._kept.mailboxes[by.agency].append((n, by.address))

    def _do(self, by: Doing) -> None:
        if receipt := do(self._failed, by):
            self._kept.receipts[by.docket, by.act] = receipt

    def _holds(self, by: Doing) -> bool:
        address = contact_of(self.desk, NAME, by.agency).address
        return holds(by, self._docket(by.agency).standing, address)

    def _met(self, do: Callable[[], object]) -> bool:
        """Do it; False where the ledger failed as it was told to."""
        try:
            do()
        except LedgerError as error:
            if error is not self._failing.raised:
                raise
            return False
        return True

    def _heartbeat(self, fails: Fault | None) -> None:
        """Seal, beat and deliver as the flows do: what the ledger ends is over."""
        self._mails.now = self._now
        if ahead(self.desk, self._now) is None:
            self._met(partial(self._beat, fails))

    def _beat(self, fails: Fault | None) -> None:
        for place, part in (
            (Place.SEAL, seal_day),
            (Place.BEAT, beat),
            (Place.DELIVERY, self._deliver),
        ):
            self._failing.come_to(place, fails)
            part(self._failed, self._now)

    def _deliver(self, desk: Desk, now: datetime) -> None:
        self._remember()
        before = {key: len(known) for key, known in self._mails.heard.items()}
        try:
            deliver_due(desk, self._mails, now, rest=lambda _: None)
        except LedgerError:
            some = self._mails.heard.items()
            came = {key[0] for key, known in some if len(known) > before.get(key, 0)}
            self._mails.forget(came & self._claimed())
            raise

    def _claimed(self) -> set[Number]:
        with self.desk.ledger.read() as tx:
            every = letters.of_campaign(tx, 1)
        return {one[:2] for one in every if one.state is LetterState.CLAIMED}

    def _remember(self) -> None:
        """Note up to which fact of each docket letters are composed, if they are now.

        One that may have arrived leaves as it is.
        """
        with self.desk.ledger.read() as tx:
            every = letters.of_campaign(tx, 1)
            known = {row.agency: row.n for row in dockets.of(tx, 1)}
        for one in every:
            if one.state in WAITING and not one.attempts:
                self._kept.known[one[:2]] = known

    def _clear(self) -> None:
        """Let nothing fail any more, until nothing is due and no letter waits."""
        self._mails.expect(Mail.TAKES, 0)
        self._now = self._latest  # a clock that was set back is set right again
        self._heartbeat(None)
        while (due := self._due()) is not None or beat(self.desk, self._now).visited:
            self._now = max(self._now, due or self._now)
            self._heartbeat(None)

    def _due(self) -> datetime | None:
        with self.desk.ledger.read() as tx:
            return letters.next_due(tx)

    def _docket(self, agency: str) -> Docket:
        with self.desk.ledger.read() as tx:
            season = self.desk.seasons.of(tx, campaigns.get(tx, 1))
            row = dockets.get(tx, self._rows[agency])
            return self.desk.folded.of(tx, season, [row])[agency]

    def _counts(self, every: list[Letter]) -> dict[str, int]:
        with self.desk.ledger.read() as tx:
            facts = sum(row.n for row in dockets.of(tx, 1))
        return {
            "facts": facts,
            "letters": len(every),
            "mail": self._mails.faults,
            "back": self._back,
            "again": self._mails.again(),
            **{str(place): self._failing.failures[place] for place in Place},
            **{str(act): self._done[act] for act in Act},
        }


def _part(of: timedelta, chance: Random) -> timedelta:
    """Draw a part of a time, in whole seconds as the ledger keeps them."""
    return timedelta(seconds=chance.randrange(int(of.total_seconds())))
