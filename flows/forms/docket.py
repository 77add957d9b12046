"""The forms about one docket: release it, pass it on, note what came by mail."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Address, Line, reads
from schemas import words
from schemas.entry import EntryKind

ATTEND = (
    "Ghi nhận đã đọc thư trả lời của một đơn vị, hoặc cho rà soát lại hồ sơ đang bị "
    "giữ lại sau khi đã xử lý nguyên nhân."
)
DELEGATE = (
    "Ghi nhận đơn vị chuyển việc cho một người khác trong đơn vị; thư gửi đến người "
    "đó, hộp thư đã đăng ký nhận bản sao."
)


class Attention(StrEnum):
    """What a person can have done about a docket."""

    READ = words.ENTRIES[EntryKind.READ]
    RELEASE = "Rà soát lại hồ sơ bị giữ"


class AttendDocket(BaseModel):
    """What was done about an agency's docket; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(ATTEND))

    agency: Line = Field(title="Đơn vị")
    action: Attention = Field(title="Việc thực hiện")
    name: Line = Field(title="Họ tên người thực hiện")
    post: Line = Field(title="Chức vụ")


class DelegateDocket(BaseModel):
    """Who of an agency reads its letters; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(DELEGATE))

    agency: Line = Field(title="Đơn vị")
    colleague: Line = Field(title="Họ tên người nhận việc")
    colleague_post: Line = Field(title="Chức vụ người nhận việc")
    address: Address = Field(
        title="Địa chỉ thư điện tử người nhận việc",
        description="Thuộc tên miền thư của đơn vị",
    )
    name: Line = Field(title="Họ tên người thông báo")
    post: Line = Field(title="Chức vụ")
