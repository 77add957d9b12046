"""Count reports each working day; close with the last one, or at the lock."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from calendars.deadlines import last_instant
from desk.progress import progress
from desk.state import close
from flows.again import again
from flows.here import here
from flows.stories import tell
from schemas import words


@flow(name=words.FLOWS["reports"], persist_result=False)
@again
async def report_collection(campaign: str) -> State[None]:
    """Tell how many reports are expected, given, and given on time."""
    at = here()
    now = at.now()
    seen = progress(at.desk, campaign, now)
    if seen.reports.expected and seen.reports.actual == seen.reports.expected:
        close(at.desk, campaign, now, "complete")
    elif now >= last_instant(seen.plan.close):
        close(at.desk, campaign, now, "lock")
    await tell(at, campaign, "reports")
    return Completed(
        name=words.DONE, message=words.REPORTED.format(**seen.reports._asdict())
    )
