"""Tell a phase's story where coordinators look: an artifact of the campaign."""

from prefect.client.orchestration import get_client

from desk.boards.board import story
from flows.artifacts import put_markdown
from flows.campaign_pages import artifact_key
from flows.here import Here


async def tell(at: Here, campaign: str, phase: str) -> str:
    """Write the phase's markdown where it changed, and return it."""
    text = story(at.desk, campaign, phase, at.now())
    async with get_client() as client:
        await put_markdown(client, artifact_key(campaign, phase), text)
    return text
