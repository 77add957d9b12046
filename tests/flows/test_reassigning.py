"""The forms for one duty: what they show, let bind, refuse and do not keep."""

from typing import Any

import pytest

from desk.progress import progress
from flows.forgetting import without_persons
from flows.forms.amendment import Amending, ReassignDuty, WithdrawDuty
from flows.reassigning import reassigned, withdrawn
from tests.desk.amendments.spring import NAME, spring
from tests.flows.test_amending import NOW, SIGNED, At

SCHOOL, OFFICE = f"{NAME}/school · Nhà trường", f"{NAME}/office · Cơ quan thường trực"
GIVEN: dict[str, Any] = {
    "agency": SCHOOL,
    "duty": f"{NAME}/2.1 · Nhiệm vụ",
    "to": OFFICE,
}
SHOWN: dict[str, Any] = {"action": Amending.PREVIEW}


@pytest.fixture
def at():
    season = spring()
    season.play(NOW)
    yield At(season)
    season.close()


def said(at: Any, **given: Any) -> tuple[str, str, Any]:
    if "to" in given:
        state, shown = reassigned(at, ReassignDuty(**given))
    else:
        state, shown = withdrawn(at, WithdrawDuty(**given))
    return state.type.value, state.message or "", shown


def owed(at: Any, agency: str) -> set[str]:
    docket = progress(at.desk, NAME, NOW).dockets[agency]
    return {one.duty for one in docket.assignments}


def test_a_duty_is_given_to_another_agency_as_it_was_shown(at: Any):
    kind, message, shown = said(at, **GIVEN, **SHOWN)
    assert (kind, shown.seen in message) == ("COMPLETED", True)
    assert "2.1" in owed(at, "school")
    kind, message, _ = said(at, **GIVEN, **SIGNED, seen=shown.seen)
    assert (kind, message) == (
        "COMPLETED",
        "Đã áp dụng văn bản số 201/KH-UBND, lần điều chỉnh 2.",
    )
    assert ("2.1" in owed(at, "school"), "2.1" in owed(at, "office")) == (False, True)


@pytest.mark.parametrize("agency", [SCHOOL, f"{NAME} · Tất cả các đơn vị"])
def test_a_duty_is_withdrawn_as_it_was_shown(at: Any, agency: str):
    given = {"agency": agency, "duty": "2.1"}
    kind, _, shown = said(at, **given, **SHOWN)
    assert kind == "COMPLETED"
    kind, _, _ = said(at, **given, **SIGNED, seen=shown.seen)
    assert (kind, "2.1" in owed(at, "school")) == ("COMPLETED", False)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"duty": "3.1"}, "school không được giao nhiệm vụ 3.1; được giao: 2.1, "),
        (
            {"duty": "other/2.1 · X"},
            "school không được giao nhiệm vụ other/2.1; được giao: ",
        ),
        ({"to": SCHOOL}, "school đã được giao nhiệm vụ 2.1 từ trước."),
        ({"to": f"{NAME}/nowhere · X"}, "Không có đơn vị nowhere."),
        ({"to": f"{NAME} · Tất cả các đơn vị"}, "Không có đơn vị"),
        ({"to": "other/office · X"}, "Hai đơn vị không cùng một chiến dịch"),
        ({"agency": "no/a · X", "to": "no/b · X"}, "Không có đơn vị no/a · X."),
        ({"duty": "report"}, "Nhiệm vụ report giao cho mọi đơn vị"),
        ({**SIGNED, "seen": ""}, "Áp dụng cần đủ"),
        ({**SIGNED, "seen": "0123456789ab"}, "đề nghị xem trước lại"),
    ],
)
def test_what_cannot_be_is_refused_in_words(at: Any, changes: dict, message: str):
    kind, words, _ = said(at, **GIVEN | SHOWN | changes)
    assert (kind, message in words) == ("FAILED", True), words
    assert "2.1" in owed(at, "school")


def test_whoever_signed_is_not_kept():
    form = ReassignDuty(**GIVEN | SIGNED)
    kept = without_persons(form)
    assert (kept.signer, kept.agency, kept.to) == ("", SCHOOL, OFFICE)
