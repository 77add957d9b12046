"""Entries and their duties as items of the result."""

import re
from collections.abc import Sequence

from documents.reading.body import read_named, split_names
from documents.reading.entry import Entry, Written
from documents.reading.place import where, where_all
from documents.reading.result import AgencyRead, DeadlineRead, DutyRead
from documents.reading.said import Bound
from documents.reading.times import Times, strongest
from documents.reading.told import told
from schemas.duty import DutyKind, Modality
from schemas.phase import PhaseKind

_PLAN = (
    r"(?:ban hành|xây dựng|lập|có)\s+(?:và\s+[\w ]{1,25}\s+)?(?:các\s+)?kế hoạch"
    r"(?!\s+(?:thăm|tài chính|số|đã))"
)
_OWN_PLAN = re.compile(_PLAN, re.IGNORECASE)
_ISSUES = re.compile(
    rf"^(?:căn cứ[^,;]{{0,80}},\s*)?{_PLAN}|^(?:[\w\s,]{{0,30}}\s)?tham mưu[^.;]{{0,140}}(?:{_PLAN}|xây dựng)|^{_PLAN}",
    re.IGNORECASE,
)
_LAUNCH = re.compile(r"lễ phát động|lễ ra quân|lễ mít tinh", re.IGNORECASE)
_REPORTS = re.compile(
    r"(?:(?:theo dõi|tổng hợp|đánh giá|kiểm tra|đôn đốc|định kỳ|hằng|hàng|tháng|quý|năm|"
    r"\d{1,2}(?!\d)|tuần|gửi|tham mưu(?: cho)?(?: UBND| ủy ban nhân dân| lãnh đạo)?(?: tỉnh| xã| phường|"
    r" huyện| thành phố| thị trấn)?|thực hiện|chế độ|sơ kết|tổng kết|và|kết quả|nộp)[\s,]*)*báo cáo\b",
    re.IGNORECASE,
)
_SUPPORTS = re.compile(
    r"(?:tích cực\s+|chủ động\s+)?(?:phối hợp|tham gia phối hợp)\b", re.IGNORECASE
)
_WITH = re.compile(r"phối hợp(?:\s+chặt chẽ)?\s+(?:với|cùng)\s+", re.IGNORECASE)
_WITHIN = re.compile(r"trong ngày \d")
_STARTS_AT = 120
"""Characters in which a duty says what it is about."""


def read_agency(entry: Entry, times: Times) -> AgencyRead:
    """Return an entry with its duties; a container has none of its own.

    A name behind "giao" or "đề nghị" begins with a capital, as one that stands alone.
    """
    named = entry.named
    group = "container" if entry.contains else named.group
    modality = named.modality or Modality.ASSIGNED
    return AgencyRead(
        no=entry.number,
        name=named.name[:1].upper() + named.name[1:],
        parent=entry.parent,
        modality=modality,
        group=group,
        open_ended=named.open_ended,
        post=named.post,
        members=named.members,
        section=entry.section,
        duties=tuple(read_duty(one, named.name, times) for one in entry.duties),
        **where(entry.paragraph),
    )


def read_duty(one: Written, who: str, times: Times) -> DutyRead:
    """Return a duty with its phase, its role, its partners and its deadline."""
    subject = f"{who}: {one.text}"
    said = times.read(one.text, one.paragraphs, subject)
    if one.times:
        said = (*times.read(one.times, one.paragraphs, subject, bare=True), *said)
    return DutyRead(
        text=one.text,
        phase=phase_of(one.text),
        lead=_SUPPORTS.match(one.text) is None,
        deadline=settled(one.text, said),
        partners=_partners(one),
        kind=kind_of(one.text),
        bullet=one.bullet,
        **where_all(one.paragraphs),
    )


def settled(text: str, said: Sequence[DeadlineRead]) -> DeadlineRead | None:
    """Return the time by which a duty ends: one in brackets settles the words before."""
    parts = told(text)
    if parts.settled:
        within = [one for one in said if " ".join(one.raw.split()) in parts.settled]
        if (last := strongest(within)) is not None:
            on = Bound.ON.value if last.bound == Bound.OCCASION else last.bound
            return last.model_copy(update={"said": parts.words, "bound": on})
    last = strongest(said)
    if last is not None and _WITHIN.match(parts.due):
        return last.model_copy(update={"bound": Bound.ON.value})
    return last


def phase_of(text: str) -> PhaseKind:
    """Return the phase a duty belongs to: the plan, the ceremony, reports, or all else."""
    if _ISSUES.search(text):
        return PhaseKind.ISSUANCE
    if kind_of(text) is DutyKind.REPORT:
        return PhaseKind.REPORTING
    if _LAUNCH.search(text[:_STARTS_AT]):
        return PhaseKind.LAUNCH
    return PhaseKind.ACTIVITIES


def kind_of(text: str) -> DutyKind:
    """Return whether a duty is a report, an own plan, or work."""
    return DutyKind.REPORT if _REPORTS.match(text) else DutyKind.WORK


def asks_own_plan(text: str) -> bool:
    """Tell whether a sentence asks those it speaks of for a plan of their own."""
    return _OWN_PLAN.search(text) is not None


def _partners(one: Written) -> tuple[str, ...]:
    if one.partners:
        pieces = re.split(r"\s*[;\n]\s*", one.partners)
        return tuple(name for piece in pieces for name in split_names(piece))
    found = _WITH.search(one.text)
    if found is None:
        return ()
    behind = one.text[found.end() :]
    named = read_named(behind[:1].upper() + behind[1:])
    if named is None:
        return ()
    return named.members or (named.name,)
