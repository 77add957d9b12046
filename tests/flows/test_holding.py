"""The form that holds letters: what it records, and how it refuses."""

from typing import Any, NamedTuple

import pytest

from desk.desk import open_desk
from desk.plans.read import read_plan
from desk.progress import progress
from desk.rehearsals.rehearsal import Rehearsal
from flows.forms.holding import HoldLetters, Turn
from flows.holding import held
from schemas.arming import Way
from tests.desk.desks import ISSUED, NAME, issued

GIVEN: dict[str, Any] = {
    "action": Turn.HOLD,
    "campaign": NAME,
    "reason": "Sai mẫu thư",
    "name": "Người quyết định",
    "post": "Chánh Văn phòng",
}


class At(NamedTuple):
    desk: Any

    def now(self):
        return ISSUED


@pytest.fixture
def at() -> At:
    return At(issued())


def said(at: At, **changes: Any) -> tuple[str, str]:
    state = held(at, HoldLetters(**GIVEN | changes))  # pyright: ignore
    return state.type.value, state.message or ""


def way(at: At) -> Way:
    return progress(at.desk, NAME, ISSUED).mail.way


@pytest.mark.parametrize("campaign", [NAME, f" {NAME} ", ""])
def test_letters_are_held_and_let_go(at: At, campaign: str):
    assert said(at, campaign=campaign) == ("COMPLETED", f"Giữ mọi thư: {NAME}")
    assert way(at) is Way.WITHHELD
    assert said(at) == ("COMPLETED", "Mọi thư đã được giữ từ trước.")
    assert said(at, action=Turn.LET_OUT) == (
        "COMPLETED",
        "hộp thư nội bộ (chưa gửi ra ngoài)",
    )
    assert way(at) is Way.MAILBOX


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"action": Turn.LET_OUT}, f"Thư của chiến dịch {NAME} hiện không bị giữ."),
        ({"action": Turn.LET_OUT, "campaign": ""}, "Đề nghị nhập mã chiến dịch"),
        ({"campaign": "hue-2024"}, "Không có chiến dịch hue-2024."),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: At, changes: dict, message: str):
    kind, words = said(at, **changes)
    assert (kind, words.startswith(message)) == ("FAILED", True)
    assert way(at) is Way.MAILBOX


def test_a_rehearsal_has_nothing_to_hold():
    desk = open_desk(":memory:", "", "http://campaign.example", seed=1)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, 1)
    rehearsal.begin()
    rehearsal.start(roster)
    kind, words = said(At(desk))
    assert (kind, words) == ("FAILED", "Đang diễn tập: không có thư gửi ra ngoài.")
    assert way(At(desk)) is Way.REHEARSAL
