"""What a duty waits for, in words: who is to hand over what; who owed it before."""

from collections.abc import Sequence

from desk.letters.addressing import Directory
from desk.season import Season
from rules.handovers import open_handovers
from rules.standing import Standing
from schemas import words
from schemas.assignment import PARENT, Assignment

_NAMED = 3
"""Beyond so many names a line says only how many more there are."""


def awaited(
    owes: Assignment, standing: Standing, season: Season, directory: Directory
) -> tuple[str, ...]:
    """Return a line for each duty that is still waited for; none where it rests."""
    if standing.rests(owes.duty):
        return ()
    groups = {group.id: group.name for group in season.plan.groups}
    parent, givers = season.plan.parent_plan, dict[str, list[str]]()
    lines: list[str] = []
    for one in open_handovers(owes, standing):
        if one == PARENT and parent is not None:
            lines.append(words.AWAITS_PARENT.format(plan=parent.title))
            continue
        name = groups.get(one.agency) or directory.agency(one.agency).name
        givers.setdefault(one.duty, []).append(name)
    for duty, names in givers.items():
        title = season.duties[duty].title
        lines.append(words.AWAITS.format(agencies=some(names), duty=title))
    return tuple(lines)


def taken_from(agency: str, duty: str, season: Season, directory: Directory) -> str:
    """Say from whom an agency has taken over a duty, empty where from nobody."""
    before = [directory.agency(o).name for o in season.taken_from(agency, duty)]
    return words.TAKEN_FROM.format(agencies=some(before)) if before else ""


def some(names: Sequence[str], named: int = _NAMED) -> str:
    """Return several names in one line, the first of them where they are many."""
    if len(names) <= named + 1:
        return ", ".join(names)
    more = len(names) - named
    return words.AND_MORE.format(names=", ".join(names[:named]), more=more)
