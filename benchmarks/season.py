"""W5: a season of 13 agencies on its own clock, beside the same in one plain loop."""

import smtplib
from collections.abc import Iterator
from contextlib import closing

from benchmarks.frame import Figure, Goal, by_turns, compared, timed
from benchmarks.places import Place
from benchmarks.plain_season import PlainSeason, by_smtp
from benchmarks.province import province
from benchmarks.sink import sink
from benchmarks.started import ADDRESS
from calendars.deadlines import last_instant
from desk.desk import open_desk
from desk.letters.deliver import BySmtp
from desk.plans.days_off import working_days
from desk.rehearsals.rehearsal import Rehearsal
from ledger import letters
from schemas.letter import LetterState
from schemas.smtp import SmtpServer

SEED = 1
_GOAL = Goal(at_most=3.0)


class OtherSeasonError(AssertionError):
    """The plain loop did not decide what the product decided."""


def measure(place: Place, rounds: int) -> Iterator[Figure]:
    """Yield how long a whole season takes."""
    with sink() as port:
        wanted = _letters(place, port)

        def limit() -> float:
            seconds, written = _limit(port)
            if written != wanted:
                raise OtherSeasonError(f"{written} letters, {wanted} in the product")
            return seconds

        turns = by_turns(rounds, lambda: _ours(place, port)[0], limit)
    yield compared(f"W5 season {place.name}", "s", turns, _GOAL, _ours)


def _letters(place: Place, port: int) -> int:
    """Return how many letters the product decides in the season."""
    return _ours(place, port)[1]


def _ours(place: Place, port: int) -> tuple[float, int]:
    """Play the season through the product, as `campaign rehearse` does."""
    plan, roster = province()
    desk = open_desk(place.fresh(), "", ADDRESS, SEED, hasty=True, marked=True)
    rehearsal = Rehearsal(desk, plan, SEED)
    post = BySmtp(SmtpServer("127.0.0.1", port))
    with timed() as watch:
        rehearsal.begin()
        rehearsal.start(roster)
        for _ in rehearsal.play(last_instant(plan.close), post):
            pass
    with desk.ledger.read() as tx:
        counts = letters.counts(tx, 1)
    desk.ledger.close()
    if set(counts) - {LetterState.SENT, LetterState.DROPPED}:
        raise OtherSeasonError(f"letters that are neither sent nor dropped: {counts}")
    return watch.seconds, sum(counts.values())


def _limit(port: int) -> tuple[float, int]:
    """Play it in one loop, its facts in lists, each letter sent as it is decided."""
    plan, roster = province()
    office = next(one for one in roster.agencies if one.id == plan.office)
    server = smtplib.SMTP("127.0.0.1", port, local_hostname="localhost")
    with closing(server), timed() as watch:
        send = by_smtp(server, office.contact.address)
        season = PlainSeason(plan, roster, working_days(), SEED, send)
        season.play()
    return watch.seconds, season.letters
