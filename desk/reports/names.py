"""The names of a campaign's owners: agencies of the roster, open groups of the plan."""

from collections.abc import Callable

from desk.letters.addressing import Directory
from schemas.plan import Plan


def named(plan: Plan, directory: Directory) -> Callable[[str], str]:
    """Return what names an owner by its id."""
    groups = {group.id: group.name for group in plan.groups}
    return lambda owner: groups.get(owner) or directory.agency(owner).name
