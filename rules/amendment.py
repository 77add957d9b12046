"""The difference of two plans and their rosters, as consequences agency by agency."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from calendars.deadlines import last_day
from rules.in_force import deadline_of
from rules.owed import Owed, shared_out
from schemas.agency import Agency
from schemas.duty import Duty
from schemas.in_force import TakenOver
from schemas.plan import Plan


class Change(StrEnum):
    """What becomes of a duty of one agency."""

    ADDED = "added"
    MOVED = "moved"
    REWORDED = "reworded"
    WITHDRAWN = "withdrawn"


class Turn(StrEnum):
    """What becomes of an agency itself."""

    ADDED = "added"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    SUCCEEDED = "succeeded"
    CHANGED = "changed"
    REMOVED = "removed"


class DutyChange(NamedTuple):
    """One duty of one agency: its last day before and after, None where not owed.

    `fields` name what else reads differently.
    """

    kind: Change
    duty: str
    title: str
    before: date | None
    after: date | None
    fields: tuple[str, ...] = ()


class AgencyChange(NamedTuple):
    """An agency by its names before and after, empty where it is not in the roster.

    `after` names those who succeed it where it ends; `since` is the day from which on,
    None where that is at once.
    """

    kind: Turn
    agency: str
    before: str
    after: str
    fields: tuple[str, ...] = ()
    since: date | None = None


class Difference(NamedTuple):
    """What one plan changes for each owner of another, and what else it changes.

    `plan` names the fields of the plan that differ beside duties and their owners.
    """

    duties: dict[str, tuple[DutyChange, ...]]
    agencies: tuple[AgencyChange, ...]
    plan: tuple[str, ...]

    @property
    def nothing(self) -> bool:
        """Tell whether both are the same."""
        return not (self.duties or self.agencies or self.plan)


_DUTIES = frozenset({"groups", "entries", "laid_on_all"})
_OWED = frozenset({"id", "deadline", "besides"})
"""Fields of a duty that are told by what is owed, and until when."""
_MAILBOXES = frozenset({"contact", "others", "stand_in", "head"})
"""Fields of an agency that an amendment does not set."""
_TOLD = _MAILBOXES | {"id", "name", "later", "successor"}
"""Those, and what is told as a turn of its own."""


def differ(
    before: Plan,
    after: Plan,
    known: Mapping[str, Agency],
    roster: Mapping[str, Agency],
    taken_over: tuple[TakenOver, ...] = (),
) -> Difference:
    """Return what changes from one plan and its agencies `known` to another.

    An agency that is known and owes nothing any more has been removed before. What was
    `taken_over` by successors changes for them.
    """
    then, now = (shared_out(plan, taken_over) for plan in (before, after))
    return Difference(
        duties=_by_owner(then, now, (before, after)),
        agencies=tuple(_agencies(known, roster, then.keys())),
        plan=tuple(_of_plan(before, after)),
    )


def into_the_past(difference: Difference, today: date) -> tuple[DutyChange, ...]:
    """Return the duties whose deadline would be set to a past day, each once."""
    late = {
        one.duty: one
        for changes in difference.duties.values()
        for one in changes
        if one.kind in (Change.ADDED, Change.MOVED)
        if one.after is not None and one.after < today
    }
    return tuple(late.values())


def removed(difference: Difference) -> tuple[str, ...]:
    """Return the agencies that are in the roster no more."""
    return tuple(one.agency for one in difference.agencies if one.kind is Turn.REMOVED)


def merged(known: Agency | None, given: Agency) -> Agency:
    """Return an agency as an amendment sets it.

    Its mailboxes are corrected where contacts are: a file may have been written before.
    """
    if known is None:
        return given
    kept = {name: getattr(known, name) for name in _MAILBOXES}
    return given.model_copy(update=kept)


def kept_mailboxes(known: Agency | None, given: Agency) -> tuple[str, ...]:
    """Return which mailboxes of an agency read differently and stay as they are known.

    A file may be older than a correction, so that an amendment takes none.
    """
    if known is None:
        return ()
    return tuple(
        name
        for name in sorted(_MAILBOXES)
        if getattr(known, name) != getattr(given, name)
    )


def _by_owner(
    then: Mapping[str, tuple[Owed, ...]],
    now: Mapping[str, tuple[Owed, ...]],
    plans: tuple[Plan, Plan],
) -> dict[str, tuple[DutyChange, ...]]:
    """Return the changes by owner; those who owe the same share them."""
    shared: dict[tuple[int, int], tuple[DutyChange, ...]] = {}
    found: dict[str, tuple[DutyChange, ...]] = {}
    for owner in dict.fromkeys((*then, *now)):
        was, is_ = then.get(owner, ()), now.get(owner, ())
        place = (id(was), id(is_))
        if place not in shared:
            shared[place] = tuple(_changes(was, is_, *plans))
        if shared[place]:
            found[owner] = shared[place]
    return found


def _changes(
    was: Iterable[Owed], is_: Iterable[Owed], before: Plan, after: Plan
) -> Iterator[DutyChange]:
    then = {one.duty.id: one for one in was}
    now = {one.duty.id: one for one in is_}
    for name, one in now.items():
        day = last_day(deadline_of(one.duty, after))
        title = one.duty.title
        if name not in then:
            yield DutyChange(Change.ADDED, name, title, None, day)
            continue
        old = last_day(deadline_of(then[name].duty, before))
        fields = tuple(_reworded(then[name], one, moved=day != old))
        if day != old or fields:
            kind = Change.REWORDED if day == old else Change.MOVED
            yield DutyChange(kind, name, title, old, day, fields)
    for name, one in then.items():
        if name not in now:
            old = last_day(deadline_of(one.duty, before))
            yield DutyChange(Change.WITHDRAWN, name, one.duty.title, old, None)


def _reworded(was: Owed, is_: Owed, *, moved: bool) -> Iterator[str]:
    """Yield what reads differently beside the last day."""
    yield from _fields(was.duty, is_.duty, _OWED)
    if was.duty.deadline != is_.duty.deadline and not moved:
        yield "deadline"
    if was.modality is not is_.modality:
        yield "modality"


def _fields(
    was: Plan | Duty | Agency, is_: Plan | Duty | Agency, besides: frozenset[str]
) -> list[str]:
    names = (name for name in type(was).model_fields if name not in besides)
    return [one for one in names if getattr(was, one) != getattr(is_, one, None)]


def _of_plan(before: Plan, after: Plan) -> Iterator[str]:
    yield from _fields(before, after, _DUTIES)
    if _frame(before) != _frame(after):
        yield "entries"


def _frame(plan: Plan) -> list[tuple[object, ...]]:
    """Return what groups and entries say beside who owes what."""
    groups = [(one.id, one.name, one.kind) for one in plan.groups]
    return [*groups, *((e.id, e.title, e.source, e.note) for e in plan.entries)]


def _turns(
    was: Agency | None,
    one: Agency,
    roster: Mapping[str, Agency],
    known: Collection[str],
) -> Iterator[AgencyChange]:
    """Yield what becomes of one agency on a day, as far as it was not known before."""
    for later in one.later:
        if was is None or later not in was.later:
            kind = Turn.RENAMED if later.name else Turn.CHANGED
            fields = ("contact",) if later.contact else ()
            after = later.name or one.name
            yield AgencyChange(kind, one.id, one.name, after, fields, later.since)
    ends = one.successor
    if ends is None or (was is not None and was.successor == ends):
        return
    heirs = ", ".join(roster[heir].name if heir in roster else heir for heir in ends.to)
    merging = [o for o in roster.values() if o.successor and o.successor.to == ends.to]
    kind = Turn.SUCCEEDED
    if len(ends.to) > 1:
        kind = Turn.SPLIT
    elif len(merging) > 1 or set(ends.to) <= set(known):
        kind = Turn.MERGED
    yield AgencyChange(kind, one.id, one.name, heirs, (), ends.since)


def _agencies(
    known: Mapping[str, Agency], roster: Mapping[str, Agency], owing: Iterable[str]
) -> Iterator[AgencyChange]:
    for name, one in roster.items():
        if name not in known:
            yield AgencyChange(Turn.ADDED, name, "", one.name)
            continue
        was = known[name]
        fields = tuple(_fields(was, one, _TOLD))
        if was.name != one.name:
            yield AgencyChange(Turn.RENAMED, name, was.name, one.name, fields)
        elif fields:
            yield AgencyChange(Turn.CHANGED, name, was.name, one.name, fields)
    for name, one in roster.items():
        yield from _turns(known.get(name), one, roster, known.keys())
    owes = set(owing)
    for name, one in known.items():
        if name not in roster and name in owes:
            yield AgencyChange(Turn.REMOVED, name, one.name, "")
