"""The form that sends an agency's next step now."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, Optional, reads

HASTEN = (
    "Gửi ngay bước nhắc việc hoặc đôn đốc kế tiếp của một đơn vị, không chờ đến ngày. "
    "Đơn vị vẫn nhận không quá một thư thông báo mỗi ngày làm việc, trong giờ gửi thư. "
    "Đề nghị xem trước, sau đó gửi."
)


class Haste(StrEnum):
    """Whether a form shows only what it would send, or sends it."""

    PREVIEW = "Xem trước"
    SEND = "Gửi ngay"


class HastenStep(BaseModel):
    """Whose next step is sent now; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(HASTEN))

    agency: Line = Field(title="Đơn vị")
    duty: Optional = Field(
        default="",
        title="Nhiệm vụ",
        description="Để trống: bước đến sớm nhất của đơn vị",
    )
    action: Haste = Field(
        title="Việc thực hiện", description="Xem trước không ghi nhận và không gửi gì"
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")
