"""What is written to an agency now: answers, what is urgent, the day's one notice."""

from datetime import datetime
from typing import NamedTuple

from calendars.hours import is_open, next_open, opening
from rules.announced import urgent
from rules.answers import answers, last_answered
from rules.docket import Docket, Terms
from rules.keys import notice_key
from rules.notices import Due, Gathered, events_of, gather
from rules.silences import silent_until
from rules.standing import Standing
from schemas.action import Action, Decision, Draft
from schemas.base import VN
from schemas.letter import LetterClass
from schemas.reading import CONTACT


class Letters(NamedTuple):
    """The letters of each class that leave now, or when they may."""

    answers: Decision
    urgent: Decision
    notice: Decision

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """Return all of them."""
        return tuple(draft for decided in self for draft in decided.drafts)

    @property
    def wakes(self) -> tuple[datetime | None, ...]:
        """Return when each class has something to say."""
        return tuple(decided.wake for decided in self)


def letters(
    docket: Docket, duties: tuple[Due, ...], standing: Standing, now: datetime
) -> Letters:
    """Return what an agency is written; answers go first, the notice is told of them.

    In a silence there is no notice.
    """
    terms = docket.terms
    events = events_of(duties, standing, terms, now)
    answered = answers(standing, terms, now, events)
    standing.perform(answered.actions, now)
    at_once = urgent(standing, terms, now)
    standing.perform(at_once.actions, now)
    until = silent_until(standing, terms, now)
    told = Decision(wake=until)
    if until is None:
        gathered = gather(duties, docket.withdrawn, standing, terms, now)
        told = _notice(gathered, standing, terms, now)
    return Letters(answered, at_once, told)


def _notice(
    gathered: Gathered, standing: Standing, terms: Terms, now: datetime
) -> Decision:
    """Return the day's one notice, or the moment at which it may be written."""
    wait = _wait(gathered, standing, terms)
    if wait is None:
        return Decision()
    if wait > now:
        return Decision(wake=wait)
    hours, today = terms.policy.letter_hours, now.astimezone(VN).date()
    if not is_open(now, hours, terms.days):
        return Decision(wake=next_open(now, hours, terms.days))
    key = notice_key(CONTACT, today)
    if key in standing.performed:
        return Decision(wake=opening(terms.days.after(today), hours))
    event = gathered.events[0] if gathered.events else None
    actions = [Action(key, "", gathered.kind, "the day's notice"), *gathered.actions]
    if event is not None:
        actions.append(event.telling)
    draft = Draft(
        key=key,
        kind=gathered.kind,
        letter_class=LetterClass.NOTICE,
        to=CONTACT,
        copy_to=gathered.copy_to,
        items=gathered.items,
        invitation=event.invitation if event else None,
        not_after=gathered.not_after,
    )
    return Decision(actions=tuple(actions), drafts=(draft,))


def _wait(gathered: Gathered, standing: Standing, terms: Terms) -> datetime | None:
    """Return since when a notice is wanted, None if nothing is to be told by one.

    A change of the calendar waits for a letter that leaves anyway. What the answers of
    a day did not take goes by itself on a later one, if it can still mislead.
    """
    if gathered.items or any(not one.change for one in gathered.events):
        return datetime.min.replace(tzinfo=VN)
    if not any(one.ahead for one in gathered.events):
        return None
    answered = last_answered(standing)
    if answered is None:
        return datetime.min.replace(tzinfo=VN)
    day = terms.days.after(answered.astimezone(VN).date())
    return opening(day, terms.policy.letter_hours)
