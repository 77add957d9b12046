"""Offer what exists: the agencies of the ledger, in the forms that ask for one."""

from typing import Any

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentUpdate

from desk.campaigns import agencies, named
from desk.desk import Desk
from desk.start import UnknownCampaignError
from desk.state import docket_of
from flows.here import here
from ledger.dockets import DocketRow
from schemas import words
from schemas.assignment import DocketKind
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
    "trial": "SendTrial",
    "received": "ReceiveParent",
}
"""Those that ask for a campaign."""


def agency_chosen(choice: str) -> tuple[str, str]:
    """Return campaign and agency of an offered line, empty where it is none."""
    campaign, _, agency = choice.partition(_SEPARATOR)[0].strip().partition("/")
    return campaign, agency


def campaign_line(plan: Plan) -> str:
    """Return the line by which a campaign is offered."""
    return f"{plan.id}{_SEPARATOR}{plan.short_title}"


def docket_chosen(desk: Desk, choice: str) -> DocketRow | None:
    """Return the docket of an offered line, None where the line is none."""
    campaign, agency = agency_chosen(choice)
    try:
        row = docket_of(desk, campaign, agency)
    except UnknownCampaignError:
        return None
    return None if row is None or row.kind is DocketKind.OFFICE else row


async def offer_agencies(client: PrefectClient) -> None:
    """Put the ledger's agencies into the forms that ask, when they have changed."""
    known = agencies(here().desk)
    offered = [
        f"{campaign}/{agency}{_SEPARATOR}{name}" for campaign, agency, name in known
    ]
    if not offered:
        return
    campaigns = dict.fromkeys(campaign for campaign, _, _ in known)
    all_of = [f"{one}{_SEPARATOR}{words.ALL_AGENCIES}" for one in campaigns]
    plans = [plan for plan in named(here().desk) if plan.id in campaigns]
    grouped = [
        f"{plan.id}/{group.id}{_SEPARATOR}{group.name}"
        for plan in plans
        for group in plan.groups
        if group.members
    ]
    titled = [campaign_line(plan) for plan in plans]
    lines_of = (
        (_FORMS, offered),
        (_WIDER, [*all_of, *offered]),
        (_WIDEST, [*all_of, *grouped, *offered]),
        (_CAMPAIGNS, titled),
    )
    for forms, lines in lines_of:
        for deployment, form in forms.items():
            name = f"{words.FLOWS[deployment]}/{deployment}"
            await _offer(client, name, form, lines)


async def _offer(
    client: PrefectClient, name: str, form: str, offered: list[str]
) -> None:
    deployment = await client.read_deployment_by_name(name)
    schema: dict[str, Any] = deployment.parameter_openapi_schema or {}
    fields = schema["definitions"][form]["properties"]
    names = ("campaign",) if form in _CAMPAIGNS.values() else ("agency", "to")
    asking = [fields[name] for name in names if name in fields]
    if all(field.get("enum") == offered for field in asking):
        return
    for field in asking:
        field |= {"enum": offered}
        for narrower in ("pattern", "maxLength"):
            field.pop(narrower, None)
    update = DeploymentUpdate(parameter_openapi_schema=schema)
    await client.update_deployment(deployment.id, update)
