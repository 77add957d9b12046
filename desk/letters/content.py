"""Turn a letter's material into the values its templates read."""

from dataclasses import replace
from datetime import date

from calendars.said import said_day
from desk.desk import Desk
from desk.letters.addressing import Party
from desk.letters.material import ANSWERING, BRIEFS, Material
from desk.letters.views import (
    DutyView,
    LetterView,
    PlanView,
    announcement_view,
    duty_view,
    launch_view,
    moment_in_words,
    office_view,
    plan_view,
)
from desk.season import Season
from rules.changes import WITHDRAWN, before_after
from rules.clocks import UNSEEN
from rules.events import LAUNCH_EVENT
from rules.fold import DECISIONS
from rules.keys import act_of, day_of
from schemas import words
from schemas.agency import Agency
from schemas.assignment import Assignment, DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Invitation, Item, LetterKind, Method

_UNTIL = (EntryKind.TIME_ASKED, EntryKind.EXTENDED)
"""Facts whose step is a last day, asked for or given."""
_REASONED = (EntryKind.DECLINED, *DECISIONS)
"""Facts that are told with their reason."""


def letter_view(
    material: Material,
    to: Party,
    items: tuple[Item, ...],
    invitation: Invitation | None,
) -> LetterView:
    """Return what the letter says, grouped by what is said of each duty."""
    season, kinds = material.season, {item.kind for item in items}
    office = material.directory.agency(season.plan.office)
    ceremony = season.in_force.ceremony
    view = LetterView(
        plan=cited(material.desk, season, office),
        to=to.name,
        rehearsed=material.desk.marked,
        link=_link(material),
        assigned=_duties(material, items, LetterKind.ASSIGN),
        reminded=_duties(material, items, LetterKind.REMIND),
        unreceived=_duties(material, items, LetterKind.RECEIVE),
        unseen=any(item.step.startswith(UNSEEN) for item in items),
        quiet=_duties(material, items, LetterKind.UPDATE),
        escalated=_duties(material, items, LetterKind.ESCALATE),
        digest=_duties(material, items, LetterKind.DIGEST),
        launch=launch_view(ceremony) if ceremony else None,
        launch_item=LetterKind.LAUNCH in kinds,
        plan_signed=material.plan_file and material.plan_file.signed,
        brief=material.brief if kinds & BRIEFS else None,
        announced=tuple(
            announcement_view(material.announcements[item.step])
            for item in items
            if item.step in material.announcements
        ),
    )
    if LetterKind.CHANGE in kinds:
        view = _changed(view, material, items)
    if invitation is not None:
        view = _invited(view, material, invitation)
    if kinds & ANSWERING:
        view = _answered(view, material, items)
    return view


def cited(desk: Desk, season: Season, office: Agency) -> PlanView:
    """Return the plan as letters and pages cite it."""
    contact = office_view(office.name, office.contact)
    return plan_view(season.in_force, contact, desk.links.slogans(season.plan.id))


def _link(material: Material) -> str:
    if material.row.kind is not DocketKind.AGENCY:
        return ""
    return material.desk.links.url(material.row.token)


def _duties(
    material: Material, items: tuple[Item, ...], kind: LetterKind
) -> tuple[DutyView, ...]:
    views: list[DutyView] = []
    for item in (one for one in items if one.kind is kind):
        owed = material.owed(item)
        if owed is not None:
            name = material.directory.agency(item.agency).name if item.agency else ""
            now = material.letter.queued
            waits = () if item.agency else material.waits(owed)
            view = duty_view(owed, material.season, now, name, waits)
            views.append(replace(view, taken_from=material.taken_from(owed)))
    return tuple(views)


def _changed(
    view: LetterView, material: Material, items: tuple[Item, ...]
) -> LetterView:
    """Say what an amended plan changed: by what each duty was, and what it is."""
    moved: list[DutyView] = []
    restored: list[DutyView] = []
    withdrawn: list[DutyView] = []
    for item in items:
        owed = material.once_owed(item.duty)
        if item.kind is not LetterKind.CHANGE or owed is None:
            continue
        one = duty_view(owed, material.season, material.letter.queued)
        before, after = before_after(item)
        if after == WITHDRAWN:
            withdrawn.append(one)
        elif before == WITHDRAWN:
            restored.append(one)
        else:
            day = said_day(date.fromisoformat(before))
            moved.append(replace(one, before=day))
    return replace(
        view, moved=tuple(moved), restored=tuple(restored), withdrawn=tuple(withdrawn)
    )


def _invited(
    view: LetterView, material: Material, invitation: Invitation
) -> LetterView:
    if invitation.event == LAUNCH_EVENT:
        return view
    view = replace(view, cancelled=invitation.method is Method.CANCEL)
    if invitation.starts is not None:
        return replace(view, call=moment_in_words(invitation.starts))
    now, listed = material.letter.queued, invitation.duties
    owed = (owes for owes in material.owes if owes.duty in listed)
    duties = tuple(duty_view(owes, material.season, now) for owes in owed)
    day = said_day(day_of(invitation.event))
    return replace(view, invited=day, of_day=duties)


def _answered(
    view: LetterView, material: Material, items: tuple[Item, ...]
) -> LetterView:
    """Say what was done by an act of the agency, or of the office about it."""
    facts = material.standing.acts[act_of(items[0].key)]
    first = facts[0]
    person = material.persons.get(first.n)
    until = next((fact.step for fact in facts if fact.kind in _UNTIL), None)
    now = material.letter.queued
    return replace(
        view,
        answered=tuple(
            duty_view(owes, material.season, now) for owes in _spoken(material, items)
        ),
        answer=said_in_words(first, material.standing.taken_back(first)),
        code=material.desk.links.code(material.row.id, first.n),
        answered_at=moment_in_words(first.at),
        person=f"{person.name}, {person.post}" if person else "",
        until=said_day(date.fromisoformat(until)) if until else "",
        reason=person.note if person and first.kind in _REASONED else "",
        concerns=person.concerns if person else "",
        accepted=first.kind is EntryKind.ACCEPTED,
        waived=first.kind is EntryKind.WAIVED,
        report=material.report,
    )


def said_in_words(fact: Entry, taken_back: Entry | None) -> str:
    """Say what somebody did; an undo names what it is about."""
    word = words.ENTRIES[fact.kind]
    if fact.kind is not EntryKind.UNDONE or taken_back is None:
        return word
    return words.UNDONE.format(word=word, what=words.ENTRIES[taken_back.kind].lower())


def _spoken(material: Material, items: tuple[Item, ...]) -> list[Assignment]:
    """Return the duties of an act; a colleague reads all that is still to be done."""
    if any(item.kind is LetterKind.DELEGATION for item in items):
        rests = material.standing.rests
        return [owes for owes in material.owes if not rests(owes.duty)]
    return [owes for owes in map(material.owed, items) if owes is not None]
