"""The forms coordinators fill in; their titles are Vietnamese, their checks too."""

import re
from contextlib import suppress
from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from desk.announce import Why
from desk.plans.files import campaigns_at_hand
from rules.free_text import SUBJECT, TEXT, Fault
from rules.personal import names_persons
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.in_force import Ceremony, Signing

T = TypeVar("T")

_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y")
_HOURS = ("%H:%M", "%Hh%M", "%Hh")
NUMBER = rf"^(\d+[A-Za-z]?|{words.REHEARSAL})/[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*$"
WORDS = r"^\s*\S[^\x00-\x1f]*$"

# What a pattern refuses, Prefect's pages answer with the pattern itself; so these are
# checked once they are sent, and answered in words.
Day = Annotated[str, StringConstraints(max_length=20)]
Hour = Annotated[str, StringConstraints(max_length=10)]
Number = Annotated[str, StringConstraints(max_length=40)]
Optional = Annotated[str, StringConstraints(max_length=200)]
Line = Annotated[str, StringConstraints(pattern=WORDS, max_length=200)]


START = "Sau khi khởi động, kế hoạch chờ ký ban hành trong một biểu mẫu."
CORRECT = (
    "Sửa địa chỉ nhận thư của đơn vị. Thư chưa đến nơi được lập lại và gửi đến địa chỉ "
    "mới; việc nhắc được tiếp tục từ bước kế tiếp."
)
ENTER = "Ghi lại nội dung đơn vị đã trả lời ngoài hệ thống."
PAUSE = (
    "Tạm dừng nhắc việc, đôn đốc cả chiến dịch, một đơn vị hoặc một nhiệm vụ đến hết "
    "một ngày; việc đã qua trong thời gian đó không được nhắc bù. Thư trả lời đơn vị "
    "vẫn gửi."
)
ANNOUNCE = (
    "Gửi một thông báo đến các đơn vị, cùng thư trong ngày của từng đơn vị. Thông báo "
    "khẩn là thư riêng, gửi ngay trong giờ làm việc, ghi người quyết định gửi. Đề nghị "
    "xem trước, sau đó gửi."
)
DECIDE = "Gia hạn một nhiệm vụ, hoặc không gia hạn; đơn vị được thông báo bằng thư."


def _reads(text: str) -> JsonDict:
    """Say above a form what it is for; pages would show the docstring else."""
    return {"description": text}


class StartCampaign(BaseModel):
    """Which campaign to start, of those that come with the product."""

    model_config = ConfigDict(json_schema_extra=_reads(START))

    plan: str = Field(
        title="Chiến dịch",
        description="Kế hoạch đã soạn",
        json_schema_extra={"enum": list(campaigns_at_hand())},
    )


class SignOff(BaseModel):
    """What is known only after signing."""

    number: Number = Field(title="Số kế hoạch", description="Ví dụ: 156/KH-UBND")
    signed_on: Day = Field(title="Ngày ban hành", description="Ví dụ: 06/5/2027")
    signer: Line = Field(title="Người ký", description="Chức vụ và họ tên")
    dates_confirmed: bool = Field(
        title="Đã xác nhận các thời hạn đề xuất",
        description="Nếu chưa xác nhận, các thời hạn đề xuất không được nhắc việc",
    )


class FixLaunch(BaseModel):
    """Where and when the launch ceremony takes place."""

    place: Line = Field(title="Địa điểm")
    day: Day = Field(title="Ngày", description="Ví dụ: 31/5/2027")
    hour: Hour = Field(title="Giờ", description="Ví dụ: 8:00 hoặc 8h30")


class HoldLaunch(BaseModel):
    """How the launch ceremony went."""

    day: Day = Field(title="Ngày đã tổ chức", description="Ví dụ: 31/5/2027")
    attendance: int = Field(title="Số người tham dự", ge=0, le=1_000_000)


class Said(StrEnum):
    """What an agency can have said."""

    RECEIVED = words.ENTRIES[EntryKind.CONFIRMED]
    IN_PROGRESS = words.ENTRIES[EntryKind.PROGRESSED]
    DONE = words.ENTRIES[EntryKind.FULFILLED]

    @property
    def kind(self) -> EntryKind:
        """Return the fact that records it."""
        return next(kind for kind, word in words.ENTRIES.items() if word == self)


class How(StrEnum):
    """How the office came to know."""

    TELEPHONE = "Điện thoại"
    PAPER = "Văn bản giấy"
    MAIL = "Thư điện tử"


class EnterAnswer(BaseModel):
    """An answer recorded for an agency; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=_reads(ENTER))

    agency: Line = Field(title="Đơn vị")
    answer: Said = Field(
        title="Nội dung trả lời", description="Điều đơn vị đã cho biết"
    )
    duty: str = Field(
        default="",
        title="Mã nhiệm vụ",
        description="Để trống nếu áp dụng cho mọi nhiệm vụ của đơn vị; ví dụ: 2.1",
        pattern=r"^[a-z0-9.-]*$",
        max_length=63,
    )
    name: Line = Field(title="Họ tên người trả lời")
    post: Line = Field(title="Chức vụ")
    how: How = Field(title="Hình thức", description="Đơn vị đã trả lời qua đâu")


class CorrectContact(BaseModel):
    """Where an agency is written to from now on; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=_reads(CORRECT))

    agency: Line = Field(title="Đơn vị")
    address: Annotated[str, StringConstraints(max_length=254)] = Field(
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


class ConfirmOnBehalf(BaseModel):
    """Who of an agency confirmed the receipt of its duties, and how it was heard."""

    name: Line = Field(title="Họ tên người xác nhận")
    post: Line = Field(title="Chức vụ")
    how: How = Field(title="Hình thức", description="Đơn vị đã trả lời qua đâu")
    note: str = Field(
        default="",
        title="Ghi chú",
        description="Ví dụ: số và ngày của văn bản; không ghi thông tin cá nhân",
        max_length=500,
    )


class Decision(StrEnum):
    """What the office can decide on a duty's time."""

    EXTEND = words.ENTRIES[EntryKind.EXTENDED]
    REFUSE = words.ENTRIES[EntryKind.REFUSED]


class DecideTime(BaseModel):
    """A decision on more time for a duty; the agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=_reads(DECIDE))

    agency: Line = Field(title="Đơn vị")
    duty: Line = Field(title="Mã nhiệm vụ", description="Ví dụ: 2.1")
    decision: Decision = Field(
        title="Quyết định", description="Có thể gia hạn khi đơn vị chưa đề nghị"
    )
    until: Day = Field(
        default="",
        title="Gia hạn đến hết ngày",
        description="Ví dụ: 26/7/2027; để trống nếu không gia hạn",
    )
    reason: Annotated[str, StringConstraints(pattern=WORDS, max_length=500)] = Field(
        title="Lý do", description="Được ghi trong thư gửi đơn vị"
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


class Pause(StrEnum):
    """What can be done about a silence."""

    BEGIN = "Tạm dừng"
    END = "Tiếp tục"


class FallSilent(BaseModel):
    """A silence to begin or to end; campaigns and agencies are offered as a list."""

    model_config = ConfigDict(json_schema_extra=_reads(PAUSE))

    agency: Line = Field(title="Phạm vi")
    duty: Optional = Field(
        default="",
        title="Mã nhiệm vụ",
        description="Để trống nếu áp dụng cho mọi nhiệm vụ của đơn vị; ví dụ: 2.1",
    )
    action: Pause = Field(
        title="Việc thực hiện",
        description="Tiếp tục: kết thúc sớm việc tạm dừng đã ghi nhận",
    )
    until: Day = Field(
        default="",
        title="Tạm dừng đến hết ngày",
        description="Ví dụ: 12/6/2027; để trống nếu tiếp tục",
    )
    reason: Annotated[str, StringConstraints(pattern=WORDS, max_length=500)] = Field(
        title="Lý do", description="Không ghi thông tin cá nhân"
    )
    name: Line = Field(title="Họ tên người quyết định")
    post: Line = Field(title="Chức vụ")


class Act(StrEnum):
    """Whether a form shows only what it would do, or does it."""

    PREVIEW = "Xem trước"
    APPLY = "Gửi"


class AnnounceToAgencies(BaseModel):
    """What is announced to whom; campaigns, groups and agencies are offered."""

    model_config = ConfigDict(json_schema_extra=_reads(ANNOUNCE))

    agency: Line = Field(title="Nơi nhận")
    subject: Optional = Field(title="Tiêu đề", description=f"Tối đa {SUBJECT} ký tự")
    text: Annotated[str, StringConstraints(max_length=2 * TEXT)] = Field(
        title="Nội dung",
        description=f"Tối đa {TEXT} ký tự; không ghi thông tin cá nhân",
    )
    urgent: bool = Field(
        default=False,
        title="Khẩn",
        description="Thư riêng, gửi ngay trong giờ làm việc",
    )
    name: Line = Field(title="Họ tên người quyết định gửi")
    post: Line = Field(title="Chức vụ")
    action: Act = Field(
        title="Việc thực hiện", description="Xem trước không ghi nhận và không gửi gì"
    )


NO_ADDRESS = "Địa chỉ, chức vụ hoặc họ tên không hợp lệ: đề nghị nhập lại."
SAME_CONTACT = "Đầu mối đã ghi đúng như vậy từ trước."
NOT_SAVED = (
    "Chưa ghi được vào sổ theo dõi: đề nghị thực hiện lại sau ít phút; nếu vẫn không "
    "được, đề nghị báo người quản trị hệ thống."
)
NOT_OWED = "{agency} không được giao nhiệm vụ {duty}."
UNKNOWN_AGENCY = "Không có đơn vị {agency}."
NOTHING_NEW = "Nội dung này đã được ghi nhận từ trước."
NOT_ASKED = "{agency} không có đề nghị gia hạn nhiệm vụ {duty} đang chờ trả lời."
WRONG_DAY = (
    "Không gia hạn được nhiệm vụ {duty} đến ngày {until}: thời hạn mới phải sau "
    "thời hạn theo kế hoạch, chưa qua, và không muộn hơn ngày khóa sổ."
)
NO_SUCH_DAY = "Không có ngày {day}: đề nghị nhập lại, ví dụ 06/5/2027."
NO_SUCH_HOUR = "Không có giờ {hour}: đề nghị nhập lại, ví dụ 8:00 hoặc 8h30."
NO_NUMBER = "{number} không phải số kế hoạch: đề nghị nhập lại, ví dụ 156/KH-UBND."
NOT_YET = "Ngày {day} chưa đến: đề nghị nhập lại."
ONLY_REHEARSED = "Số kế hoạch chỉ dùng khi diễn tập: đề nghị nhập số đã ban hành."
PERSONAL = "Ghi chú có số giấy tờ hoặc năm sinh của cá nhân: đề nghị bỏ ra."
REFUSED_TEXTS = {
    Fault.EMPTY: "Chưa có tiêu đề hoặc nội dung: đề nghị nhập.",
    Fault.LONG: f"Tiêu đề quá {SUBJECT} hoặc nội dung quá {TEXT} ký tự: đề nghị "
    "rút gọn.",
    Fault.LINES: "Tiêu đề có nhiều dòng: đề nghị viết trên một dòng.",
    Fault.HIDDEN: "Có ký tự không nhìn thấy ({character}, dòng {line}): đề nghị bỏ ra.",
    Fault.PERSONAL: "Có số giấy tờ hoặc năm sinh của cá nhân: đề nghị bỏ ra.",
}
ANNOUNCED = {
    Act.PREVIEW: "Sẽ thông báo đến {told} đơn vị{when}, {beside} đơn vị cùng nội dung "
    "khác; chưa gửi.",
    Act.APPLY: "Đã ghi nhận thông báo đến {told} đơn vị{when}, {beside} đơn vị cùng "
    "nội dung khác.",
}
ANNOUNCED_FROM = ", từ {at}"
NOT_ANNOUNCED = " Không gửi đến {count} đơn vị: {names}."
MISSED = {
    Why.BEFORE: "đã được thông báo",
    Why.HELD: "hồ sơ đang bị giữ lại",
    Why.STOPPED: "thư không đến nơi",
    Why.SILENT: "đang tạm dừng",
    Why.CLOSED: "chiến dịch đã khóa sổ",
}
NOT_SILENT = "Hiện không tạm dừng nhắc việc trong phạm vi này: không có gì để tiếp tục."
DAY_PASSED = "Ngày {day} đã qua: đề nghị nhập hôm nay hoặc ngày sau."
NEEDS_AGENCY = "Mã nhiệm vụ chỉ dùng khi đã chọn một đơn vị: đề nghị chọn lại phạm vi."
NOT_ISSUED = "Kế hoạch chưa được ban hành: chưa có việc nhắc nào để tạm dừng."
PASSED = "Thời điểm {day} đã qua: đề nghị nhập lại."


def day_of(text: str) -> date | None:
    """Return the day that a person wrote, None where it is none."""
    found = _moment(text, _DAYS)
    return found.date() if found else None


def hour_of(text: str) -> time | None:
    """Return the hour that a person wrote, None where it is none."""
    found = _moment(text.lower().replace(" giờ ", "h").replace(" giờ", "h"), _HOURS)
    return found.time() if found else None


def _moment(text: str, forms: tuple[str, ...]) -> datetime | None:
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text.strip(), form).replace(tzinfo=VN)
    return None


def wrong_signing(given: SignOff, now: datetime, rehearsed: bool) -> str | None:
    """Return what is wrong with a signature, in words for who filled it in."""
    if not re.search(NUMBER, given.number):
        return NO_NUMBER.format(number=given.number)
    if given.number.startswith(words.REHEARSAL) and not rehearsed:
        return ONLY_REHEARSED
    return _wrong_past_day(given.signed_on, now)


def wrong_launch(given: FixLaunch, now: datetime) -> str | None:
    """Return what is wrong with place and hour of the ceremony."""
    if day_of(given.day) is None:
        return NO_SUCH_DAY.format(day=given.day)
    if hour_of(given.hour) is None:
        return NO_SUCH_HOUR.format(hour=given.hour)
    if ceremony(given).starts <= now:
        return PASSED.format(day=f"{given.day} {given.hour}")
    return None


def wrong_holding(given: HoldLaunch, now: datetime) -> str | None:
    """Return what is wrong with the record of the ceremony."""
    return _wrong_past_day(given.day, now)


def wrong_confirmation(given: ConfirmOnBehalf) -> str | None:
    """Return what is wrong with a confirmation entered for an agency."""
    return PERSONAL if names_persons(given.note) else None


def wrong_decision(given: DecideTime) -> str | None:
    """Return what is wrong with a decision on more time."""
    if given.decision is Decision.EXTEND and day_of(given.until) is None:
        return NO_SUCH_DAY.format(day=given.until)
    return PERSONAL if names_persons(given.reason) else None


def wrong_pause(given: FallSilent, agency: str) -> str | None:
    """Return what is wrong with a silence; `agency` is empty for a whole campaign."""
    if given.action is Pause.BEGIN and day_of(given.until) is None:
        return NO_SUCH_DAY.format(day=given.until)
    return NEEDS_AGENCY if given.duty.strip() and not agency else None


def signing(given: SignOff) -> Signing:
    """Return the signature a checked form gives."""
    return Signing(
        number=given.number,
        signed_on=_written(day_of(given.signed_on)),
        signer=given.signer,
        dates_confirmed=given.dates_confirmed,
    )


def ceremony(given: FixLaunch) -> Ceremony:
    """Return the ceremony a checked form gives."""
    day, hour = _written(day_of(given.day)), _written(hour_of(given.hour))
    return Ceremony(place=given.place, starts=datetime.combine(day, hour, VN))


def _written(value: T | None) -> T:
    if value is None:
        raise ValueError("a form is checked before its values are taken")
    return value


def _wrong_past_day(text: str, now: datetime) -> str | None:
    day = day_of(text)
    if day is None:
        return NO_SUCH_DAY.format(day=text)
    if day > now.astimezone(VN).date():
        return NOT_YET.format(day=text)
    return None
