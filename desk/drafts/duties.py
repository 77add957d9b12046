"""The duties of a document as duties of a plan: told shorter, never more."""

from typing import Any, NamedTuple

from desk.drafts.frame import Frame
from desk.drafts.shortening import shortened
from desk.drafts.slug import Ids
from desk.drafts.wording import worded
from documents.reading.result import DeadlineRead, DutyRead
from schemas.deadline import Bound, Origin
from schemas.duty import DutyKind, Role
from schemas.phase import PhaseKind

_TITLE, _SUMMARY = 110, 320
_BOUNDS = {
    "before": Bound.BEFORE,
    "by": Bound.BY,
    "on": Bound.ON,
    "from_to": Bound.FROM_TO,
    "fuzzy": Bound.AROUND,
}
_UNSETTLED = ("relative_by", "recurring", "by_regulation", "from")


class Place(NamedTuple):
    """Where a duty stands in the plan: its id, its section, its bullet."""

    id: str
    section: str
    bullet: int | None = None


def read_duty(one: DutyRead, place: Place, frame: Frame, ids: Ids) -> dict[str, Any]:
    """Return a duty as the plan's file holds it."""
    source: dict[str, Any] = {"section": place.section[:200] or "-"}
    if place.bullet is not None:
        source["bullet"] = place.bullet
    duty: dict[str, Any] = {
        "id": place.id,
        "title": shortened(one.text, _TITLE),
        "summary": shortened(one.text, _SUMMARY),
        "source": source,
        "phase": one.phase,
    }
    if one.kind != DutyKind.WORK:
        duty["kind"] = one.kind
    if not one.lead:
        duty["role"] = Role.SUPPORTING.value
    partners = [said for name in one.partners if (said := ids.known(name))]
    if partners:
        duty["with_agencies"] = list(dict.fromkeys(partners))
    duty |= _timed(one, frame)
    return duty


def _timed(one: DutyRead, frame: Frame) -> dict[str, Any]:
    said = one.deadline
    if said is None:
        return {}
    if said.bound in _UNSETTLED:
        raw = " ".join(said.raw.split())
        return {"note": worded("note.time", raw=raw)}
    deadline = _deadline(said)
    if deadline is None:
        return {}
    fields: dict[str, Any] = {"deadline": deadline}
    phase = frame.spans[PhaseKind(one.phase)]
    last = said.last_day
    if last is not None and not phase.first <= last <= phase.last:
        fields = {"period": "outside", **fields}
    return fields


def _deadline(said: DeadlineRead) -> dict[str, Any] | None:
    """Return the deadline a time stands for, None for what only marks a day."""
    bound = _BOUNDS.get(said.bound)
    day = said.date or said.last or said.last_day
    if bound is None or day is None:
        return None
    raw = " ".join(said.raw.split())[:200]
    lower = raw.lower()
    if bound is Bound.BY and "nhất" in lower:
        bound = Bound.AT_LATEST
    elif (bound is Bound.BY and "hết" in lower) or (
        bound is Bound.FROM_TO and said.first is None
    ):
        bound = Bound.THROUGH
    vague = bound is Bound.AROUND
    fields: dict[str, Any] = {
        "bound": bound.value,
        "day": day.isoformat(),
        "origin": (Origin.PROPOSED if vague else Origin.STATED).value,
    }
    if bound is Bound.FROM_TO and said.first is not None:
        fields["start"] = said.first.isoformat()
    if vague:
        fields |= {"said": raw, "basis": worded("basis.vague")}
    return fields
