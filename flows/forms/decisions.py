"""The forms for what the office decides on an agency's word."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Line, Reason, day_of, reads
from flows.forms.refusals import NO_SUCH_DAY, PERSONAL
from rules.personal import names_persons
from schemas import words
from schemas.entry import EntryKind

DECIDE = "Gia hạn một nhiệm vụ, hoặc không gia hạn; đơn vị được thông báo bằng thư."
JUDGE = (
    "Trả lời đơn vị đã báo một nhiệm vụ không thuộc thẩm quyền; đơn vị được thông báo "
    "bằng thư."
)
WAIVE = (
    "Miễn cho một đơn vị một nhiệm vụ, không điều chỉnh kế hoạch, hoặc thôi miễn; đơn "
    "vị được thông báo bằng thư."
)


class Decision(StrEnum):
    """What the office can decide on a duty's time."""

    EXTEND = words.ENTRIES[EntryKind.EXTENDED]
    REFUSE = words.ENTRIES[EntryKind.REFUSED]


class DecideTime(BaseModel):
    """A decision on more time for a duty; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(DECIDE))

    agency: Line = Field(title="Đơn vị")
    duty: Line = Field(title="Nhiệm vụ", description="Cùng chiến dịch với đơn vị")
    decision: Decision = Field(
        title="Quyết định", description="Có thể gia hạn khi đơn vị chưa đề nghị"
    )
    until: Day = Field(
        default="",
        title="Gia hạn đến hết ngày",
        description="Ví dụ: 26/7/2027; để trống nếu không gia hạn",
    )
    reason: Reason = Field(title="Lý do", description="Được ghi trong thư gửi đơn vị")
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


class Verdict(StrEnum):
    """What the office can decide on a duty that was declined."""

    ACCEPT = words.ENTRIES[EntryKind.ACCEPTED]
    RETURN = words.ENTRIES[EntryKind.RETURNED]


class JudgeDeclined(BaseModel):
    """Whose a declined duty is; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(JUDGE))

    agency: Line = Field(title="Đơn vị")
    duty: Line = Field(title="Nhiệm vụ", description="Cùng chiến dịch với đơn vị")
    verdict: Verdict = Field(title="Quyết định", description="Có thể thay đổi về sau")
    reason: Reason = Field(title="Lý do", description="Được ghi trong thư gửi đơn vị")
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


class Relief(StrEnum):
    """What the office can decide on whether a duty is asked of an agency."""

    WAIVE = words.ENTRIES[EntryKind.WAIVED]
    END = words.ENTRIES[EntryKind.UNWAIVED]


class WaiveDuty(BaseModel):
    """A duty an agency is excused from; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(WAIVE))

    agency: Line = Field(title="Đơn vị")
    duty: Line = Field(title="Nhiệm vụ", description="Cùng chiến dịch với đơn vị")
    decision: Relief = Field(
        default=Relief.WAIVE, title="Quyết định", description="Có thể thay đổi về sau"
    )
    reason: Reason = Field(title="Lý do", description="Được ghi trong thư gửi đơn vị")
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


def wrong_waiver(given: WaiveDuty) -> str | None:
    """Return what is wrong with a waiver."""
    return PERSONAL if names_persons(given.reason) else None


def wrong_verdict(given: JudgeDeclined) -> str | None:
    """Return what is wrong with a decision on a declined duty."""
    return PERSONAL if names_persons(given.reason) else None


def wrong_decision(given: DecideTime) -> str | None:
    """Return what is wrong with a decision on more time."""
    if given.decision is Decision.EXTEND and day_of(given.until) is None:
        return NO_SUCH_DAY.format(day=given.until)
    return PERSONAL if names_persons(given.reason) else None
