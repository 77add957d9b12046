"""What is written of a report: each step saved as a draft, then a save handed in."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from desk.answer import NotOwedError
from desk.reports.hand_in import HandIn, NotSavedError, UnreadableError, hand_in
from desk.reports.steps import after, fields_of, wrong_in
from desk.reports.submit import LockedError, LostAttachmentError, WrongReportError
from desk.reports.writing import (
    Typed,
    figures_due,
    find_writing,
    nothing_at_all,
    open_writing,
    save,
)
from rules.reports.drafts import YES, Field, mark, unkept
from schemas.errors import CampaignError
from web.acts import acknowledged, refused
from web.fields import KIND, NONCE, read_act, read_person, read_typed
from web.fields import Typed as Signed
from web.forms import Form, Sent
from web.pages import over
from web.report_fields import kept, read_fields, read_saved, read_whys
from web.report_pages import (
    REVIEW,
    show_report,
    show_review,
    show_step,
    to_step,
)
from web.site import Here, Site
from web.visit import Visit, enter, keep

router = APIRouter()
_SAVE, _REVIEW, _YES = "luu", "xem-lai", "co"
"""Which button of a form was pressed."""
_FAULTS: dict[type[CampaignError], tuple[int, str]] = {
    UnreadableError: (422, "wrong"),
    WrongReportError: (422, "wrong"),
    NotSavedError: (409, "changed"),
    LostAttachmentError: (409, "changed"),
}
"""Why a report is not taken as it is: HTTP's status, and which words say so."""
_ANSWERS = {_YES: True, "khong": False}


@router.post("/ho-so/{ref}/bao-cao")
def nothing_arose(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Save that nothing arose in any group, and show the report for its last look."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site)
    writing = find_writing(site.desk, visit.docket)
    if writing is None:
        return site.lost()
    fields = nothing_at_all(writing.reporter.asked)
    marks = {name: mark(writing.stored.get(name, "")) for name in fields}
    return _save(site, visit, form, Typed(fields, marks)) or _go(site, visit, REVIEW)


@router.post("/ho-so/{ref}/bao-cao/xem-lai")
def submit(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Hand in the save that was shown, or save what was explained so far."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site, said=kept(form))
    if figures_due(site.desk, visit.docket) is None:
        return site.lost()
    if form.one(KIND) == _SAVE:
        whys = read_whys(form)
        if answer := _save(site, visit, form, whys):
            return answer
        if refused := unkept(whys.fields):
            mine = replace(open_writing(site.desk, visit.docket), typed=refused)
            return keep(site, show_review(site, visit, mine, 422), visit)
        return _go(site, visit, REVIEW)
    return _hand_in(site, request, visit, form)


def _hand_in(site: Site, request: Request, visit: Visit, form: Form) -> Response:
    """Hand in the save that a form showed, with what it explains."""
    typed, whys, saved = read_typed(form), read_whys(form).fields, read_saved(form)
    person = read_person(typed)
    if not form.one(NONCE):
        typed.errors[KIND] = "empty"
    if typed.errors:
        return _review(site, visit, form, 422, typed)
    act = read_act(form, "report", f"{saved}", *whys.values())
    given = HandIn(saved, whys, person, act)
    try:
        receipt = hand_in(site.desk, visit.docket, given, site.clock())
    except tuple(_FAULTS) as error:
        status, notice = _FAULTS[type(error)]
        return _review(site, visit, form, status, typed, notice)
    except LockedError:
        return _locked(site, visit, form)
    except NotOwedError as error:
        return refused(site, request, visit, error)
    return acknowledged(site, visit, receipt, person)


def _review(
    site: Site, visit: Visit, form: Form, status: int, typed: Signed, notice: str = ""
) -> Response:
    """Show the report as it is by now, with the form as it was typed."""
    writing = open_writing(site.desk, visit.docket)
    mine = replace(writing, typed=read_whys(form).fields)
    return show_review(site, visit, mine, status, typed=typed, notice=notice)


@router.post("/ho-so/{ref}/bao-cao/{path:path}")
def save_step(
    ref: str, path: str, request: Request, site: Here, form: Sent
) -> Response:
    """Save a step, and lead on to the next; what is wrong with it is said first."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site, said=kept(form))
    asked = figures_due(site.desk, visit.docket)
    names = fields_of(asked, path) if asked else ()
    if asked is None or not names:
        return site.lost()
    typed, chosen = read_fields(form, names), form.one(KIND)
    if chosen in _ANSWERS:
        typed = _answered(typed, _ANSWERS[chosen])
    if answer := _save(site, visit, form, typed, path):
        return answer
    saved = open_writing(site.desk, visit.docket)
    saved = replace(saved, typed=unkept(typed.fields))
    if wrong_in(saved, path):
        return keep(site, show_step(site, visit, saved, path, 422), visit)
    following = {_REVIEW: REVIEW, _YES: path}.get(chosen, after(asked, path) or REVIEW)
    return _go(site, visit, following)


def _answered(typed: Typed, held: bool) -> Typed:
    """Return what the question of a group was answered with, its figures left out."""
    said = {Field.HELD: YES if held else "", Field.NOTHING: "" if held else YES}
    boxes = {
        name: text
        for name in typed.fields
        for box, text in said.items()
        if name.startswith(box.of(""))
    }
    return typed._replace(fields=boxes)


def _save(
    site: Site, visit: Visit, form: Form, typed: Typed, path: str = REVIEW
) -> Response | None:
    """Save fields; return the page that says why nothing was saved, if so."""
    docket = visit.docket
    try:
        joined = save(site.desk, docket, typed, site.clock())
    except LockedError:
        return _locked(site, visit, form)
    if not joined.theirs:
        return None
    mine = replace(open_writing(site.desk, docket), typed=joined.fields)
    if path == REVIEW:
        return show_review(site, visit, mine, 409, notice="changed")
    return show_step(site, visit, mine, path, 409, theirs=joined.theirs)


def _locked(site: Site, visit: Visit, form: Form) -> Response:
    """Say that the figures were locked meanwhile, with what was typed."""
    writing = open_writing(site.desk, visit.docket)
    return show_report(site, visit, writing, 409, notice="locked", kept=kept(form))


def _go(site: Site, visit: Visit, path: str) -> Response:
    return keep(site, to_step(site, visit, path), visit)
