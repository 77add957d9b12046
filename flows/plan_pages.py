"""What the forms about plans at hand show: a page in Prefect, and a line of it."""

from typing import NamedTuple

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from desk.drafts.slug import slug
from desk.plans.files import campaigns_at_hand
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key
from flows.forms.refusals import NOT_AT_HAND
from schemas import words


class Page(NamedTuple):
    """A page of a plan, what it is about, and what the run says of it."""

    plan: str
    about: str
    text: str
    said: str


async def show(page: Page | State[None]) -> State[None]:
    """Put a page where its run is looked at; return how the run ends."""
    if not isinstance(page, Page):
        return page
    async with get_client() as client:
        key = artifact_key(slug(page.plan), page.about)
        await put_markdown(client, key, page.text)
    return Completed(name=words.DONE, message=page.said)


def at_hand(plan: str) -> State[None] | None:
    """Return why a plan is not taken that no form offers."""
    known = campaigns_at_hand()
    if plan in known:
        return None
    return Failed(message=NOT_AT_HAND.format(plan=plan, known=", ".join(known)))
