"""The form that sends the next step now: what it shows, records and refuses."""

from datetime import datetime
from typing import Any, NamedTuple

import pytest

from desk.beat import beat
from desk.desk import Desk
from flows.forgetting import without_persons
from flows.forms.haste import Haste, HastenStep
from flows.forms.refusals import NOT_HASTENED
from flows.hastening import hastened
from ledger import dockets, entries
from rules.hastening import Why
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.desks import ISSUED, NAME, docket, issued

NOW = datetime(2024, 5, 8, 9, tzinfo=VN)
GIVEN: dict[str, Any] = {
    "agency": f"{NAME}/so-y-te · Sở Y tế",
    "action": Haste.PREVIEW,
    "name": "Người quyết định",
    "post": "Chánh Văn phòng",
}


class At(NamedTuple):
    desk: Desk

    def now(self):
        return NOW


@pytest.fixture
def at() -> Any:
    desk = issued()
    beat(desk, ISSUED)
    return At(desk)


def said(at: Any, **changes: Any) -> tuple[str, str]:
    state = hastened(at, HastenStep(**GIVEN | changes))
    return state.type.value, state.message or ""


def wanted(at: Any) -> list[str]:
    row = docket(at.desk, "so-y-te").id
    with at.desk.ledger.read() as tx:
        facts = entries.of(tx, [row])[row]
    return [one.step for one in facts if one.kind is EntryKind.HASTENED]


def test_it_is_shown_and_then_sent(at: Any):
    kind, message = said(at)
    assert (kind, wanted(at)) == ("COMPLETED", [])
    assert message.startswith(
        "Sẽ gửi ngay, chưa ghi nhận: nhiệm vụ own-plan: nhắc việc"
    )
    assert "9 giờ 00 ngày 8/5/2024" in message or "8/5/2024" in message
    kind, message = said(at, action=Haste.SEND)
    assert (kind, message.startswith("Đã ghi nhận gửi ngay")) == ("COMPLETED", True)
    assert wanted(at) == ["remind-7"]
    assert said(at, duty="own-plan") == ("FAILED", NOT_HASTENED[Why.DUE])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"agency": f"{NAME}/nowhere · X"}, "Không có đơn vị"),
        (
            {"duty": " 9.9 "},
            "không được giao nhiệm vụ 9.9; được giao: 3.1, own-plan, report.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: Any, changes: dict, message: str):
    kind, words = said(at, action=Haste.SEND, **changes)
    assert (kind, message in words, wanted(at)) == ("FAILED", True, [])


def test_a_docket_that_is_held_waits_for_a_person(at: Any):
    row = docket(at.desk, "so-y-te").id
    with at.desk.ledger.write() as tx:
        dockets.hold(tx, row, "cannot be settled")
    assert said(at)[1] == "Hồ sơ của so-y-te đang bị giữ lại: đề nghị xử lý trước."


def test_every_hindrance_has_its_words_and_nobody_is_kept():
    assert NOT_HASTENED.keys() == set(Why)
    kept = without_persons(HastenStep(**GIVEN))
    assert (kept.name, kept.post, kept.agency) == ("", "", GIVEN["agency"])
