"""The messages an agency gets, replayed by RFC 5546 as its calendar client would."""

from collections import Counter
from datetime import timedelta
from email import message_from_bytes
from itertools import count

import pytest

from calendars.reading import Invited, read_invitation
from desk.answer import Answer, answer, undo
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from ledger import campaigns, entries
from rules.fold import stand
from schemas.entry import Entry, EntryKind
from tests.desk.desks import CLERK, ISSUED, Post, docket, issued

AGENCY = "so-gddt"
NUMBERS = count()


class Client:
    """One mailbox with its calendar; beats until nothing more comes."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.now = ISSUED
        self.kept: dict[str, Invited] = {}
        self.organizers: set[str] = set()

    def work(self, days: int) -> None:
        for _ in range(days * 24 * 2):
            beat(self.desk, self.now)
            self.receive()
            self.now += timedelta(minutes=30)

    def receive(self) -> None:
        post = Post()
        for ready in claim(self.desk, self.now):
            ours = ready.composed.agency == AGENCY
            send(self.desk, post if ours else Post(), ready, self.now)
        for _, message in post.sent:
            self.take(message)

    def take(self, message: bytes) -> None:
        parts = [
            part.get_payload(decode=True)
            for part in message_from_bytes(message).walk()
            if part.get_content_type() == "text/calendar"
        ]
        for data in parts:
            read = read_invitation(data)
            assert read.organizer is not None
            self.organizers.add(read.organizer.address)
            known = self.kept.get(read.uid)
            assert known is None or read.sequence != known.sequence
            if known is None or read.sequence > known.sequence:
                self.kept[read.uid] = read

    @property
    def shown(self) -> dict[str, int]:
        """The days of the calendar, each with the number of duties it lists."""
        return {
            f"{event.start:%d/%m}": event.description.count("Thời hạn: ")
            for event in self.kept.values()
            if event.method == "REQUEST"
        }

    def say(self, kind: EntryKind, *duties: str) -> None:
        act = f"act-{next(NUMBERS)}"
        row = docket(self.desk, AGENCY)
        answer(self.desk, row.id, Answer(kind, duties, CLERK, act), self.now)


@pytest.fixture
def client() -> Client:
    return Client(issued())


def owed(client: Client) -> dict[str, int]:
    """What the plan in force asks of the agency for days ahead."""
    with client.desk.ledger.read() as tx:
        season = client.desk.seasons.of(tx, campaigns.get(tx, 1))
    standing, days = stand(facts(client)), Counter[str]()
    for owes in season.assignments[AGENCY]:
        if not standing.settled(owes.duty) and owes.last_day >= client.now.date():
            days[f"{owes.last_day:%d/%m}"] += 1
    return dict(days)


def facts(client: Client) -> tuple[Entry, ...]:
    row = docket(client.desk, AGENCY)
    with client.desk.ledger.read() as tx:
        return entries.of(tx, [row.id])[row.id]


def test_a_calendar_follows_what_is_done_and_undone(client: Client):
    client.work(7)
    before = client.shown
    assert before == owed(client)
    assert len(before) > 1
    client.say(EntryKind.FULFILLED, "2.1", "2.2", "own-plan")
    client.work(7)
    assert client.shown == owed(client) != before
    row = docket(client.desk, AGENCY)
    done = [one for one in facts(client) if one.kind is EntryKind.FULFILLED]
    for one in done[:2]:
        now = client.now - timedelta(hours=12)
        undo(client.desk, row.id, one.n, CLERK, f"undo-{one.n}", now)
    client.work(7)
    assert client.shown == owed(client)
    client.say(EntryKind.FULFILLED, *("2.1", "2.2", "2.3", "2.4", "report"))
    client.work(10)
    assert client.shown == {}
    assert client.organizers == {"vanthu@soldtbxh.laichau.example"}
