"""What a plan rests on, where its reports go, who signs it and who gets it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from desk.drafts.asking import Asking
from desk.drafts.names import one_line
from desk.drafts.shortening import shortened
from desk.drafts.wording import worded
from documents.reading.naming import day_named
from documents.reading.result import Cited, Reading
from documents.reading.told import told
from schemas import words


def read_about(
    reading: Reading, fields: Mapping[str, Any], asking: Asking
) -> dict[str, Any]:
    """Return what the plan rests on, where reports go, who signs, who gets it."""
    issuer = str(fields["issued_by"] or reading.place or worded("body.default"))
    routes = [one for one in reading.reports if one.to]
    route = next((one for one in routes if one.via), routes[0] if routes else None)
    to, _ = asking.text(
        "report_route.to",
        one_line(route.to) if route else None,
        issuer,
        worded("report_route.because"),
    )
    signer = reading.signer
    post, _ = asking.text(
        "signer.post",
        one_line(signer.position),
        worded("signer.default"),
        worded("signer.because"),
    )
    fields_of_route: dict[str, Any] = {"to": to}
    if route is not None and route.via:
        fields_of_route["through"] = one_line(route.via)
    if route is not None and route.consolidated_for:
        fields_of_route["consolidated_for"] = one_line(route.consolidated_for)
    signs: dict[str, Any] = {"post": post}
    acting = [one for one in signer.authority if one.upper().startswith("TM")]
    capacity = [one for one in signer.authority if one not in acting]
    given = {
        "authority": acting[0] if acting else None,
        "capacity": capacity[0] if capacity else None,
        "name": signer.name,
    }
    signs |= {key: value for key, value in given.items() if value}
    about: dict[str, Any] = {
        "legal_bases": [
            _basis(one.title or one.ref, one.number, one.date)
            for one in reading.legal_bases
            if not (_of_a_deadline(one, reading) or _within_another(one, reading))
        ],
        "report_route": fields_of_route,
        "signer": signs,
        "recipients": [_recipient(one.name, one.mark) for one in reading.recipients],
    }
    parent = reading.parent
    if parent.source:
        title = parent.title or words.PLAN
        about["parent_plan"] = _basis(title, parent.number, parent.date)
    return about


def _of_a_deadline(one: Cited, reading: Reading) -> bool:
    """Tell whether a document is cited only as the law behind a deadline."""
    duties = [duty for agency in reading.agencies for duty in agency.duties]
    return any(
        one.source[0] in range(duty.source[0], duty.source[-1] + 1)
        and one.raw in told(duty.text).basis
        for duty in (*duties, *reading.laid_on_all)
    )


def _within_another(one: Cited, reading: Reading) -> bool:
    """Tell whether a document is only named by what another one is about."""
    return any(
        other.source == one.source and other != one and one.ref in (other.title or "")
        for other in reading.legal_bases
    )


def _basis(title: str, number: str | None, dated: date | None) -> dict[str, Any]:
    basis: dict[str, Any] = {"title": one_line(title) or "-"}
    if number:
        basis["number"] = number
    if dated:
        basis["dated"] = dated.isoformat()
    return basis


def _recipient(name: str, mark: str | None) -> dict[str, Any]:
    said = {"name": one_line(name) or "-"}
    return {**said, "mark": mark} if mark else said


def read_observances(reading: Reading) -> list[dict[str, Any]]:
    """Return the days that the text marks, each once; a list of them is all."""
    days: dict[str, str] = {}
    for one in reading.deadlines:
        if one.date is not None and (name := day_named(one.subject or "")):
            days.setdefault(one.date.isoformat(), name)
    if days:
        return [{"day": day, "title": title} for day, title in sorted(days.items())]
    for one in reading.deadlines:
        if one.bound == "occasion" and one.date is not None:
            days.setdefault(one.date.isoformat(), shortened(one.raw, 100))
    return [{"day": day, "title": title} for day, title in sorted(days.items())]
