"""A season of Lai Châu in which every kind of answer comes, and every kind of fault."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count

from desk.answer import Answer, answer, undo
from desk.beat import beat
from desk.contacts import correct_contact
from desk.delegate import Delegation, pass_to
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.judge import Judgement, judge
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.silences import About, silence
from desk.verify import verify
from ledger import campaigns, entries
from rules.history import Violation
from schemas.agency import Contact
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued
from tests.desk.replies.season import about, answer_to, hear, letters_to

HOURS = (time(8), time(14))
CHIEF = Person("Người quyết định", "Trưởng phòng", "Theo Kế hoạch")
OFFLINE = (date(2024, 6, 10), date(2024, 6, 13))
"""Days on which nothing beats at all, both included."""
MAIL_DOWN = (date(2024, 6, 24), date(2024, 6, 25))
REFUSES = "vanthu@muongte.laichau.example"
MENDED = "ubnd@muongte.laichau.example"
COLLEAGUE = "phongnv@soyte.laichau.example"
PUNCTUAL = (
    *("tp-lai-chau", "than-uyen", "bch-bien-phong", "bch-quan-su", "ubmttq"),
    *("doan-thanh-nien", "hoi-phu-nu", "hoi-nong-dan"),
)
Act = Callable[[datetime], object]
Moment = tuple[datetime, Act]


def on(day: int, month: int, hour: int = 10) -> datetime:
    return datetime(2024, month, day, hour, tzinfo=VN)


@dataclass
class Mails:
    """A mail server that knows no mailbox called REFUSES, and is down for two days."""

    now: datetime = ISSUED
    taken: list[tuple[datetime, tuple[str, ...], bytes]] = field(default_factory=list)

    def __call__(
        self, _sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        if MAIL_DOWN[0] <= self.now.date() <= MAIL_DOWN[1]:
            return Outcome(Verdict.NOT_SENT, "connection refused")
        if recipients[0] == REFUSES:
            refusal = Refusal(REFUSES, 550, "5.1.1 no such user")
            return Outcome(Verdict.REFUSED, refusals=(refusal,))
        self.taken.append((self.now, tuple(recipients), message))
        return Outcome(Verdict.SENT)

    def to(self, address: str) -> list[datetime]:
        """Return when letters went to a mailbox itself, not in copy."""
        return [now for now, recipients, _ in self.taken if recipients[0] == address]


class Everything:
    """What people do, by its moment, against one ledger."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.mails = Mails()
        self.violations = list[Violation]()
        self._acts = count()

    def play(self) -> None:
        """Play from the day of issue to the close."""
        script = deque(sorted(self._script(), key=lambda one: one[0]))
        for now in _beats(ISSUED.date(), date(2024, 7, 31)):
            while script and script[0][0] <= now:
                moment, act = script.popleft()
                act(moment)
            if not OFFLINE[0] <= now.date() <= OFFLINE[1]:
                self._beat(now)

    def facts(self, agency: str) -> tuple[Entry, ...]:
        row = docket(self.desk, agency)
        with self.desk.ledger.read() as tx:
            return entries.of(tx, [row.id])[row.id]

    def _beat(self, now: datetime) -> None:
        self.mails.now = now
        beat(self.desk, now)
        self._deliver(now)
        if now.weekday() == 0:
            self.violations += verify(self.desk, NAME, now).violations

    def _deliver(self, now: datetime) -> None:
        ready = claim(self.desk, now)
        while ready:
            sent = [send(self.desk, self.mails, one, now) for one in ready]
            if any(one.stuck for one in sent):
                break
            ready = claim(self.desk, now)

    def _script(self) -> Iterator[Moment]:
        for agency in PUNCTUAL:
            yield from self._in_time(agency)
        yield from self._health()
        yield from self._education()
        yield from self._culture()
        yield from self._media()
        yield from self._labour()
        yield from self._communes()

    def _health(self) -> Iterator[Moment]:
        """Passes on to a colleague; in July there is nothing to report."""
        colleague = Contact(name="Người nhận", post="Phó phòng", address=COLLEAGUE)
        given = Delegation(colleague, CLERK, "pass")
        yield on(8, 5), partial(self._pass_on, "so-y-te", given)
        yield from self._in_time("so-y-te", besides=("report",))
        yield self._say(on(15, 7), "so-y-te", EntryKind.NOTHING, "report")

    def _education(self) -> Iterator[Moment]:
        """Declines a duty, which the office returns; it is done late."""
        yield from self._in_time("so-gddt", besides=("2.2",))
        yield self._say(on(10, 5), "so-gddt", EntryKind.DECLINED, "2.2")
        yield on(15, 5), partial(self._judge, "so-gddt", "2.2", False)
        yield self._say(on(17, 6), "so-gddt", EntryKind.FULFILLED, "2.2")

    def _culture(self) -> Iterator[Moment]:
        """Declines a duty, and the office accepts."""
        yield from self._in_time("so-vhttdl", besides=("5.1",))
        yield self._say(on(10, 5), "so-vhttdl", EntryKind.DECLINED, "5.1")
        yield on(15, 5), partial(self._judge, "so-vhttdl", "5.1", True)

    def _media(self) -> Iterator[Moment]:
        """Asks for more time, gets less of it, and is done by then."""
        yield from self._in_time("so-tttt", besides=("6.1",))
        until = "2024-07-12"
        asked = EntryKind.TIME_ASKED
        yield self._say(on(20, 6), "so-tttt", asked, "6.1", step=until)
        given = Ruling("6.1", date(2024, 7, 10), CHIEF, "grant")
        yield on(21, 6), partial(self._rule, "so-tttt", given)
        yield self._say(on(9, 7), "so-tttt", EntryKind.FULFILLED, "6.1")

    def _labour(self) -> Iterator[Moment]:
        """Asks for more time, is refused, and comes late."""
        yield from self._in_time("so-ldtbxh", besides=("1.2",))
        until = "2024-07-12"
        asked = EntryKind.TIME_ASKED
        yield self._say(on(21, 6), "so-ldtbxh", asked, "1.2", step=until)
        given = Ruling("1.2", None, CHIEF, "refuse")
        yield on(26, 6), partial(self._rule, "so-ldtbxh", given)
        yield self._say(on(5, 7), "so-ldtbxh", EntryKind.FULFILLED, "1.2")

    def _communes(self) -> Iterator[Moment]:
        """One is not reached until June, one is left alone, one undoes, two write."""
        mended = Contact(post="Văn thư", address=MENDED)
        yield on(3, 6), partial(correct_contact, self.desk, NAME, "muong-te", mended)
        yield from self._in_time("muong-te", since=on(5, 6))
        quiet = About(NAME, "nam-nhun")
        yield on(20, 5), partial(silence, self.desk, quiet, date(2024, 6, 20), CHIEF)
        yield self._say(on(20, 6), "phong-tho", EntryKind.FULFILLED, "10.1")
        yield on(21, 6), partial(self._undo, "phong-tho", "10.1")
        yield from self._in_time("phong-tho", besides=("10.1",))
        yield self._say(on(3, 7), "phong-tho", EntryKind.FULFILLED, "10.1")
        yield on(7, 5), partial(self._accept, "tam-duong")
        yield on(8, 5), partial(self._write, "tan-uyen", "letter")
        yield on(9, 5), partial(self._write, "tan-uyen", "outlook-absence")

    def _in_time(
        self, agency: str, besides: tuple[str, ...] = (), since: datetime | None = None
    ) -> Iterator[Moment]:
        """Confirm all on the next day, and fulfil each duty three days ahead."""
        begins = since or on(7, 5)
        owes = {one.duty: one for one in self._owed(agency)}
        duties = [duty for duty in owes if duty not in besides]
        yield self._say(begins, agency, EntryKind.CONFIRMED, *duties)
        for duty in duties:
            day = self.desk.days.before(owes[duty].last_day, 3)
            at = max(datetime.combine(day, time(10), VN), begins + timedelta(hours=1))
            if at < on(31, 7):
                yield self._say(at, agency, EntryKind.FULFILLED, duty)

    def _owed(self, agency: str) -> tuple[Assignment, ...]:
        with self.desk.ledger.read() as tx:
            season = self.desk.seasons.of(tx, campaigns.get(tx, 1))
        return season.assignments[agency]

    def _say(
        self, at: datetime, agency: str, kind: EntryKind, *duties: str, step: str = ""
    ) -> Moment:
        given = Answer(kind, duties, CLERK, f"act-{next(self._acts)}", step)
        return at, lambda now: answer(self.desk, self._row(agency), given, now)

    def _undo(self, agency: str, duty: str, now: datetime) -> None:
        done = (EntryKind.FULFILLED, duty)
        n = next(one.n for one in self.facts(agency) if (one.kind, one.duty) == done)
        undo(self.desk, self._row(agency), n, CLERK, f"undo-{n}", now)

    def _pass_on(self, agency: str, given: Delegation, now: datetime) -> None:
        pass_to(self.desk, self._row(agency), given, now)

    def _judge(self, agency: str, duty: str, accepted: bool, now: datetime) -> None:
        given = Judgement(duty, accepted, CHIEF, f"judge-{duty}")
        judge(self.desk, self._row(agency), given, now)

    def _rule(self, agency: str, given: Ruling, now: datetime) -> None:
        rule(self.desk, self._row(agency), given, now)

    def _accept(self, agency: str, now: datetime) -> None:
        """Accept the first invitation in a calendar; then again, and as a stranger."""
        invited = next(one for one in letters_to(self.desk, agency) if one.uid)
        stranger = answer_to(invited, WHO="ai-do@elsewhere.example")
        for raw in (stranger, answer_to(invited), answer_to(invited)):
            hear(self.desk, raw, now)

    def _write(self, agency: str, name: str, now: datetime) -> None:
        """Answer the first letter by mail: a person's words, or a machine's."""
        hear(self.desk, about(letters_to(self.desk, agency)[0], name), now)

    def _row(self, agency: str) -> int:
        return docket(self.desk, agency).id


def _beats(first: date, last: date) -> Iterator[datetime]:
    """Yield the moments of beats; at weekends too, for nothing may leave then."""
    day = first
    while day <= last:
        yield from (datetime.combine(day, hour, VN) for hour in HOURS)
        day += timedelta(days=1)


def played(where: str) -> Everything:
    """Play it all on a ledger."""
    season = Everything(issued(where))
    season.play()
    return season
