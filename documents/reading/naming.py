"""Names that plans do not spell out: the short title, the area, the hotline."""

import re

from documents.reading.letters import UPPER

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


def of_ceremony(text: str) -> bool:
    """Tell whether a text speaks of the launch ceremony."""
    return (
        re.search(r"lễ (?:phát động|ra quân|mít tinh)", text, re.IGNORECASE) is not None
    )
