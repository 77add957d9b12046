"""The limit of W5: the same decisions in one loop over lists, sent by SMTP."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import NamedTuple

from calendars.deadlines import last_instant
from calendars.hours import opening
from calendars.working_days import WorkingDays
from desk.rehearsals.papers import signing
from desk.rehearsals.script import issued_at
from desk.season import Season, owners
from desk.start import OFFICE
from rules.decide import decide
from rules.fold import stand
from rules.in_force import convene, issue
from rules.news import is_news
from rules.playing import Played, play
from rules.signals import SUPERIOR
from rules.status import count
from schemas.action import Draft, Signal
from schemas.agency import Roster
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.in_force import Ceremony
from schemas.matter import Matter, superior
from schemas.plan import Plan

_NOTICE = 5
_RECORDED_AFTER = timedelta(hours=3)

Send = Callable[[str, Draft], None]


class Event(NamedTuple):
    """Something that happens at a moment."""

    at: datetime
    name: str
    do: Callable[[datetime], None]


class PlainSeason:
    """A season whose facts are lists; what is decided is sent at once."""

    def __init__(
        self, plan: Plan, roster: Roster, days: WorkingDays, seed: int, send: Send
    ) -> None:
        self._send, self._days, self._seed = send, days, seed
        self._above = {one.id: one.superior for one in roster.agencies}
        issued = issued_at(plan)
        self.season = Season(1, issue(plan, signing(plan), issued), days)
        names, _ = owners(self.season.in_force)
        self.facts: dict[str, list[Entry]] = {name: [] for name in (*names, OFFICE)}
        self._wakes: dict[str, datetime | None] = dict.fromkeys(self.facts, issued)
        self._told: list[tuple[str, Signal]] = []
        self.letters = 0
        for kind in (EntryKind.STARTED, EntryKind.ISSUED):
            self._append(OFFICE, kind, issued)

    def play(self) -> None:
        """Play from wake to wake, until the close."""
        events = sorted((*self._launching(), *self._answering()), key=lambda e: e[:2])
        end, now = last_instant(self.season.plan.close), datetime.min.replace(tzinfo=VN)
        while True:
            ahead = [at for at in self._wakes.values() if at]
            ahead += [event.at for event in events[:1]]
            now = max(now, min(ahead, default=end + timedelta(days=1)))
            if now > end:
                return
            while events and events[0].at <= now:
                events.pop(0).do(now)
            self._beat(now)

    def _beat(self, now: datetime) -> None:
        for name in self.facts:
            if name != OFFICE and _due(self._wakes[name], now):
                self._settle(name, DocketKind.AGENCY, now)
        told, self._told = self._told, []
        for agency, signal in told:
            self._learn(agency, signal, now)
        if _due(self._wakes[OFFICE], now):
            self._settle(OFFICE, DocketKind.OFFICE, now)

    def _settle(self, name: str, kind: DocketKind, now: datetime) -> None:
        facts = self.facts[name]
        docket = self.season.docket(name, kind, tuple(facts))
        decision = decide(docket, now)
        count(docket.assignments, docket.standing, now)
        facts += decision.facts(len(facts), now)
        self._told += [(name, signal) for signal in decision.signals]
        self._wakes[name] = decision.wake
        for draft in decision.drafts:
            self._send(name, draft)
            self.letters += 1

    def _learn(self, agency: str, signal: Signal, now: datetime) -> None:
        step = signal.step
        if signal.kind is EntryKind.RAISED and step == SUPERIOR:
            above = self._above[agency]
            step = superior(above) if above else Matter.CALL
        duty, key = f"{agency}/{signal.duty}", f"{agency}/{signal.key}"
        self._append(OFFICE, signal.kind, now, duty, step, key=key)
        self._wakes[OFFICE] = now

    def _append(
        self,
        name: str,
        kind: EntryKind,
        now: datetime,
        duty: str = "",
        step: str = "",
        act: str = "",
        key: str | None = None,
    ) -> None:
        facts = self.facts[name]
        facts.append(Entry(len(facts) + 1, now, kind, duty, step, act, key))

    def _launching(self) -> Iterator[Event]:
        plan, days = self.season.plan, self._days
        day = days.on_or_after(plan.launch.window.first)
        notice = opening(days.before(day, _NOTICE), plan.policy.letter_hours)
        starts = datetime(day.year, day.month, day.day, 8, tzinfo=VN)
        ceremony = Ceremony(place=plan.place, starts=starts)

        def fix(now: datetime) -> None:
            in_force = convene(self.season.in_force, ceremony)
            self.season = Season(1, in_force, days)
            self._append(OFFICE, EntryKind.CONVENED, now, step=starts.isoformat())
            self._wakes = dict.fromkeys(self._wakes, now)

        def hold(now: datetime) -> None:
            self._append(OFFICE, EntryKind.HELD, now, step=f"{day}/0", key="held")

        told = max(notice, self.season.in_force.issued)
        yield Event(told, "fix the launch", fix)
        yield Event(starts + _RECORDED_AFTER, "hold the launch", hold)

    def _answering(self) -> Iterator[Event]:
        owing, issued = self.season.assignments, self.season.in_force.issued
        for one in play(owing, issued, self._days, self._seed):
            yield Event(one.at, one.agency, self._answer(one))

    def _answer(self, one: Played) -> Callable[[datetime], None]:
        def say(_: datetime) -> None:
            standing = stand(self.facts[one.agency])
            for duty in one.duties:
                if is_news(one.kind, duty, standing):
                    act = f"{one.kind}-{one.duties[0]}"
                    self._append(one.agency, one.kind, one.at, duty, act=act)
            self._wakes[one.agency] = one.at

        return say


def _due(wake: datetime | None, now: datetime) -> bool:
    return wake is not None and wake <= now


def by_smtp(server: smtplib.SMTP, sender: str) -> Send:
    """Return what writes a plain letter to an agency and sends it."""

    def send(agency: str, draft: Draft) -> None:
        message = EmailMessage()
        message["From"], message["To"] = sender, f"{agency.strip('@')}@plain.example"
        message["Subject"] = f"{draft.kind}: {len(draft.items)}"
        message.set_content("\n".join(item.key for item in draft.items))
        server.send_message(message)

    return send
