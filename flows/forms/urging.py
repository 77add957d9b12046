"""The form for urging letters: a draft to sign, and what became of it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Line, Number, Optional, day_of, reads
from flows.forms.refusals import NO_SUCH_DAY, URGED_HALF_FILLED
from schemas import words
from schemas.entry import EntryKind

URGE = (
    "Công văn đôn đốc một đơn vị: lập dự thảo .docx để trình ký, ghi nhận công văn đã "
    "ký, hoặc ghi nhận chưa ban hành. Công văn không gửi từ đây."
)


class Urging(StrEnum):
    """What can be done about an urging letter that waits."""

    DRAFT = "Lập dự thảo"
    SIGNED = words.ENTRIES[EntryKind.URGED]
    SHELVE = words.ENTRIES[EntryKind.SHELVED]


class UrgeAgency(BaseModel):
    """An urging letter to an agency; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(URGE))

    agency: Line = Field(title="Đơn vị")
    action: Urging = Field(title="Việc thực hiện")
    by: Day = Field(
        default="",
        title="Đề nghị báo cáo trước hết ngày",
        description="Ghi trong dự thảo; để trống nếu theo mặc định",
    )
    number: Number = Field(
        default="", title="Số công văn", description="Khi đã ký; ví dụ: 12/UBND-VX"
    )
    signed_on: Day = Field(
        default="", title="Ngày công văn", description="Khi đã ký; ví dụ: 31/5/2027"
    )
    signer: Optional = Field(
        default="", title="Người ký", description="Khi đã ký; chức vụ và họ tên"
    )
    reason: Optional = Field(
        default="", title="Lý do chưa ban hành", description="Khi chưa ban hành"
    )
    duties: list[Line] = Field(
        default=[],
        title="Chỉ gồm các nhiệm vụ",
        description="Cùng chiến dịch với đơn vị; để trống nếu như dự thảo",
    )
    name: Line = Field(title="Họ tên người ghi nhận")
    post: Line = Field(title="Chức vụ")


def wrong_urging(given: UrgeAgency) -> str | None:
    """Return what is wrong with what is said of an urging letter."""
    for day in (given.by, given.signed_on):
        if day.strip() and day_of(day) is None:
            return NO_SUCH_DAY.format(day=day)
    signed = (given.number.strip(), given.signed_on.strip(), given.signer.strip())
    shelved = bool(given.reason.strip())
    whole = {
        Urging.DRAFT: not any(signed) and not shelved,
        Urging.SIGNED: all(signed) and not shelved,
        Urging.SHELVE: not any(signed) and shelved,
    }
    return None if whole[given.action] else URGED_HALF_FILLED
