"""Offer what exists: campaigns, agencies, duties, in the forms that ask for one."""

from typing import Any

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentUpdate

from desk.campaigns import agencies, named
from desk.desk import Desk
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
"""Those that ask for a plan at hand."""
_FLOWS = {"start": "campaign"}
"""The flow of a deployment that is not called like it."""
_EMPTY = ""
"""What stands first where a choice may be left open."""


def agency_chosen(choice: str) -> tuple[str, str]:
    """Return campaign and agency of an offered line, empty where it is none."""
    campaign, _, agency = choice.partition(_SEPARATOR)[0].strip().partition("/")
    return campaign, agency


def duty_chosen(choice: str, campaign: str) -> str:
    """Return the duty of an offered line; one of another campaign nobody owes here."""
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


async def offer_agencies(client: PrefectClient) -> None:
    """Put what the ledger knows into the forms that ask, when it has changed."""
    known = agencies(here().desk)
    offered = [
        f"{campaign}/{agency}{_SEPARATOR}{name}"[:LONGEST]
        for campaign, agency, name in known
    ]
    if not offered:
        return
    campaigns = dict.fromkeys(campaign for campaign, _, _ in known)
    all_of = [f"{one}{_SEPARATOR}{words.ALL_AGENCIES}" for one in campaigns]
    plans = [plan for plan in named(here().desk) if plan.id in campaigns]
    grouped = [
        f"{plan.id}/{group.id}{_SEPARATOR}{group.name}"[:LONGEST]
        for plan in plans
        for group in plan.groups
        if group.members
    ]
    titled = [campaign_line(plan) for plan in plans]
    duties = [
        duty_line(plan, duty)
        for plan in plans
        for duty in (*plan.duties(), *plan.laid_on_all)
    ]
    lines_of = (
        (_FORMS, offered),
        (_WIDER, [*all_of, *offered]),
        (_WIDEST, [*all_of, *grouped, *offered]),
        (_CAMPAIGNS, titled),
    )
    for forms, lines in lines_of:
        for deployment, form in forms.items():
            name = f"{words.FLOWS[deployment]}/{deployment}"
            await _offer(client, name, form, {**_asked(form, lines), "duty": duties})


async def offer_plans(client: PrefectClient) -> None:
    """Put the plans at hand into the forms that ask for one: folders come and go."""
    plans = campaigns_at_hand()
    for deployment, form in _PLANS.items():
        flow = words.FLOWS[_FLOWS.get(deployment, deployment)]
        name = f"{flow}/{deployment}"
        await _offer(client, name, form, {"plan": plans, "amended": plans})


def _asked(form: str, lines: list[str]) -> dict[str, list[str]]:
    """Return what the fields of a form offer that say whom it is about."""
    if form in _CAMPAIGNS.values():
        return {"campaign": lines}
    return {"agency": lines, "to": lines}


async def _offer(
    client: PrefectClient, name: str, form: str, offered: dict[str, list[str]]
) -> None:
    deployment = await client.read_deployment_by_name(name)
    schema: dict[str, Any] = deployment.parameter_openapi_schema or {}
    fields = schema["definitions"][form]["properties"]
    needed = schema["definitions"][form].get("required", ())
    choices = {
        field: lines if field in needed else [_EMPTY, *lines]
        for field, lines in offered.items()
        if field in fields
    }
    if all(fields[field].get("enum") == lines for field, lines in choices.items()):
        return
    for field, lines in choices.items():
        fields[field] |= {"enum": lines}
        for narrower in ("pattern", "maxLength"):
            fields[field].pop(narrower, None)
    update = DeploymentUpdate(parameter_openapi_schema=schema)
    await client.update_deployment(deployment.id, update)
