"""Who takes over from whom: bodies of the roster, and none of itself in the end."""

from collections.abc import Iterator, Sequence

from rules.finding import File, Finding, Place
from schemas.agency import Agency, Recipient, Roster
from schemas.said import Said


def check_succession(roster: Roster) -> Iterator[Finding]:
    """Find successors that nobody knows, and bodies that succeed themselves."""
    yield from _check("agency", "agencies", roster.agencies)
    yield from _check("recipient", "recipients", roster.recipients)


def _check(
    noun: str, lists: str, bodies: Sequence[Agency | Recipient]
) -> Iterator[Finding]:
    heirs = {one.id: one.successor.to for one in bodies if one.successor is not None}
    known = {one.id for one in bodies}
    for i, body in enumerate(bodies):
        for j, heir in enumerate(heirs.get(body.id, ())):
            place: Place = (lists, i, "successor", "to", j)
            if heir not in known:
                what, remedy = (
                    Said("unknown {noun} '{heir}'", noun=Said(noun), heir=heir),
                    Said("correct it, or define it"),
                )
                yield Finding(File.ROSTER, place, what, remedy)
            elif body.id in _after(heir, heirs):
                what = Said("'{id}' would succeed itself", id=body.id)
                remedy = Said(
                    "name who is there after it, and has no successor of its own"
                )
                yield Finding(File.ROSTER, place, what, remedy)


def _after(body: str, heirs: dict[str, tuple[str, ...]]) -> set[str]:
    """Return a body and all that succeed it, one after another."""
    found: set[str] = set()
    ahead = [body]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(heirs.get(one, ()))
    return found
