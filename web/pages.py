"""What is read: none of these changes anything, whatever opens it."""

import secrets
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.pages.docket import find_receipt, open_docket, plan_file, slogans
from desk.pages.kept import kept
from web.fields import Filled, Typed
from web.site import STYLE, Here, Site
from web.visit import Visit, enter, show_visit

router = APIRouter()
_READ = ["GET", "HEAD"]
_PUBLIC = {"Cache-Control": "public, max-age=3600"}


@router.api_route("/d/{signed}", methods=_READ)
def door(signed: str, site: Here) -> Response:
    """Show whose docket a link opens, and one button that opens it."""
    now = site.clock()
    token = site.desk.links.token(signed, now)
    page = open_docket(site.desk, token, now) if token else None
    if page is None:
        return site.lost()
    return site.page("door", page=page, plan=page.plan, signed=signed)


@router.api_route("/ho-so/{ref}", methods=_READ)
def docket(ref: str, request: Request, site: Here) -> Response:
    """Show the duties of the docket that is open in this browser."""
    visit = enter(site, request, ref, show_visit)
    return show(site, visit) if visit else over(site)


@router.api_route("/ho-so/{ref}/bien-nhan/{code}", methods=_READ)
def receipt(ref: str, code: str, request: Request, site: Here) -> Response:
    """Show the receipt of an answer."""
    visit = enter(site, request, ref, show_visit)
    if visit is None:
        return over(site)
    found = find_receipt(site.desk, visit.page, code, site.clock())
    if found is None:
        return site.lost()
    return site.page(
        "receipt",
        page=visit.page,
        plan=visit.page.plan,
        receipt=found,
        filled=Filled(Typed("", {}), visit.person),
        nonce=nonce(),
    )


@router.api_route("/ho-so/{ref}/ke-hoach", methods=_READ)
def plan(ref: str, request: Request, site: Here) -> Response:
    """Hand out the plan, signed if the office has filed it so."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site)
    file = plan_file(site.desk, visit.page)
    if file is None:
        return site.lost()
    name = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.content, media_type=file.media_type, headers=name)


@router.api_route("/khau-hieu/{campaign}", methods=_READ)
def public_slogans(campaign: str, site: Here) -> Response:
    """Show everybody the theme, the slogans and the hotline."""
    plan = slogans(site.desk, campaign)
    if plan is None:
        return site.lost()
    page = site.page("slogans", plan=plan)
    page.headers.update({**_PUBLIC, "X-Robots-Tag": "all"})
    return page


@router.api_route("/luu-giu/{campaign}", methods=_READ)
def what_is_kept(campaign: str, site: Here) -> Response:
    """Show everybody what is kept of persons, why, and until when."""
    found = kept(site.desk, campaign, site.retention_days)
    if found is None:
        return site.lost()
    page = site.page("kept", plan=found.plan, kept=found)
    page.headers.update(_PUBLIC)
    return page


@router.api_route("/trang.css", methods=_READ)
def style() -> Response:
    """Hand out the style of the pages."""
    return Response(STYLE, media_type="text/css", headers=_PUBLIC)


def show(
    site: Site,
    visit: Visit,
    status: int = 200,
    *,
    typed: Typed | None = None,
    notice: str = "",
) -> Response:
    """Return the docket's page, with a form as it was typed or a notice."""
    return site.page(
        "docket",
        status,
        page=visit.page,
        plan=visit.page.plan,
        filled=Filled(typed or Typed("", {}), visit.person),
        notice=notice,
        nonce=nonce(),
    )


def over(
    site: Site, typed: Typed | None = None, said: Mapping[str, str] | None = None
) -> Response:
    """Return the page of a visit that has ended, with what was typed meanwhile.

    What was `said` has labels of its own.
    """
    values = typed.values if typed else {}
    return site.page("over", 403, typed=values, said=said or {})


def nonce() -> str:
    """Return what tells one form from another."""
    return secrets.token_urlsafe(12)
