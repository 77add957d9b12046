"""The files of a form, received, inspected and kept one by one."""

from dataclasses import dataclass, field

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from desk.reports.attach import Inspected, attach
from desk.reports.submit import LockedError
from documents.attachments.inspection import inspect
from documents.attachments.receiving import receive
from documents.attachments.verdict import Refusal
from rules.people import lists_people
from schemas.errors import CampaignError
from web.site import Site
from web.uploads import Part, parts
from web.visit import EndedError, enter

FIELD = "tep"
"""The field of a form in which files are."""


@dataclass(slots=True)
class Taken:
    """What became of the files of a form: `refused` with the reason, or `unsaved`.

    `why` is what keeps out whatever comes from then on.
    """

    files: int = 0
    refused: list[tuple[str, Refusal]] = field(
        default_factory=list[tuple[str, Refusal]]
    )
    unsaved: list[str] = field(default_factory=list[str])
    why: CampaignError | None = None


async def take(site: Site, request: Request, ref: str) -> Taken:
    """Keep the files of a form; one that is refused keeps no other one out.

    Raises RefusedError.
    """
    taken = Taken()
    async for part in parts(request):
        if part.field != FIELD or not part.name:
            continue
        taken.files += 1
        if taken.why is None:
            await _take(site, request, ref, part, taken)
        else:
            taken.unsaved.append(part.name)
    return taken


async def _take(
    site: Site, request: Request, ref: str, part: Part, taken: Taken
) -> None:
    try:
        refusal = await _refusal(site, request, ref, part)
    except (LockedError, EndedError) as error:
        taken.why = error
        taken.unsaved.append(part.name)
        return
    if refusal is not None:
        taken.refused.append((part.name, refusal))


async def _refusal(
    site: Site, request: Request, ref: str, part: Part
) -> Refusal | None:
    """Receive, inspect and keep one file, or return why it is refused."""
    content = await receive(part.content)
    if isinstance(content, Refusal):
        return content
    with content:
        async with request.app.state.inspections:
            found = await run_in_threadpool(inspect, content, part.name, lists_people)
        if isinstance(found, Refusal):
            return found
        given = Inspected(part.name, found, content)
        return await run_in_threadpool(_attach, site, request, ref, given)


def _attach(site: Site, request: Request, ref: str, given: Inspected) -> Refusal | None:
    """Keep a file within the visit, which may have ended while it was on its way."""
    visit = enter(site, request, ref)
    if visit is None:
        raise EndedError("the visit has ended")
    return attach(site.desk, visit.docket, given, site.clock())
