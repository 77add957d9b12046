"""Put an urging letter into words: plan, duties, who issues it, where to ask."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from calendars.deadlines import past_in_words
from calendars.said import said_day
from desk.letterhead import filed, letterhead, signature
from desk.season import Season
from documents.base import Recipients
from documents.urging import Earlier, Overdue, UrgingLetter
from rules.docket import Docket
from rules.in_force import deadline_of
from rules.urging import written
from schemas import words
from schemas.agency import Agency
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.deadline import Bound, Deadline, Origin


class Beside(NamedTuple):
    """What a draft says beside the docket.

    Its day, the day proposed for the answer, the urging letters before it, and the
    items of what was `sent` to the agency, by their keys.
    """

    today: date
    by: date
    earlier: tuple[Earlier, ...]
    sent: frozenset[str]


def urging_words(
    season: Season,
    docket: Docket,
    duties: tuple[Assignment, ...],
    to: str,
    office: Agency,
    beside: Beside,
) -> UrgingLetter:
    """Return what the letter says of `duties` to the agency named `to`."""
    plan, signing = season.plan, season.in_force.signing
    return UrgingLetter(
        nth=docket.standing.letters_signed + 1,
        agency=to,
        issuer=plan.issued_by,
        plan=plan.short_title,
        number=signing.number,
        signed_on=signing.signed_on,
        duties=tuple(
            _overdue(one, docket, season, beside.sent)
            for one in sorted(duties, key=lambda one: one.last_day)
        ),
        today=beside.today,
        by=beside.by,
        earlier=beside.earlier,
        office=office.name,
        contact=", ".join(_reached(office)),
        letterhead=letterhead(plan, words.LETTER_SYMBOL),
        signature=signature(plan),
        recipients=Recipients((words.SAME, office.name), filed(plan)),
    )


def _overdue(
    owed: Assignment, docket: Docket, season: Season, sent: frozenset[str]
) -> Overdue:
    duty = season.duties[owed.duty]
    title = words.FROM_PLAN.format(title=duty.title, section=duty.source.section)
    said = tuple(_written(docket, owed, sent))
    return Overdue(title, _deadline(owed, season), said)


def _deadline(owed: Assignment, season: Season) -> str:
    """Say the deadline in effect; an extended one names the plan's own as well."""
    if owed.original is None:
        return past_in_words(deadline_of(season.duties[owed.duty], season.plan))
    through = Deadline(bound=Bound.THROUGH, day=owed.last_day, origin=Origin.STATED)
    plans = said_day(owed.original.last_day)
    return words.EXTENDED.format(deadline=past_in_words(through), day=plans)


def _written(docket: Docket, owed: Assignment, sent: frozenset[str]) -> Iterator[str]:
    said = written(docket, owed, sent)
    for kind, phrase in words.WRITTEN.items():
        days = [said_day(at.astimezone(VN).date()) for one, at in said if one is kind]
        if days:
            yield phrase.format(days=", ".join(days))


def _reached(office: Agency) -> Iterator[str]:
    contact = office.contact
    yield f"{office.name} ({contact.post})"
    yield from filter(None, (contact.telephone, contact.address))
