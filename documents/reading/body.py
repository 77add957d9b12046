"""Agencies, posts and groups as plans name them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from documents.reading.letters import UPPER
from schemas.duty import Modality

_STARTS = (
    r"sở|ban(?! hành| đêm| ngày| đầu)|bộ(?! phận| máy| luật)|công an|ubnd|u[ỷy] ban|"
    r"ủy ban|ub ?mttq|mttq|mặt trận|đoàn(?! kết)|đảng đoàn|tỉnh đoàn|thành đoàn|"
    r"huyện đoàn|quận đoàn|thị đoàn|xã đoàn|hội(?! nghị| thảo| thi| nhập)|liên đoàn|"
    r"công đoàn|đài|báo(?! cáo| đảm| gồm)|tạp chí|cổng thông tin|"
    r"phòng(?!,| ?-| chống| ngừa| cháy| tránh| dịch| bệnh)|văn phòng|trạm|trung tâm|"
    r"bệnh viện|trường(?! hợp)|nhà trường|công chức|cán bộ|cộng tác viên|trưởng|"
    r"phó trưởng|kho bạc|bảo hiểm|t[òo][aà] án|viện|thanh tra|chi cục|cục|tổng cục|"
    r"chi đoàn|chi hội|chi bộ|bộ đội|hiệu trưởng|phó hiệu trưởng|giáo viên|"
    r"tổ(?! chức)|tổng phụ trách|thường trực|tỉnh [uủ][ỷy]|huyện [uủ][ỷy]|"
    r"thành [uủ][ỷy]|đảng [uủ][ỷy]|hđnd|hội đồng|ngân hàng|doanh nghiệp|quỹ|"
    r"nhà thiếu nhi|nhà văn hóa|vụ(?! việc| án)|công ty|liên minh|chủ tịch|"
    r"phó chủ tịch|đồn|cơ quan|đơn vị|đội|nhân viên|kế toán|bí thư|phụ huynh|"
    r"ban đại diện|thủ trưởng|người đứng đầu|đồng chí|quân sự|lực lượng|hạt kiểm lâm|điện lực|bưu điện|học viện|"
    r"khoa(?! học)|bộ môn|câu lạc bộ|thư viện|lãnh đạo|giám đốc|phó giám đốc|chi [uủ][ỷy]|"
    r"tỉnh đoàn|hợp tác xã|văn thư|thanh niên xung kích|dân quân|hộ kinh doanh|ông|bà"
)
_SEVERAL = (
    r"khối|sở|ban|bộ phận|bộ|ngành|phòng|đơn vị|cơ quan|tổ|cá nhân|đoàn thể|hội|trường|xã|phường|thôn|ấp|"
    r"bản|khu|trưởng|công chức|huyện|thành viên|[uủ][ỷy] viên|cấp|doanh nghiệp|cơ sở|"
    r"trạm|lớp|giáo viên|chi|đồng chí|địa phương|lực lượng|nhà trường|ubnd|[uủ][ỷy] ban|"
    r"tỉnh|thành phố|bệnh viện|trung tâm|cán bộ|đặc khu|quận|thị xã|đồn|khoa(?! học)|"
    r"(?:tỉnh|thành|huyện|quận|thị|xã) đoàn"
)
_START = re.compile(rf"(?:{_STARTS}|các\s+(?:{_SEVERAL})\b)(?!\w)", re.IGNORECASE)

_SMALL = re.compile(r"[uủ][ỷy] ban\s")
"""Legacy alphabets have no capital for it."""
_VERBS = re.compile(
    r"\s+(?:có trách nhiệm|chịu trách nhiệm|căn cứ|(?<!ban )(?<!Ban )chỉ đạo|chủ trì|"
    r"phối hợp|tổ chức(?! (?:chính trị|đoàn|xã hội|thành viên|đảng|liên quan|hội\b|"
    r"cá nhân|tôn giáo|phi)|[,;:]| và)|tham mưu|xây dựng|hướng dẫn|tăng cường|"
    r"tiếp tục|thực hiện|triển khai|bố trí|báo cáo|theo dõi|đôn đốc|tuyên truyền|"
    r"(?<!ban )(?<!Ban )vận động|phổ biến|lồng ghép|đẩy mạnh|nâng cao|[bđ]ảm bảo|"
    r"bảo đảm|cân đối|đề xuất|ban hành|huy động|rà soát|thẩm định|cung cấp|đăng tải|"
    r"phát động|quan tâm|tham gia|giám sát|lập|cử|gửi|nộp|tập trung|chuẩn bị|thông báo|"
    r"duy trì|tiếp nhận|bàn giao|hỗ trợ|phân công|là (?:cơ quan|đơn vị|đầu mối)|"
    r"chủ động|tích cực|nghiêm túc|kịp thời|thường xuyên|tổng hợp|kết hợp|"
    r"khuyến khích|trích|ưu tiên|dành|yêu cầu|phát huy|đánh giá|tạo điều kiện|"
    r"thành lập|kiện toàn|khảo sát|thống kê|đăng ký|treo|viết|phát sóng|xử lý|trình|"
    r"(?<!ủy ban )(?<!Ủy ban )kiểm tra|thanh tra|giúp|nghiên cứu|quán triệt|đưa|mở|"
    r"định hướng|đẩy nhanh|tăng(?! trưởng)|đấu tranh|tuần tra|lãnh đạo|thăm hỏi|hoàn thành|hướng ứng|hưởng ứng|theo chức năng|trong phạm vi|tùy theo|trên cơ sở|"
    r"ngoài (?:việc|nhiệm vụ)|rà|được giao|dự toán|quản lý (?=và|nhà nước))(?!\w)"
)
_LAID = re.compile(
    r"(?:trân trọng\s+)?(?P<asked>đề nghị|kính đề nghị|mời)\s*:?\s+|"
    r"(?P<given>giao|yêu cầu|phân công)(?:\s+(?:cho|trách nhiệm cho))?\s*:?\s+|"
    r"(?:đối với|trách nhiệm của|nhiệm vụ của)\s+",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"(?:đề nghị\s+)?(?:các\s+)?(?:ub ?mttq|mttq|mặt trận|[uủ][ỷy] ban mặt trận|uỷ ban mặt "
    r"trận|ủy ban mttq|ub mặt trận|tỉnh đoàn|thành đoàn|huyện đoàn|quận đoàn|thị đoàn|"
    r"xã đoàn|đoàn\b|(?:(?:tỉnh|huyện|quận|thị|xã),\s+)+(?:thành|thị|quận|xã) đoàn|chi đoàn|chi hội|hội(?! đồng)|liên đoàn lao động|công đoàn|công an|"
    r"bộ đội|bộ chỉ huy|ban chỉ huy|quân sự|đồn biên phòng|tỉnh [uủ][ỷy]|"
    r"huyện [uủ][ỷy]|thành [uủ][ỷy]|đảng [uủ][ỷy]|ban (?:tuyên giáo|dân vận|thường trực|"
    r"thường vụ|xây dựng đảng)|t[òo][aà] án|viện kiểm sát|tổ chức chính trị|"
    r"đoàn thể|hđnd|hội đồng nhân dân|liên minh|ban đại diện)",
    re.IGNORECASE,
)
_PLACES = (
    r"tỉnh|huyện|quận|thị xã|thành phố|xã|phường|thị trấn|đặc khu|thôn|bản|ấp|buôn|"
    r"khu|khu phố|tổ dân phố|trường|nhà trường|trạm|lớp|trưởng|khối|điểm trường|"
    r"đơn vị trường|cơ sở giáo dục|giáo viên|chi đoàn|chi hội|công chức|bệnh viện"
)
_EXPANDED = re.compile(
    rf"\b(?:các|cấp)\s+(?:{_PLACES})\b|^giáo viên chủ nhiệm|^trưởng (?:thôn|khu|bản|ấp)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"liên quan|^(?:(?:thủ trưởng|người đứng đầu)\s+)?các\s+(?:sở|ban|bộ|ngành|phòng|khoa|cơ quan|đơn vị(?! trường)|tổ chức|bộ phận|cá nhân|"
    r"đoàn thể|hội|thành viên|địa phương|lực lượng|doanh nghiệp|cấp|[uủ][ỷy] viên)\b",
    re.IGNORECASE,
)
_TAIL_OPEN = re.compile(
    r"(?:,|\bvà)\s+(?:các|một số|những)\s+(?:tổ chức|sở|ban|ngành|đoàn thể|hội|cơ quan|"
    r"đơn vị|phòng)|liên quan|\bkhác\b|;[^;]*\btrực thuộc$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?:các\s+)?(?:công chức|cán bộ|trưởng|phó|hiệu trưởng|giáo viên|tổng phụ trách|"
    r"chủ tịch|giám đốc|cộng tác viên|đồng chí|kế toán|nhân viên|bí thư)\b",
    re.IGNORECASE,
)
_ELLIPTIC = re.compile(
    rf"các\s+(?P<kind>sở|phòng|ban|bộ|hội|ngành)(?P<mark>\s*:\s*|\s+)(?P<rest>(?-i:[{UPPER}]).*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"(?!,\s(?-i:thành|thị|quận|xã) đoàn\b)\s*(?:,|;|\bvà\b|&)\s*(?=(?:{_STARTS})(?!\w)|các\s)",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:phó\s+)?(?:tổ trưởng|tổ phó|trưởng (?:ban|đoàn|nhóm)(?: chỉ đạo| tổ chức)?)",
    re.IGNORECASE,
)
"""What a person is besides: Phó Chủ tịch UBND phường, Tổ trưởng."""
_ASIDE = re.compile(r"\s*\([^()]*\)$")
"""What a name has in brackets behind it: (Cơ quan Thường trực)."""
_PREAMBLE = re.compile(
    r"(?:căn cứ|theo|trên cơ sở|để)\s[^,;.]{0,120},\s*", re.IGNORECASE
)
_LONGEST = 220


class Named(NamedTuple):
    """An agency or a group as a paragraph names it.

    `rest` is what the paragraph says behind the name; `modality` is None where neither
    its words nor the kind of body tell it.
    """

    name: str
    rest: str
    modality: Modality | None
    said: bool
    """Whether the text itself says how it is laid on (giao, đề nghị)."""
    members: tuple[str, ...] = ()
    group: str | None = None
    open_ended: bool = False

    @property
    def post(self) -> bool:
        """Whether a post of an office is named, not an agency."""
        return is_post(self.name)


def is_post(name: str) -> bool:
    """Tell whether a name is that of a post."""
    return _POST.match(name) is not None


def read_named(text: str) -> Named | None:
    """Return the agency a paragraph is about, None if it begins otherwise.

    It stands alone, before a colon, or before what it is to do.
    """
    laid = _LAID.match(text)
    start = laid.end() if laid else 0
    small = text[start : start + 1].islower() and not _SMALL.match(text, start)
    if small and not laid:
        return None
    if not _START.match(text, start):
        return None
    end, rest = _end(text, start)
    name = _ASIDE.sub("", text[start:end].strip(" .:;,-–"))
    name = re.sub(r"\s+(?=[,;])", "", name)
    if not name or len(name) > _LONGEST:
        return None
    return _named(name, rest, laid)


def _end(text: str, start: int) -> tuple[int, str]:
    """Return where the name ends, and what stands behind it."""
    elliptic = _ELLIPTIC.match(text, start)
    colon = text.find(":", elliptic.start("rest") if elliptic else start)
    verb = _VERBS.search(text, start)
    stop = len(text)
    if sentence := re.search(rf"\.\s+(?=[{UPPER}])|\.$", text[start:]):
        stop = start + sentence.start()
    if colon >= 0 and (verb is None or colon < verb.start()) and colon <= stop:
        return colon, text[colon + 1 :].strip()
    if verb is not None and text[verb.end() :].strip(" .:") == "":
        verb = None  # a name that ends in what is a verb elsewhere: Trung tâm tổng hợp
    if verb is not None and verb.start() < stop:
        return verb.start(), text[verb.start() :].strip()
    return stop, text[stop:].strip(" .")


def _named(name: str, rest: str, laid: re.Match[str] | None) -> Named:
    modality, said = None, False
    if laid and (laid["asked"] or laid["given"]):
        modality = Modality.ASKED if laid["asked"] else Modality.ASSIGNED
        said = True
    elif _ASKED.match(name):
        modality = Modality.ASKED
    members, group, open_ended = _group(name)
    return Named(name, rest, modality, said, members, group, open_ended)


def _group(name: str) -> tuple[tuple[str, ...], str | None, bool]:
    """Return the agencies a name lists, what kind of group it is, and if it goes on."""
    if _OPEN.match(name) and not _ELLIPTIC.match(name):
        return (), "open", True
    first, *others = split_names(name)
    others = [one for one in others if not _ROLE.fullmatch(one)]
    named = tuple(one for one in (first, *others) if not _OPEN.search(one))
    open_ended = _TAIL_OPEN.search(name) is not None
    if len(named) > 1:
        return named, "closed", open_ended
    if open_ended:
        return named, "open", True
    return (), "expanded" if _EXPANDED.search(name) else None, False


def split_names(name: str) -> tuple[str, ...]:
    """Return the agencies that a name lists, the whole name if it lists none."""
    elliptic = _ELLIPTIC.match(name)
    if elliptic and (elliptic["mark"].strip() or elliptic["rest"][0].isupper()):
        return tuple(_spelled_out(elliptic["kind"].capitalize(), elliptic["rest"]))
    return tuple(one.strip(" .") for one in _BETWEEN.split(name) if one.strip(" ."))


def _spelled_out(kind: str, rest: str) -> Iterator[str]:
    """Yield what "Các sở: Y tế, Nội vụ" names, each by its whole name."""
    mark = ";" if ";" in rest else ","
    for piece in filter(None, (one.strip(" .") for one in rest.split(mark))):
        if _START.match(piece) and piece[0].isupper():
            yield from split_names(piece)
        else:
            yield f"{kind} {piece}"


def read_subject(text: str) -> Named | None:
    """Return whom a sentence is about, also behind "Căn cứ Kế hoạch này,"."""
    found = _PREAMBLE.match(text)
    if found is None:
        return read_named(text)
    rest = text[found.end() :]
    return read_named(rest[:1].upper() + rest[1:])
