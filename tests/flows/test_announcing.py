"""The form for announcements: what it shows, records and refuses."""

from datetime import timedelta
from typing import Any

import pytest

from desk.beat import beat
from desk.silences import About, silence
from flows.announcing import announced
from flows.forms.notice import Act, AnnounceToAgencies
from ledger import announcements
from schemas.entry import Person
from tests.desk.desks import ISSUED, NAME, issued, started
from tests.flows.test_silencing import At

GIVEN: dict[str, Any] = {
    "agency": f"{NAME} · Tất cả các đơn vị",
    "subject": "Dời Lễ phát động",
    "text": "Dời sang ngày 02/6.\nĐịa điểm không đổi.",
    "name": " Nguyễn Văn A ",
    "post": "Phó Giám đốc",
    "action": Act.PREVIEW,
}


@pytest.fixture
def at() -> At:
    desk = issued()
    beat(desk, ISSUED)
    why = Person("Người thử", "Chánh Văn phòng", "Bão lũ")
    silence(desk, About(NAME, "so-gddt"), ISSUED.date(), why, ISSUED)
    return At(desk)


def said(at: At, **changes: Any) -> tuple[str, str]:
    state = announced(at, AnnounceToAgencies(**GIVEN | changes))  # pyright: ignore
    return state.type.value, state.message or ""


def kept(at: At) -> list[tuple[str, str, bool]]:
    with at.desk.ledger.read() as tx:
        found = announcements.of(tx, 1).values()
    return [(one.name, one.post, one.urgent) for one in found]


def test_it_is_shown_first_and_nothing_is_recorded(at: At):
    assert said(at) == (
        "COMPLETED",
        "Sẽ thông báo đến 19 đơn vị, từ 08:00 ngày 7/5/2024, 0 đơn vị cùng nội dung "
        "khác; chưa gửi. Không gửi đến 1 đơn vị: "
        "Sở Giáo dục và Đào tạo (đang tạm dừng).",
    )
    assert kept(at) == []


def test_it_is_sent_once_and_who_was_told_before_is_named(at: At):
    kind, message = said(at, action=Act.APPLY, urgent=True)
    assert (kind, message[:39]) == (
        "COMPLETED",
        "Đã ghi nhận thông báo đến 19 đơn vị, từ",
    )
    assert kept(at) == [("Nguyễn Văn A", "Phó Giám đốc", True)]
    _, again = said(at, action=Act.APPLY, urgent=True)
    assert "đến 0 đơn vị, 0 đơn vị" in again
    assert again.endswith("; ….")
    assert again.count("(đã được thông báo)") >= 9


@pytest.mark.parametrize(
    ("agency", "told"),
    [
        (f"{NAME}/hai-bo-chi-huy · Hai Bộ Chỉ huy", 2),
        (f"{NAME}/so-y-te · Sở Y tế", 1),
    ],
)
def test_a_group_or_one_agency_is_chosen(at: At, agency: str, told: int):
    assert said(at, agency=agency)[1].startswith(f"Sẽ thông báo đến {told} đơn vị")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "  "}, "Chưa có tiêu đề hoặc nội dung"),
        ({"subject": "đ" * 81}, "Tiêu đề quá 80 hoặc nội dung quá 4000"),
        ({"subject": "a\nb"}, "Tiêu đề có nhiều dòng"),
        ({"text": "a\u202eb"}, "không nhìn thấy (U+202E, dòng 1)"),
        ({"text": "Nguyễn Văn A sinh năm 2015"}, "Có số giấy tờ"),
        ({"agency": f"{NAME}/nowhere"}, f"Không có đơn vị {NAME}/nowhere"),
        ({"agency": "nowhere"}, "Không có đơn vị nowhere"),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: At, changes: dict, message: str):
    kind, words = said(at, action=Act.APPLY, **changes)
    assert kind == "FAILED"
    assert message in words
    assert kept(at) == []


def test_before_the_issue_nobody_is_written_to():
    assert said(At(started()))[0] == "FAILED"


def test_at_night_the_next_letter_hour_is_named(at: At):
    class Night(At):
        def now(self):
            return ISSUED + timedelta(hours=14)

    assert ", từ 07:30 ngày 7/5/2024" in said(Night(at.desk), urgent=True)[1]
