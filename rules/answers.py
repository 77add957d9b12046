"""Answers to a person's own act: one letter per act, in working hours."""

from datetime import datetime

from calendars.hours import is_open, next_open
from rules.docket import Terms
from rules.keys import answer_key
from rules.standing import Standing
from schemas.action import Action, Decision, Draft
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterClass, LetterKind


def answers(standing: Standing, terms: Terms, now: datetime) -> Decision:
    """Return the letters owed for acts that were not answered yet."""
    owed = [
        (act, facts)
        for act, facts in standing.acts.items()
        if answer_key(act) not in standing.performed
    ]
    hours = terms.policy.working_hours
    if not owed:
        return Decision()
    if not is_open(now, hours, terms.days):
        return Decision(wake=next_open(now, hours, terms.days))
    return Decision(
        actions=tuple(
            Action(answer_key(act), "", _kind(facts), "answer to a person's act")
            for act, facts in owed
        ),
        drafts=tuple(_draft(act, facts) for act, facts in owed),
    )


def _kind(facts: list[Entry]) -> LetterKind:
    match facts[0].kind:
        case EntryKind.LINK_ASKED:
            return LetterKind.LINK
        case EntryKind.EXTENDED | EntryKind.REFUSED:
            return LetterKind.DECISION
        case _:
            return LetterKind.RECEIPT


def _draft(act: str, facts: list[Entry]) -> Draft:
    kind = _kind(facts)
    items = tuple(
        Item(answer_key(act), kind, fact.duty, fact.kind.value) for fact in facts
    )
    return Draft(answer_key(act), kind, LetterClass.ANSWER, "contact", (), items)
