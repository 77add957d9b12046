"""The form that rehearses a season."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Day, Kept, Line, Optional, Share, day_of, reads
from flows.forms.refusals import (
    AMENDED_NEEDS_BOTH,
    NO_SUCH_DAY,
    OUTAGE_NEEDS_BOTH,
    SHARES,
)

REHEARSE = (
    "Diễn tập cả mùa chiến dịch trong ít phút, với đơn vị trả lời đúng hạn, muộn hoặc "
    "không trả lời. Không thư nào được gửi ra ngoài; cùng một mẫu số cho cùng kết quả."
)


class RehearseSeason(BaseModel):
    """A season to play, and how agencies and the mail behave in it.

    The plans at hand are offered as a list, and the agencies of their rosters.
    """

    model_config = ConfigDict(json_schema_extra=reads(REHEARSE))

    plan: Line = Field(title="Kế hoạch")
    seed: Kept = Field(default=1, title="Mẫu số")
    on_time: Share = Field(default=70, title="Đúng hạn (%)")
    late: Share = Field(default=20, title="Muộn (%)")
    silent: Share = Field(default=10, title="Không trả lời (%)")
    outage_from: Day = Field(default="", title="Mất đường thư từ ngày")
    outage_to: Day = Field(default="", title="Mất đường thư đến hết ngày")
    amended: Optional = Field(
        default="",
        title="Kế hoạch đã sửa",
        description="Điều chỉnh kế hoạch trong mùa diễn tập; để trống nếu không",
    )
    amended_on: Day = Field(
        default="", title="Điều chỉnh từ ngày", description="Ví dụ: 20/5/2027"
    )
    bounced: list[Line] = Field(
        default=[],
        title="Đơn vị có thư bị trả lại",
        description="Cùng kế hoạch; để trống nếu không",
    )


def wrong_rehearsal(given: RehearseSeason) -> str | None:
    """Return what is wrong with a rehearsal that is asked for."""
    total = given.on_time + given.late + given.silent
    if total != 100:  # noqa: PLR2004 - per cent
        return SHARES.format(total=total)
    days = [one for one in (given.outage_from, given.outage_to) if one.strip()]
    for day in days:
        if day_of(day) is None:
            return NO_SUCH_DAY.format(day=day)
    if bool(given.amended) != (day_of(given.amended_on) is not None):
        return AMENDED_NEEDS_BOTH
    first, last = day_of(given.outage_from), day_of(given.outage_to)
    if (first is None) != (last is None) or (first and last and last < first):
        return OUTAGE_NEEDS_BOTH
    return None
