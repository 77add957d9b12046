"""The first letters of a campaign, delivered as the heartbeat does, to their end."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from itertools import pairwise
from time import sleep
from typing import NamedTuple

from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import claim, put_back
from desk.letters.deliver import Post, send
from desk.links import drawn
from desk.plans.read import read_plan
from desk.progress import progress
from desk.start import sign_off, start
from desk.verify import verify
from ledger import entries, letters
from rules.mailed import MOST
from schemas.agency import Contact
from schemas.entry import EntryKind
from schemas.letter import Letter, LetterState
from schemas.outlet import MAILBOX, Outlet
from schemas.reading import is_agencys
from tests.desk.desks import ISSUED, NAME, SIGNING
from tests.torture.post_office import Log, Received

SECOND = "ban-sao"
"""The mailbox of an agency that reads in copy."""
SOONEST = timedelta(minutes=10)
LOOKS = 4
"""Looks at what people see while a fault lasts; one more when it is over."""
_WAITING = (LetterState.QUEUED, LetterState.CLAIMED)
_HEADERS = BytesHeaderParser()


class Judged(NamedTuple):
    """How letters ended, and what is wrong with it."""

    letters: int
    ended: dict[str, int]
    unfinished: int
    again: int
    wrong: tuple[str, ...]


def begun(outlet: Outlet = MAILBOX) -> Desk:
    """A desk with the first letters of Lai Châu queued, each to two mailboxes."""
    desk = open_desk(":memory:", "secret", "http://campaign.example", outlet=outlet)
    plan, roster = read_plan(NAME, desk.days).require()
    agencies = tuple(
        one.model_copy(update={"others": (_second(one.contact),)})
        for one in roster.agencies
    )
    roster = roster.model_copy(update={"agencies": agencies})
    start(desk, plan, roster, ISSUED, drawn("office"))
    sign_off(desk, NAME, SIGNING, ISSUED, drawn("links"))
    beat(desk, ISSUED)
    return desk


def _second(contact: Contact) -> Contact:
    _, _, domain = contact.address.partition("@")
    return contact.model_copy(update={"address": f"{SECOND}@{domain}"})


def deliver(
    desk: Desk, post: Post, log: Log, now: datetime, until: datetime | None
) -> tuple[datetime | None, tuple[str, ...]]:
    """Deliver until nothing waits, or until a moment; return when it goes on.

    With it comes what nobody could see of it.
    """
    unseen: list[str] = []
    going: datetime | None = now
    looks = LOOKS
    while going is not None and (until is None or going < until):
        log.now = going
        deliver_due(desk, post, going)
        if looks := max(0, looks - 1):
            unseen += _unseen(desk, going)
        with desk.ledger.read() as tx:
            due = letters.next_due(tx)
        if due is not None and due <= going:  # nothing may leave: a stopped campaign
            break
        going = due
    return going, (*unseen, *_unseen(desk, log.now))


def deliver_due(
    desk: Desk,
    post: Post,
    now: datetime,
    rest: Callable[[float], None] = sleep,
) -> None:
    """Deliver as a heartbeat does: who finds the server away leaves the others too."""
    while ready := claim(desk, now):
        first, *others = ready
        tried = send(desk, post, first, now, rest)
        if tried.stuck:
            put_back(desk, others, now, tried.outcome)
            return
        for one in others:
            send(desk, post, one, now, rest)


def _unseen(desk: Desk, now: datetime) -> Iterator[str]:
    """Yield what people at the status or the board would not know of."""
    seen = progress(desk, NAME, now)
    every = _letters(desk)
    states = (LetterState.FAILED, LetterState.HELD)
    ended = [one for one in every if one.state in states]
    shown = sum(one.letters for one in seen.trouble) - seen.again
    if len(ended) != shown:
        yield f"{len(ended)} letters failed or are held, {shown} are shown"
    if not seen.mail.way.open:  # which is the reason, and shown
        return
    for one in every:
        if one.state is LetterState.QUEUED and one.fence and not one.outcome:
            yield f"letter {one[:2]} waits unexplained"
    why = sum(one.state is LetterState.QUEUED and bool(one.outcome) for one in every)
    if why != seen.again:
        yield f"{why} letters wait for the server, {seen.again} are shown"


def judge(desk: Desk, log: Log, now: datetime) -> Judged:
    """Hold the ledger against what the server took."""
    every = _letters(desk)
    copies = _by_letter(log.received)
    with desk.ledger.read() as tx:
        messages = letters.messages(tx, 1)
        facts = entries.of(tx, sorted({one.docket for one in every}))
    wrong = [str(one) for one in verify(desk, NAME, now).violations]
    for letter in every:
        message = messages.get(letter[:2])
        if message is None:
            continue
        headers = _HEADERS.parsebytes(message)
        to = parseaddr(headers["To"])[1]
        taken = copies.get(headers["Message-ID"], [])
        told = any(fact.kind is EntryKind.UNDELIVERED for fact in facts[letter.docket])
        answer = log.refused.get(to, "")
        wrong += _how_it_ended(letter, to, taken, answer, told=told)
        wrong += _copies(letter, taken)
    states = [one.state for one in every]
    return Judged(
        letters=len(every),
        ended={state.value: states.count(state) for state in sorted(set(states))},
        unfinished=sum(state in _WAITING for state in states),
        again=sum(len(some) - 1 for some in copies.values()),
        wrong=tuple(wrong),
    )


def _how_it_ended(
    letter: Letter, to: str, taken: list[Received], answer: str, *, told: bool
) -> Iterator[str]:
    name = f"letter {letter.docket}.{letter.n}"
    heard = any(one.heard and to in one.recipients for one in taken)
    if letter.state is LetterState.SENT and not heard:
        yield f"{name} is sent and was never taken"
    if letter.state is LetterState.FAILED and not answer.startswith("5"):
        yield f"{name} failed and was not refused"
    if letter.state is LetterState.FAILED and is_agencys(letter.to) and not told:
        yield f"{name} failed and nobody is told"
    if letter.state is LetterState.HELD and len(taken) < letter.attempts:
        yield f"{name} is held after {letter.attempts} attempts, {len(taken)} arrived"


def _copies(letter: Letter, taken: list[Received]) -> Iterator[str]:
    name = f"letter {letter.docket}.{letter.n}"
    if len(taken) > MOST or len({one.content for one in taken}) > 1:
        yield f"{name} was taken {len(taken)} times, or with other bytes"
    for who in {who for one in taken for who in one.recipients}:
        mine = [one for one in taken if who in one.recipients]
        if any(one.heard for one in mine[:-1]):
            yield f"{name} was sent to {who} again although it was taken"
    if any(later.at - one.at < SOONEST for one, later in pairwise(taken)):
        yield f"{name} was sent again at once"


def _letters(desk: Desk) -> list[Letter]:
    with desk.ledger.read() as tx:
        return letters.of_campaign(tx, 1)


def _by_letter(received: list[Received]) -> dict[str, list[Received]]:
    found: dict[str, list[Received]] = defaultdict(list)
    for one in received:
        found[_HEADERS.parsebytes(one.content)["Message-ID"]].append(one)
    return found
