"""Judge a season that was killed: its ledger, the mail server's log, and both."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from hashlib import sha256
from typing import Any, NamedTuple, cast

from desk.desk import Desk, open_desk
from desk.start import find
from desk.verify import verify
from ledger import campaigns, dockets, entries, letters, people, rehearsals
from ledger.docket_rows import DocketRow
from rules import history, mailed
from rules.docket import Docket
from rules.history import Violation
from rules.mailed import Taken
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter, LetterState
from tests.torture.life import ADDRESS
from tests.torture.season import Played
from tests.torture.server import Logged

_MESSAGE_ID = re.compile(r"<(\d+)\.(\d+)\.[0-9a-f]+@")
_LINK = re.compile(rf"{re.escape(ADDRESS)}/d/([\w.~-]+)")
_FOLD = re.compile(r"\r?\n[ \t]")
"""Where a calendar's line goes on; words lose no link by it."""
_Number = tuple[int, int]
PHASES = (EntryKind.OPENED, EntryKind.CLOSED)
"""Facts of which Prefect's runs of a phase say that it came to them."""
MOST_TOLD = 20
"""Differences of a ledger that are kept with its season."""
TAKEN_BACK = (EntryKind.UNTOLD, EntryKind.UNSAID)
"""Facts which say that a letter left without what was answered before its claim."""


class Final(NamedTuple):
    """A ledger at its end, without what only says how often it was tried."""

    rows: tuple[DocketRow, ...]
    facts: dict[int, tuple[Entry, ...]]
    letters: dict[int, list[Letter]]


class Judged(NamedTuple):
    """What was found wrong, and what is counted."""

    violations: tuple[str, ...]
    letters: int
    duplicates: int
    unexplained: int
    unfinished: int
    held: int
    final: Final


def judge(played: Played) -> Judged:
    """Look at a season once it has ended."""
    season = played.season
    desk = open_desk(season.ledger, "", ADDRESS, seed=season.seed)
    with desk.ledger.read() as tx:
        clock = rehearsals.current(tx)
        (campaign,) = (row.name for row in campaigns.every(tx))
    assert clock is not None
    ledger = verify(desk, campaign, clock.clock)
    final = final_of(desk, campaign)
    every = {one[:2]: one for some in final.letters.values() for one in some}
    taken = _by_letter(played.log.taken)
    violations = [*ledger.violations, *_mail(desk, campaign, played, every, taken)]
    again = {number: copies for number, copies in taken.items() if len(copies) > 1}
    duplicates = sum(len(copies) - 1 for copies in again.values())
    desk.ledger.close()
    states = [one.state for one in every.values()]
    return Judged(
        violations=tuple(map(_line, violations)),
        letters=len(every),
        duplicates=duplicates,
        unexplained=duplicates - _explained(played, again),
        unfinished=sum(s in (LetterState.QUEUED, LetterState.CLAIMED) for s in states),
        held=states.count(LetterState.HELD),
        final=final,
    )


def final_of(desk: Desk, campaign: str) -> Final:
    """Return what a ledger holds."""
    with desk.ledger.read() as tx:
        rows = tuple(dockets.of(tx, find(tx, campaign).id))
        ids = [row.id for row in rows]
        queued = letters.of_dockets(tx, ids)
        return Final(
            rows,
            entries.of(tx, ids),
            {docket: list(map(_bare, some)) for docket, some in queued.items()},
        )


def compared(ended: Final, expected: Final) -> dict[str, Any]:
    """Return what is kept of how two ledgers' ends differ."""
    same = ended == expected
    return {
        "same": same,
        "other": [] if same else differences(ended, expected)[:MOST_TOLD],
        "overtaken": overtaken(ended, expected),
    }


def differences(ended: Final, expected: Final) -> list[str]:
    """Say in which facts and letters of which agencies two ledgers' ends differ."""
    agencies = {row.id: row.agency for row in expected.rows}
    found: list[str] = []
    for docket, agency in agencies.items():
        for part in ("facts", "letters"):
            there = set(map(str, getattr(ended, part).get(docket, ())))
            due = set(map(str, getattr(expected, part).get(docket, ())))
            found += [f"{agency}: not {one}" for one in sorted(due - there)]
            found += [f"{agency}: but {one}" for one in sorted(there - due)]
    return found or ["dockets alone"]


def overtaken(ended: Final, expected: Final) -> int:
    """Count what answers overtook in letters that waited longer than expected.

    A kill makes a letter wait for its lease. What is answered meanwhile is not said any
    more, as always: such a season may go on in another way.
    """
    return max(0, _taken_back(ended) - _taken_back(expected))


def _taken_back(final: Final) -> int:
    return sum(one.kind in TAKEN_BACK for some in final.facts.values() for one in some)


def by_the_rules(final: Final) -> Final:
    """Return a ledger's end without what the runs of its phases record in it.

    They tell how fast they were run: the other facts are numbered as if they were none.
    """
    kept = {
        docket: tuple(one for one in facts if one.kind not in PHASES)
        for docket, facts in final.facts.items()
    }
    numbers = {
        docket: {one.n: n for n, one in enumerate(facts, 1)}
        for docket, facts in kept.items()
    }
    return Final(
        tuple(one._replace(n=len(kept[one.id])) for one in final.rows),
        {
            docket: tuple(one._replace(n=numbers[docket][one.n]) for one in facts)
            for docket, facts in kept.items()
        },
        {
            docket: [one._replace(n=numbers[docket][one.n]) for one in some]
            for docket, some in final.letters.items()
        },
    )


def _bare(letter: Letter) -> Letter:
    """Leave out how its sending went, but for where it ended."""
    return letter._replace(due=None, fence=0, attempts=0, outcome="")


def _by_letter(log: list[Logged]) -> dict[_Number, list[Logged]]:
    found: dict[_Number, list[Logged]] = defaultdict(list)
    for one in log:
        found[number_of(str(message_from_bytes(one.raw)["Message-ID"]))].append(one)
    return found


def number_of(message_id: str) -> tuple[int, int]:
    """Return a letter's docket and its number there, as its Message-ID tells them."""
    named = _MESSAGE_ID.match(message_id)
    assert named is not None, message_id
    return int(named[1]), int(named[2])


def _explained(played: Played, again: dict[_Number, list[Logged]]) -> int:
    """Count copies that followed one which was taken, and not recorded, at a kill."""
    claimed = {one.life: one.claimed for one in played.kills}
    lives = Counter(
        one.life
        for number, copies in again.items()
        for one in copies[:-1]
        if number in claimed.get(one.life, ())
    )
    return sum(min(n, played.abreast) for n in lives.values())


def _mail(
    desk: Desk,
    campaign: str,
    played: Played,
    every: dict[_Number, Letter],
    taken: dict[_Number, list[Logged]],
) -> Iterator[Violation]:
    known = Known(desk, campaign)
    for number in taken.keys() - every.keys():
        what = "a letter was taken that the ledger does not know"
        yield Violation(history.Promise.LETTERS, "", number[1], what)
    for number, bare in every.items():
        agency, copies = known.agency(number[0]), taken.get(number, [])
        with desk.ledger.read() as tx:
            letter = letters.get(tx, *number)
        seen = [known.taken(one) for one in copies]
        yield from mailed.mailed(agency, letter, seen)
        if copies:
            claimed = played.kept.get(number, copies[0].at)
            yield from known.asked(agency, bare, min(claimed, copies[0].at))


class Known:
    """A campaign's dockets and mailboxes, to hold letters against."""

    def __init__(self, desk: Desk, campaign: str) -> None:
        self._desk = desk
        with desk.ledger.read() as tx:
            row = find(tx, campaign)
            season = desk.seasons.of(tx, row)
            self._rows = {one.id: one for one in dockets.of(tx, row.id)}
            facts = entries.of(tx, list(self._rows))
            self._dockets = {
                one.agency: season.docket(one.agency, one.kind, facts[one.id])
                for one in self._rows.values()
            }
            self._bodies = campaigns.agency_bodies(tx, row.id)
            self._colleagues = {
                one.agency: {c.address for c in people.delegates(tx, one.id).values()}
                for one in self._rows.values()
            }
        self._tokens = {one.token: one.agency for one in self._rows.values()}

    def agency(self, docket: int) -> str:
        return self._rows[docket].agency

    def docket(self, agency: str) -> Docket:
        return self._dockets[agency]

    def taken(self, one: Logged) -> Taken:
        to = one.recipients[0]
        reads = {who for who, body in self._bodies.items() if f'"{to}"' in body}
        reads |= {who for who, some in self._colleagues.items() if to in some}
        digest = sha256(one.raw).hexdigest()
        return Taken(one.at, digest, frozenset(reads), self._inside(one))

    def asked(
        self, agency: str, letter: Letter, claimed: datetime
    ) -> Iterator[Violation]:
        for item in letter.items:
            docket = self.docket(item.agency or agency)
            yield from history.answered(docket, letter.n, [item], claimed)

    def _inside(self, one: Logged) -> frozenset[str]:
        words = [
            _FOLD.sub("", cast("bytes", part.get_payload(decode=True)).decode())
            for part in message_from_bytes(one.raw).walk()
            if part.get_content_maintype() == "text"
        ]
        links = {link for text in words for link in _LINK.findall(text)}
        tokens = (self._desk.links.token(link, one.at) or "" for link in links)
        return frozenset(self._tokens.get(token, "nobody") for token in tokens)


def _line(one: Violation) -> str:
    return f"{one.promise}: {one.agency} {one.n}: {one.what}"
