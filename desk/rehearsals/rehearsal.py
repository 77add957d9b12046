"""Play a season from wake to wake, on a clock of its own."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import Ready, claim, put_back
from desk.letters.deliver import Post, attempt, record
from desk.links import drawn
from desk.mail.outcome import Outcome, Verdict
from desk.rehearsals.behaving import mail_of, read, written
from desk.rehearsals.office import AtTheDesk, Office
from desk.rehearsals.papers import signing
from desk.rehearsals.script import (
    Event,
    adding_up,
    amending,
    answering,
    issued_at,
    launching,
    looking,
)
from desk.seals import seal_day
from desk.start import draft, find, start
from desk.state import reached
from ledger import campaigns, dockets, letters, rehearsals
from rules.playing import leaves
from schemas.agency import Roster
from schemas.base import VN
from schemas.behaviour import USUAL, Behaviour
from schemas.errors import CampaignError
from schemas.plan import Plan

_NEVER = datetime.max.replace(tzinfo=VN)


class OtherRehearsalError(CampaignError):
    """The ledger holds another rehearsal, or a real campaign."""


class MailboxDownError(CampaignError):
    """A rehearsal stops where its letters are not taken; it goes on from there."""


@dataclass(frozen=True)
class Rehearsal:
    """A season that is played; nobody answers in it unless `answers` is set.

    What people do comes from the seed alone, so that a rehearsal that was killed goes
    on where its clock stands, and one seed always plays one season.
    """

    desk: Desk
    plan: Plan
    seed: int
    answers: bool = True
    office: Office | None = None
    behaviour: Behaviour = USUAL
    digest: str = ""
    """Names plan and roster: a ledger goes on only with those it was begun with."""

    def begin(self) -> None:
        """Make an empty ledger this rehearsal, or go on with the one begun there."""
        at, behaves = issued_at(self.plan), written(self.behaviour)
        with self.desk.ledger.write() as tx:
            begun = rehearsals.current(tx)
            if begun is None:
                rehearsals.begin(tx, self.seed, at, behaves, self.digest)
            else:
                letters.release(tx, begun.clock)
            known = {row.name for row in campaigns.every(tx)}
        other = begun and (begun.seed, begun.behaviour) != (self.seed, behaves)
        if other or known - {self.plan.id}:
            raise OtherRehearsalError(
                f"the ledger {self.desk.ledger.url} holds another rehearsal: name a "
                "new ledger with --ledger, or go on with its own plan, seed and options"
            )
        if begun and begun.digest != self.digest:
            raise OtherRehearsalError(
                f"the ledger {self.desk.ledger.url} holds {self.plan.id} as it was "
                "before its plan or its agencies were edited: rehearse the edit in a "
                "ledger of its own, without --ledger or with the name of a new one"
            )

    def start(self, roster: Roster) -> None:
        """Start the campaign, once."""
        tokens = drawn(f"{self.seed}/office")
        start(self.desk, self.plan, roster, issued_at(self.plan), tokens)

    def play(self, until: datetime, post: Post) -> Iterator[datetime]:
        """Play up to `until`, yielding each moment once it is over."""
        for now in self.moments(until):
            seal_day(self.desk, now)
            beat(self.desk, now)
            mail = mail_of(self.desk, post, now)
            while mail and (ready := claim(self.desk, now)):
                self._deliver(ready, mail, now)
            yield now

    def _deliver(self, ready: list[Ready], post: Post, now: datetime) -> None:
        """Deliver a batch, all of it at its moment: time waits for the mailbox."""
        # Recorded together: a rehearsal that is killed may write one batch again,
        # under the same Message-IDs, into a mailbox of its own.
        tried = [attempt(post, one) for one in ready]
        answered = [one for one in tried if _is_answered(one.outcome)]
        record(self.desk, answered, now)
        left = [one for one in tried if not _is_answered(one.outcome)]
        if left:
            put_back(self.desk, [one.one for one in left], now)
            raise MailboxDownError(
                f"the mailbox takes no letters ({left[0].outcome.words}); the same "
                "command goes on once it does"
            )

    def moments(self, until: datetime) -> Iterator[datetime]:
        """Yield each moment at which something happens, after people have acted.

        Whoever takes a moment beats and delivers before taking the next. At the end
        the clock stands at `until`.
        """
        clock = self._clock()
        office = self._office()
        if clock <= until and not reached(self.desk, self.plan.id).issued:
            office.sign(signing(self.plan))
        events = self._since(clock, office)
        while (now := self._next(events, clock)) <= until:
            self._move(now)
            while events and events[0].at <= now:
                if events.popleft().do():
                    events = self._since(now, office)
            yield now
            clock = now
        self.rest(until)

    def ahead(self) -> datetime:
        """Return the next moment at which something happens; the first is the issue."""
        clock = self._clock()
        if not reached(self.desk, self.plan.id).issued:
            return clock
        return self._next(self._since(clock, self._office()), clock)

    def rest(self, until: datetime) -> None:
        """Let the clock stand at `until`, where nothing happens before it."""
        self._move(max(self._clock(), until))

    def _office(self) -> Office:
        return self.office or AtTheDesk(self.desk, self.plan.id, self.seed)

    def _move(self, now: datetime) -> None:
        with self.desk.ledger.write() as tx:
            rehearsals.move_clock(tx, now)

    def _clock(self) -> datetime:
        with self.desk.ledger.read() as tx:
            begun = rehearsals.current(tx)
        return begun.clock if begun else issued_at(self.plan)

    def _since(self, clock: datetime, office: Office) -> deque[Event]:
        return deque(one for one in self._script(office) if one.at >= clock)

    def _script(self, office: Office) -> list[Event]:
        with self.desk.ledger.read() as tx:
            season = self.desk.seasons.of(tx, find(tx, self.plan.id))
        events = [*launching(self.desk, season, office), *looking(season)]
        events += adding_up(season, office)
        events += amending(self.desk, season, office, self.behaviour)
        if self.answers:
            events += answering(self.desk, season, self.seed, self.behaviour)
        return sorted(events, key=lambda event: (event.at, event.name))

    def _next(self, events: deque[Event], clock: datetime) -> datetime:
        """Return the next moment; nothing happens once the far end of time is next."""
        with self.desk.ledger.read() as tx:
            wake, due = dockets.next_wake(tx), letters.next_due(tx)
        if due is not None:
            due = leaves(self.behaviour, max(due, clock))
        ahead = [at for at in (wake, due) if at is not None]
        ahead += [event.at for event in events][:1]
        return max(min(ahead, default=_NEVER), clock)


def rehearsed(desk: Desk, office: Callable[[str], Office]) -> Rehearsal:
    """Return the rehearsal a ledger holds; OtherRehearsalError where it is real."""
    with desk.ledger.read() as tx:
        begun = rehearsals.current(tx)
        rows = campaigns.every(tx)
        if begun is None or len(rows) != 1:
            raise OtherRehearsalError(f"the ledger {desk.ledger.url} is no rehearsal")
        plan = draft(tx, rows[0].id)
    behaves = read(begun.behaviour)
    acting = office(plan.id)
    return Rehearsal(desk, plan, begun.seed, office=acting, behaviour=behaves)


def _is_answered(outcome: Outcome) -> bool:
    """Tell whether the mailbox took a letter, or refused it for good."""
    return outcome.verdict is Verdict.SENT or bool(outcome.refused)
