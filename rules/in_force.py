"""The plan in force: issued once by a signature, then one revision after another."""

from datetime import datetime

from schemas.in_force import Ceremony, PlanInForce, Received, Signing
from schemas.plan import Plan
from schemas.silence import Silence


def issue(plan: Plan, signing: Signing, at: datetime) -> PlanInForce:
    """Return the first revision: every deadline is set by it."""
    duties = (*plan.duties(), *plan.laid_on_all)
    since = {duty.id: 1 for duty in duties}
    return PlanInForce(plan=plan, revision=1, issued=at, signing=signing, since=since)


def convene(in_force: PlanInForce, ceremony: Ceremony) -> PlanInForce:
    """Return the next revision, with the launch ceremony fixed anew."""
    before = in_force.ceremony
    number = 1 if before is None else before.number + 1
    numbered = ceremony.model_copy(update={"number": number})
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "ceremony": numbered})


def fall_silent(in_force: PlanInForce, silence: Silence) -> PlanInForce:
    """Return the next revision, with the latest silence of the whole campaign."""
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "silence": silence})


def receive(in_force: PlanInForce, parent: Received) -> PlanInForce:
    """Return the next revision, with the parent's plan that duties waited for."""
    revision = in_force.revision + 1
    return in_force.model_copy(update={"revision": revision, "parent": parent})


def lacks_parent(in_force: PlanInForce) -> bool:
    """Tell whether the parent's plan is named and has not been issued yet."""
    parent = in_force.plan.parent_plan
    return parent is not None and not parent.issued and in_force.parent is None
