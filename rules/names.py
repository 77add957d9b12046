"""The names a plan and its roster define, and those defined twice."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from rules.finding import File, Finding, Place
from schemas.said import Said

Named = tuple[tuple[str, Place], ...]
"""Names with the places that define them, in the order of the file."""


class Names(NamedTuple):
    """What can be referred to, even where the rest of its definition is wrong.

    `has_roster` is False while nobody can read the roster: then nothing is known of
    its names.
    """

    has_roster: bool
    agencies: Named = ()
    superiors: Named = ()
    recipients: Named = ()
    groups: Named = ()
    phases: Named = ()
    entries: Named = ()
    duties: Named = ()


def known(*named: Named) -> frozenset[str]:
    """Return the names without their places."""
    return frozenset(name for name, _ in chain(*named))


def check_names(names: Names) -> Iterator[Finding]:
    """Find every name that is given a second time; a group is named like an agency."""
    agencies = known(names.agencies)
    yield from _twice(File.ROSTER, "agency", names.agencies)
    yield from _twice(File.ROSTER, "superior", names.superiors)
    yield from _twice(File.ROSTER, "recipient", names.recipients)
    yield from _twice(File.PLAN, "group or agency", names.groups, agencies)
    yield from _twice(File.PLAN, "phase", names.phases)
    yield from _twice(File.PLAN, "entry", names.entries)
    yield from _twice(File.PLAN, "duty", names.duties)


def _twice(
    file: File, noun: str, named: Named, taken: Iterable[str] = ()
) -> Iterator[Finding]:
    seen = set(taken)
    for name, place in named:
        if name in seen:
            what = Said("a second {noun} named '{name}'", noun=Said(noun), name=name)
            yield Finding(file, place, what, Said("give each its own id"))
        seen.add(name)
