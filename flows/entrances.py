"""The forms people open by themselves, found in Prefect by their deployments."""

import asyncio

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterName

from flows.links import submit_link

_PATIENCE = 5.0
_FORMS = (
    "answer",
    "extend",
    "judge",
    "waive",
    "enter-report",
    "review",
    "signed",
    "lock",
    "contact",
    "silence",
    "notify",
    "hasten",
    "urge",
    "attend",
    "delegate",
    "received",
    "arm",
    "trial",
    "hold",
    "consolidate",
    "accept",
    "rehearse",
    "amend",
    "reassign",
    "withdraw",
    "start",
    "check",
    "preview",
    "forecast",
    "new",
)
"""The deployment of each form, in the order in which they are shown."""


async def entrances(client: PrefectClient, ui: str) -> dict[str, str]:
    """Return the addresses of the forms that Prefect has by now."""
    named = DeploymentFilter(name=DeploymentFilterName(any_=list(_FORMS)))
    kept = {
        one.name: one for one in await client.read_deployments(deployment_filter=named)
    }
    return {form: submit_link(ui, kept[form].id) for form in _FORMS if form in kept}


async def look_for_entrances(ui: str) -> dict[str, str]:
    """Return the addresses of the forms, none where the server does not answer."""
    try:
        async with asyncio.timeout(_PATIENCE), get_client() as client:
            return await entrances(client, ui)
    except (TimeoutError, httpx.HTTPError):
        return {}
