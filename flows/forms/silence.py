"""The form for silences."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Line, Optional, Reason, day_of, reads
from flows.forms.refusals import NEEDS_AGENCY, NO_SUCH_DAY

PAUSE = (
    "Tạm dừng nhắc việc, đôn đốc cả chiến dịch, một đơn vị hoặc một nhiệm vụ đến hết "
    "một ngày; việc đã qua trong thời gian đó không được nhắc bù. Thư trả lời đơn vị "
    "vẫn gửi."
)


class Pause(StrEnum):
    """What can be done about a silence."""

    BEGIN = "Tạm dừng"
    END = "Tiếp tục"


class FallSilent(BaseModel):
    """A silence to begin or to end; campaigns and agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(PAUSE))

    agency: Line = Field(title="Phạm vi")
    duty: Optional = Field(
        default="",
        title="Nhiệm vụ",
        description="Để trống nếu áp dụng cho mọi nhiệm vụ của đơn vị",
    )
    action: Pause = Field(
        title="Việc thực hiện",
        description="Tiếp tục: kết thúc sớm việc tạm dừng đã ghi nhận",
    )
    until: Day = Field(
        default="",
        title="Tạm dừng đến hết ngày",
        description="Ví dụ: 12/6/2027; để trống nếu tiếp tục",
    )
    reason: Reason = Field(title="Lý do", description="Không ghi thông tin cá nhân")
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


def wrong_pause(given: FallSilent, agency: str) -> str | None:
    """Return what is wrong with a silence; `agency` is empty for a whole campaign."""
    if given.action is Pause.BEGIN and day_of(given.until) is None:
        return NO_SUCH_DAY.format(day=given.until)
    return NEEDS_AGENCY if given.duty.strip() and not agency else None
