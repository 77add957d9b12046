"""The pages on which an agency writes its report; reading them changes nothing."""

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.reports.review import review
from desk.reports.said import files_view
from desk.reports.steps import FILES, group_step, narrative_step, steps
from desk.reports.writing import Writing, find_writing
from documents.attachments.verdict import Refusal
from web.fields import Filled, Typed
from web.pages import nonce, over
from web.site import Here, Site
from web.visit import Visit, enter, show_visit

router = APIRouter()
_READ = ["GET", "HEAD"]
_OK, SEE_OTHER = 200, 303
REVIEW = "xem-lai"


@router.api_route("/ho-so/{ref}/bao-cao", methods=_READ)
def overview(ref: str, request: Request, site: Here) -> Response:
    """Show the steps of the report, and the versions that were submitted."""
    visit = enter(site, request, ref, show_visit)
    if visit is None:
        return over(site)
    writing = find_writing(site.desk, visit.docket)
    return show_report(site, visit, writing) if writing else site.lost()


@router.api_route("/ho-so/{ref}/bao-cao/{step:path}", methods=_READ)
def step(ref: str, step: str, request: Request, site: Here) -> Response:
    """Show one step of the report: a group, the narrative, or the last look."""
    visit = enter(site, request, ref, show_visit)
    if visit is None:
        return over(site)
    writing = find_writing(site.desk, visit.docket)
    if writing is None:
        return site.lost()
    if writing.reporter.locked:
        return to_step(site, visit)
    if step == REVIEW:
        return show_review(site, visit, writing)
    if step == FILES:
        return show_files(site, visit, writing)
    return show_step(site, visit, writing, step)


def show_report(
    site: Site,
    visit: Visit,
    writing: Writing,
    status: int = 200,
    *,
    notice: str = "",
    kept: Mapping[str, str] | None = None,
) -> Response:
    """Return the overview, with what was typed where it could not be saved."""
    return _page(
        site,
        visit,
        "report",
        status,
        steps=steps(writing),
        untouched=not writing.fields,
        notice=notice,
        kept=kept or {},
    )


def show_step(
    site: Site,
    visit: Visit,
    writing: Writing,
    path: str,
    status: int = 200,
    *,
    theirs: Mapping[str, str] | None = None,
) -> Response:
    """Return a step, with what others saved meanwhile."""
    every = steps(writing)
    at = next((n for n, one in enumerate(every, start=1) if one.path == path), 0)
    if not at:
        return site.lost()
    group = group_step(writing, path, theirs)
    fields = group.fields if group else narrative_step(writing, theirs)
    return _page(
        site,
        visit,
        "report-group" if group else "report-words",
        status,
        at=at,
        of=len(every),
        path=path,
        year=writing.before.year,
        group=group,
        fields=fields,
        wrong=[one for one in fields if one.is_wrong],
        conflicts=[one for one in fields if one.theirs is not None],
    )


def show_files(
    site: Site,
    visit: Visit,
    writing: Writing,
    status: int = 200,
    refused: Sequence[tuple[str, Refusal]] = (),
) -> Response:
    """Return the step of the attachments, with those that were refused by name."""
    every = steps(writing)
    return _page(
        site,
        visit,
        "report-files",
        status,
        step=every[-1],
        of=len(every),
        files=files_view(writing.files),
        refused=refused,
        wrong=status != _OK,
    )


def show_review(
    site: Site,
    visit: Visit,
    writing: Writing,
    status: int = 200,
    *,
    typed: Typed | None = None,
    notice: str = "",
) -> Response:
    """Return the report for its last look, with a form as it was typed."""
    return _page(
        site,
        visit,
        "report-review",
        status,
        review=review(writing),
        year=writing.before.year,
        filled=Filled(typed or Typed("", {}), visit.person),
        notice=notice,
    )


def to_step(site: Site, visit: Visit, path: str = "") -> RedirectResponse:
    """Lead on to a step of the report, or to its overview."""
    tail = f"/{path}" if path else ""
    address = f"{site.base}/ho-so/{visit.ref}/bao-cao{tail}"
    return RedirectResponse(address, SEE_OTHER)


def _page(
    site: Site, visit: Visit, name: str, status: int, **values: object
) -> Response:
    page = visit.page
    return site.page(name, status, page=page, plan=page.plan, nonce=nonce(), **values)
