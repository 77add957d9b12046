"""The month itself: opened, its days marked, and at its end who has not done what."""

from datetime import date

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from desk.state import open_activities
from flows.again import again
from flows.here import here
from flows.stories import tell
from schemas import words


@flow(name=words.FLOWS["activities"], persist_result=False)
@again
async def activities(campaign: str, step: str) -> State[None]:
    """Record the day (`activities-2024-06-01`) and tell how the month stands."""
    at = here()
    day = date.fromisoformat(step.removeprefix("activities-"))
    open_activities(at.desk, campaign, day, at.now())
    await tell(at, campaign, "activities")
    return Completed(name=words.DONE)
