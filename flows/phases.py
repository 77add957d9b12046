"""Submit each phase when its day comes, once; again where Prefect has lost it."""

from datetime import datetime

from prefect.client.orchestration import PrefectClient

from desk.campaigns import named
from desk.state import reached
from flows.here import Here, here
from flows.submitting import deployment_id, submit_once
from rules.phases import PhaseDay, phase_days
from schemas import words
from schemas.base import VN
from schemas.phase import PhaseKind
from schemas.plan import Plan

DEPLOYMENTS = {
    PhaseKind.ISSUANCE: "issuance",
    PhaseKind.LAUNCH: "launch",
    PhaseKind.ACTIVITIES: "activities",
    PhaseKind.REPORTING: "reports",
}
"""The deployment of each phase's flow; `flow name/deployment` is Prefect's name."""

_STEPPED = (PhaseKind.LAUNCH, PhaseKind.ACTIVITIES)
"""Phases whose flow does one thing on one day and another on the next."""

_submitted: set[str] = set()
"""Keys this process has seen in Prefect, so that a beat need not ask again."""


def unsubmitted(at: Here, now: datetime) -> list[tuple[Plan, PhaseDay]]:
    """Return the phases with something to do at `now` that were not submitted here."""
    today = now.astimezone(VN).date()
    return [
        (plan, day)
        for plan in named(at.desk)
        for day in phase_days(plan, reached(at.desk, plan.id), today, at.desk.days)
        if _key(plan, day) not in _submitted
    ]


async def submit_due(client: PrefectClient, at: Here, now: datetime) -> None:
    """Submit the phases that have something to do at `now`."""
    for plan, day in unsubmitted(at, now):
        await _submit(client, plan, day)


def _key(plan: Plan, day: PhaseDay) -> str:
    return f"{plan.id}/{day.key}"


async def recover_phases(client: PrefectClient) -> None:
    """Submit what should stand in Prefect by now, as after its database was removed."""
    at = here()
    _submitted.clear()
    await submit_due(client, at, at.now())


async def _submit(client: PrefectClient, plan: Plan, day: PhaseDay) -> None:
    key = _key(plan, day)
    deployment = DEPLOYMENTS[day.phase]
    flow = words.FLOWS[deployment]
    parameters = {"campaign": plan.id}
    if day.phase in _STEPPED:
        parameters["step"] = day.key
    await submit_once(
        client,
        await deployment_id(client, f"{flow}/{deployment}"),
        key,
        parameters,
        name=f"{words.FLOWS.get(day.key, flow)} · {plan.short_title}",
        tags=frozenset({plan.id, deployment}),
    )
    _submitted.add(key)
