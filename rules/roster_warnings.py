"""Where the roster leaves the plan's policy without a reader, or has too many names."""

from collections.abc import Iterator

from rules.finding import File, Finding, Place
from rules.owed import Owed, owed
from schemas.agency import Agency, Roster
from schemas.duty import Modality
from schemas.plan import Plan
from schemas.said import Said, Series
from schemas.step import Reader

_SHOWN = 5


def warn_of_roster(plan: Plan, roster: Roster) -> Iterator[Finding]:
    """Find agencies that owe nothing, and those whose leaders cannot be written to."""
    owes = owed(plan)
    readers = {one for step in plan.policy.steps for one in (step.to, *step.copy_to)}
    agencies = list(enumerate(roster.agencies))
    heirs = {
        heir for one in roster.agencies if one.successor for heir in one.successor.to
    }
    idle = [
        (i, one) for i, one in agencies if one.id not in owes and one.id not in heirs
    ]
    yield from _sum_up(
        idle, Said("owe nothing under this plan"), Said("take them out of the file")
    )
    owing = [(i, one) for i, one in agencies if one.id in owes]
    gone = [(i, one) for i, one in owing if one.over(plan.planned_issue)]
    what = Said("ended before the plan is issued")
    yield from _sum_up(gone, what, Said("name their successors, or take them out"))
    if Reader.HEAD in readers:
        headless = [(i, one) for i, one in owing if one.head is None]
        what = Said("have no head, to whom escalations are copied")
        yield from _sum_up(headless, what, Said("add `head`"))
    if Reader.SUPERIOR in readers:
        alone = [
            (i, one)
            for i, one in owing
            if one.superior is None and _is_assigned(owes[one.id])
        ]
        what = Said("have no superior, so the office gets a call item instead")
        yield from _sum_up(alone, what, Said("name one of `superiors`"))


def _is_assigned(owes: tuple[Owed, ...]) -> bool:
    return any(one.modality is Modality.ASSIGNED for one in owes)


def _sum_up(
    agencies: list[tuple[int, Agency]], what: Said, remedy: Said
) -> Iterator[Finding]:
    """Say it once for all: a country has thousands of agencies."""
    if agencies:
        names = [agency.id for _, agency in agencies]
        others = len(names) - _SHOWN
        more = Said(" and {count} more", count=others) if others > 0 else ""
        said = Said(
            "{names}{more} {what}",
            names=Series(names[:_SHOWN]),
            more=more,
            what=what,
        )
        place: Place = ("agencies", agencies[0][0])
        yield Finding(File.ROSTER, place, said, remedy)
