"""What is written: a person's acts, each answered with its receipt."""

import secrets
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from desk.answer import (
    NothingToSayError,
    NotOwedError,
    Receipt,
    UndoneTooLateError,
    WrongDayError,
    answer,
    see,
    undo,
)
from desk.delegate import OutsideError, SameReaderError, pass_to
from desk.pages.lost_link import ask_again
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError
from web.fields import (
    ADDRESS,
    COLLEAGUE_ADDRESS,
    NAME,
    POST,
    UNTIL,
    Typed,
    read_act,
    read_address,
    read_answer,
    read_delegation,
    read_person,
    read_typed,
)
from web.forms import Sent
from web.pages import over, show
from web.site import Here, Site
from web.visit import Visit, enter, keep, open_visit

router = APIRouter()
_SEE_OTHER = 303
_SETTLING = (EntryKind.FULFILLED, EntryKind.NOTHING)
"""Words that settle a duty; one that is done by a report takes the report."""
_NOTICES: dict[type[CampaignError], str] = {
    NothingToSayError: "already",
    NotOwedError: "changed",
    UndoneTooLateError: "too-late",
}


@router.post("/d/{signed}")
def open_door(signed: str, site: Here, _: Sent) -> Response:
    """Record that the agency opened its docket, and show it."""
    token = site.desk.links.token(signed, site.clock())
    visit = open_visit(site, token) if token else None
    if visit is None:
        return site.lost()
    see(site.desk, visit.docket, visit.at)
    return keep(site, _to(site, visit.ref), visit)


@router.post("/ho-so/{ref}")
def say(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Record an answer."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site, read_typed(form))
    given = read_answer(form)
    if isinstance(given, Typed):
        return show(site, visit, 422, typed=given)
    if given.kind in _SETTLING and visit.page.reports(given.duties):
        return show(site, visit, 409, notice="report")
    try:
        receipt = answer(site.desk, visit.docket, given, site.clock())
    except (NothingToSayError, NotOwedError) as error:
        return refused(site, request, visit, error)
    except WrongDayError:
        typed = read_typed(form)
        typed.errors[UNTIL] = "span"
        return show(site, visit, 422, typed=typed)
    return acknowledged(site, visit, receipt, given.person)


@router.post("/ho-so/{ref}/chuyen")
def hand_on(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Record to whom of its agency a docket is passed on."""
    visit = enter(site, request, ref)
    if visit is None:
        return over(site, read_typed(form))
    given = read_delegation(form)
    if isinstance(given, Typed):
        return show(site, visit, 422, typed=given)
    try:
        receipt = pass_to(site.desk, visit.docket, given, site.clock())
    except (OutsideError, SameReaderError) as error:
        typed = read_typed(form)
        outside = isinstance(error, OutsideError)
        typed.errors[COLLEAGUE_ADDRESS] = "outside" if outside else "same"
        return show(site, visit, 422, typed=typed)
    return acknowledged(site, visit, receipt, given.person)


@router.post("/ho-so/{ref}/hoan-tac")
def take_back(ref: str, request: Request, site: Here, form: Sent) -> Response:
    """Record that an answer is taken back."""
    visit, typed = enter(site, request, ref), read_typed(form)
    if visit is None:
        return over(site, typed)
    if visit.person and not typed.values[NAME] and not typed.values[POST]:
        typed.values |= {NAME: visit.person.name, POST: visit.person.post}
    person, n = read_person(typed), form.one("n")
    if typed.errors:
        return show(site, visit, 422, typed=typed)
    number = int(n) if n.isascii() and n.isdigit() else 0
    try:
        receipt = undo(
            site.desk,
            visit.docket,
            number,
            person,
            read_act(form, "undo", n),
            site.clock(),
        )
    except UndoneTooLateError as error:
        return refused(site, request, visit, error)
    return acknowledged(site, visit, receipt, person)


@router.post("/duong-dan")
def find_link(site: Here, form: Sent) -> Response:
    """Ask for a lost link; the answer tells nobody whether the address is known."""
    address = read_address(form.one(ADDRESS))
    if address is None:
        return site.lost(422, typed=form.one(ADDRESS), wrong="address")
    ask_again(site.desk, address, secrets.token_hex(16), site.clock())
    return site.page("asked")


def acknowledged(
    site: Site, visit: Visit, receipt: Receipt, person: Person
) -> Response:
    """Lead to the receipt, and remember who acted."""
    response = _to(site, f"{visit.ref}/bien-nhan/{receipt.code}")
    return keep(site, response, replace(visit, person=person))


def refused(
    site: Site, request: Request, visit: Visit, error: CampaignError
) -> Response:
    """Return the docket as it is by now, with why nothing was recorded."""
    current = enter(site, request, visit.ref) or visit
    return show(site, current, 409, notice=_NOTICES[type(error)])


def _to(site: Site, path: str) -> Response:
    return RedirectResponse(f"{site.base}/ho-so/{path}", _SEE_OTHER)
