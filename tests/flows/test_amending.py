"""The form for an amended plan: what it shows, lets bind and refuses."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desk.answer import Answer, answer
from desk.boards.amended import amended_text
from desk.links import drawn
from flows.amending import amended
from flows.forms.amendment import Amending, AmendPlan
from ledger import campaigns, dockets
from schemas.base import VN
from schemas.entry import EntryKind
from settings import Settings
from tests.desk.amendments.spring import CLERK, Spring, spring
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
        self.settings = Settings()

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
    text = amended_text(shown, marked=False)
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


def test_a_plan_with_errors_says_where_they_stand_and_what_tells_more(
    at: Any, tmp_path: Path
):
    wrong = str(write_campaign(tmp_path / "wrong", PLAN.replace("[school]", "[shool]")))
    kind, message, _ = said(at, wrong)
    assert kind == "FAILED"
    assert message.startswith(f"Kế hoạch {wrong} có 1 chỗ cần sửa (plan.yaml, dòng ")
    assert message.endswith(
        "): đề nghị xem nội dung và cách sửa bằng biểu mẫu Kiểm tra kế hoạch, hoặc "
        f"lệnh campaign check {wrong}."
    )


def folder(tmp_path: Path, plan: str = PLAN, roster: str = ROSTER) -> str:
    return str(write_campaign(tmp_path / "wrong", plan, roster))


def test_a_deadline_moved_into_the_past_is_refused_in_words(at: Any, tmp_path: Path):
    past = PLAN.replace("through, day: 2024-05-24", "through, day: 2024-05-17")
    kind, message, _ = said(at, folder(tmp_path, past))
    assert kind == "FAILED"
    assert message.startswith("Có thời hạn mới đã qua: đề nghị nhập")
    assert message.endswith(": 17/05/2024).")
    assert revision(at) == 1


def test_an_agency_that_has_reported_is_not_removed(at: Any, tmp_path: Path):
    done = Answer(EntryKind.FULFILLED, ("report",), CLERK, "a")
    with at.desk.ledger.read() as tx:
        row = dockets.find(tx, 1, "north")
    assert row is not None
    answer(at.desk, row.id, done, NOW)
    start, end = ROSTER.index("  - id: north"), ROSTER.index("  - id: south")
    gone = folder(
        tmp_path,
        PLAN.replace("[north, south]", "[south]"),
        ROSTER[:start] + ROSTER[end:],
    )
    kind, message, _ = said(at, gone)
    assert kind == "FAILED"
    assert message.startswith("Đơn vị north đã báo cáo, không đưa ra")
    assert revision(at) == 1


def test_a_campaign_that_has_ended_is_amended_no_more(
    at: Any, edited: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(At, "now", lambda _: datetime(2024, 8, 1, 9, tzinfo=VN))
    kind, message, _ = said(at, edited)
    assert kind == "FAILED"
    assert message.startswith("Chiến dịch spring-2024 đã kết thúc")
    assert revision(at) == 1
