"""The form for silences: what it records, how it refuses, what Prefect keeps of it."""

from datetime import date
from typing import Any, NamedTuple

import pytest

from desk.progress import progress
from flows.forms.silence import FallSilent, Pause
from flows.silencing import recorded
from tests.desk.desks import ISSUED, NAME, issued, started

GIVEN: dict[str, Any] = {
    "agency": f"{NAME}/so-gddt · Sở Giáo dục và Đào tạo",
    "action": Pause.BEGIN,
    "until": "08/5/2024",
    "reason": "Bão lũ",
    "name": "Người quyết định",
    "post": "Chánh Văn phòng",
}
ALL = f"{NAME} · Tất cả các đơn vị"


class At(NamedTuple):
    desk: Any

    def now(self):
        return ISSUED


@pytest.fixture
def at() -> At:
    return At(issued())


def said(at: At, **changes: Any) -> tuple[str, str]:
    state = recorded(at, FallSilent(**GIVEN | changes))  # pyright: ignore
    return state.type.value, state.message or ""


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        ({}, ("so-gddt", "")),
        ({"duty": " 2.1 "}, ("so-gddt", "2.1")),
        ({"agency": ALL}, ("", "")),
    ],
    ids=["an agency", "a duty", "the campaign"],
)
def test_a_silence_begins_and_ends(at: At, changes: dict, shown: tuple[str, str]):
    begun = said(at, **changes)
    assert begun == (
        "COMPLETED",
        "Tạm dừng nhắc việc, đôn đốc đến hết ngày 8/5/2024",
    )
    (silent,) = progress(at.desk, NAME, ISSUED).silent
    assert (silent.agency, silent.duty) == shown
    assert silent.until.date() == date(2024, 5, 9)
    end = {"action": Pause.END, "until": ""}
    assert said(at, **changes | end) == ("COMPLETED", "Tiếp tục nhắc việc, đôn đốc")
    assert progress(at.desk, NAME, ISSUED).silent == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"until": ""}, "Không có ngày : đề nghị nhập lại"),
        ({"until": "31/6/2024"}, "Không có ngày 31/6/2024"),
        ({"until": "05/5/2024"}, "Ngày 05/5/2024 đã qua"),
        ({"reason": "Nguyễn Văn A sinh năm 1980"}, "Ghi chú có số giấy tờ"),
        ({"action": Pause.END}, "Hiện không tạm dừng"),
        ({"duty": "9.9"}, "không được giao nhiệm vụ 9.9"),
        ({"agency": ALL, "duty": "2.1"}, "Mã nhiệm vụ chỉ dùng khi"),
        ({"agency": f"{NAME}/nowhere"}, f"Không có đơn vị {NAME}/nowhere"),
        ({"agency": "nowhere"}, "Không có đơn vị nowhere"),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: At, changes: dict, message: str):
    kind, words = said(at, **changes)
    assert kind == "FAILED"
    assert message in words
    assert progress(at.desk, NAME, ISSUED).silent == ()


def test_before_the_issue_there_is_nothing_to_pause():
    kind, words = said(At(started()), agency=ALL)
    assert (kind, words[:29]) == ("FAILED", "Kế hoạch chưa được ban hành: ")
