"""Letters as the office sends them, for the tests of the mailbox."""

from datetime import date, datetime

from calendars.event import Event, Party
from calendars.invitations import invitation
from desk.mail.headers import Mailbox
from desk.mail.message import Attachment, Mailing, build
from schemas.base import VN
from schemas.letter import Method

OFFICE = Mailbox("Sở Y tế tỉnh Lai Châu", "so-y-te@office.example")
UNION = Mailbox("Tỉnh đoàn Lai Châu", "tinh-doan@agency.example")
FRONT = Mailbox("Ủy ban Mặt trận Tổ quốc tỉnh", "mttq@agency.example")
PDF = Attachment("Kế hoạch đã ký.pdf", "application/pdf", b"%PDF-1.7 signed")
HTML = "<!doctype html><html><head><title>t</title></head><body>Kính gửi</body></html>"


def invited(method: Method = Method.REQUEST, sequence: int = 0) -> bytes:
    return invitation(
        Event(
            uid="lai-chau-2024_tinh-doan_day_2024-06-30@office.example",
            sequence=sequence,
            stamp=datetime(2024, 5, 20, 8, tzinfo=VN),
            summary="Hạn 30/6/2024: 2 nhiệm vụ",
            description="1. Khám sàng lọc\n2. Truyền thông",
            start=date(2024, 6, 30),
            end=date(2024, 7, 1),
            organizer=Party(*OFFICE),
            attendees=(Party(*UNION),),
        ),
        method,
    )


def letter(**fields) -> bytes:
    given = {
        "message_id": "<k1@office.example>",
        "date": datetime(2024, 5, 20, 8, 30, tzinfo=VN),
        "sender": OFFICE,
        "to": (UNION,),
        "subject": "Giao nhiệm vụ",
        "text": "Kính gửi: Tỉnh đoàn\n",
        "html": HTML,
    }
    return build(Mailing(**given | fields))
