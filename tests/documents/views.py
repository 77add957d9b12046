"""A consolidated report as a view: small, but with one of everything."""

from datetime import date, datetime

from documents.base import Letterhead, Recipients, Signature
from documents.consolidated_view import (
    Change,
    ConsolidatedView,
    Coverage,
    Figure,
    Flag,
    Group,
    Line,
    Punctuality,
    Source,
    Voice,
)
from schemas.base import VN
from schemas.consolidation import FlagKind

AT = datetime(2024, 7, 26, 9, tzinfo=VN)

LED = Group(
    "Chỉ đạo, hướng dẫn và Lễ phát động",
    (
        Line("van-ban", "Văn bản chỉ đạo đã ban hành", "văn bản", Figure(45), 3, 3),
        Line("nguoi-du-le", "Người dự Lễ phát động", "lượt người", Figure(None), 0, 3),
    ),
    ("Lễ phát động được tổ chức tại thành phố Lai Châu.",),
)
GIVEN = Group(
    "Vận động nguồn lực, thăm hỏi, tặng quà, học bổng",
    (
        Line("kinh-phi", "Tổng kinh phí", "đồng", Figure(4_212_500_000), 2, 3),
        Line("mo", "Ca phẫu thuật được hỗ trợ", "ca", Figure(None, hidden=True), 1, 3),
        Line("ty-le", "Tỷ lệ được trả lời", "%", Figure(857, ratio=True), 2, 2),
    ),
)
HEALTH, SCHOOLS = "Sở Y tế", "Sở Giáo dục và Đào tạo"

PUBLISHED = ConsolidatedView(
    letterhead=Letterhead(("Ủy ban nhân dân", "tỉnh Lai Châu"), "BC-UBND", "Lai Châu"),
    issuer="UBND tỉnh Lai Châu",
    subject="kết quả thực hiện Tháng hành động vì trẻ em năm 2024",
    plan="Tháng hành động vì trẻ em năm 2024",
    number="156/KH-UBND",
    signed_on=date(2024, 5, 6),
    groups=(LED, GIVEN),
    coverage=Coverage(
        3,
        5,
        missing=("Tỉnh đoàn",),
        elsewhere=("Công an tỉnh",),
        punctuality=(
            Punctuality("", 5, 4, 3, 2),
            Punctuality("Các sở, ban, ngành", 3, 2, 2, 1),
        ),
    ),
    version=2,
    at=AT,
    locked=True,
    signature=Signature("Phó Chủ tịch", "TM. Ủy ban nhân dân", "KT. Chủ tịch"),
    recipients=Recipients(("Bộ Y tế", "Thường trực Tỉnh ủy"), "VT, VX3"),
    to=("Bộ Y tế",),
    voices=(
        Voice(
            HEALTH,
            results="Đã khám sàng lọc tại 12 xã.",
            difficulties="Thiếu kinh phí.\nĐịa bàn rộng, đi lại khó khăn.",
            proposals="Bổ sung kinh phí năm 2025.",
        ),
        Voice(SCHOOLS, difficulties="Thiếu bể bơi."),
    ),
    flags=(Flag(FlagKind.SAME_FIGURE, "Quà đã tặng", (HEALTH, SCHOOLS)),),
    amends=True,
    changes=(
        Change(
            "Tổng kinh phí",
            "đồng",
            Figure(4_200_000_000),
            Figure(4_212_500_000),
            (f"{HEALTH} (bản 2)",),
        ),
    ),
    workbook="so-lieu.xlsx",
)

WITHIN = PUBLISHED._replace(
    groups=(
        LED,
        GIVEN._replace(
            lines=(
                GIVEN.lines[0],
                GIVEN.lines[1]._replace(figure=Figure(3, hidden=True)),
                GIVEN.lines[2],
            )
        ),
    ),
    sources=(
        Source(HEALTH, 2, "BC-7K2M", {"van-ban": 12, "kinh-phi": 4_000_000_000}),
        Source(SCHOOLS, 1, "BC-9P4T", {"van-ban": 33, "kinh-phi": 212_500_000}),
        Source("UBND thành phố Lai Châu", 1, "BC-1A2B", {"mo": 3}),
    ),
)
"""The same with what stays within the office."""
