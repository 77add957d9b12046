"""Decide an agency's docket: what it is told, and what others have to learn of it."""

from datetime import datetime

from rules.announced import overtaken
from rules.answers import answers
from rules.docket import Docket
from rules.handovers import handed_over
from rules.letters import Letters, letters
from rules.notices import Due, open_duties, seen_again, skips
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
from rules.standing import Standing
from rules.urging import drafts, in_draft, to_sign
from schemas.action import Action, Decision, Signal

_Signals = list[tuple[Action, Signal]]


def decide(docket: Docket, standing: Standing, now: datetime) -> Decision:
    """Return what an agency is told now; `standing` is a copy of its own to act on.

    One that letters do not reach is only answered: nobody is blamed for our silence.
    """
    if docket.ended:
        over = [*let_go(standing), *unanswered((), standing)]
        return _answered_only(docket, over, standing, now)
    if standing.undelivered is not None:
        return _answered_only(docket, unreachable(standing), standing, now)
    terms = docket.terms
    duties = open_duties(docket.assignments, standing, terms, now)
    spoken = tuple(due for due in duties if not due.at.silent)
    written = letters(docket, duties, standing, now)
    urged = in_draft(docket.assignments, duties, now)
    signals = [
        *cleared(docket.assignments, docket.withdrawn, standing),
        *raised(spoken),
        *raised_again(spoken, standing, terms, now),
        *to_decide(docket.assignments, docket.withdrawn, standing),
        *unanswered(duties, standing),
        *to_sign(standing, wanted=bool(urged)),
        *reached(standing),
        *replied(standing),
        *handed_over(docket.assignments, standing),
    ]
    decision = Decision(
        actions=(
            *written.answers.actions,
            *written.urgent.actions,
            *skips(duties),
            *overtaken(standing, terms, now),
            *drafts(duties),
            *(action for action, _ in signals),
            *written.notice.actions,
        ),
        drafts=written.drafts,
        signals=tuple(signal for _, signal in signals),
    )
    if decision.actions:
        standing.perform(decision.actions, now)
        touched = {action.duty for action in decision.actions}
        duties = seen_again(duties, touched, standing, terms, now)
        written = letters(docket, duties, standing, now)
    return decision._replace(wake=_wake(docket, duties, written, standing, now))


def _wake(
    docket: Docket,
    duties: tuple[Due, ...],
    written: Letters,
    standing: Standing,
    now: datetime,
) -> datetime | None:
    """Return when the docket has something to say, all that was due being done."""
    spoken = (due for due in duties if not due.at.silent)
    wakes = (
        *written.wakes,
        next_raised(spoken, standing, docket.terms, now),
        docket.next_deadline(standing, now),
        *(due.at.wake for due in duties),
        *(due.tick.wake for due in duties),
    )
    return min((at for at in wakes if at), default=None)


def _answered_only(
    docket: Docket, about_letters: _Signals, standing: Standing, now: datetime
) -> Decision:
    """Return the answers, and what others learn of an agency without a notice.

    Deadlines go on passing, and are counted as they do, unless it has ended.
    """
    answered = answers(standing, docket.terms, now)
    signals = [
        *about_letters,
        *cleared(docket.assignments, docket.withdrawn, standing),
        *to_decide(docket.assignments, docket.withdrawn, standing),
        *to_sign(standing, wanted=False),
        *replied(standing),
        *handed_over(docket.assignments, standing),
    ]
    deadline = None if docket.ended else docket.next_deadline(standing, now)
    wakes = (answered.wake, deadline)
    return Decision(
        actions=(*answered.actions, *(action for action, _ in signals)),
        drafts=answered.drafts,
        signals=tuple(signal for _, signal in signals),
        wake=min((at for at in wakes if at), default=None),
    )
