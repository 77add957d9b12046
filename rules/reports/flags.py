"""Figures that may have been counted twice: by lead and partner, or at two levels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rules.reports.given import Given
from schemas.consolidation import Flag, FlagKind
from schemas.duty import Role
from schemas.indicator import AddsUp, EnteredBy, Indicator
from schemas.plan import Plan

TELLING = 10
"""From here on the same figure twice is no mere chance: smaller ones often are."""


class Told(NamedTuple):
    """What one mailbox reported in a campaign, by indicator, as `agency`."""

    agency: str
    mailbox: str
    figures: Mapping[str, int]


def same_figures(plan: Plan, given: Sequence[Given]) -> Iterator[Flag]:
    """Yield the figures of a lead that two agencies gave alike.

    Members of an expanded group (the communes) each speak for ground of their own, so
    they are compared only with agencies that lead a duty with them.
    """
    partners = _partners(plan)
    expanded = (group for group in plan.groups if group.kind == "expanded")
    grouped = {one for group in expanded for one in group.members}
    for one in plan.indicators.items:
        if one.entered_by is EnteredBy.LEAD and one.adds_up is AddsUp.SUM:
            for alike in _alike(one, given):
                if doubtful := _doubtful(alike, partners, grouped):
                    yield _flag(FlagKind.SAME_FIGURE, one, doubtful)


def two_levels(
    indicators: Iterable[Indicator], here: Iterable[Told], below: Sequence[Told]
) -> Iterator[Flag]:
    """Yield what one mailbox reported here and in a campaign that reports here too."""
    direct: dict[str, list[Told]] = {}
    for one in here:
        direct.setdefault(one.mailbox, []).append(one)
    both = [
        (above, under) for under in below for above in direct.get(under.mailbox, ())
    ]
    for one in indicators:
        who = [
            agency
            for above, under in both
            if above.figures.get(one.id) and under.figures.get(one.id)
            for agency in (above.agency, under.agency)
        ]
        if who:
            yield _flag(FlagKind.TWO_LEVELS, one, tuple(dict.fromkeys(who)))


def _flag(kind: FlagKind, one: Indicator, agencies: tuple[str, ...]) -> Flag:
    return Flag(kind=kind, indicator=one.id, agencies=agencies)


def _alike(one: Indicator, given: Sequence[Given]) -> Iterator[tuple[str, ...]]:
    """Yield the agencies that gave the same telling figure."""
    by_figure: dict[int, list[str]] = {}
    for giver in given:
        figure = giver.figure(one)
        if figure is not None and figure >= TELLING:
            by_figure.setdefault(figure, []).append(giver.agency)
    yield from (tuple(who) for who in by_figure.values() if len(who) > 1)


def _doubtful(
    alike: tuple[str, ...], partners: Mapping[str, frozenset[str]], grouped: set[str]
) -> tuple[str, ...]:
    """Return which of them may have counted the same thing."""
    alone = {one for one in alike if one not in grouped}
    doubtful = alone if len(alone) > 1 else set[str]()
    for lead in partners.keys() & set(alike):
        if helped := partners[lead] & set(alike):
            doubtful = doubtful | helped | {lead}
    return tuple(one for one in alike if one in doubtful)


def _partners(plan: Plan) -> dict[str, frozenset[str]]:
    """Return for each agency that leads a duty those it leads it with."""
    members = {group.id: group.members for group in plan.groups}
    found: dict[str, set[str]] = {}
    for entry in plan.entries:
        for duty in entry.duties:
            if duty.role is Role.LEAD:
                for lead in _agencies(entry.owners, members):
                    helped = _agencies(duty.with_agencies, members)
                    found.setdefault(lead, set()).update(helped)
    return {lead: frozenset(helped - {lead}) for lead, helped in found.items()}


def _agencies(
    owners: Iterable[str], members: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    for owner in owners:
        yield from members.get(owner, (owner,))
