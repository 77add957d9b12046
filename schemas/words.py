"""The Vietnamese words of days, bounds, states and kinds: data, one place for all."""

from schemas.arming import Stage, Way
from schemas.consolidation import FlagKind
from schemas.deadline import Bound, Origin
from schemas.duty import Modality, Role
from schemas.entry import EntryKind
from schemas.letter import LetterKind, LetterState
from schemas.phase import PhaseKind
from schemas.reply import Result
from schemas.report import ReportState
from schemas.status import Status
from schemas.step import StepKind

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""In the order of `date.weekday()`."""

BOUNDS = {
    Bound.BEFORE: "trước ngày {day}",
    Bound.AT_LATEST: "chậm nhất ngày {day}",
    Bound.BY: "đến ngày {day}",
    Bound.THROUGH: "đến hết ngày {day}",
    Bound.FROM_TO: "từ ngày {start} đến hết ngày {day}",
    Bound.ON: "trong ngày {day}",
    Bound.AROUND: "khoảng ngày {day}",
    Bound.AFTER: "đến hết ngày {day}",
    Bound.RECURRING: "thường xuyên, đến hết ngày {day}",
    Bound.AS_REGULATED: "theo quy định, đến hết ngày {day}",
}
"""How each bound is said where the plan's own words were not kept."""

LAST_DAY = "hết ngày {day}"
SETTLED = "{said} ({time})"
EXTENDED = "{deadline}; đã gia hạn, theo kế hoạch là hết ngày {day}"
ADVICE = "nên {verb} trong {weekday} {day}"
VERBS = {False: "hoàn thành", True: "nộp"}
"""What is best done by the advised day: a report is handed in."""
MOMENT = "{hour} ngày {day}"
PERIOD = "từ ngày {first} đến hết ngày {last}"
SPAN = "{first} – {last}"
BASIS_OF_LAST_YEAR = "Văn bản của năm {before}: thay bằng văn bản của năm {year}."
SIGNED = "số {number} ngày {day}"
AMENDED = "được điều chỉnh tại văn bản {documents}"
"""Beside a plan that was amended: by which documents."""
REHEARSAL = "diễn tập"
"""Stands for the number of a plan that is only rehearsed."""
PLAYED = (
    "{letters} thư trong hộp thư nội bộ, không thư nào gửi ra ngoài. Kết quả diễn tập: "
    "{page}"
)
REHEARSED = "[Diễn tập] {subject}"
"""The subject of a letter of a rehearsal."""
IN_DOCUMENT = "ngày {day} tháng {month} năm {year}"

ORIGINS = {
    Origin.STATED: "theo kế hoạch",
    Origin.LAW: "theo quy định của pháp luật",
    Origin.PROPOSED: "thời hạn đề xuất",
}

PHASES = {
    PhaseKind.ISSUANCE: "Ban hành kế hoạch",
    PhaseKind.LAUNCH: "Lễ phát động",
    PhaseKind.ACTIVITIES: "Tổ chức hoạt động",
    PhaseKind.REPORTING: "Thu nhận báo cáo",
}

REPORT_STATES = {
    ReportState.MISSING: "Chưa nộp",
    ReportState.DRAFT: "Bản nháp",
    ReportState.HANDED_IN: "Đã nộp bản mềm",
    ReportState.SIGNED: "Đã có bản ký",
    ReportState.SENT_BACK: "Yêu cầu bổ sung",
    ReportState.CONSOLIDATED: "Đã tổng hợp",
    ReportState.LOCKED: "Đã khóa số liệu",
}

STATUSES = {
    Status.UNASSIGNED: "Chưa giao",
    Status.AWAITING: "Chờ xác nhận",
    Status.CONFIRMED: "Đã tiếp nhận",
    Status.WAITING: "Chờ bàn giao",
    Status.IN_PROGRESS: "Đang thực hiện",
    Status.DUE_SOON: "Sắp đến hạn",
    Status.OVERDUE: "Quá hạn",
    Status.SENT_BACK: REPORT_STATES[ReportState.SENT_BACK],
    Status.SENT_BACK_LATE: f"{REPORT_STATES[ReportState.SENT_BACK]}, quá hạn",
    Status.DONE: "Đã hoàn thành",
    Status.DONE_LATE: "Hoàn thành quá hạn",
    Status.NOTHING_TO_REPORT: "Không phát sinh",
    Status.DECLINED: "Không thuộc thẩm quyền",
    Status.WAIVED: "Được miễn",
    Status.DELEGATED: "Đã chuyển đơn vị khác",
    Status.WITHDRAWN: "Đã thu hồi",
}

COURTEOUS = {
    Status.OVERDUE: "Đã đến thời hạn",
    Status.SENT_BACK: "Đề nghị bổ sung",
    Status.SENT_BACK_LATE: "Đề nghị bổ sung",
    Status.DONE_LATE: STATUSES[Status.DONE],
}
"""What a body that was asked (đề nghị) reads instead: nobody reproaches it."""

PARTS = {
    "results": "Kết quả thực hiện",
    "difficulties": "Khó khăn, hạn chế và nguyên nhân",
    "proposals": "Đề xuất, kiến nghị",
}
"""What the parts of a report's narrative are called."""

NARRATIVE = "Thuyết minh"
FILES = "Tệp đính kèm"
NOTHING = "Không phát sinh nội dung nào của mục này"

LETTERS = {
    LetterKind.ASSIGN: "Giao nhiệm vụ",
    LetterKind.REMIND: "Nhắc việc",
    LetterKind.RECEIVE: "Đề nghị xác nhận tiếp nhận",
    LetterKind.UPDATE: "Đề nghị cập nhật tiến độ",
    LetterKind.CHANGE: "Thông báo điều chỉnh",
    LetterKind.ESCALATE: "Đôn đốc",
    LetterKind.INVITE: "Giấy mời",
    LetterKind.LAUNCH: "Giấy mời dự Lễ phát động",
    LetterKind.DIGEST: "Tổng hợp nhiệm vụ quá hạn",
    LetterKind.COPY: "Gửi kế hoạch để biết",
    LetterKind.MORNING: "Danh sách buổi sáng",
    LetterKind.WEEKLY: "Báo cáo tuần",
    LetterKind.RECEIPT: "Biên nhận",
    LetterKind.LINK: "Cấp lại đường dẫn",
    LetterKind.DECISION: "Thông báo về gia hạn",
    LetterKind.RULING: "Trả lời về thẩm quyền",
    LetterKind.WAIVER: "Thông báo về miễn nhiệm vụ",
    LetterKind.SENT_BACK: "Đề nghị bổ sung báo cáo",
    LetterKind.DELEGATION: "Chuyển xử lý",
    LetterKind.ANNOUNCE: "Thông báo",
    LetterKind.URGENT: "Thông báo khẩn",
}

LETTER_STATES = {
    LetterState.QUEUED: "Chờ gửi",
    LetterState.CLAIMED: "Đang gửi",
    LetterState.SENT: "Đã gửi",
    LetterState.FAILED: "Không gửi được",
    LetterState.HELD: "Giữ lại, chờ xem xét",
    LetterState.DROPPED: "Không gửi vì đã được trả lời",
    LetterState.STALE: "Không gửi vì đã qua thời điểm",
}

AGAIN = "trong đó chờ gửi lại: máy chủ thư chưa nhận"

WAYS = {
    Way.REHEARSAL: "diễn tập: thư chỉ vào hộp thư nội bộ, không gửi ra ngoài",
    Way.MAILBOX: "hộp thư nội bộ (chưa gửi ra ngoài)",
    Way.UNARMED: "chưa cho phép gửi ra ngoài; mọi thư đang chờ",
    Way.ARMED: "đã cho phép gửi ra ngoài, giai đoạn {stage}; đã gửi {out}",
    Way.CHANGED: "máy chủ thư hoặc tên miền đã thay đổi; mọi thư chờ cho phép lại",
    Way.WITHHELD: "đang giữ mọi thư",
    Way.RESTORED: "sổ theo dõi vừa khôi phục từ bản sao lưu; mọi thư chờ đối chiếu",
    Way.STOPPED: "đã tự dừng gửi: {failed}/{out} thư bị trả lại; chờ cho phép lại",
    Way.CLOCK: "đang giữ mọi thư: đồng hồ máy chậm hơn ghi nhận mới nhất",
}
"""Where a campaign's letters go; `out` and `failed` count letters."""

UNSENT = {
    Way.UNARMED: "Thư của chiến dịch này chưa được phép gửi ra ngoài",
    Way.CHANGED: "Thư của chiến dịch này đang chờ được phép gửi lại",
    Way.WITHHELD: "Thư của chiến dịch này đang được giữ lại",
    Way.RESTORED: "Thư của chiến dịch này đang chờ đối chiếu",
    Way.STOPPED: "Thư của chiến dịch này đang tạm dừng gửi",
}
"""What an agency reads on its page while no letter leaves."""

ARMED_STAGES = {
    Stage.FIRST: "{most} thư đầu",
    Stage.SHARE: "một phần, đến {most} thư",
    Stage.ALL: "toàn bộ",
}

MODALITIES = {Modality.ASSIGNED: "Giao", Modality.ASKED: "Đề nghị"}

ROLES = {Role.LEAD: "Chủ trì", Role.SUPPORTING: "Phối hợp"}

ENTRIES = {
    EntryKind.SEEN: "Đã mở hồ sơ",
    EntryKind.CONFIRMED: "Xác nhận tiếp nhận",
    EntryKind.PROGRESSED: "Đang thực hiện",
    EntryKind.FULFILLED: "Hoàn thành",
    EntryKind.NOTHING: "Không phát sinh",
    EntryKind.DECLINED: "Không thuộc thẩm quyền",
    EntryKind.DELEGATED: "Chuyển người xử lý",
    EntryKind.ATTENDING: "Trả lời giấy mời",
    EntryKind.UNDONE: "Hoàn tác",
    EntryKind.LINK_ASKED: "Xin cấp lại đường dẫn",
    EntryKind.TIME_ASKED: "Đề nghị gia hạn",
    EntryKind.EXTENDED: "Gia hạn",
    EntryKind.REFUSED: "Không gia hạn",
    EntryKind.ACCEPTED: "Chấp nhận không thuộc thẩm quyền",
    EntryKind.RETURNED: "Đề nghị tiếp tục thực hiện",
    EntryKind.WAIVED: "Miễn thực hiện",
    EntryKind.UNWAIVED: "Thôi miễn, đề nghị thực hiện",
    EntryKind.PERFORMED: "Đã lập thư",
    EntryKind.SKIPPED: "Bỏ qua bước đã có bước sau thay thế",
    EntryKind.UNDELIVERED: "Thư không đến nơi",
    EntryKind.UNDELEGATED: "Thư không đến người được chuyển xử lý",
    EntryKind.CORRECTED: "Đã sửa địa chỉ liên hệ",
    EntryKind.SILENCED: "Tạm dừng nhắc việc, đôn đốc",
    EntryKind.UNSILENCED: "Tiếp tục nhắc việc, đôn đốc",
    EntryKind.UNTOLD: "Lịch chưa gửi được",
    EntryKind.UNSAID: "Nội dung đã bỏ khỏi thư trước khi gửi",
    EntryKind.REPLIED: "Trả lời qua thư",
    EntryKind.READ: "Đã đọc thư trả lời",
    EntryKind.FEED_REVOKED: "Đổi địa chỉ lịch",
    EntryKind.HANDED_OVER: "Đã được bàn giao",
    EntryKind.TAKEN_BACK: "Bàn giao được hoàn tác",
    EntryKind.ANNOUNCED: "Thông báo của cơ quan thường trực",
    EntryKind.URGED: "Đã ký công văn đôn đốc",
    EntryKind.HASTENED: "Gửi ngay bước kế tiếp",
    EntryKind.SHELVED: "Chưa ban hành công văn đôn đốc",
    EntryKind.REPORTED: "Nộp báo cáo",
    EntryKind.SENT_BACK: "Yêu cầu bổ sung báo cáo",
    EntryKind.TAKEN_IN: "Chấp nhận báo cáo",
    EntryKind.SIGNED_COPY: "Đã nhận bản ký của báo cáo",
    EntryKind.STARTED: "Bắt đầu theo dõi",
    EntryKind.ISSUED: "Ban hành kế hoạch",
    EntryKind.CONVENED: "Ấn định Lễ phát động",
    EntryKind.AMENDED: "Điều chỉnh kế hoạch",
    EntryKind.TAKEN_OVER: "Tiếp nhận từ đơn vị sắp xếp lại",
    EntryKind.HELD: "Đã tổ chức Lễ phát động",
    EntryKind.RECEIVED: "Đã có kế hoạch của cấp trên",
    EntryKind.LOCKED: "Khóa số liệu",
    EntryKind.UNLOCKED: "Mở khóa số liệu",
    EntryKind.CONSOLIDATED: "Lập báo cáo tổng hợp",
    EntryKind.ARMED: "Cho phép gửi thư ra ngoài",
    EntryKind.STAGED: "Mở giai đoạn gửi tiếp theo",
    EntryKind.WITHHELD: "Giữ mọi thư",
    EntryKind.LET_OUT: "Tiếp tục gửi thư",
    EntryKind.RESTORED: "Khôi phục sổ theo dõi từ bản sao lưu",
    EntryKind.RECONCILED: "Đã đối chiếu thư sau khôi phục",
    EntryKind.STOPPED: "Tự dừng gửi vì nhiều thư bị trả lại",
    EntryKind.OPENED: "Mở đợt hoạt động",
    EntryKind.CLOSED: "Khóa sổ",
    EntryKind.RAISED: "Phát sinh việc cần theo dõi",
    EntryKind.CLEARED: "Đã giải quyết",
}

UNDONE = "{word}: {what}"

ALL_AGENCIES = "Tất cả các đơn vị"

CLOSINGS = {"complete": "Đã nhận đủ báo cáo", "lock": "Đã khóa sổ"}
"""Why a campaign's books were closed."""

WHERE = {
    "waiting": "Chờ xác nhận",
    "in-progress": "Đang thực hiện {fulfilled}/{expected}",
    "overdue": "Quá hạn {overdue}",
    "done": "Đã hoàn thành",
    "nothing": "Không có nhiệm vụ",
    "kept": "Cơ quan thường trực theo dõi",
}
"""Where an agency is, or several, with their counts."""

COMING = {
    "assign": "Thư giao nhiệm vụ",
    "receive": "Đề nghị xác nhận tiếp nhận",
    "update": "Đề nghị cập nhật tiến độ",
    "remind": "Nhắc việc",
    "escalate": "Đôn đốc",
    "above": "Báo cáo lãnh đạo phụ trách",
    "tell": "Đề nghị cơ quan thường trực gọi điện",
    "draft": "Dự thảo công văn đôn đốc",
    "last": "Hết thời hạn của nhiệm vụ chưa hoàn thành",
    "sign": "Ký ban hành kế hoạch (dự kiến)",
    "call": "Ấn định địa điểm, ngày, giờ Lễ phát động",
    "ceremony": "Lễ phát động",
    "record": "Ghi nhận kết quả Lễ phát động",
    "opens": "Mở đợt hoạt động",
    "marked": "{title}",
    "ends": "Kết thúc đợt hoạt động",
    "collects": "Bắt đầu thu nhận báo cáo",
    "locks": "Khóa sổ",
}
"""What comes next in a phase."""
PENDING = "đang chờ, từ ngày {day}"
"""When something was to come that waits for a person."""
NEXT_BEAT = "nhịp rà soát tới"
"""When what is due by now is told."""
OTHERS = "Các đơn vị khác"

SEVERAL = "{name} ({count} đơn vị)"
"""A group of agencies and their number."""

MARKS = {
    "waiting": "○",
    "in-progress": "◐",
    "overdue": "▲",
    "done": "●",
    "nothing": "–",
    "kept": "□",
}
"""Where an agency is, seen from afar."""

STAGES = {
    "above": "Đã đôn đốc; đã báo cáo cấp trên hoặc đề nghị gọi điện",
    "told": "Đã đôn đốc đơn vị",
    "quiet": "Chưa đôn đốc",
}
"""How far the ladder of an overdue duty has come, the furthest first."""

ITEMS = {
    "call": "Gọi điện",
    "contact": "Sửa địa chỉ liên hệ",
    "time": "Xem xét đề nghị gia hạn",
    "declined": "Xem xét trả lời không thuộc thẩm quyền",
    "unanswered": "Gọi điện đề nghị xác nhận tiếp nhận",
    "reply": "Xem thư trả lời",
    "draft": "Dự thảo công văn đôn đốc lần {n}: trình ký",
    "held": "Xem xét hồ sơ bị giữ lại",
    "parent": (
        "Đề nghị cấp trên ban hành kế hoạch “{plan}” (khi nhận được, ghi nhận bằng "
        "biểu mẫu Ghi nhận kế hoạch cấp trên hoặc lệnh campaign received {campaign} "
        "parent-plan --number … --date …)"
    ),
}
"""What a person of the office has to do."""

TAKEN_FROM = "Tiếp nhận từ {agencies}"
AWAITS = "Chờ {agencies} bàn giao: {duty}"
HELD_UP = "{count} đơn vị đang chờ, gồm {agencies}"
AWAITS_PARENT = "Chờ cấp trên ban hành: {plan}"
ABOVE = "Cấp trên"
NOT_ISSUED = "Chưa ban hành"
AND_MORE = "{names} và {more} đơn vị khác"
"""Several agencies, where they are too many to be named."""

SILENCED = "Tạm dừng nhắc việc, đôn đốc đến hết ngày {day}"

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER = "Số:          /{symbol}"
NUMBER_GIVEN = "Số: {number}"
DATED = "{locality}, ngày       tháng       năm         "
DATED_GIVEN = "{locality}, {dated}"
ABOUT = "V/v {subject}"
TO = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
FILED = "Lưu: {places}"
END = "./."
"""What every official document says (Decree 30/2020/NĐ-CP); blanks are for signing."""

LETTER_SYMBOL = "{issuer}-..."
"""A letter's: the unit that drafts it is for people to add."""
REPORT_SYMBOL = "BC-{issuer}"
SAME = "Như trên"
ARCHIVE = "VT"
IN_FULL = {"UBND": "Ủy ban nhân dân"}
"""What a letterhead writes out."""

FROM_PLAN = "{title} (mục {section} của Kế hoạch)"
URGING_COLUMNS = ("TT", "Nhiệm vụ", "Thời hạn", "Đã nhắc việc, đôn đốc")
WRITTEN = {
    StepKind.REMIND: "Nhắc việc ngày {days}",
    StepKind.ESCALATE: "Đôn đốc ngày {days}",
}
"""What an agency was written about a duty, and when."""

CONTACTS = "Đầu mối liên hệ"
CONTACT_COLUMNS = (
    "Mã đơn vị",
    "Tên đơn vị",
    "Vai trò",
    "Chức vụ",
    "Họ tên",
    "Địa chỉ thư điện tử",
    "Điện thoại",
    "Từ ngày",
    "Đến ngày",
)
"""The sheet of contacts, in the order of `documents.contacts.Row`."""
CONTACT_ROLES = {
    "contact": "Đầu mối",
    "other": "Đồng nhận",
    "stand-in": "Người thay",
    "head": "Thủ trưởng",
}

MORE_ASKED = "Đã nộp báo cáo, được yêu cầu bổ sung. {stage}"
"""How far the ladder of a report is that was sent back."""

MORNING_SHEETS = ("Chưa xác nhận", "Quá hạn", "Việc của cơ quan thường trực")
MORNING_COLUMNS = (
    "Đơn vị",
    "Chức vụ",
    "Họ tên",
    "Điện thoại",
    "Địa chỉ thư điện tử",
    "Nhiệm vụ",
    "Thời hạn",
    "Tình trạng",
)
"""The sheets of the morning's list, in the order of `documents.morning.Call`."""
MORNING_FILE = "viec-can-theo-doi"
SIGNED_PLAN_FILE, PLAN_FILE = "ke-hoach-da-ky.pdf", "ke-hoach.docx"
UNREAD = {False: "Chưa mở hồ sơ", True: "Đã mở hồ sơ, chưa xác nhận tiếp nhận"}
"""How far an agency is that has not confirmed: whether it opened its docket."""

TASKS = {
    "backup": "Sao lưu",
    "deliver": "Gửi thư",
    "inbox": "Đọc hộp thư",
    "consolidate": "Tổng hợp số liệu",
    "files": "Ghi tệp báo cáo tổng hợp",
}
"""What Prefect shows of our tasks."""

FOUND = {
    "errors": "Lỗi phải sửa",
    "questions": "Câu hỏi chưa trả lời",
    "warnings": "Điểm cần xem lại",
}
"""What the check of a plan finds."""

FLOWS = {
    "heartbeat": "Nhịp rà soát",
    "campaign": "Khởi động chiến dịch",
    "issuance": "Ban hành kế hoạch",
    "launch": "Lễ phát động",
    "launch-held": "Kết quả Lễ phát động",
    "activities": "Tổ chức hoạt động",
    "reports": "Thu nhận báo cáo",
    "answer": "Nhập hộ",
    "contact": "Sửa địa chỉ liên hệ",
    "extend": "Gia hạn",
    "judge": "Xem xét thẩm quyền",
    "waive": "Miễn nhiệm vụ",
    "enter-report": "Nhập hộ báo cáo",
    "review": "Yêu cầu bổ sung báo cáo",
    "signed": "Ghi nhận bản ký",
    "lock": "Khóa, mở khóa số liệu",
    "silence": "Tạm dừng nhắc việc",
    "notify": "Gửi thông báo",
    "hold": "Giữ mọi thư",
    "rehearse": "Diễn tập",
    "new": "Chiến dịch năm sau",
    "check": "Kiểm tra kế hoạch",
    "preview": "Xem trước các thư",
    "forecast": "Dự báo báo cáo đúng hạn",
    "amend": "Điều chỉnh kế hoạch",
    "reassign": "Chuyển nhiệm vụ",
    "withdraw": "Thu hồi nhiệm vụ",
    "arm": "Cho phép gửi thư ra ngoài",
    "trial": "Gửi thư thử",
    "hasten": "Gửi ngay bước kế tiếp",
    "urge": "Công văn đôn đốc",
    "received": "Ghi nhận kế hoạch cấp trên",
    "accept": "Nộp báo cáo tổng hợp lên cấp trên",
    "attend": "Xử lý hồ sơ, thư trả lời",
    "delegate": "Chuyển người xử lý",
    "consolidate": "Lập báo cáo tổng hợp",
    "board": "Bảng theo dõi đơn vị",
    "inbox": "Đọc hộp thư trả lời",
    "backup": "Sao lưu sổ theo dõi",
    "share": "Phần việc",
}
"""What Prefect shows of our flows."""
PURPOSES = {
    "heartbeat": "Rà soát việc đến hạn, lập thư và gửi thư; tự chạy mười phút một lần "
    "trong giờ làm việc.",
    "issuance": "Chờ số, ngày, người ký của kế hoạch; từ lúc đó kế hoạch có hiệu lực, "
    "thư giao nhiệm vụ được gửi.",
    "launch": "Chờ địa điểm, giờ của Lễ phát động rồi gửi giấy mời; sau buổi lễ chờ "
    "ghi nhận kết quả.",
    "activities": "Ghi nhận ngày mở đầu, ngày cao điểm, ngày kết thúc và tổng hợp tình "
    "hình thực hiện.",
    "reports": "Tổng hợp mỗi ngày làm việc số báo cáo phải nộp, đã nộp, đúng hạn; kết "
    "thúc khi nộp đủ hoặc khi khóa sổ.",
    "inbox": "Đọc hộp thư của cơ quan thường trực và ghi nhận các trả lời; tự chạy "
    "trong giờ làm việc.",
    "backup": "Sao lưu sổ theo dõi; tự chạy buổi trưa và buổi tối hằng ngày.",
    "share": "Một phần của nhịp rà soát, do một máy xử lý nhận.",
}
"""What the deployments are for that nobody fills a form in for."""

CHANGES = {
    "added": "Giao mới",
    "moved": "Điều chỉnh thời hạn",
    "reworded": "Điều chỉnh câu chữ",
    "withdrawn": "Thu hồi",
}
"""What an amendment makes of a duty."""

TURNS = {
    "added": "Bổ sung",
    "renamed": "Đổi tên",
    "merged": "Sáp nhập",
    "split": "Chia tách",
    "succeeded": "Chuyển giao",
    "changed": "Điều chỉnh thông tin",
    "removed": "Đưa ra khỏi danh sách",
}
"""What becomes of an agency."""

MAILBOXES = {
    "contact": "đầu mối",
    "others": "đồng nhận",
    "stand_in": "người thay",
    "head": "thủ trưởng",
}
"""Mailboxes of an agency, by its field."""

CALENDAR = {
    "invite": "Thêm ngày {day}",
    "update": "Cập nhật ngày {day}",
    "cancel": "Bỏ ngày {day}",
}
"""What a letter does to its reader's calendar."""

UNTOLD = {
    "held": "hồ sơ đang bị giữ lại",
    "stopped": "thư không đến nơi",
}
"""Why an agency is not told of an amendment."""

BACKED_UP = "Đã sao lưu và kiểm tra: {file}."
BACKED_UP_BROKEN = (
    "Đã sao lưu, nhưng sổ theo dõi có {count} chỗ sai: xem `campaign verify`."
)
NOT_BACKED_UP = (
    "Chưa sao lưu được vào {folder}: đề nghị người quản trị kiểm tra chỗ trống, quyền "
    "ghi; lệnh campaign backup nói rõ nguyên nhân."
)

AMENDMENT_SHOWN = (
    "Sẽ có {letters} thư đến {agencies} đơn vị; chưa ghi nhận, chưa gửi. Bản xem "
    "trước: {page} – Mã bản xem trước: {seen}"
)
AMENDMENT_APPLIED = "Đã áp dụng văn bản số {number}, lần điều chỉnh {revision}."

ARMING_SHOWN = (
    "{waiting} thư đang chờ; chưa thay đổi gì. Bản xem trước: {page} – Mã bản xem "
    "trước: {seen}"
)
STEPS = {
    StepKind.REMIND: "nhắc việc (trước hạn {days} ngày làm việc)",
    StepKind.ESCALATE: "đôn đốc (quá hạn {days} ngày làm việc)",
    StepKind.DRAFT: "dự thảo công văn đôn đốc (quá hạn {days} ngày làm việc)",
    StepKind.TELL: "đề nghị gọi điện (quá hạn {days} ngày làm việc)",
}
"""A step by the day on which it comes by itself."""
HASTENED_STEP = "nhiệm vụ {duty}: {step}, {at}"
NEVER = "không kịp trước khi khóa sổ"
TO_BE_HASTENED = "Sẽ gửi ngay, chưa ghi nhận: {steps}"
HASTENED = "Đã ghi nhận gửi ngay: {steps}"
URGING_DRAFTED = (
    "Dự thảo công văn lần {nth}, đề nghị báo cáo trước hết ngày {day}: {file}"
)
URGING_ENDED = "{what} (lần {nth})"
TRIAL_TAKEN = (
    "Máy chủ thư đã nhận thư thử: đề nghị xem hộp thư của cơ quan thường trực."
)

LINKS = {
    "board": "Bảng các đơn vị",
    "overdue": "Các đơn vị quá hạn",
    "dashboard": "Tổng quan các lượt chạy",
    "picture": "Bảng theo dõi chiến dịch",
    "timeline": "Tiến trình theo thời gian",
    "morning": "Việc cần theo dõi hôm nay",
    "weekly": "Báo cáo tuần",
    "answer": "Nhập hộ câu trả lời của đơn vị",
    "contact": "Sửa địa chỉ liên hệ của đơn vị",
    "extend": "Gia hạn, trả lời đề nghị gia hạn",
    "judge": "Trả lời đơn vị báo không thuộc thẩm quyền",
    "waive": "Miễn một nhiệm vụ cho một đơn vị, thôi miễn",
    "enter-report": "Nhập hộ báo cáo của đơn vị",
    "review": "Yêu cầu bổ sung hoặc chấp nhận báo cáo",
    "signed": "Ghi nhận bản ký của báo cáo",
    "lock": "Khóa, mở khóa số liệu báo cáo",
    "silence": "Tạm dừng hoặc tiếp tục nhắc việc, đôn đốc",
    "notify": "Gửi thông báo đến các đơn vị",
    "hold": "Giữ mọi thư, tiếp tục gửi thư",
    "rehearse": "Diễn tập một mùa chiến dịch",
    "new": "Lập kế hoạch năm sau từ kế hoạch đã có",
    "check": "Kiểm tra các tệp của một kế hoạch",
    "preview": "Xem trước các thư của một mùa",
    "forecast": "Dự báo số báo cáo đúng hạn",
    "amend": "Điều chỉnh kế hoạch",
    "reassign": "Chuyển một nhiệm vụ sang đơn vị khác",
    "withdraw": "Thu hồi một nhiệm vụ",
    "arm": "Xem trước và cho phép gửi thư ra ngoài",
    "trial": "Gửi một thư thử đến cơ quan thường trực",
    "hasten": "Gửi ngay bước nhắc việc, đôn đốc kế tiếp cho một đơn vị",
    "urge": "Dự thảo, ghi nhận công văn đôn đốc",
    "received": "Ghi nhận kế hoạch của cấp trên đã ban hành",
    "accept": "Nộp báo cáo tổng hợp lên cấp trên",
    "attend": "Đã đọc thư trả lời, rà soát lại hồ sơ bị giữ",
    "delegate": "Đơn vị chuyển việc cho người khác",
    "reports": "Tình hình thu nhận báo cáo",
    "consolidated": "Báo cáo tổng hợp, bản mới nhất",
    "arming": "Bản xem trước việc gửi thư ra ngoài",
    "amendment": "Bản xem trước điều chỉnh kế hoạch",
    "rehearsal": "Kết quả diễn tập",
    "consolidate": "Lập báo cáo tổng hợp của chiến dịch",
    "start": "Khởi động chiến dịch",
}
"""The pages a coordinator is led to."""

BEATEN = (
    "Đã rà soát {visited} hồ sơ, lập {queued} thư, xử lý {sent} thư; {held} hồ sơ cần "
    "người xem xét"
)
INBOX_UNSET = "Chưa cấu hình hộp thư"
INBOX_STUCK = "Chưa đọc được hộp thư; lần sau đọc lại từ chỗ đã dừng"
INBOX_EMPTY = "Không có thư mới"
INBOX_READ = "Đã đọc {total} thư: {parts}"
RESULTS = {
    Result.CONFIRMED: "xác nhận tiếp nhận",
    Result.ATTENDING: "trả lời giấy mời",
    Result.SEEN: "đã xem",
    Result.DECLINED: "từ chối lịch, chờ xem xét",
    Result.WRITTEN: "thư trả lời, chờ xem xét",
    Result.UNDELIVERED: "thư không đến nơi",
    Result.KNOWN: "đã biết",
    Result.IGNORED: "tự động, bỏ qua",
    Result.UNVERIFIED: "chưa xác minh được",
}
"""What came of a message in the office's mailbox."""
CLOCK = (
    "Chưa gửi thư nào: đồng hồ máy chỉ {now}, chậm hơn ghi nhận mới nhất lúc {newest}. "
    "Đề nghị chỉnh lại đồng hồ máy; lần rà soát sau sẽ gửi tiếp."
)
SHARES = {"dockets": "rà soát", "letters": "gửi thư"}
"""What a share of a beat is about."""
SHARE_BEATEN = "rà soát {visited} hồ sơ, xếp {queued} thư, giữ lại {held}"
SHARE_SENT = "đã gửi {sent} thư"
SHARE_SLOW = (
    "Máy chủ thư chậm: đã gửi {sent} thư, trả lại {slow} thư trước khi hết hạn giữ; "
    "phần việc hoặc nhịp sau gửi tiếp"
)
WORKER_GONE = (
    "Máy xử lý {worker} không còn trả lời; việc của phần này do máy khác hoặc nhịp sau "
    "làm tiếp"
)
SHARE_NOT_TAKEN = "Không máy xử lý nào nhận; nhịp rà soát đã tự làm phần này"
OTHER_PROGRAM = (
    "Máy xử lý {worker} chạy phiên bản {ours}, nhịp rà soát cần {wanted}: máy đó thôi "
    "nhận việc cho đến khi được nâng cấp"
)
BEATEN_SHARED = (
    "{shares} phần việc giao cho {workers} máy xử lý; tự làm nốt {visited} hồ sơ, "
    "{sent} thư"
)
STUCK = "Máy chủ thư không nhận thư; thư được giữ lại và gửi lại ở nhịp sau"
LOCKED_OUT = (
    "Máy chủ thư từ chối tài khoản; thư được giữ lại. Kiểm tra tên và mật khẩu của hộp "
    "thư gửi, rồi khởi động lại"
)
LEDGER_BUSY = (
    "Sổ theo dõi đang bị chương trình khác chiếm giữ; chưa ghi gì, nhịp sau làm tiếp"
)
LEDGER_DAMAGED = (
    "Sổ theo dõi bị hỏng: không thư nào được gửi. Dừng hệ thống và khôi phục từ bản "
    "sao lưu, theo docs/operations.md"
)
LEDGER_FULL = (
    "Ổ đĩa của sổ theo dõi đã đầy: chưa ghi, chưa gửi gì thêm. Giải phóng dung lượng; "
    "nhịp sau làm tiếp"
)
LEDGER_NEWER = (
    "Sổ theo dõi đã được phiên bản mới hơn ghi: không thư nào được gửi. Cài phiên bản "
    "mới"
)
LEDGER_READ_ONLY = (
    "Không có quyền ghi sổ theo dõi: không thư nào được gửi. Cấp quyền ghi tệp và thư "
    "mục"
)
LEDGER_UNAVAILABLE = (
    "Chưa mở được sổ theo dõi; chưa ghi gì, nhịp sau làm tiếp. Kiểm tra máy chủ cơ sở "
    "dữ liệu hoặc ổ đĩa"
)
OWES_NOTHING = "không có nhiệm vụ nào"
DONE = "Đã hoàn thành"
REFUSED = "Chưa thực hiện được"
"""The state of a run that could not do what it was asked for; its message says why."""
BEAT_UNSENT = "Chưa gửi được thư"
"""The state of a beat whose letters wait; what a form asked for may be done by then."""

CORRECTED = "Đã ghi nhận; thư chưa đến nơi sẽ được lập lại ở nhịp rà soát sau"
STARTED = "Đã bắt đầu theo dõi"
STARTED_BEFORE = "Đã được bắt đầu từ trước"
RECEIPT = "Mã biên nhận: {code}"
PROGRESS = (
    "{campaign}: {fulfilled}/{expected} nhiệm vụ hoàn thành · {confirmed} đã tiếp "
    "nhận · {overdue} quá hạn"
)
"""How far a campaign is, beside its share."""

COLLECTED = "Thu nhận báo cáo: {actual}/{expected}"
CONSOLIDATED = (
    "Bản {version}: {reported}/{expected} đơn vị; tệp lưu tại {folder}; xem tại {page}"
)
CONSOLIDATED_BEFORE = (
    "Không có thay đổi kể từ bản {version}; tệp lưu tại {folder}; xem tại {page}"
)
"""What came of a consolidation."""
RESTS_ON = "Tổng hợp từ {reported}/{expected} đơn vị đã báo cáo"
"""Explains a consolidated figure: how many reports stand behind it."""
CUT = "… (Còn nữa: xem báo cáo tổng hợp của đơn vị.)"
REPORTED = (
    "Đã nộp {actual}/{expected} báo cáo, đúng hạn {on_time} "
    "(theo thời hạn của kế hoạch: {on_time_by_plan})"
)

PLACES = {
    "planned_issue": "Dự kiến ban hành",
    "period": "Thời gian của Tháng hành động",
    "launch": "Lễ phát động",
    "close": "Khóa sổ",
    "theme": "Chủ đề",
    "slogans": "Khẩu hiệu",
    "signer": "Người ký",
    "legal_bases": "Căn cứ",
    "parent_plan": "Kế hoạch của cấp trên",
}
"""Parts of a plan, by their field."""
LEAVES = {"first": ": từ ngày", "start": ": từ ngày", "last": ": đến hết ngày"}
"""Which day of a span a field is."""
DAY_OFF = "ngày nghỉ; ngày làm việc trước đó là {advised}"
REPORT_EARLY = "trước hạn {days} ngày làm việc"
REPORT_LATE = "quá hạn {days} ngày làm việc"
RENEWED = "Đã lập {campaign} từ {before}, còn {blank} chỗ cần điền: {folder}"
CHECKED = "{errors} lỗi, {questions} câu hỏi chưa trả lời, {warnings} điểm cần xem lại"
PREVIEWED = "{letters} thư trong {days} ngày nếu không đơn vị nào trả lời; không gửi"
FORESEEN = "Dự báo {likely}/{expected} báo cáo đúng hạn ({percent} %)"
NOT_FORESEEN = "Chưa có thời hạn nào qua: chưa có căn cứ để dự báo"

WAITING = {
    "issuance": "Chờ ký ban hành",
    "launch": "Chờ ấn định Lễ phát động",
    "launch-held": "Chờ ghi nhận kết quả",
}
"""The state of a run that waits for a form."""
WAITS_FOR_LEDGER = "Chờ ghi vào sổ theo dõi"
"""The state of a phase whose ledger could not be written."""

FORM = "Biểu mẫu"
"""Stands above the fields of a form."""

BY_CALENDAR = "trả lời lịch"
"""Stands for the post of whoever answers an invitation in a calendar."""
BY_MAIL = "trả lời qua thư"
"""Stands for the post of whoever answers a letter."""
NOT_KEPT = "Thư có dữ liệu cá nhân, không lưu vào sổ; xem trong hộp thư"

AUTOMATIC = (
    "trả lời tự động",
    "tự động trả lời",
    "thư trả lời tự động",
    "automatic reply",
    "auto(?:matic)?[ -]?repl(?:y|ied)",
    "out of (?:the )?office",
)
"""How the subject of an automatic answer begins, as patterns."""

QUOTING = (
    r"-{2,}\s*(?:original message|forwarded message|thư gốc|tin nhắn gốc)",
    r"_{10,}$",
    r"on .{5,200} wrote:$",
    r"vào .{5,200} đã viết:$",
    r"(?:from|từ|người gửi):\s.*@",
)
"""How lines begin under which a letter repeats another, as patterns."""

SHEET = "Bảng"
SUMMARY_SHEET = "Tổng hợp"
COVERAGE_SHEET = "Tình hình gửi báo cáo"
ABSENT_SHEET = "Đơn vị chưa có số liệu"
SOURCES_SHEET = "Nguồn {number}"
NUMBERED = "{number}. {title}"
IN_UNIT = "{label} ({unit})"
WITHIN = "{title} (số liệu của từng đơn vị, không công bố)"
TOTAL = "Tổng số"
FIGURE_COLUMNS = (
    "TT",
    "Chỉ tiêu",
    "Đơn vị tính",
    "Kết quả",
    "Số đơn vị có số liệu",
    "Số đơn vị được giao",
    "Ghi chú",
)
SOURCE_COLUMNS = ("TT", "Cơ quan, đơn vị", "Bản", "Mã biên nhận")
PUNCTUAL_COLUMNS = (
    "Cơ quan, đơn vị",
    "Phải gửi",
    "Đã gửi",
    "Đúng hạn",
    "Đúng hạn theo kế hoạch",
)
ABSENT_COLUMNS = ("TT", "Cơ quan, đơn vị", "Tình trạng")
"""The workbook of a consolidated report: its sheets and their columns."""

NO_FIGURE = "chưa có số liệu"
HIDDEN = "không công bố"
HIDDEN_NOTE = "Số nhỏ, hoặc suy ra được số nhỏ, không công bố"
NOT_REPORTED = "Chưa gửi báo cáo"
ELSEWHERE = "Gửi qua văn thư, không có số liệu"
"""What stands in place of a figure, or beside an agency without figures."""

REPORT = "Báo cáo"
PLAN = "Kế hoạch"
SIGNED_NUMBER = "số {number}"
DASHED = "- {text}"
REPORT_COLUMNS = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Đơn vị có số liệu")
CHANGE_COLUMNS = ("TT", "Chỉ tiêu", "Trước", "Nay", "Theo báo cáo của")
OUT_OF = "{reported}/{asked}"
VOICE = "{agency}: {text}"
PUNCTUAL_ANNEX = "Tình hình gửi báo cáo"
CHANGE_ANNEX = "Số liệu thay đổi so với bản tổng hợp trước"
WITHOUT = "Cơ quan, đơn vị chưa có số liệu:"
ANNEX = "Phụ lục {number}"
LONE_ANNEX = "Phụ lục"
ANNEX_OF = (
    "(Kèm theo Báo cáo số          /{symbol} "
    "ngày       tháng       năm         của {issuer})"
)
FIGURES_LOCKED = {True: "số liệu đã khóa", False: "số liệu chưa khóa"}
"""What a consolidated report says beside its templates."""

RESULTS_OF = "kết quả thực hiện {plan}"
VERSION_OF = "{agency} (bản {version})"
"""What a consolidated report is about, and a version of a report behind it."""

REVIEW = "Phiếu rà soát"
REVIEW_COLUMNS = ("TT", "Nội dung cần xem", "Chỉ tiêu", "Cơ quan, đơn vị")
FLAGS = {
    FlagKind.SAME_FIGURE: "Các đơn vị báo cáo cùng một số liệu, có thể tính hai lần",
    FlagKind.TWO_LEVELS: "Số liệu của cấp trên có thể đã gồm số liệu của cấp dưới",
}
"""What a person looks at before signing."""
PLAN_PARTS = {
    "id": "mã",
    "title": "tên",
    "short_title": "tên ngắn",
    "symbol": "ký hiệu",
    "issued_by": "cơ quan ban hành",
    "place": "nơi ban hành",
    "locality": "địa danh",
    "year": "năm",
    "office": "cơ quan thường trực",
    "theme": "chủ đề",
    "hotline": "tổng đài",
    "period": "thời gian",
    "planned_issue": "ngày dự kiến ban hành",
    "close": "ngày kết thúc",
    "launch": "Lễ phát động",
    "slogans": "khẩu hiệu",
    "legal_bases": "căn cứ",
    "parent_plan": "kế hoạch cấp trên",
    "parent_campaign": "chiến dịch cấp trên",
    "report_chain": "các cấp báo cáo",
    "report_route": "nơi nhận báo cáo",
    "signer": "người ký",
    "recipients": "nơi nhận",
    "phases": "giai đoạn",
    "observances": "ngày kỷ niệm",
    "activities": "hoạt động",
    "groups": "nhóm đơn vị",
    "entries": "các mục tổ chức thực hiện",
    "laid_on_all": "việc của mọi đơn vị",
    "indicators": "chỉ tiêu báo cáo",
    "policy": "quy định nhắc việc, đôn đốc",
    "briefs": "bản tổng hợp gửi lãnh đạo",
}
"""What the parts of a plan are called where it is amended."""
