"""A desk over a ledger with the Lai Châu campaign issued, and a post to watch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.links import drawn
from desk.mail.outcome import Outcome, Verdict
from desk.plans.read import read_plan
from desk.start import sign_off, start
from ledger import dockets
from ledger.dockets import DocketRow
from schemas.base import VN
from schemas.entry import Person
from schemas.in_force import Signing

NAME = "lai-chau-2024"
ISSUED = datetime(2024, 5, 6, 8, tzinfo=VN)
CLERK = Person("Người thử", "Văn thư")
SIGNING = Signing(
    number="156/KH-UBND",
    signed_on=date(2024, 5, 6),
    signer="Phó Chủ tịch",
    dates_confirmed=True,
)


SENT = Outcome(Verdict.SENT)


@dataclass
class Post:
    """A post that answers what it is told to, and remembers every letter."""

    outcome: Outcome = SENT
    sent: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)

    def __call__(
        self, _sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        self.sent.append((tuple(recipients), message))
        return self.outcome


class Dying:
    """A post that a process does not come back from."""

    def __call__(self, *_given: object) -> Outcome:
        raise KeyboardInterrupt


def issued(where: str = ":memory:", signing: Signing = SIGNING) -> Desk:
    desk = started(where)
    sign_off(desk, NAME, signing, ISSUED, drawn("links"))
    return desk


def started(where: str = ":memory:") -> Desk:
    desk = open_desk(where, "secret", "http://campaign.example")
    plan, roster = read_plan(NAME, desk.days).require()
    assert start(desk, plan, roster, ISSUED, drawn("office"))
    return desk


def docket(desk: Desk, agency: str) -> DocketRow:
    with desk.ledger.read() as tx:
        row = dockets.find(tx, 1, agency)
    assert row is not None
    return row


def letters_to(desk: Desk, domain: str, now: datetime) -> list[EmailMessage]:
    """Beat, deliver, and return what was written to anybody of a mail domain."""
    post = Post()
    beat(desk, now)
    while ready := claim(desk, now):
        for one in ready:
            send(desk, post, one, now)
    messages = [
        message_from_bytes(raw, policy=policy.default)
        for to, raw in post.sent
        if any(address.endswith(f"@{domain}") for address in to)
    ]
    return [one for one in messages if isinstance(one, EmailMessage)]


def plain(message: EmailMessage) -> str:
    """Return the words of a letter, on one line."""
    body = message.get_body(("plain",))
    assert body is not None
    return " ".join(body.get_content().split())
