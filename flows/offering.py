"""Offer what exists: plans, campaigns, agencies, duties, in the forms that ask."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName
from prefect.client.schemas.responses import DeploymentResponse

from desk.campaigns import agencies, named
from desk.desk import Desk
from desk.plans.at_hand import agencies_at_hand
from desk.plans.files import campaigns_at_hand
from desk.start import UnknownCampaignError
from desk.state import docket_of
from flows.forms.fields import LONGEST
from flows.here import here
from ledger.dockets import DocketRow
from schemas import words
from schemas.assignment import DocketKind
from schemas.duty import Duty
from schemas.plan import Plan

_SEPARATOR = " · "
_FORMS = {
    "answer": "EnterAnswer",
    "contact": "CorrectContact",
    "extend": "DecideTime",
    "judge": "JudgeDeclined",
    "waive": "WaiveDuty",
    "enter-report": "EnterReport",
    "review": "ReviewReport",
    "signed": "RecordSigned",
    "reassign": "ReassignDuty",
    "hasten": "HastenStep",
    "urge": "UrgeAgency",
    "attend": "AttendDocket",
    "delegate": "DelegateDocket",
}
"""The deployments that ask for an agency, and the form each of them shows."""
_WIDER = {
    "silence": "FallSilent",
    "lock": "LockFigures",
    "withdraw": "WithdrawDuty",
}
"""Those that ask for an agency or for a campaign with all of them."""
_WIDEST = {"notify": "AnnounceToAgencies"}
"""Those that ask for a group of the plan as well."""
_CAMPAIGNS = {
    "consolidate": "ConsolidateReports",
    "accept": "AcceptConsolidation",
    "arm": "ArmCampaign",
    "hold": "HoldLetters",
    "trial": "SendTrial",
    "forecast": "ForecastReports",
    "received": "ReceiveParent",
}
"""Those that ask for a campaign."""
_PLANS = {
    "start": "StartCampaign",
    "rehearse": "RehearseSeason",
    "amend": "AmendPlan",
    "new": "NextYear",
    "check": "CheckPlan",
    "preview": "PreviewPlan",
}
"""Those that ask for a plan at hand, whether it was started or not."""
_EMPTY = ""
"""What stands first where a choice may be left open."""


def agency_chosen(choice: str) -> tuple[str, str]:
    """Return campaign and agency of an offered line, empty where it is none."""
    campaign, _, agency = choice.partition(_SEPARATOR)[0].strip().partition("/")
    return campaign, agency


def id_chosen(choice: str, campaign: str) -> str:
    """Return the id of an offered line: a duty's, an agency's.

    One of another campaign keeps its name, so that nobody has it here.
    """
    head = choice.partition(_SEPARATOR)[0].strip()
    return head.removeprefix(f"{campaign}/")


def duty_line(plan: Plan, duty: Duty) -> str:
    """Return the line by which a duty is offered."""
    return f"{plan.id}/{duty.id}{_SEPARATOR}{duty.title}"[:LONGEST]


def campaign_line(plan: Plan) -> str:
    """Return the line by which a campaign is offered."""
    return f"{plan.id}{_SEPARATOR}{plan.short_title}"[:LONGEST]


def docket_chosen(desk: Desk, choice: str) -> DocketRow | None:
    """Return the docket of an offered line, None where the line is none."""
    campaign, agency = agency_chosen(choice)
    try:
        row = docket_of(desk, campaign, agency)
    except UnknownCampaignError:
        return None
    return None if row is None or row.kind is DocketKind.OFFICE else row


async def offer_choices(client: PrefectClient) -> None:
    """Put what exists by now into the forms that ask, where it has changed."""
    known, at_hand = agencies(here().desk), campaigns_at_hand()
    campaigns = dict.fromkeys(campaign for campaign, _, _ in known)
    plans = [plan for plan in named(here().desk) if plan.id in campaigns]
    one_of = agency_lines(known)
    all_of = [f"{one}{_SEPARATOR}{words.ALL_AGENCIES}" for one in campaigns]
    groups = [
        f"{plan.id}/{group.id}{_SEPARATOR}{group.name}"[:LONGEST]
        for plan in plans
        for group in plan.groups
        if group.members
    ]
    duties = [
        duty_line(plan, duty)
        for plan in plans
        for duty in (*plan.duties(), *plan.laid_on_all)
    ]
    offered = {
        "campaign": list(map(campaign_line, plans)),
        "duty": duties,
        "duties": duties,
        "plan": at_hand,
        "amended": at_hand,
        "bounced": agency_lines(agencies_at_hand()),
    }
    lines_of: tuple[tuple[dict[str, str], list[str]], ...] = (
        (_FORMS, one_of),
        (_WIDER, [*all_of, *one_of]),
        (_WIDEST, [*all_of, *groups, *one_of]),
        (_CAMPAIGNS | _PLANS, []),
    )
    deployments = await _deployments(client)
    for forms, lines in lines_of:
        choices = offered | {"agency": lines, "to": lines}
        for deployment, form in forms.items():
            if deployment in deployments:
                await _offer(client, deployments[deployment], form, choices)


def agency_lines(known: Iterable[tuple[str, str, str]]) -> list[str]:
    """Return the lines by which agencies are offered."""
    return [
        f"{campaign}/{agency}{_SEPARATOR}{name}"[:LONGEST]
        for campaign, agency, name in known
    ]


async def _deployments(client: PrefectClient) -> dict[str, DeploymentResponse]:
    names = [*_FORMS, *_WIDER, *_WIDEST, *_CAMPAIGNS, *_PLANS]
    by_name = DeploymentFilter(name=DeploymentFilterName(any_=names))
    found = await client.read_deployments(deployment_filter=by_name)
    return {one.name: one for one in found}


async def _offer(
    client: PrefectClient,
    deployment: DeploymentResponse,
    form: str,
    offered: Mapping[str, list[str]],
) -> None:
    schema: dict[str, Any] = deployment.parameter_openapi_schema or {}
    asked, before = schema["definitions"][form], deepcopy(schema)
    for whole in schema["properties"].values():
        whole["title"] = words.FORM
    for name, field in asked["properties"].items():
        if lines := offered.get(name):
            _narrow(field, lines, needed=name in asked.get("required", ()))
    if schema != before:
        update = DeploymentUpdate(parameter_openapi_schema=schema)
        await client.update_deployment(deployment.id, update)


def _narrow(field: dict[str, Any], lines: list[str], *, needed: bool) -> None:
    """Let a field of a form take these lines only; a list takes several of them."""
    if "items" in field:
        field["items"] = {"type": "string", "enum": lines}
        field["uniqueItems"] = True
        return
    field["enum"] = lines if needed else [_EMPTY, *lines]
