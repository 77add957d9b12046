"""Days and moments as people here write and say them."""

from datetime import date, datetime

from schemas import words
from schemas.base import VN

_PADDED_MONTHS = 2


def said_day(day: date) -> str:
    """Return the day as `30/6/2024`."""
    return f"{day.day}/{day.month}/{day.year}"


def short_day(day: date) -> str:
    """Return the day without its year, as `30/6`."""
    return f"{day.day}/{day.month}"


def weekday(day: date) -> str:
    """Return the name of the day in its week, from `thứ Hai` to `Chủ nhật`."""
    return words.WEEKDAYS[day.weekday()]


def moment_in_words(at: datetime) -> str:
    """Return hour and day, as `14:00 ngày 24/7/2024`."""
    local = at.astimezone(VN)
    return words.MOMENT.format(hour=f"{local:%H:%M}", day=said_day(local.date()))


def day_in_document(day: date) -> str:
    """Return the day as official documents date themselves: `ngày 01 tháng 6 năm 2027`.

    A leading zero stands before days below 10 and months 1 and 2 only (Decree
    30/2020/NĐ-CP, appendix I).
    """
    month = f"{day.month:02}" if day.month <= _PADDED_MONTHS else str(day.month)
    return words.IN_DOCUMENT.format(day=f"{day.day:02}", month=month, year=day.year)
