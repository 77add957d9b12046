"""What a season costs its readers: letters a day, the worst-off agency, the leaders."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from desk.letters.listing import Listed
from desk.start import OFFICE
from schemas.agency import Roster
from schemas.base import VN
from schemas.letter import LetterState

_LEFT = (LetterState.SENT, LetterState.FAILED)


class Day(NamedTuple):
    """How many letters left on a day."""

    day: date
    letters: int


class Busiest(NamedTuple):
    """What an agency got: in all, and on the `day` that brought it most."""

    agency: str
    letters: int
    day: date
    on_that_day: int


class ToLeader(NamedTuple):
    """A letter that a leader would have received, by its post; `copy`: in copy."""

    leader: str
    left: datetime
    copy: bool
    agency: str
    subject: str


class Load(NamedTuple):
    """A season by what it sends; `worst` is None where no agency got a letter.

    `leaders` are superiors and heads of agencies, each with its letters in order.
    """

    days: tuple[Day, ...]
    worst: Busiest | None
    leaders: tuple[ToLeader, ...]


def load_of(letters: Sequence[Listed], roster: Roster) -> Load:
    """Return the load that letters are to those who read them."""
    left = [
        (one, one.left)
        for one in letters
        if one.left is not None and one.state in _LEFT
    ]
    per_day = Counter(_day(at) for _, at in left)
    return Load(
        days=tuple(Day(day, per_day[day]) for day in sorted(per_day)),
        worst=_worst(left),
        leaders=tuple(_to_leaders(left, roster)),
    )


def _worst(left: Sequence[tuple[Listed, datetime]]) -> Busiest | None:
    """Return who got most letters; of several the one with the busiest day."""
    got: dict[str, Counter[date]] = {}
    for one, at in left:
        if one.agency != OFFICE and one.state is LetterState.SENT:
            got.setdefault(one.agency, Counter())[_day(at)] += 1
    busiest = [
        Busiest(agency, days.total(), *max(days.items(), key=lambda pair: pair[1]))
        for agency, days in sorted(got.items())
    ]
    return max(busiest, key=lambda one: (one.letters, one.on_that_day), default=None)


def _to_leaders(
    left: Sequence[tuple[Listed, datetime]], roster: Roster
) -> Iterator[ToLeader]:
    for leader, address in _leaders(roster):
        for one, at in left:
            if one.state is LetterState.SENT and address in (*one.to, *one.cc):
                copy = address not in one.to
                yield ToLeader(leader, at, copy, one.agency, one.subject)


def _leaders(roster: Roster) -> Iterator[tuple[str, str]]:
    """Yield posts and addresses; who is a superior and a head is named once."""
    known: dict[str, str] = {}
    for superior in roster.superiors:
        known.setdefault(superior.address, superior.post)
    for agency in roster.agencies:
        if agency.head is not None:
            post = f"{agency.head.post}, {agency.name}"
            known.setdefault(agency.head.address, post)
    yield from ((post, address) for address, post in known.items())


def _day(at: datetime) -> date:
    return at.astimezone(VN).date()
