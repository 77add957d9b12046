"""The forms for what the office does about reports."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.answers import How
from flows.forms.fields import Day, Line, Optional, UpTo, day_of, reads
from flows.forms.refusals import NEEDS_REASON, NO_SUCH_DAY, PERSONAL
from rules.personal import names_persons
from schemas import words
from schemas.entry import EntryKind
from schemas.report import LONGEST_PART, Channel

REVIEW = (
    "Yêu cầu đơn vị bổ sung báo cáo đã nộp (đơn vị được thông báo bằng một thư), hoặc "
    "chấp nhận báo cáo."
)
ENTER = (
    "Nhập báo cáo đã nhận bằng văn bản giấy, điện thoại, thư điện tử; hoặc ghi nhận "
    "báo cáo đã nộp qua văn thư, không nhập số liệu. Số liệu không ghi lại được giữ "
    "như bản trước."
)
SIGN = "Ghi nhận đã nhận bản ký của báo cáo: số, ngày, người ký."
LOCK = (
    "Khóa số liệu của mọi đơn vị hoặc của một đơn vị; sau khi khóa, chỉ cơ quan thường "
    "trực điều chỉnh báo cáo, có ghi lý do."
)

Lines = Annotated[str, UpTo(LONGEST_PART)]


class Review(StrEnum):
    """What the office can decide on a report that was handed in."""

    SEND_BACK = words.ENTRIES[EntryKind.SENT_BACK]
    TAKE_IN = words.ENTRIES[EntryKind.TAKEN_IN]


class ReviewReport(BaseModel):
    """Whether a report is taken in; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(REVIEW))

    agency: Line = Field(title="Đơn vị")
    review: Review = Field(
        title="Quyết định", description="Chỉ với báo cáo đã nộp, chưa yêu cầu bổ sung"
    )
    until: Day = Field(
        default="",
        title="Bổ sung đến hết ngày",
        description="Ví dụ: 26/7/2027; để trống nếu giữ nguyên thời hạn",
    )
    reason: Optional = Field(
        default="",
        title="Nội dung cần bổ sung",
        description="Được ghi trong thư gửi đơn vị; để trống nếu chấp nhận",
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


class Came(StrEnum):
    """How a report came to the office."""

    PAPER = How.PAPER
    TELEPHONE = How.TELEPHONE
    MAIL = How.MAIL
    CLERK = "Qua văn thư"

    @property
    def channel(self) -> Channel:
        """Return how a report says so."""
        return Channel[self.name]


class EnterReport(BaseModel):
    """A report entered for an agency; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(ENTER))

    agency: Line = Field(title="Đơn vị")
    how: Came = Field(title="Hình thức", description="Báo cáo đã đến qua đâu")
    source: Optional = Field(
        default="",
        title="Nguồn",
        description="Số, ngày văn bản, hoặc chức vụ người cung cấp",
    )
    received: Day = Field(
        default="",
        title="Ngày nhận",
        description="Ví dụ: 19/7/2027; để trống nếu nhận hôm nay",
    )
    figures: Lines = Field(
        default="",
        title="Số liệu",
        description="Mỗi dòng một chỉ tiêu, ghi mã hoặc tên, dấu = và số liệu; ví dụ: "
        "Học bổng đã trao = 1.250; để trống nếu nộp qua văn thư",
    )
    results: Lines = Field(
        default="",
        title="Kết quả nổi bật",
        description="Không ghi thông tin cá nhân",
    )
    explained: Optional = Field(
        default="",
        title="Giải trình",
        description="Lý do của số liệu còn thiếu hoặc khác thường",
    )
    reason: Optional = Field(
        default="",
        title="Lý do điều chỉnh",
        description="Chỉ ghi khi số liệu đã khóa",
    )
    name: Line = Field(title="Họ tên người nhập")
    post: Line = Field(title="Chức vụ")


class RecordSigned(BaseModel):
    """The signed document of a report; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(SIGN))

    agency: Line = Field(title="Đơn vị")
    number: Line = Field(title="Số văn bản", description="Ví dụ: 45/BC-SYT")
    signed_on: Day = Field(title="Ngày ký", description="Ví dụ: 18/7/2027")
    signer: Line = Field(title="Người ký", description="Chức vụ và họ tên")
    name: Line = Field(title="Họ tên người ghi nhận")
    post: Line = Field(title="Chức vụ")


class Turn(StrEnum):
    """Whether figures may be changed by their agencies."""

    LOCK = words.ENTRIES[EntryKind.LOCKED]
    UNLOCK = words.ENTRIES[EntryKind.UNLOCKED]


class LockFigures(BaseModel):
    """A lock, or its end; campaigns and agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(LOCK))

    agency: Line = Field(title="Phạm vi")
    action: Turn = Field(
        title="Việc thực hiện",
        description="Mở khóa: đơn vị lại được tự điều chỉnh báo cáo",
    )
    reason: Optional = Field(
        default="", title="Lý do", description="Bắt buộc khi mở khóa"
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


def wrong_review(given: ReviewReport) -> str | None:
    """Return what is wrong with a decision on a report."""
    if given.until.strip() and day_of(given.until) is None:
        return NO_SUCH_DAY.format(day=given.until)
    if given.review is Review.SEND_BACK and not given.reason.strip():
        return NEEDS_REASON
    return PERSONAL if names_persons(given.reason) else None


def wrong_report(given: EnterReport) -> str | None:
    """Return what is wrong with a report entered for an agency, its figures aside."""
    if given.received.strip() and day_of(given.received) is None:
        return NO_SUCH_DAY.format(day=given.received)
    return PERSONAL if names_persons(given.reason) else None


def wrong_signed(given: RecordSigned) -> str | None:
    """Return what is wrong with a signed document."""
    if day_of(given.signed_on) is None:
        return NO_SUCH_DAY.format(day=given.signed_on)
    return PERSONAL if names_persons(given.signer) else None


def wrong_lock(given: LockFigures) -> str | None:
    """Return what is wrong with a lock, or with its end."""
    if given.action is Turn.UNLOCK and not given.reason.strip():
        return NEEDS_REASON
    return PERSONAL if names_persons(given.reason) else None
