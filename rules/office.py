"""Decide the office's own docket: what spans agencies."""

from datetime import datetime

from calendars.hours import is_open, next_open, opening
from rules.above import ask, next_ask
from rules.briefs import morning, next_brief, weekly
from rules.docket import Terms
from rules.events import call_event, call_told, calls_off, reader_of
from rules.keys import notice_key
from rules.silences import silent_until
from rules.standing import Standing
from schemas.action import Action, Decision, Draft
from schemas.base import VN
from schemas.entry import Entry
from schemas.letter import Invitation, Item, LetterClass, LetterKind
from schemas.matter import Matter, is_superior


def decide(standing: Standing, terms: Terms, now: datetime) -> Decision:
    """Return the letters due, and what puts an item of its own before the office.

    `standing` is a copy of its own to act on.
    """
    told = _told(standing, terms, now)
    actions = (*ask(standing, terms, now), *told.actions)
    if not actions:
        return told
    standing.perform(actions, now)
    return told._replace(actions=actions, wake=_told(standing, terms, now).wake)


def _told(standing: Standing, terms: Terms, now: datetime) -> Decision:
    """Return the copies of the plan, the superiors' letters and the briefs due."""
    wanted = _wanted(standing, terms, now)
    wakes = (
        next_brief(terms, now),
        silent_until(standing, terms, now),
        next_ask(terms, now),
        terms.turns if terms.turns and terms.turns > now else None,
    )
    later = min((wake for wake in wakes if wake), default=None)
    if not wanted:
        return Decision(wake=later)
    hours, today = terms.policy.letter_hours, now.astimezone(VN).date()
    if not is_open(now, hours, terms.days):
        return Decision(wake=next_open(now, hours, terms.days))
    actions: list[Action] = []
    drafts: list[Draft] = []
    for draft in wanted:
        if draft.key in standing.performed:
            continue
        actions.append(Action(draft.key, "", draft.kind, "the day's notice"))
        new = (a for a in _actions(draft) if a.key not in standing.performed)
        actions.extend(new)
        drafts.append(draft)
    tomorrow = opening(terms.days.after(today), hours)
    wake = tomorrow if len(drafts) < len(wanted) else later
    return Decision(actions=tuple(actions), drafts=tuple(drafts), wake=wake)


def _wanted(standing: Standing, terms: Terms, now: datetime) -> list[Draft]:
    """Return one draft for each recipient: whoever gets two things reads both.

    In a silence of the campaign the office goes on reading how it stands.
    """
    silent = silent_until(standing, terms, now) is not None
    wanted: dict[str, Draft] = {}
    for draft in (
        *(() if silent else _copies(standing, terms, now)),
        *morning(standing, terms, now),
        *weekly(standing, terms, now),
        *(() if silent else _digests(standing, terms, now)),
        *_calls_off(standing, now),
    ):
        first = wanted.get(draft.key)
        wanted[draft.key] = _joined(first, draft) if first else draft
    return list(wanted.values())


def _joined(first: Draft, second: Draft) -> Draft:
    """Return one letter that says both; what a superior must know is never stale."""
    ends = first.not_after, second.not_after
    return first._replace(
        items=(*first.items, *second.items),
        invitation=first.invitation or second.invitation,
        not_after=None if None in ends else second.not_after,
    )


def _copies(standing: Standing, terms: Terms, now: datetime) -> list[Draft]:
    return [
        Draft(
            _notice(f"recipient:{recipient}", now),
            LetterKind.COPY,
            LetterClass.NOTICE,
            f"recipient:{recipient}",
            (),
            (Item(f"copy:{recipient}", LetterKind.COPY),),
        )
        for recipient in terms.recipients
        if f"copy:{recipient}" not in standing.performed
    ]


def _digests(standing: Standing, terms: Terms, now: datetime) -> list[Draft]:
    """Return one letter for each superior of whom something new was raised.

    The letter lists all that stands against the superior's agencies, not only the new.
    """
    return [
        _digest(to, entries, _call(to, standing, terms, now), now)
        for to, entries in _stands(standing).items()
        if any(_digest_key(entry) not in standing.performed for entry in entries)
    ]


def _calls_off(standing: Standing, now: datetime) -> list[Draft]:
    """Return what takes back the calls about which nothing is left to discuss."""
    return [
        Draft(
            _notice(reader_of(call.event), now),
            LetterKind.INVITE,
            LetterClass.NOTICE,
            reader_of(call.event),
            (),
            (),
            call,
        )
        for call in calls_off(frozenset(_stands(standing)), standing, now)
    ]


def _stands(standing: Standing) -> dict[str, list[Entry]]:
    """Return what stands against each superior's agencies that our letters reach.

    Nobody is blamed for our silence: the others are an item of the office meanwhile.
    """
    lists: dict[str, list[Entry]] = {}
    for entry in standing.raised.values():
        agency = entry.duty.partition("/")[0]
        unreached = (f"{agency}/", Matter.CONTACT) in standing.raised
        if is_superior(entry.step) and not unreached:
            lists.setdefault(entry.step, []).append(entry)
    return lists


def _digest(to: str, entries: list[Entry], call: Invitation, now: datetime) -> Draft:
    items: list[Item] = []
    for entry in entries:
        agency, duty = entry.duty.split("/", 1)
        key = _digest_key(entry)
        items.append(Item(key, LetterKind.DIGEST, duty, entry.step, agency))
    return Draft(
        _notice(to, now),
        LetterKind.DIGEST,
        LetterClass.NOTICE,
        to,
        (),
        tuple(items),
        call,
    )


def _call(to: str, standing: Standing, terms: Terms, now: datetime) -> Invitation:
    """Return the call at the second opening of the next working day's letter hours."""
    day = terms.days.after(now.astimezone(VN).date())
    window = terms.policy.letter_hours[-1]
    return call_event(to, datetime.combine(day, window.opens, VN), standing)


def _notice(to: str, now: datetime) -> str:
    return notice_key(to, now.astimezone(VN).date())


def _digest_key(entry: Entry) -> str:
    return f"digest:{entry.key}"


def _actions(draft: Draft) -> list[Action]:
    actions = [
        Action(item.key, item.duty, draft.kind, f"for {draft.to}")
        for item in draft.items
    ]
    if draft.invitation is not None:
        actions.append(call_told(draft.invitation))
    return actions
