"""What is said of a form that cannot be taken, and of what came of one that was."""

from desk.announce import Why
from desk.mail.outcome import Verdict
from flows.forms.notice import Act
from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerFullError,
    LedgerNewerError,
    LedgerReadOnlyError,
    LedgerUnavailableError,
)
from rules.free_text import SUBJECT, TEXT, Fault
from rules.hastening import Why as Unhastened
from rules.reassigned import Why as Hindrance
from schemas.errors import CampaignError

NO_ADDRESS = "Địa chỉ, chức vụ hoặc họ tên không hợp lệ: đề nghị nhập lại."
SAME_CONTACT = "Đầu mối đã ghi đúng như vậy từ trước."
NOT_SAVED = (
    "Chưa ghi được vào sổ theo dõi, vì {why}: đề nghị thực hiện lại sau ít phút; nếu "
    "vẫn không được, đề nghị báo người quản trị hệ thống."
)
SAVED_LATER = (
    "Chưa ghi được vào sổ theo dõi, vì {why}: nội dung đã nhập (nếu có) được giữ, hệ "
    "thống tự thực hiện lại; nếu kéo dài, đề nghị báo người quản trị hệ thống."
)
UNSAVED: dict[type[CampaignError], str] = {
    LedgerBusyError: "sổ đang được chương trình khác sử dụng",
    LedgerDamagedError: "sổ bị hỏng",
    LedgerFullError: "ổ đĩa chứa sổ đã đầy",
    LedgerNewerError: "sổ đã được phiên bản mới hơn của hệ thống ghi",
    LedgerReadOnlyError: "hệ thống không có quyền ghi sổ",
    LedgerUnavailableError: "không mở được sổ",
}
"""Why nothing could be saved, by the fault of the ledger's place."""
LEDGER_CHANGED = "sổ vừa có ghi nhận khác trong cùng lúc"
NOT_OWED = "{agency} không được giao nhiệm vụ {duty}; được giao: {owed}."
UNKNOWN_AGENCY = "Không có đơn vị {agency}."
NOTHING_NEW = "Nội dung này đã được ghi nhận từ trước."
NOT_ASKED = "{agency} không có đề nghị gia hạn nhiệm vụ {duty} đang chờ trả lời."
NOT_DECLINED = "{agency} chưa báo nhiệm vụ {duty} không thuộc thẩm quyền."
NOT_WAIVED = "{agency} chưa được miễn nhiệm vụ {duty}."
AWAITED = (
    "Đơn vị khác đang chờ bàn giao nhiệm vụ {duty}: đề nghị sửa kế hoạch trong thư mục "
    "rồi dùng biểu mẫu Điều chỉnh kế hoạch."
)
NO_REASON = (
    "Câu trả lời không thuộc thẩm quyền cần lý do và cơ quan có thẩm quyền; câu trả "
    "lời khác để trống hai ô này."
)
WRONG_DAY = (
    "Không gia hạn được nhiệm vụ {duty} đến ngày {until}: thời hạn mới phải sau "
    "thời hạn theo kế hoạch, chưa qua, và không muộn hơn ngày khóa sổ."
)
NO_SUCH_DAY = "Không có ngày {day}: đề nghị nhập lại, ví dụ 06/5/2027."
NO_SUCH_HOUR = "Không có giờ {hour}: đề nghị nhập lại, ví dụ 8:00 hoặc 8h30."
NO_NUMBER = "{number} không phải số kế hoạch: đề nghị nhập lại, ví dụ 156/KH-UBND."
NOT_YET = "Ngày {day} chưa đến: đề nghị nhập lại."
ONLY_REHEARSED = "Số kế hoạch chỉ dùng khi diễn tập: đề nghị nhập số đã ban hành."
SHUT_OUT = (
    "Chưa nộp báo cáo ({count}): {names}. Các đơn vị này không tự nộp được nữa nhưng "
    "vẫn được nhắc việc: đề nghị mở khóa, nhập hộ báo cáo hoặc tạm dừng nhắc việc."
)
PERSONAL = "Ghi chú có số giấy tờ hoặc năm sinh, danh sách cá nhân: đề nghị bỏ ra."
REFUSED_TEXTS = {
    Fault.EMPTY: "Chưa có tiêu đề hoặc nội dung: đề nghị nhập.",
    Fault.LONG: f"Tiêu đề quá {SUBJECT} hoặc nội dung quá {TEXT} ký tự: đề nghị "
    "rút gọn.",
    Fault.LINES: "Tiêu đề có nhiều dòng: đề nghị viết trên một dòng.",
    Fault.HIDDEN: "Có ký tự không nhìn thấy ({character}, dòng {line}): đề nghị bỏ ra.",
    Fault.PERSONAL: "Có số giấy tờ hoặc năm sinh, danh sách cá nhân: đề nghị bỏ ra.",
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
DAY_PASSED = "Ngày {until} đã qua: đề nghị nhập hôm nay hoặc ngày sau."
NEEDS_AGENCY = "Mã nhiệm vụ chỉ dùng khi đã chọn một đơn vị: đề nghị chọn lại phạm vi."
NOT_ISSUED = "Kế hoạch chưa được ban hành: chưa có việc nhắc nào để tạm dừng."
PASSED = "Thời điểm {day} đã qua: đề nghị nhập lại."
NEEDS_REASON = "Chưa ghi lý do: đề nghị nhập."
NO_REPORT_OWED = "{agency} không phải báo cáo trong chiến dịch này."
NOT_REPORTED = (
    "{agency} chưa nộp báo cáo, hoặc báo cáo đã được yêu cầu bổ sung; nếu đã nhận bằng "
    "văn bản, đề nghị nhập hộ trước."
)
FIGURES_LOCKED = "Số liệu của {agency} đã khóa: đề nghị mở khóa trước."
WRONG_REPORT_DAY = (
    "Không gia hạn được báo cáo đến ngày {until}: thời hạn mới phải sau thời hạn theo "
    "kế hoạch, chưa qua, và không muộn hơn ngày khóa sổ."
)
WRONG_SIGNED_DAY = (
    "Văn bản không thể ký ngày {signed_on}: đề nghị nhập ngày từ khi ban hành kế hoạch "
    "đến hôm nay."
)
NEEDS_AMENDING_REASON = "Số liệu đã khóa: đề nghị ghi lý do điều chỉnh."
NO_SOURCE = "Chưa ghi nguồn: đề nghị nhập số, ngày văn bản hoặc chức vụ người cung cấp."
CAME_WHEN = (
    "Báo cáo không thể nhận ngày {received}: đề nghị nhập ngày từ khi ban hành kế "
    "hoạch, hoặc từ khi yêu cầu bổ sung, đến hôm nay."
)
UNKNOWN_CAMPAIGN = "Không có chiến dịch {campaign}."
NOT_ISSUED_YET = "Kế hoạch chưa được ban hành: chưa có báo cáo để tổng hợp."
NO_PLACE = (
    "Không ghi được tệp, hoặc đã có tệp cùng tên được chỉnh sửa: đề nghị chuyển tệp đó "
    "sang nơi khác rồi thực hiện lại."
)
AMENDMENT_HALF_FILLED = (
    "Áp dụng cần đủ số, ngày, người ký của văn bản điều chỉnh và mã bản xem trước."
)
AMENDMENT_NOTHING = "Kế hoạch đã sửa không khác kế hoạch đang có hiệu lực."
AMENDMENT_ENDED = "Chiến dịch {campaign} đã kết thúc: không điều chỉnh được nữa."
AMENDMENT_PAST = "Có thời hạn mới đã qua: đề nghị nhập hôm nay hoặc ngày sau ({about})."
AMENDMENT_REPORTED = (
    "Đơn vị {about} đã báo cáo, không đưa ra khỏi danh sách được: đề nghị chỉ thu hồi "
    "nhiệm vụ."
)
AMENDMENT_SIGNED = (
    "Ngày văn bản phải từ ngày của kế hoạch đang có hiệu lực đến hôm nay: đề nghị nhập "
    "lại."
)
GROUND_MOVED = (
    "Kế hoạch, danh sách đơn vị hoặc tệp đã thay đổi sau khi xem trước: đề nghị xem "
    "trước lại."
)
NOT_REASSIGNED = {
    Hindrance.NOT_OWED: NOT_OWED,
    Hindrance.OWED_ALREADY: "{to} đã được giao nhiệm vụ {duty} từ trước.",
    Hindrance.TAKEN_OVER: "Nhiệm vụ {duty} được tiếp nhận từ đơn vị sắp xếp lại: đề "
    "nghị sửa kế hoạch trong thư mục rồi dùng biểu mẫu Điều chỉnh kế hoạch.",
    Hindrance.LAID_ON_ALL: "Nhiệm vụ {duty} giao cho mọi đơn vị: thu hồi được, không "
    "chuyển được.",
    Hindrance.ENDED: "{to} đã kết thúc hoạt động: đề nghị chọn đơn vị kế tục.",
    Hindrance.MODALITY: "{to} được giao khác cách (giao, đề nghị) với các đơn vị cùng "
    "nhiệm vụ {duty}: đề nghị sửa kế hoạch trong thư mục rồi dùng biểu mẫu Điều chỉnh "
    "kế hoạch.",
    Hindrance.BROKEN: "Bỏ nhiệm vụ {duty} thì kế hoạch không còn nhất quán: đề nghị "
    "sửa kế hoạch trong thư mục rồi dùng biểu mẫu Điều chỉnh kế hoạch.",
}
NOBODY_OWES = "Không đơn vị nào được giao nhiệm vụ {duty}."
OTHER_CAMPAIGN = "Hai đơn vị không cùng một chiến dịch: đề nghị chọn lại."
NOTHING_TO_AMEND_YET = (
    "Kế hoạch chưa được ban hành: đề nghị sửa trong thư mục rồi khởi động, ký ban hành."
)
HELD_ALREADY = "Mọi thư đã được giữ từ trước."
NOT_WITHHELD = "Thư của chiến dịch {campaign} hiện không bị giữ."
LET_OUT_ONE = "Đề nghị nhập mã chiến dịch được tiếp tục gửi thư."
REHEARSED = "Đang diễn tập: không có thư gửi ra ngoài."
SHARES = "Ba tỷ lệ cộng lại là {total} %, không phải 100 %: đề nghị nhập lại."
OUTAGE_NEEDS_BOTH = (
    "Mất đường thư cần cả ngày đầu và ngày cuối, ngày cuối không trước ngày đầu."
)
PLAYED_ALREADY = (
    "Mùa diễn tập này đang được chạy trong một lượt khác: đề nghị chờ lượt đó kết thúc "
    "rồi xem kết quả."
)
NO_SUCH_BOUNCED = "Không có đơn vị {bounced} trong danh sách của kế hoạch này."
NO_SERVER = (
    "Chưa cấu hình máy chủ thư, thư chỉ vào hộp thư nội bộ: đề nghị người quản trị đặt "
    "máy chủ và tên miền."
)
UNSIGNED = "Kế hoạch chưa được ban hành: đề nghị ký ban hành trước."
NOT_TYPED = "Đã gõ “{typed}”, không phải mã chiến dịch {campaign}: đề nghị gõ lại."
ARM_STALE = (
    "Kế hoạch, danh sách đơn vị, mẫu thư, máy chủ hoặc tên miền khác với bản đã xem: "
    "đề nghị xem trước lại."
)
NOT_ARMED = (
    "Không có giai đoạn tiếp theo để mở: chiến dịch chưa được phép gửi ra ngoài, thư "
    "đang bị giữ, hoặc đã gửi toàn bộ."
)
NO_ABOVE = (
    "Không có dòng báo cáo của chiến dịch này ở cấp trên trong hệ thống: đề nghị gửi "
    "báo cáo bằng văn bản."
)
OUTDATED = (
    "Bản mới hơn đã được nộp: đề nghị chọn bản sau, hoặc đề nghị cấp trên trả lại."
)
ABOVE_NOT_ISSUED = "Kế hoạch của cấp trên chưa được ban hành: chưa có báo cáo để nộp."
ABOVE_LOCKED = "Số liệu của cấp trên đã khóa: đề nghị cấp trên mở khóa."
NOT_FOR_ABOVE = (
    "Bản tổng hợp không đủ điều kiện là báo cáo của cấp trên: đề nghị xem số liệu bằng "
    "lệnh campaign consolidate."
)
NOT_CONSOLIDATED = "Chưa có bản báo cáo tổng hợp đó: đề nghị lập trước."
NOT_AWAITED = "Kế hoạch của chiến dịch {campaign} không chờ kế hoạch nào của cấp trên."
URGED_HALF_FILLED = (
    "Lập dự thảo: để trống số, ngày, người ký và lý do. Đã ký: cần đủ số, ngày, người "
    "ký. Chưa ban hành: chỉ ghi lý do."
)
NOT_URGED = (
    "Không có công văn đôn đốc nào như vậy đang chờ, hoặc ngày, nhiệm vụ, lý do không "
    "hợp lệ: đề nghị xem phần Việc của cơ quan thường trực trên trang theo dõi."
)
NOT_NAMED = "Công văn không có nhiệm vụ {duty}; công văn gồm: {named}."
TRIAL_NOT_LET_OUT = (
    "Thư của chiến dịch chưa được phép gửi đến cơ quan thường trực: đề nghị xem biểu "
    "mẫu Cho phép gửi thư ra ngoài."
)
TRIAL_NOT_TAKEN = "Máy chủ thư không nhận thư thử ({why}): xem lệnh campaign trial."
NOTHING_TO_READ = "Không có thư trả lời nào của {agency} đang chờ đọc."
NOT_HELD = "Hồ sơ của {agency} hiện không bị giữ lại."
OUTSIDE = "Địa chỉ không thuộc tên miền thư của đơn vị {agency}: đề nghị nhập lại."
SAME_READER = "Thư của {agency} đang gửi đến đúng địa chỉ đó."
NOT_HASTENED = {
    Unhastened.NOT_OWED: NOT_OWED,
    Unhastened.RESTS: "Đơn vị đã trả lời: hiện không có gì để nhắc.",
    Unhastened.STOPPED: "Thư không đến nơi: đề nghị sửa địa chỉ liên hệ trước.",
    Unhastened.SILENT: "Đang tạm dừng nhắc việc: đề nghị kết thúc tạm dừng trước.",
    Unhastened.UNASSIGNED: "Thư giao nhiệm vụ chưa được lập: chưa có gì để nhắc.",
    Unhastened.UNCONFIRMED: "Thời hạn đề xuất chưa được xác nhận: không nhắc theo đó.",
    Unhastened.AT_THE_END: "Đã qua bước cuối: đề nghị gọi điện hoặc trình ký công văn "
    "đôn đốc.",
    Unhastened.NOT_OVERDUE: "Đã gửi hết các thư nhắc và chưa quá hạn: đề nghị dùng "
    "biểu mẫu Gửi thông báo.",
    Unhastened.WAITS: "Bước kế tiếp đang được giữ: đơn vị chờ đơn vị khác bàn giao, "
    "chờ trả lời đề nghị gia hạn, hoặc công văn trước đang chờ ký.",
    Unhastened.DUE: "Bước kế tiếp đã đến lúc gửi: thư đi cùng thông báo kế tiếp.",
}
HELD_DOCKET = "Hồ sơ của {agency} đang bị giữ lại: đề nghị xử lý trước."
AMENDED_NEEDS_BOTH = "Điều chỉnh cần cả kế hoạch đã sửa và một ngày hợp lệ."
OTHER_PLAN = "Kế hoạch đã sửa {amended} không phải của {plan}: đề nghị chọn lại."
OUT_OF_SEASON = (
    "Không điều chỉnh {plan} ngày {amended_on}: đề nghị nhập ngày sau ngày dự kiến ban "
    "hành, không muộn hơn ngày kết thúc."
)
PLAN_WRONG = (
    "Kế hoạch {plan} có {count} chỗ cần sửa ({places}): đề nghị xem nội dung và cách "
    "sửa bằng biểu mẫu Kiểm tra kế hoạch, hoặc lệnh campaign check {plan}."
)
NOT_AT_HAND = (
    "Không có kế hoạch {plan} trong thư mục campaigns/: đề nghị chọn một trong {known}."
)
WRONG_YEAR = "Năm {year} không sau năm của kế hoạch {plan}: đề nghị nhập năm sau."
FOLDER_TAKEN = (
    "Đã có thư mục của kế hoạch {plan} năm {year}, có thể đã được sửa: đề nghị chuyển "
    "thư mục đó sang nơi khác, hoặc tiếp tục soạn trong đó."
)
NOT_WRITTEN = (
    "Không ghi được vào thư mục {folder}: đề nghị báo người quản trị kiểm tra quyền "
    "ghi và dung lượng đĩa."
)
PLACE = "{file}, dòng {line}"
FILL_AGAIN = "Đề nghị nhập lại: {fields}."
TOO_LONG = (
    "Ô {title} dài {length} ký tự, tối đa {most}: đề nghị rút gọn rồi thực hiện lại."
)
NOT_WITHIN = "Ô {title} phải từ {least} đến {most}: đề nghị nhập lại."
VERDICTS = {
    Verdict.REFUSED: "từ chối người nhận",
    Verdict.UNKNOWN: "không rõ kết quả",
    Verdict.NOT_SENT: "chưa gửi được",
    Verdict.LOCKED_OUT: "tài khoản bị từ chối",
}
