"""Judge a stormy season: its ledger, what people were told, and what was taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import chain

from desk.answer import Receipt
from desk.desk import Desk
from desk.verify import verify
from ledger import entries, letters
from rules import history, mailed
from rules.mailed import Taken
from schemas.base import VN
from schemas.letter import Letter, LetterState
from schemas.reading import is_agencys
from tests.torture.judged import Known
from tests.torture.people import NAME
from tests.torture.server import Logged
from tests.torture.weather import Mails, Number

WAITING = (LetterState.QUEUED, LetterState.CLAIMED)
_NEVER = datetime(2030, 1, 1, tzinfo=VN)


@dataclass
class Kept:
    """What a season knows beside its ledger.

    `mailboxes` of each agency, with the fact from which on each is its own; `receipts`
    by docket and act; up to which fact of each agency a letter was `known` when it was
    composed.
    """

    mailboxes: dict[str, list[tuple[int, str]]]
    receipts: dict[tuple[int, str], Receipt] = field(
        default_factory=dict[tuple[int, str], Receipt]
    )
    known: dict[Number, dict[str, int]] = field(
        default_factory=dict[Number, dict[str, int]]
    )


def judge(desk: Desk, now: datetime, mails: Mails, kept: Kept) -> list[Letter]:
    """Hold everything against everything; return the letters.

    Raises AssertionError for a promise that was broken.
    """
    with desk.ledger.read() as tx:
        facts = entries.of(tx, {docket for docket, _ in kept.receipts})
        every = [letters.get(tx, *one[:2]) for one in letters.of_campaign(tx, 1)]
    for (docket, act), receipt in kept.receipts.items():
        there = [fact.duty for fact in facts[docket] if fact.act == act]
        assert sorted(there) == sorted(receipt.duties), (act, there, receipt)
    wrong = verify(desk, NAME, now).violations
    assert wrong == (), wrong
    wrong_in = partial(_wrong, Known(desk, NAME), mails, kept)
    found = [*_strange(every, mails), *chain(*map(wrong_in, every))]
    assert found == [], found
    return every


def _strange(every: list[Letter], mails: Mails) -> Iterator[str]:
    """Yield which letters arrived that are in no ledger, or too often."""
    if strange := mails.taken.keys() - {one[:2] for one in every}:
        yield f"letters that the ledger does not know: {strange}"
    for (number, to), heard in mails.heard.items():
        if any(heard[:-1]) or len(heard) > mailed.MOST:
            yield f"{number} reached {to}, heard or not: {heard}"


def _wrong(known: Known, mails: Mails, kept: Kept, letter: Letter) -> Iterator[object]:
    """Yield what is wrong with a letter beside what the mail server took."""
    agency, number = known.agency(letter.docket), letter[:2]
    copies = mails.taken[number]
    if letter.state in WAITING:
        yield f"{number} is {letter.state}"
    boxes = kept.mailboxes.get(agency) if is_agencys(letter.to) else None
    seen = [_taken(known, agency, letter.n, boxes, one) for one in copies]
    yield from mailed.mailed(agency, letter, seen)
    for item in letter.items if copies else ():
        docket = known.docket(item.agency or agency)
        facts = docket.entries[: kept.known[number][docket.agency]]
        docket = replace(docket, entries=facts)
        yield from history.answered(docket, letter.n, [item], _NEVER)


def _taken(
    known: Known,
    agency: str,
    n: int,
    boxes: list[tuple[int, str]] | None,
    one: Logged,
) -> Taken:
    """Say who reads a mailbox: its agency, unless it was corrected before fact `n`."""
    taken = known.taken(one)
    if boxes is None:
        return taken
    until = [since for since, _ in boxes[1:]] + [n + 1]
    then = {address for (_, address), end in zip(boxes, until, strict=True) if end > n}
    reads = {agency} if one.recipients[0] in then else set[str]()
    return taken._replace(reads=frozenset(reads))
