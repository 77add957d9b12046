"""Decide what one docket wants done now, and when it next has something to say."""

from dataclasses import replace
from datetime import datetime

from calendars.hours import is_open, next_open, opening
from rules import office
from rules.announced import overtaken, urgent
from rules.answers import answers, last_answered
from rules.docket import Docket, Terms
from rules.extended import in_effect
from rules.handovers import handed_over
from rules.keys import notice_key
from rules.lost import again
from rules.notices import Gathered, events_of, gather, open_duties, skips
from rules.signals import (
    cleared,
    let_go,
    next_raised,
    raised,
    raised_again,
    reached,
    replied,
    to_decide,
    unanswered,
    unreachable,
)
from rules.silences import silent_until
from rules.standing import Standing
from rules.urging import drafts, in_draft, to_sign
from schemas.action import Action, Decision, Draft, Signal
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.letter import LetterClass
from schemas.reading import CONTACT


def decide(docket: Docket, now: datetime) -> Decision:
    """Return the actions due at `now`; after performing them it returns none.

    `wake` is the moment the docket waits for once they are performed. An open group's
    docket is kept by the office and never written to.
    """
    standing = docket.standing.ahead()
    owes = in_effect(docket.assignments, standing, docket.terms)
    docket = replace(docket, assignments=owes)
    decision = again(_look(docket, standing, now), standing.lost)
    if not decision.actions:
        return decision
    standing.perform(decision.actions, now)
    return decision._replace(wake=_look(docket, standing, now).wake)


def _look(docket: Docket, standing: Standing, now: datetime) -> Decision:
    if docket.kind is DocketKind.GROUP:
        return _decide_group(docket, standing, now)
    if docket.kind is DocketKind.OFFICE:
        return office.decide(standing, docket.terms, now)
    return _decide_agency(docket, standing, now)


def _decide_group(docket: Docket, standing: Standing, now: datetime) -> Decision:
    """Return what others have to learn of a group that is never written to."""
    signals = handed_over(docket.assignments, standing)
    return Decision(
        actions=tuple(action for action, _ in signals),
        signals=tuple(signal for _, signal in signals),
        wake=_next_deadline(docket, standing, now),
    )


def _next_deadline(
    docket: Docket, standing: Standing, now: datetime
) -> datetime | None:
    """Return when a duty of the docket becomes overdue next, for its counts."""
    lasts = (one.last for one in docket.assignments if not standing.rests(one.duty))
    return min((last for last in lasts if last > now), default=None)


def _decide_agency(docket: Docket, standing: Standing, now: datetime) -> Decision:
    """Return what an agency is told; answers go first, the notice is told of them."""
    terms = docket.terms
    if docket.ended:
        over = [*let_go(standing), *unanswered((), standing, terms, now)]
        return _told_others(docket, standing, answers(standing, terms, now), over)
    if standing.undelivered is not None:
        return _stopped(docket, standing, _answers_only(docket, standing, now))
    duties = open_duties(docket.assignments, standing, terms, now)
    spoken = tuple(due for due in duties if not due.at.silent)
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
    urged = in_draft(docket.assignments, duties, now)
    signals = [
        *cleared(docket.assignments, docket.withdrawn, standing),
        *raised(spoken),
        *raised_again(spoken, standing, terms, now),
        *to_decide(docket.assignments, docket.withdrawn, standing),
        *unanswered(duties, standing, terms, now),
        *to_sign(standing, wanted=bool(urged)),
        *reached(standing),
        *replied(standing),
        *handed_over(docket.assignments, standing),
    ]
    wakes = (
        answered.wake,
        at_once.wake,
        told.wake,
        next_raised(spoken, standing, terms, now),
        _next_deadline(docket, standing, now),
        *(due.at.wake for due in duties),
        *(due.tick.wake for due in duties),
    )
    return Decision(
        actions=(
            *answered.actions,
            *at_once.actions,
            *skips(duties),
            *overtaken(standing, terms, now),
            *drafts(duties),
            *(action for action, _ in signals),
            *told.actions,
        ),
        drafts=(*answered.drafts, *at_once.drafts, *told.drafts),
        signals=tuple(signal for _, signal in signals),
        wake=min((wake for wake in wakes if wake), default=None),
    )


def _answers_only(docket: Docket, standing: Standing, now: datetime) -> Decision:
    """Return the answers; deadlines go on passing, and are counted as they do."""
    answered = answers(standing, docket.terms, now)
    wakes = (answered.wake, _next_deadline(docket, standing, now))
    return answered._replace(wake=min((one for one in wakes if one), default=None))


def _stopped(docket: Docket, standing: Standing, answered: Decision) -> Decision:
    """Return only what does not blame the agency for letters it never got."""
    return _told_others(docket, standing, answered, unreachable(standing))


def _told_others(
    docket: Docket,
    standing: Standing,
    answered: Decision,
    about_letters: list[tuple[Action, Signal]],
) -> Decision:
    """Return the answers, and what others learn of an agency without a notice."""
    signals = [
        *about_letters,
        *cleared(docket.assignments, docket.withdrawn, standing),
        *to_decide(docket.assignments, docket.withdrawn, standing),
        *to_sign(standing, wanted=False),
        *replied(standing),
        *handed_over(docket.assignments, standing),
    ]
    return answered._replace(
        actions=(*answered.actions, *(action for action, _ in signals)),
        signals=tuple(signal for _, signal in signals),
    )


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
