"""Who takes over from whom: agencies of the roster, and none of itself in the end."""

from collections.abc import Iterator

from rules.finding import File, Finding, Place
from schemas.agency import Roster


def check_succession(roster: Roster) -> Iterator[Finding]:
    """Find successors that nobody knows, and agencies that succeed themselves."""
    heirs = {
        one.id: one.successor.to for one in roster.agencies if one.successor is not None
    }
    known = {one.id for one in roster.agencies}
    for i, agency in enumerate(roster.agencies):
        for j, heir in enumerate(heirs.get(agency.id, ())):
            place: Place = ("agencies", i, "successor", "to", j)
            if heir not in known:
                what, remedy = f"unknown agency '{heir}'", "correct it, or define it"
                yield Finding(File.ROSTER, place, what, remedy)
            elif agency.id in _after(heir, heirs):
                what = f"'{agency.id}' would succeed itself"
                remedy = "name who is there after it, and has no successor of its own"
                yield Finding(File.ROSTER, place, what, remedy)


def _after(agency: str, heirs: dict[str, tuple[str, ...]]) -> set[str]:
    """Return an agency and all that succeed it, one after another."""
    found: set[str] = set()
    ahead = [agency]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(heirs.get(one, ()))
    return found
