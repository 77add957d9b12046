"""The form that records the plan of the level above, once it has come."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Line, day_of, reads
from flows.forms.refusals import NO_SUCH_DAY

RECEIVE = (
    "Ghi nhận kế hoạch của cấp trên đã ban hành, mà nhiệm vụ của các đơn vị đang chờ; "
    "từ hôm nay các nhiệm vụ đó được nhắc việc, đôn đốc như thường lệ."
)


class ReceiveParent(BaseModel):
    """Number and day of the plan from above; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(RECEIVE))

    campaign: Line = Field(title="Chiến dịch")
    number: Line = Field(title="Số kế hoạch của cấp trên", description="Như đã ký")
    dated: Day = Field(title="Ngày ban hành", description="Ví dụ: 06/5/2027")


def wrong_parent(given: ReceiveParent) -> str | None:
    """Return what is wrong with a parent's plan that is recorded."""
    return NO_SUCH_DAY.format(day=given.dated) if day_of(given.dated) is None else None
