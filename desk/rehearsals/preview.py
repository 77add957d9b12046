"""A season before it happens: every letter of it, nobody answering, none sent.

What is in the letters is left to rehearsals, where they can be opened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from calendars.deadlines import last_instant
from desk.desk import Desk, open_desk
from desk.mail.outcome import Outcome, Verdict
from desk.rehearsals.rehearsal import Rehearsal
from schemas.agency import Roster
from schemas.plan import Plan


class Preview(NamedTuple):
    """A season in memory; it is played while its `moments` are taken."""

    desk: Desk
    moments: Iterator[datetime]


def unanswered(plan: Plan, roster: Roster, address: str) -> Preview:
    """Return the season of a plan from its proposed day of issue to its close."""
    opened = open_desk(":memory:", "", address, seed=0)
    desk = replace(opened, headings=True)
    rehearsal = Rehearsal(desk, plan, seed=0, answers=False)
    rehearsal.begin()
    rehearsal.start(roster)
    return Preview(desk, rehearsal.play(last_instant(plan.close), _taken))


def _taken(_sender: str, _recipients: Sequence[str], _message: bytes) -> Outcome:
    """Take every letter: in a preview there is nobody to send to."""
    return Outcome(Verdict.SENT)
