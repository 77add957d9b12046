"""The form by which a consolidated report goes to the level above."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Kept, Line, reads

ACCEPT = (
    "Chấp nhận một bản báo cáo tổng hợp và nộp lên chiến dịch của cấp trên trong cùng "
    "hệ thống; bản sau điều chỉnh bản đã nộp trước."
)


class AcceptConsolidation(BaseModel):
    """Which version goes up; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(ACCEPT))

    campaign: Line = Field(title="Chiến dịch")
    version: Kept = Field(
        default=0, title="Bản", description="Ghi 0 để nộp bản mới nhất"
    )
    name: Line = Field(title="Họ tên người chấp nhận")
    post: Line = Field(title="Chức vụ")
