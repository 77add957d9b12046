"""The forms of a season: start, sign-off, the launch ceremony."""

import re
from datetime import date, datetime
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Count, Day, Hour, Line, Number, day_of, hour_of, reads
from flows.forms.refusals import (
    NO_NUMBER,
    NO_SUCH_DAY,
    NO_SUCH_HOUR,
    NOT_YET,
    ONLY_REHEARSED,
    PASSED,
)
from schemas import words
from schemas.base import VN
from schemas.in_force import Ceremony, Signing

T = TypeVar("T")
NUMBER = rf"^(\d+[A-Za-z]?|{words.REHEARSAL})/[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*$"
START = "Sau khi khởi động, kế hoạch chờ ký ban hành trong một biểu mẫu."


class StartCampaign(BaseModel):
    """Which campaign to start; the plans at hand are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(START))

    plan: Line = Field(title="Chiến dịch", description="Kế hoạch đã soạn")


class SignOff(BaseModel):
    """What is known only after signing."""

    number: Number = Field(title="Số kế hoạch", description="Ví dụ: 156/KH-UBND")
    signed_on: Day = Field(title="Ngày ban hành", description="Ví dụ: 06/5/2027")
    signer: Line = Field(title="Người ký", description="Chức vụ và họ tên")
    dates_confirmed: bool = Field(
        title="Đã xác nhận các thời hạn đề xuất",
        description="Nếu chưa xác nhận, các thời hạn đề xuất không được nhắc việc",
    )


class FixLaunch(BaseModel):
    """Where and when the launch ceremony takes place."""

    place: Line = Field(title="Địa điểm")
    day: Day = Field(title="Ngày", description="Ví dụ: 31/5/2027")
    hour: Hour = Field(title="Giờ", description="Ví dụ: 8:00 hoặc 8h30")


class HoldLaunch(BaseModel):
    """How the launch ceremony went."""

    day: Day = Field(title="Ngày đã tổ chức", description="Ví dụ: 31/5/2027")
    attendance: Count = Field(title="Số người tham dự")


def wrong_signing(given: SignOff, now: datetime, rehearsed: bool) -> str | None:
    """Return what is wrong with a signature, in words for who filled it in."""
    if not re.search(NUMBER, given.number):
        return NO_NUMBER.format(number=given.number)
    if given.number.startswith(words.REHEARSAL) and not rehearsed:
        return ONLY_REHEARSED
    return _wrong_past_day(given.signed_on, now)


def wrong_launch(given: FixLaunch, now: datetime) -> str | None:
    """Return what is wrong with place and hour of the ceremony."""
    if day_of(given.day) is None:
        return NO_SUCH_DAY.format(day=given.day)
    if hour_of(given.hour) is None:
        return NO_SUCH_HOUR.format(hour=given.hour)
    if ceremony(given).starts <= now:
        return PASSED.format(day=f"{given.day} {given.hour}")
    return None


def wrong_holding(given: HoldLaunch, now: datetime) -> str | None:
    """Return what is wrong with the record of the ceremony."""
    return _wrong_past_day(given.day, now)


def signing(given: SignOff) -> Signing:
    """Return the signature a checked form gives."""
    return Signing(
        number=given.number,
        signed_on=_written(day_of(given.signed_on)),
        signer=given.signer,
        dates_confirmed=given.dates_confirmed,
    )


def ceremony(given: FixLaunch) -> Ceremony:
    """Return the ceremony a checked form gives."""
    day, hour = _written(day_of(given.day)), _written(hour_of(given.hour))
    return Ceremony(place=given.place, starts=datetime.combine(day, hour, VN))


def held_on(given: HoldLaunch) -> date:
    """Return the day a checked form says the ceremony was held."""
    return _written(day_of(given.day))


def _written(value: T | None) -> T:
    if value is None:
        raise ValueError("a form is checked before its values are taken")
    return value


def _wrong_past_day(text: str, now: datetime) -> str | None:
    day = day_of(text)
    if day is None:
        return NO_SUCH_DAY.format(day=text)
    if day > now.astimezone(VN).date():
        return NOT_YET.format(day=text)
    return None
