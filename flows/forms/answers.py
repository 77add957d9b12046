"""The forms for what an agency said elsewhere."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, Optional, Reason, reads
from flows.forms.refusals import NO_REASON, PERSONAL
from rules.personal import names_persons
from schemas import words
from schemas.entry import EntryKind

ENTER = "Ghi lại nội dung đơn vị đã trả lời ngoài hệ thống."


class Said(StrEnum):
    """What an agency can have said."""

    RECEIVED = words.ENTRIES[EntryKind.CONFIRMED]
    IN_PROGRESS = words.ENTRIES[EntryKind.PROGRESSED]
    DONE = words.ENTRIES[EntryKind.FULFILLED]
    NOTHING = words.ENTRIES[EntryKind.NOTHING]
    DECLINED = words.ENTRIES[EntryKind.DECLINED]

    @property
    def kind(self) -> EntryKind:
        """Return the fact that records it."""
        return next(kind for kind, word in words.ENTRIES.items() if word == self)


class How(StrEnum):
    """How the office came to know."""

    TELEPHONE = "Điện thoại"
    PAPER = "Văn bản giấy"
    MAIL = "Thư điện tử"

    def beside(self, reason: str) -> str:
        """Return the note of an answer: its reason, if it has one, and how it came."""
        return f"{reason} ({self})" if reason else self


class EnterAnswer(BaseModel):
    """An answer recorded for an agency; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(ENTER))

    agency: Line = Field(title="Đơn vị")
    answer: Said = Field(
        title="Nội dung trả lời", description="Điều đơn vị đã cho biết"
    )
    duty: Optional = Field(
        default="",
        title="Nhiệm vụ",
        description="Để trống nếu áp dụng cho mọi nhiệm vụ của đơn vị",
    )
    reason: Optional = Field(
        default="",
        title="Lý do",
        description="Chỉ ghi khi không thuộc thẩm quyền; không ghi thông tin cá nhân",
    )
    concerns: Optional = Field(
        default="",
        title="Cơ quan có thẩm quyền",
        description="Chỉ ghi khi không thuộc thẩm quyền; nếu chưa rõ, ghi: Chưa rõ",
    )
    name: Line = Field(title="Họ tên người trả lời")
    post: Line = Field(title="Chức vụ")
    how: How = Field(title="Hình thức", description="Đơn vị đã trả lời qua đâu")


class ConfirmOnBehalf(BaseModel):
    """Who of an agency confirmed the receipt of its duties, and how it was heard."""

    name: Line = Field(title="Họ tên người xác nhận")
    post: Line = Field(title="Chức vụ")
    how: How = Field(title="Hình thức", description="Đơn vị đã trả lời qua đâu")
    note: Reason = Field(
        default="",
        title="Ghi chú",
        description="Ví dụ: số và ngày của văn bản; không ghi thông tin cá nhân",
    )


def wrong_answer(given: EnterAnswer) -> str | None:
    """Return what is wrong with an answer entered for an agency."""
    explained = bool(given.reason.strip()), bool(given.concerns.strip())
    if any(explained) != (given.answer is Said.DECLINED) or len({*explained}) > 1:
        return NO_REASON
    personal = names_persons(given.reason) or names_persons(given.concerns)
    return PERSONAL if personal else None


def wrong_confirmation(given: ConfirmOnBehalf) -> str | None:
    """Return what is wrong with a confirmation entered for an agency."""
    return PERSONAL if names_persons(given.note) else None
