"""The indicators of a plan: a set that plans share, and what the plan adds to it."""

from pathlib import Path

from desk.plans.files import CAMPAIGNS_HOME, read_tree
from desk.plans.values import Values, fit
from schemas.indicator import IndicatorSet, SharedSet
from schemas.plan import Plan


def with_shared(
    plan: Values[Plan], folder: Path, home: Path = CAMPAIGNS_HOME
) -> Values[Plan]:
    """Return a plan with the indicators of the set it names before its own.

    The set is looked for beside the plan, then beside the product's campaigns; what is
    wrong with its file is a problem of the plan.
    """
    if plan.value is None or plan.value.indicators.shared is None:
        return plan
    own = plan.value.indicators
    beside = folder / f"{own.shared}.yaml"
    found = beside if beside.exists() else home / beside.name
    read = fit(SharedSet, read_tree(found))
    whole = IndicatorSet()  # half a set would only give errors that follow from it
    if shared := read.whole():
        groups, items = (*shared.groups, *own.groups), (*shared.items, *own.items)
        whole = own.model_copy(update={"groups": groups, "items": items})
    value = plan.value.model_copy(update={"indicators": whole})
    return plan._replace(value=value, problems=(*plan.problems, *read.problems))
