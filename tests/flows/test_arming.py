"""The form that lets real mail out: what it shows, does, refuses and does not keep."""

import re
from typing import Any, NamedTuple

import pytest

from desk.boards.armed import armed_text
from desk.desk import Desk, open_desk
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from flows.arming import armed
from flows.forgetting import without_persons
from flows.forms.arming import Arm, ArmCampaign
from schemas.arming import Way
from settings import Settings
from tests.desk.arming.ground import REAL, decided, ready_to_arm, waiting, way_of
from tests.desk.desks import ISSUED, NAME, issued

GIVEN: dict[str, Any] = {
    "campaign": f"{NAME} · Tháng hành động",
    "name": "Người quyết định",
    "post": "Chánh Văn phòng",
}


class At(NamedTuple):
    desk: Desk
    settings: Settings = Settings()

    def now(self):
        return ISSUED


@pytest.fixture
def at() -> At:
    return At(ready_to_arm())


def said(at: Any, action: Arm, **given: str) -> tuple[str, str, Any]:
    state, shown = armed(at, ArmCampaign(**GIVEN | {"action": action} | given))
    return state.type.value, state.message or "", shown


def test_it_is_shown_without_an_address_and_then_armed_as_shown(at: At):
    kind, message, shown = said(at, Arm.PREVIEW)
    assert (kind, shown.preview in message) == ("COMPLETED", True)
    assert message.startswith(f"{waiting(at.desk)} thư đang chờ")
    text = armed_text(NAME, shown)
    assert shown.preview in text
    assert "127.0.0.1:25" in text
    assert "Giao nhiệm vụ" in text
    assert not re.search(r"\w@\w", text), "no address stands in what Prefect keeps"
    assert way_of(at.desk) is Way.UNARMED
    kind, message, _ = said(at, Arm.ARM, typed=f" {NAME} ", seen=shown.preview)
    assert (kind, "giai đoạn 5 thư đầu" in message) == ("COMPLETED", True)
    kind, message, _ = said(at, Arm.NEXT, typed=NAME, seen=shown.preview)
    assert (kind, "một phần" in message) == ("COMPLETED", True)
    assert way_of(at.desk) is Way.ARMED


@pytest.mark.parametrize(
    ("action", "changes", "message"),
    [
        (Arm.ARM, {"typed": ""}, "Đã gõ “”, không phải mã chiến dịch"),
        (Arm.ARM, {"typed": "hue-2024"}, "Đã gõ “hue-2024”"),
        (Arm.ARM, {"seen": ""}, "đề nghị xem trước lại"),
        (Arm.NEXT, {}, "Không có giai đoạn tiếp theo"),
        (Arm.ARM, {"campaign": "hue-2024 · X"}, "Không có chiến dịch hue-2024."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    at: At, action: Arm, changes: dict, message: str
):
    seen = said(at, Arm.PREVIEW)[2].preview
    kind, words, _ = said(at, action, **{"typed": NAME, "seen": seen, **changes})
    assert (kind, message in words) == ("FAILED", True), words
    assert decided(at.desk) == []


def test_without_a_mail_server_there_is_nothing_to_arm():
    desk = issued()
    kind, words, _ = said(At(desk), Arm.ARM, typed=NAME, seen="x")
    assert (kind, words.startswith("Chưa cấu hình máy chủ thư")) == ("FAILED", True)


def test_whoever_decided_is_not_kept():
    form = ArmCampaign(**GIVEN, action=Arm.PREVIEW)
    kept = without_persons(form)
    assert (kept.name, kept.post, kept.campaign) == ("", "", GIVEN["campaign"])


def test_a_rehearsal_that_is_asked_to_arm_is_refused_and_unchanged():
    desk = open_desk(":memory:", "", "http://campaign.example", seed=1, outlet=REAL)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, 1)
    rehearsal.begin()
    rehearsal.start(roster)
    kind, words, _ = said(At(desk), Arm.ARM, typed=NAME, seen="x")
    assert (kind, words) == ("FAILED", "Đang diễn tập: không có thư gửi ra ngoài.")
    assert decided(desk) == []
