"""The form by which real mail is let out, in stages."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, Optional, reads
from schemas import words
from schemas.entry import EntryKind

ARM = (
    "Cho phép thư của chiến dịch được gửi ra ngoài, qua máy chủ thư và đến các tên "
    "miền đã cấu hình, theo từng giai đoạn. Đề nghị xem trước, sau đó gõ mã chiến dịch "
    "và mã bản xem trước. Dừng ngay mọi thư: biểu mẫu Giữ mọi thư."
)


class Arm(StrEnum):
    """Whether a form shows only what arming means, arms, or opens the next stage."""

    PREVIEW = "Xem trước"
    ARM = words.ENTRIES[EntryKind.ARMED]
    NEXT = words.ENTRIES[EntryKind.STAGED]


class ArmCampaign(BaseModel):
    """Whose letters may leave; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(ARM))

    campaign: Line = Field(title="Chiến dịch")
    action: Arm = Field(
        title="Việc thực hiện", description="Xem trước không thay đổi gì"
    )
    typed: Optional = Field(
        default="",
        title="Gõ lại mã chiến dịch",
        description="Ví dụ: lai-chau-2024; để trống khi xem trước",
    )
    seen: Optional = Field(
        default="",
        title="Mã bản xem trước",
        description="Ghi trong bản xem trước; để trống khi xem trước",
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")
