"""The forms people open by themselves, found in Prefect by their deployments."""

import asyncio

import httpx
from prefect.client.orchestration import PrefectClient, get_client
from prefect.exceptions import ObjectNotFound

from flows.links import submit_link
from flows.submitting import deployment_id
from schemas import words

_PATIENCE = 5.0
_FORMS = {
    "answer": "answer",
    "extend": "extend",
    "judge": "judge",
    "contact": "contact",
    "silence": "silence",
    "notify": "notify",
    "start": "campaign",
}
"""Each form's deployment, and its flow."""


async def entrances(client: PrefectClient, ui: str) -> dict[str, str]:
    """Return the addresses of the forms that Prefect has by now."""
    found: dict[str, str] = {}
    for deployment, flow in _FORMS.items():
        try:
            key = await deployment_id(client, f"{words.FLOWS[flow]}/{deployment}")
        except ObjectNotFound:
            continue
        found[deployment] = submit_link(ui, key)
    return found


async def look_for_entrances(ui: str) -> dict[str, str]:
    """Return the addresses of the forms, none where the server does not answer."""
    try:
        async with asyncio.timeout(_PATIENCE), get_client() as client:
            return await entrances(client, ui)
    except (TimeoutError, httpx.HTTPError):
        return {}
