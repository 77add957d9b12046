"""The form for what the office announces."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, reads
from rules.free_text import SUBJECT, TEXT

ANNOUNCE = (
    "Gửi một thông báo đến các đơn vị, cùng thư trong ngày của từng đơn vị. Thông báo "
    "khẩn là thư riêng, gửi ngay trong giờ làm việc, ghi người quyết định gửi. Đề nghị "
    "xem trước, sau đó gửi."
)


class Act(StrEnum):
    """Whether a form shows only what it would do, or does it."""

    PREVIEW = "Xem trước"
    APPLY = "Gửi"


class AnnounceToAgencies(BaseModel):
    """What is announced to whom; campaigns, groups and agencies are offered."""

    model_config = ConfigDict(json_schema_extra=reads(ANNOUNCE))

    agency: Line = Field(title="Nơi nhận")
    subject: str = Field(title="Tiêu đề", description=f"Tối đa {SUBJECT} ký tự")
    text: str = Field(
        title="Nội dung",
        description=f"Tối đa {TEXT} ký tự; không ghi thông tin cá nhân",
    )
    urgent: bool = Field(
        default=False,
        title="Khẩn",
        description="Thư riêng, gửi ngay trong giờ làm việc",
    )
    name: Line = Field(title="Họ tên người quyết định gửi")
    post: Line = Field(title="Chức vụ")
    action: Act = Field(
        title="Việc thực hiện", description="Xem trước không ghi nhận và không gửi gì"
    )
