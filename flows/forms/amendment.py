"""The forms that amend a plan: shown first, applied by what was shown."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Line, Number, Optional, reads

AMEND = (
    "So sánh kế hoạch đã sửa trong thư mục với kế hoạch đang có hiệu lực. Đề nghị xem "
    "trước, sau đó áp dụng với số, ngày, người ký của văn bản điều chỉnh và mã bản xem "
    "trước. Thư chỉ gửi sau khi áp dụng."
)
REASSIGN = (
    "Chuyển một nhiệm vụ từ đơn vị này sang đơn vị khác; thời hạn không đổi, nội dung "
    "đã trả lời được giữ. Đề nghị xem trước, sau đó áp dụng với số, ngày, người ký của "
    "văn bản điều chỉnh và mã bản xem trước."
)
WITHDRAW = (
    "Thu hồi một nhiệm vụ đã giao; nội dung đã trả lời được giữ. Đề nghị xem trước, "
    "sau đó áp dụng với số, ngày, người ký của văn bản điều chỉnh và mã bản xem trước."
)


class Amending(StrEnum):
    """Whether a form shows only what an edited plan would bring, or lets it bind."""

    PREVIEW = "Xem trước"
    APPLY = "Áp dụng"


class Signed(BaseModel):
    """Whether an amendment is shown or applied, and what signs it."""

    action: Amending = Field(
        title="Việc thực hiện", description="Xem trước không ghi nhận và không gửi gì"
    )
    seen: Optional = Field(
        default="",
        title="Mã bản xem trước",
        description="Ghi trong bản xem trước; để trống khi xem trước",
    )
    number: Number = Field(
        default="",
        title="Số văn bản điều chỉnh",
        description="Ví dụ: 201/KH-UBND; để trống khi xem trước",
    )
    signed_on: Day = Field(
        default="",
        title="Ngày văn bản",
        description="Ví dụ: 20/5/2027; để trống khi xem trước",
    )
    signer: Optional = Field(
        default="",
        title="Người ký",
        description="Chức vụ và họ tên; để trống khi xem trước",
    )


class _Plan(BaseModel):
    plan: Line = Field(title="Chiến dịch", description="Kế hoạch đã sửa")
    dates_confirmed: bool = Field(
        default=False,
        title="Đã xác nhận các thời hạn đề xuất",
        description="Chọn như nhau khi xem trước và khi áp dụng",
    )


class AmendPlan(Signed, _Plan):
    """Which edited plan, and what signs it; plans at hand are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(AMEND))


class _Given(BaseModel):
    agency: Line = Field(title="Đơn vị đang được giao")
    duty: Line = Field(title="Nhiệm vụ", description="Cùng chiến dịch với đơn vị")
    to: Line = Field(title="Đơn vị nhận nhiệm vụ", description="Cùng chiến dịch")


class ReassignDuty(Signed, _Given):
    """One duty given to another agency; agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(REASSIGN))


class _Taken(BaseModel):
    agency: Line = Field(
        title="Phạm vi", description="Một đơn vị, hoặc mọi đơn vị được giao nhiệm vụ"
    )
    duty: Line = Field(title="Nhiệm vụ", description="Cùng chiến dịch với đơn vị")


class WithdrawDuty(Signed, _Taken):
    """One duty withdrawn; campaigns and agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(WITHDRAW))
