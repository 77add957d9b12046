"""The form by which a campaign's reports are consolidated."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, reads

CONSOLIDATE = (
    "Tổng hợp các báo cáo đã nhận thành một bản mới, có báo cáo và phụ lục số liệu. "
    "Đơn vị chưa nộp không được tính là 0. Nếu không có gì thay đổi thì không lập bản "
    "mới."
)


class ConsolidateReports(BaseModel):
    """Whose reports are consolidated; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(CONSOLIDATE))

    campaign: Line = Field(title="Chiến dịch")
