"""Which figures a plan asks of an agency."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import compress

from schemas.assignment import Assignment
from schemas.duty import DutyKind, Role
from schemas.indicator import EnteredBy, Indicator, IndicatorSet
from schemas.plan import Group, Plan

Asking = Callable[[str, Iterable[Assignment]], IndicatorSet]
"""Returns what is asked of an agency that owes these."""


def asked(plan: Plan, agency: str, owes: Iterable[Assignment]) -> IndicatorSet:
    """Return the indicators an agency enters, and the groups that hold any.

    The owners of an indicator go before those of its group; whoever only supports
    others enters no figure that belongs to a lead.
    """
    return asking(plan)(agency, owes)


def asking(plan: Plan) -> Asking:
    """Return what asks a plan's agencies; those asked for the same share one set."""
    indicators = plan.indicators
    named = _owners(indicators.owners, plan.groups)

    @cache
    def chosen(are_asked: tuple[bool, ...]) -> IndicatorSet:
        items = tuple(compress(indicators.items, are_asked))
        held = {one.group for one in items if one.entered}
        return IndicatorSet(
            groups=tuple(group for group in indicators.groups if group.id in held),
            items=tuple(one for one in items if one.group in held),
        )

    def asked_of(agency: str, owes: Iterable[Assignment]) -> IndicatorSet:
        leads = any(_leads(one) for one in owes)
        return chosen(
            tuple(
                _is_asked(one, agency, named, leads=leads) for one in indicators.items
            )
        )

    return asked_of


def report_duty(owes: Iterable[Assignment]) -> Assignment | None:
    """Return the report an agency owes."""
    return next((one for one in owes if one.kind is DutyKind.REPORT), None)


def _owners(
    owners: Mapping[str, Sequence[str]], groups: Iterable[Group]
) -> dict[str, frozenset[str]]:
    members = {group.id: group.members for group in groups}
    return {
        name: frozenset(
            agency for owner in listed for agency in members.get(owner, (owner,))
        )
        for name, listed in owners.items()
    }


def _is_asked(
    one: Indicator, agency: str, named: Mapping[str, frozenset[str]], *, leads: bool
) -> bool:
    owners = named.get(one.id, named.get(one.group))
    if owners is not None and agency not in owners:
        return False
    return leads or one.entered_by is EnteredBy.EVERYONE


def _leads(one: Assignment) -> bool:
    return one.role is Role.LEAD and one.kind is DutyKind.WORK
