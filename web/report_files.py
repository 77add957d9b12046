"""The files of a report: sent, taken off again, handed out to be saved."""

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from desk.reports.attach import take_off
from desk.reports.attached import open_attachment
from desk.reports.steps import FILES
from desk.reports.submit import LockedError
from desk.reports.writing import figures_due, find_writing
from web.forms import Sent, check_own
from web.pages import over
from web.report_pages import show_files, show_report, to_step
from web.site import Here, Site
from web.taking import FIELD, Taken, take
from web.visit import EndedError, Visit, enter, keep

router = APIRouter()
_UNSAVED = "Tệp chưa lưu"
_SANDBOX = "sandbox; default-src 'none'"


@router.post("/ho-so/{ref}/bao-cao/tep")
async def attach_files(ref: str, request: Request, site: Here) -> Response:
    """Keep the files of a form in the draft, and say what was refused."""
    check_own(request, site)
    visit = await run_in_threadpool(enter, site, request, ref)
    if visit is None:
        return over(site)
    if await run_in_threadpool(figures_due, site.desk, visit.docket) is None:
        return site.lost()
    taken = await take(site, request, ref)
    return await run_in_threadpool(_answer, site, visit, taken)


@router.post("/ho-so/{ref}/bao-cao/tep/bo")
def take_file_off(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Leave a file out of the report."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site)
    if figures_due(site.desk, visit.docket) is None:
        return site.lost()
    try:
        take_off(site.desk, visit.docket, form.one(FIELD), site.clock())
    except LockedError as error:
        return _answer(site, visit, Taken(why=error))
    return keep(site, to_step(site, visit, FILES), visit)


@router.api_route("/ho-so/{ref}/tep/{attachment}", methods=["GET", "HEAD"])
def hand_out(ref: str, attachment: str, request: Request, site: Here) -> Response:
    """Hand out a file to be saved, never to be shown (RFC 6266)."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site)
    found = open_attachment(site.desk, visit.docket, attachment)
    if found is None:
        return site.lost()
    plain, named = f"tep.{found.file.extension}", quote(found.file.name, safe="")
    name = f"filename=\"{plain}\"; filename*=UTF-8''{named}"
    headers = {
        "Content-Disposition": f"attachment; {name}",
        "Content-Length": f"{found.file.size}",
        "Content-Security-Policy": _SANDBOX,
    }
    return StreamingResponse(
        found.parts, media_type=found.file.media_type, headers=headers
    )


def _answer(site: Site, visit: Visit, taken: Taken) -> Response:
    """Lead on, or say what was not kept and why."""
    unsaved = {_UNSAVED: "\n".join(taken.unsaved)}
    if isinstance(taken.why, EndedError):
        return over(site, said=unsaved)
    writing = find_writing(site.desk, visit.docket)
    if writing is None:
        return site.lost()
    if taken.why is not None:
        return show_report(site, visit, writing, 409, notice="locked", kept=unsaved)
    if taken.refused or not taken.files:
        return keep(site, show_files(site, visit, writing, 422, taken.refused), visit)
    return keep(site, to_step(site, visit, FILES), visit)
