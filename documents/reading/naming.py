"""Names that plans do not spell out: the short title, the area, the hotline."""

import re
from collections.abc import Iterable

from documents.reading.letters import UPPER
from documents.reading.result import DeadlineRead

_CAMPAIGN = re.compile(
    r"(?:tháng (?:hành động|cao điểm)|tuần lễ|đợt cao điểm|chiến dịch)[^,.;]*",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"\s*(?:trên địa bàn\s.*|(?<=\s)(?:tỉnh|thành phố|huyện|xã|phường|thị trấn|đặc khu)"
    rf"\s+[{UPPER}].*?(?=\s+năm\s+\d|$))"
)
_BODY = re.compile(r"^(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+")
_HOTLINE = re.compile(
    r"(?:tổng đài|đường dây nóng|hotline)[^.;\d]{0,60}"
    r"(?P<number>\d{3}(?:[ .]?\d{3,4}){0,3})(?!\d|/)",
    re.IGNORECASE,
)
_PHASE = re.compile(r"Giai đoạn “(?P<title>.+)”: ")
_MARKS = re.compile(r"Ngày hưởng ứng: (?P<title>.+) \(ngày \d")
_ADVISES = re.compile(
    r"(?:là )?(?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối)|"
    r"(?:[\w\s,]{0,40})?tham mưu",
    re.IGNORECASE,
)


def short_title(title: str, year: int) -> str:
    """Return what letters call a campaign: its title without area and verbs."""
    found = _CAMPAIGN.search(title)
    name = _AREA.sub("", found[0] if found else title).strip() or title
    name = name[:1].upper() + name[1:]
    return name if str(year) in name else f"{name} năm {year}"


def area_of(issuer: str | None) -> str | None:
    """Return the area that an issuing body governs: its name without the body."""
    return _BODY.sub("", issuer) if issuer else None


def find_hotline(text: str) -> str | None:
    """Return the first number of a hotline, None if the text names none."""
    found = _HOTLINE.search(text)
    return found["number"] if found else None


def advises(text: str) -> bool:
    """Tell whether a duty is that of the office that prepares the plan."""
    return _ADVISES.match(text) is not None


def settling(time: DeadlineRead, times: Iterable[DeadlineRead]) -> DeadlineRead:
    """Return the time in brackets that settles the words of a time before it."""
    words = " ".join(time.raw.split())
    for one in times:
        raw = " ".join(one.raw.split())
        if one.source == time.source and (time.subject or "").endswith(
            f" {words} ({raw})."
        ):
            return one.model_copy(update={"said": words})
    return time


def phase_named(text: str) -> str | None:
    """Return the phase whose days a line gives, by its name."""
    found = _PHASE.match(text)
    return found["title"] if found else None


def day_named(text: str) -> str | None:
    """Return the name of a day that a line says the campaign marks."""
    found = _MARKS.match(text)
    return found["title"] if found else None


def without_leader(text: str, owner: str) -> str:
    """Return an activity without the brackets that say who leads it."""
    return text.removesuffix(".").removesuffix(f" ({owner} chủ trì)")


def of_ceremony(text: str) -> bool:
    """Tell whether a text speaks of the launch ceremony."""
    return (
        re.search(r"lễ (?:phát động|ra quân|mít tinh)", text, re.IGNORECASE) is not None
    )
