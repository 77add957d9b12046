"""The forms about plans at hand, which are offered as a list; and the forecast."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, Year, reads

RENEW = (
    "Lập kế hoạch năm sau từ một kế hoạch đã có: chuyển ngày, thay đơn vị đã sắp xếp "
    "lại, ghi chú năm trước từng đơn vị trả lời ra sao. Thư mục mới chỉ để tiếp tục "
    "soạn, chưa ràng buộc đơn vị nào."
)
CHECK = "Đọc các tệp của một kế hoạch và nêu mọi lỗi, điểm cần xem lại trong một lần."
PREVIEW = (
    "Xem thư của cả mùa chiến dịch nếu không đơn vị nào trả lời: số thư mỗi ngày và "
    "các thư đầu tiên. Không ghi nhận và không gửi gì."
)
FORECAST = (
    "Dự báo bao nhiêu báo cáo sẽ nộp đúng hạn và đơn vị nào khó đúng hạn, từ các thời "
    "hạn đã qua."
)


class NextYear(BaseModel):
    """From which plan, for which year."""

    model_config = ConfigDict(json_schema_extra=reads(RENEW))

    plan: Line = Field(title="Từ kế hoạch")
    year: Year = Field(title="Năm", description="Ví dụ: 2027")


class CheckPlan(BaseModel):
    """Which plan to check."""

    model_config = ConfigDict(json_schema_extra=reads(CHECK))

    plan: Line = Field(title="Kế hoạch")


class PreviewPlan(BaseModel):
    """Of which plan to see the letters."""

    model_config = ConfigDict(json_schema_extra=reads(PREVIEW))

    plan: Line = Field(title="Kế hoạch")


class ForecastReports(BaseModel):
    """Whose reports to foresee; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(FORECAST))

    campaign: Line = Field(title="Chiến dịch")
