"""The form for an amended plan: what it shows, lets bind and refuses."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk.boards.amended import amended_text
from desk.links import drawn
from flows.amending import amended
from flows.forms.amendment import Amending, AmendPlan
from ledger import campaigns
from schemas.base import VN
from tests.desk.amendments.spring import Spring, spring
from tests.small_campaign import PLAN, ROSTER, write_campaign

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)
SIGNED: dict[str, Any] = {
    "action": Amending.APPLY,
    "number": " 201/KH-UBND ",
    "signed_on": "20/5/2024",
    "signer": "Phó Chủ tịch",
}


class At:
    def __init__(self, season: Spring) -> None:
        self.desk = season.desk

    def now(self) -> datetime:
        return NOW

    def rehearsed(self) -> datetime | None:
        return None

    def tokens(self, purpose: str) -> Any:
        return drawn(purpose)


@pytest.fixture
def at():
    season = spring()
    season.play(NOW)
    yield At(season)
    season.close()


@pytest.fixture
def edited(tmp_path: Path) -> str:
    plan = PLAN.replace("day: 2024-06-08", "day: 2024-06-22")
    roster = ROSTER.replace("name: Huyện Nam", "name: Huyện Nam|mới")
    return str(write_campaign(tmp_path / "edited", plan, roster))


def said(at: Any, plan: str, **given: Any) -> tuple[str, str, Any]:
    form = AmendPlan(plan=plan, **{"action": Amending.PREVIEW, **given})
    state, shown = amended(at, form)
    return state.type.value, state.message or "", shown


def revision(at: Any) -> int:
    with at.desk.ledger.read() as tx:
        return campaigns.get(tx, 1).revision


def test_it_is_shown_first_and_applied_as_it_was_shown(at: Any, edited: str):
    kind, message, shown = said(at, edited)
    assert (kind, shown.seen in message) == ("COMPLETED", True)
    assert message.startswith("Sẽ có 2 thư đến 1 đơn vị")
    assert revision(at) == 1
    text = amended_text(shown)
    for words in (
        "Đổi tên",
        "Điều chỉnh thời hạn",
        "7/6/2024",
        "21/6/2024",
        "Bỏ ngày 7/6/2024",
        "Thông báo điều chỉnh",
        shown.seen,
    ):
        assert words in text
    assert "Nam|mới" not in text, "names are data, never structure"
    kind, message, _ = said(at, edited, **SIGNED, seen=shown.seen)
    assert (kind, message) == (
        "COMPLETED",
        "Đã áp dụng văn bản số 201/KH-UBND, lần điều chỉnh 2.",
    )
    assert said(at, edited)[1].startswith("Kế hoạch đã sửa không khác")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"seen": ""}, "Áp dụng cần đủ"),
        ({"signer": ""}, "Áp dụng cần đủ"),
        ({"number": "201"}, "không phải số kế hoạch"),
        ({"signed_on": "21/5/2024"}, "chưa đến"),
        ({"signed_on": "01/5/2024"}, "đề nghị nhập lại"),
        ({"seen": "0123456789ab"}, "đề nghị xem trước lại"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    at: Any, edited: str, changes: dict, message: str
):
    seen = said(at, edited)[2].seen
    kind, words, _ = said(at, edited, **{**SIGNED, "seen": seen, **changes})
    assert kind == "FAILED"
    assert message in words
    assert revision(at) == 1


def test_a_plan_with_errors_says_all_of_them(at: Any, tmp_path: Path):
    wrong = str(write_campaign(tmp_path / "wrong", PLAN.replace("[school]", "[shool]")))
    kind, message, _ = said(at, wrong)
    assert (kind, "shool" in message) == ("FAILED", True)
