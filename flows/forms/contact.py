"""The form for where an agency is written to."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Address, Line, Optional, reads

CORRECT = (
    "Sửa địa chỉ nhận thư của đơn vị. Thư chưa đến nơi được lập lại và gửi đến địa chỉ "
    "mới; việc nhắc được tiếp tục từ bước kế tiếp."
)


class CorrectContact(BaseModel):
    """Where an agency is written to from now on; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(CORRECT))

    agency: Line = Field(title="Đơn vị")
    address: Address = Field(
        title="Địa chỉ thư điện tử",
        description="Địa chỉ đúng của đầu mối; nhập lại địa chỉ cũ nếu hộp thư đã "
        "nhận được thư trở lại",
    )
    post: Optional = Field(
        default="", title="Chức vụ", description="Để trống nếu không thay đổi"
    )
    name: Optional = Field(
        default="", title="Họ tên", description="Để trống nếu không thay đổi"
    )
