"""The form that holds every letter, or lets them go again."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, Optional, Reason, reads

HOLD = (
    "Giữ ngay mọi thư của chiến dịch, không thư nào được gửi cho đến khi tiếp tục. Thư "
    "bị giữ không mất; khi tiếp tục, thư đã qua thời điểm thì không gửi nữa."
)


class Turn(StrEnum):
    """What can be done about letters that are about to leave."""

    HOLD = "Giữ mọi thư"
    LET_OUT = "Tiếp tục gửi thư"


class HoldLetters(BaseModel):
    """Letters to hold, or to let go."""

    model_config = ConfigDict(json_schema_extra=reads(HOLD))

    action: Turn = Field(title="Việc thực hiện")
    campaign: Optional = Field(
        default="",
        title="Chiến dịch",
        description="Để trống nếu giữ thư của mọi chiến dịch",
    )
    reason: Reason = Field(title="Lý do", description="Không ghi thông tin cá nhân")
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")
