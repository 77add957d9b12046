"""One assignment's story: who was told what, when, by which channel, who answered."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desk.desk import Desk
from desk.letters.listing import addresses
from desk.season import NotIssuedError
from desk.start import OFFICE, find
from ledger import departures, dockets, entries, letters, people, reports, seals
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from schemas.entry import Entry, EntryKind
from schemas.errors import CampaignError
from schemas.letter import Letter

_OWN_WORDS = frozenset(
    {EntryKind.PERFORMED, EntryKind.SKIPPED, EntryKind.UNTOLD, EntryKind.UNSAID}
)
"""What we record of our own letters; the letters say it themselves."""


class NoAssignmentError(CampaignError):
    """No such duty is or was laid on that agency."""


class Channel(StrEnum):
    """By which way something was said."""

    MAIL = "mail"
    MAILBOX = "embedded mailbox"
    NOT_SENT = "not let out"
    PAGE = "agency's page"
    CALENDAR = "calendar"
    OFFICE = "entered by the office"
    SYSTEM = "by itself"


class Step(NamedTuple):
    """One thing that was said, to somebody or by somebody.

    `n` numbers its fact in the docket of `docket` (an agency, or the office); `state`
    is the letter's, `sealed` when the fact was first sealed, None where not yet.
    """

    at: datetime
    what: str
    who: str
    channel: str
    state: str
    docket: str
    n: int
    sealed: datetime | None


def audit(desk: Desk, campaign: str, agency: str, duty: str) -> list[Step]:
    """Return the story of an assignment, in order; NoAssignmentError for none.

    Names and addresses are there until they are purged.
    """
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        if duty not in _laid_on(desk, tx, campaign, agency):
            raise NoAssignmentError(
                f"{campaign}/{agency}/{duty}: no such assignment; write CAMPAIGN/"
                "AGENCY/DUTY by the ids of its plan"
            )
        own, office = (dockets.find(tx, row.id, one) for one in (agency, OFFICE))
        steps = list[Step]()
        if own is not None:
            steps += _said(tx, own, duty)
            steps += _told(tx, own, "", duty)
        if office is not None:
            steps += _said(tx, office, f"{agency}/{duty}")
            steps += _told(tx, office, agency, duty)
    return sorted(steps, key=lambda one: (one.at, one.docket, one.n))


def _laid_on(desk: Desk, tx: Transaction, campaign: str, agency: str) -> set[str]:
    """Return the duties an agency owes, or owed before amendments."""
    try:
        season = desk.seasons.of(tx, find(tx, campaign))
    except NotIssuedError:
        return set()
    every = (season.assignments, season.withdrawn)
    return {one.duty for some in every for one in some.get(agency, ())}


def _said(tx: Transaction, row: DocketRow, duty: str) -> Iterator[Step]:
    """Yield what was recorded of a duty, with who said it."""
    facts = entries.of(tx, [row.id])[row.id]
    persons, sealed = people.of(tx, row.id), seals.reached(tx, row.id)
    filed = {one.n: one.report.channel for one in reports.of(tx, row.id)}
    first: dict[str, int] = {}
    for fact in facts:
        first.setdefault(fact.act or f"#{fact.n}", fact.n)
        if fact.duty != duty or fact.kind in _OWN_WORDS:
            continue
        person = persons.get(first[fact.act or f"#{fact.n}"])
        yield Step(
            at=fact.at,
            what=f"{fact.kind} {fact.step}".strip(),
            who=f"{person.name}, {person.post}" if person else "",
            channel=filed.get(fact.n) or _channel(fact),
            state="",
            docket=row.agency,
            n=fact.n,
            sealed=_sealed(sealed, fact.n),
        )


def _channel(fact: Entry) -> Channel:
    if fact.act.startswith("calendar:"):
        return Channel.CALENDAR
    if fact.act.startswith("office-"):
        return Channel.OFFICE
    return Channel.PAGE if fact.act else Channel.SYSTEM


def _told(tx: Transaction, row: DocketRow, agency: str, duty: str) -> Iterator[Step]:
    """Yield the letters that speak of a duty; an agency's own name it by no agency."""
    left, sealed = departures.of_docket(tx, row.id), seals.reached(tx, row.id)
    for letter in letters.of_docket(tx, row.id):
        about = sorted(_about(letter, agency, duty))
        if about:
            gone = left.get(letter.n)
            yield Step(
                at=gone[0] if gone else letter.queued,
                what=f"letter: {', '.join(about)}",
                who=_readers(tx, letter),
                channel=_way(gone),
                state=letter.state,
                docket=row.agency,
                n=letter.n,
                sealed=_sealed(sealed, letter.n),
            )


def _about(letter: Letter, agency: str, duty: str) -> set[str]:
    about = {
        item.kind.value
        for item in letter.items
        if item.duty == duty and item.agency == agency
    }
    invited = letter.invitation
    if invited is not None and not agency and duty in invited.duties:
        about.add(f"calendar {invited.method.lower()}")
    return about


def _readers(tx: Transaction, letter: Letter) -> str:
    message = letters.message(tx, letter.docket, letter.n)
    return ", ".join(addresses(message)) if message else letter.to


def _way(gone: tuple[datetime, int] | None) -> Channel:
    if gone is None:
        return Channel.NOT_SENT
    return Channel.MAIL if gone[1] else Channel.MAILBOX


def _sealed(reached: list[tuple[int, datetime]], n: int) -> datetime | None:
    return next((at for upto, at in reached if n <= upto), None)
