"""The duties of a document as duties of a plan: told shorter, never more."""

from typing import Any, NamedTuple

from desk.drafts.frame import Frame
from desk.drafts.shortening import shortened
from desk.drafts.slug import Ids
from desk.drafts.wording import worded
from documents.reading.result import DeadlineRead, DutyRead
from documents.reading.told import Told, told
from schemas import words
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
_CUES = {
    bound: words.BOUNDS[bound].partition(" ngày")[0].partition(",")[0]
    for bound in (Bound.RECURRING, Bound.AS_REGULATED, Bound.AROUND)
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
    parts = told(one.text)
    partners = [said for name in one.partners if (said := ids.known(name))]
    title, summary = parts.title, parts.summary
    most = _SUMMARY - (len(title) if title != summary else 0)
    if len(partners) < len(one.partners):
        summary = " ".join(filter(None, (summary, parts.partners)))
    duty: dict[str, Any] = {
        "id": place.id,
        "title": shortened(title, _TITLE),
        "summary": shortened(summary, most, keep=True),
        "source": source,
        "phase": one.phase,
    }
    if one.kind != DutyKind.WORK:
        duty["kind"] = one.kind
    if not one.lead:
        duty["role"] = Role.SUPPORTING.value
    if partners:
        duty["with_agencies"] = list(dict.fromkeys(partners))
    duty |= _timed(one, parts, frame)
    return duty


def _timed(one: DutyRead, parts: Told, frame: Frame) -> dict[str, Any]:
    said = one.deadline
    if said is None:
        return {}
    if said.bound in _UNSETTLED:
        raw = " ".join(said.raw.split())
        return {"note": worded("note.time", raw=raw)}
    deadline = _deadline(said, one.text, parts)
    if deadline is None:
        return {}
    fields: dict[str, Any] = {"deadline": deadline}
    phase = frame.spans[PhaseKind(one.phase)]
    last = said.last_day
    if last is not None and not phase.first <= last <= phase.last:
        fields = {"period": "outside", **fields}
    return fields


def _deadline(said: DeadlineRead, text: str, parts: Told) -> dict[str, Any] | None:
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
    bound = _as_worded(bound, text, raw)
    fields: dict[str, Any] = {
        "bound": bound.value,
        "day": day.isoformat(),
        "origin": (Origin.PROPOSED if vague else Origin.STATED).value,
    }
    if bound is Bound.FROM_TO and said.first is not None:
        fields["start"] = said.first.isoformat()
    if vague:
        fields |= {"said": raw, "basis": worded("basis.vague")}
    if said.said:
        fields["said"] = said.said
    if parts.basis:
        fields |= {"origin": Origin.LAW.value, "basis": parts.basis}
    return fields


def _as_worded(bound: Bound, text: str, raw: str) -> Bound:
    """Return the bound that words before a day give it: khoảng, thường xuyên."""
    before = text[: text.rfind(raw)].rstrip(" ,").lower()
    for said, cue in _CUES.items():
        if raw.lower().startswith(cue) or before.endswith(cue):
            return said
    return bound
