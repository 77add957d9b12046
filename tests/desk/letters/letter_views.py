"""Letters as values, typical and hostile, for the templates that word them."""

from dataclasses import replace

from desk.boards.views import (
    Brief,
    DutyRow,
    ItemRow,
    PhaseRow,
    PlanLine,
    StageRow,
    UnreadRow,
)
from desk.letters.views import (
    AnnouncementView,
    DutyView,
    LaunchView,
    LetterView,
    OfficeView,
    PlanView,
)
from desk.reports.views import FileView, LinesView, LineView, PartView, ReportView
from rules.progress import Reports
from schemas.assignment import Counts

LINK = "https://hoso.laichau.example/d/ImFiYyI.c2lnbmF0dXJl"
SLOGANS = "https://hoso.laichau.example/khau-hieu/lai-chau-2024"
HOSTILE = '<b onclick="x">Sở &amp; "ban"</b>\r\nBcc: kẻ@xấu.example\x00\x1b\u202e'
LONG = "Chỉ đạo toàn ngành phòng bệnh mùa hè. " * 53

OFFICE = OfficeView(
    "Sở Lao động - Thương binh và Xã hội", "Văn thư", "vanthu@soldtbxh.laichau.example"
)
PLAN = PlanView(
    id="lai-chau-2024",
    title="Kế hoạch triển khai Tháng hành động vì trẻ em tỉnh Lai Châu năm 2024",
    short_title="Tháng hành động vì trẻ em năm 2024",
    number="1234/KH-UBND",
    signed_on="6/5/2024",
    issued_by="UBND tỉnh Lai Châu",
    place="tỉnh Lai Châu",
    theme="Hành động thiết thực, ưu tiên nguồn lực cho trẻ em",
    hotline="111",
    slogans=("Toàn dân chăm sóc, giáo dục và bảo vệ trẻ em.",),
    period="từ ngày 1/6/2024 đến hết ngày 30/6/2024",
    slogans_link=SLOGANS,
    office=OFFICE,
)
HOSTILE_REPORT = ReportView(
    2,
    (
        LinesView(
            "a", HOSTILE, False, (LineView("a", HOSTILE, HOSTILE, "", why=HOSTILE),)
        ),
        LinesView("b", HOSTILE, True, ()),
    ),
    (PartView("results", HOSTILE, HOSTILE * 3),),
    (FileView("a.pdf", HOSTILE, "1 KB"), FileView("b.pdf", "", "2 MB")),
)
HOSTILE_PLAN = replace(
    PLAN,
    title=HOSTILE,
    short_title=HOSTILE * 3,
    number=HOSTILE,
    issued_by=HOSTILE,
    theme=HOSTILE,
    office=OfficeView(HOSTILE, HOSTILE, OFFICE.address),
)
DUTY = DutyView(
    id="3.1",
    title="Phòng bệnh mùa hè, khám chữa bệnh và dinh dưỡng cho trẻ em",
    summary="Chỉ đạo toàn ngành phòng dịch trong hè.",
    deadline="trước ngày 20/7/2024 (hết ngày 19/7; nên nộp trong thứ Sáu 19/7)",
    last_day="19/7/2024",
    role="Chủ trì",
    source="III.3",
    asked=False,
    report=False,
)
ASKED = replace(DUTY, asked=True)
HOSTILE_DUTY = replace(DUTY, title=HOSTILE, summary=LONG, source=HOSTILE, agency="A\nB")
LATE = replace(DUTY, days_late=3, agency="UBND huyện Mường Tè")


def stands(plan: PlanView, duty: DutyView) -> Brief:
    """Return how a campaign stands, with something on each list."""
    counts = Counts(116, 90, 40, 3)
    row = DutyRow(duty.agency or "Sở Y tế", duty.id, duty.title, "Quá hạn", "19/7/2024")
    return Brief(
        plan=PlanLine(
            title=plan.title,
            theme=plan.theme,
            hotline=plan.hotline,
            signed=plan.number,
            amended=plan.amended,
            signer="",
            planned="",
            day="22/7/2024",
            mail="",
            rehearsed=False,
        ),
        day="22/7/2024",
        total=counts,
        percent="34%",
        phases=(PhaseRow(duty.title, "1/6 – 30/6/2024", counts),),
        unread=(UnreadRow(row.agency, 4, "6/5/2024"),),
        overdue=(StageRow("Đã nhắc sau thời hạn", (row, row)),),
        ahead=(row,),
        items=(ItemRow("Gọi điện", row.agency, duty.title, "08:00 ngày 22/7/2024"),),
        reports=Reports(20, 12, 9, 7),
    )


def letters(plan: PlanView, duty: DutyView, to: str) -> dict[str, LetterView]:
    """Return a letter of every kind; those of notices mix sections where they can."""
    late = replace(duty, days_late=3)
    named = replace(late, agency=duty.agency or "UBND huyện Sìn Hồ")
    base = LetterView(plan=plan, to=to, link=LINK)
    notice = replace(
        base,
        reminded=(duty,),
        of_day=(duty, duty),
        invited=duty.last_day,
        launch=LaunchView(duty.title, "08:00 ngày 31/5/2024"),
    )
    news = AnnouncementView(duty.title, (duty.summary, duty.title), duty.title)
    return {
        "assign": replace(notice, assigned=(duty, duty), launch_item=True),
        "remind": replace(notice, announced=(news,)),
        "receive": replace(
            base, unreceived=(duty, duty), unseen=True, quiet=(duty,), of_day=()
        ),
        "update": replace(base, quiet=(duty, duty)),
        "change": replace(
            base,
            plan=replace(plan, amended=f"được điều chỉnh tại văn bản {plan.number}"),
            moved=(replace(duty, before="7/6/2024"), duty),
            restored=(duty,),
            withdrawn=(duty, duty),
        ),
        "escalate": replace(notice, escalated=(late,), of_day=(late,)),
        "invite": replace(notice, reminded=()),
        "launch": replace(notice, launch_item=True, of_day=()),
        "digest": replace(
            base, link="", digest=(named, LATE), call="14:00 ngày 24/7/2024"
        ),
        "morning": replace(base, link="", brief=stands(plan, duty)),
        "weekly": replace(
            base,
            link="",
            brief=stands(plan, duty),
            digest=(named, LATE),
            call="14:00 ngày 24/7/2024",
        ),
        "copy": replace(base, link="", plan_signed=True),
        "receipt": replace(
            base,
            answered=(duty,),
            answer="Xác nhận tiếp nhận",
            code="ABCD-EFGH",
            answered_at="09:05 ngày 7/5/2024",
            person=f"{duty.title}, Văn thư",
        ),
        "link": base,
        "decision": replace(
            base,
            answered=(duty,),
            answered_at="09:05 ngày 7/5/2024",
            person=f"{duty.title}, Trưởng phòng",
            until="26/7/2024",
            reason=duty.title,
        ),
        "ruling": replace(
            base,
            answered=(duty,),
            answered_at="09:05 ngày 7/5/2024",
            person=f"{duty.title}, Trưởng phòng",
            reason=duty.title,
        ),
        "waiver": replace(
            base,
            answered=(duty,),
            answered_at="09:05 ngày 7/5/2024",
            person=f"{duty.title}, Trưởng phòng",
            reason=duty.title,
            waived=True,
        ),
        "sent-back": replace(
            base,
            answered=(duty,),
            answered_at="09:05 ngày 22/7/2024",
            person=f"{duty.title}, Trưởng phòng",
            until="26/7/2024",
            reason=duty.title,
        ),
        "delegation": replace(
            base,
            answered=(duty, duty),
            code="ABCD-EFGH",
            answered_at="09:05 ngày 7/5/2024",
            person=f"{duty.title}, Văn thư",
        ),
        "announce": replace(base, announced=(news, news)),
        "urgent": replace(base, announced=(news,)),
    }


TYPICAL = letters(PLAN, DUTY, "Sở Y tế")
COURTEOUS = letters(PLAN, ASKED, "Ủy ban Mặt trận tổ quốc tỉnh")
HOSTILE_LETTERS = letters(HOSTILE_PLAN, HOSTILE_DUTY, HOSTILE)
TAKEN_BACK = replace(TYPICAL["invite"], of_day=(), cancelled=True)
CALLED_OFF = replace(TAKEN_BACK, link="", invited="", call="14:00 ngày 24/7/2024")
EVERY = [
    *(
        (kind, view)
        for group in (TYPICAL, COURTEOUS, HOSTILE_LETTERS)
        for kind, view in group.items()
    ),
    ("invite", TAKEN_BACK),
    ("invite", CALLED_OFF),
    ("receipt", replace(TYPICAL["receipt"], invited=DUTY.last_day)),
    ("receipt", replace(TYPICAL["receipt"], concerns=HOSTILE, reason=HOSTILE)),
    ("receipt", replace(TYPICAL["receipt"], report=HOSTILE_REPORT)),
    ("sent-back", replace(TYPICAL["sent-back"], until="")),
    ("sent-back", replace(COURTEOUS["sent-back"], until="")),
    ("ruling", replace(TYPICAL["ruling"], accepted=True)),
    ("ruling", replace(COURTEOUS["ruling"], accepted=True)),
    ("waiver", replace(TYPICAL["waiver"], waived=False)),
    ("waiver", replace(COURTEOUS["waiver"], waived=False)),
    ("delegation", replace(TYPICAL["delegation"], answered=())),
]
