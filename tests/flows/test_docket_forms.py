"""The forms about one agency's docket: urging letters, replies, a new reader."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desk.answer import reply_in
from desk.beat import beat
from desk.desk import Desk
from desk.mail.outcome import Outcome, Verdict
from desk.urging import waiting
from flows.attending import attended, delegated
from flows.forgetting import without_persons
from flows.forms.docket import AttendDocket, Attention, DelegateDocket
from flows.forms.trial import SendTrial
from flows.forms.urging import UrgeAgency, Urging
from flows.here import Here
from flows.trying import tried
from flows.urging import urged
from ledger import dockets, people
from schemas import words
from schemas.base import VN
from schemas.entry import Person
from settings import Settings
from tests.desk.arming.ground import ready_to_arm
from tests.desk.desks import ISSUED, NAME, Post, docket, issued

WHO = f"{NAME}/so-y-te · Sở Y tế"
SAID: dict[str, Any] = {"agency": WHO, "name": "An", "post": "An post"}
SIGNED: dict[str, Any] = {
    "action": Urging.SIGNED,
    "number": "12/UBND-VX",
    "signed_on": "31/5/2024",
    "signer": "An",
}
LATE = datetime(2024, 5, 31, 9, tzinfo=VN)
STEPS = tuple(datetime(2024, 5, day, 9, tzinfo=VN) for day in (15, 27, 29))
PASSED: dict[str, Any] = {
    "colleague": "An",
    "colleague_post": "An post",
    "address": "phongnv@soyte.laichau.example",
}


class At(NamedTuple):
    desk: Desk
    settings: Settings
    post: Post
    moment: datetime

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def at(tmp_path: Path) -> Any:
    return At(issued(), Settings(var=tmp_path / "var"), Post(), ISSUED)


@pytest.fixture
def late(at: Any) -> Any:
    for now in (ISSUED, *STEPS, LATE):
        beat(at.desk, now)
    return at._replace(moment=LATE)


def letter(at: Here, **given: Any) -> tuple[str, str]:
    state = urged(at, UrgeAgency(**SAID | given))
    return state.type.value, state.message or ""


def test_an_urging_letter_is_drafted_where_the_office_finds_it(late: Any):
    kind, message = letter(late, action=Urging.DRAFT, by="07/6/2024")
    assert (kind, "trước hết ngày 7/6/2024" in message) == ("COMPLETED", True)
    file = Path(message.rpartition(": ")[2])
    assert file.read_bytes().startswith(b"PK")
    file.write_bytes(b"worked on")
    assert letter(late, action=Urging.DRAFT)[0] == "FAILED"
    assert file.read_bytes() == b"worked on"


def test_what_became_of_an_urging_letter_is_recorded(late: Any):
    assert letter(late, **SIGNED) == ("COMPLETED", "Đã ký công văn đôn đốc (lần 1)")
    assert "so-y-te" not in {one.agency for one in waiting(late.desk, NAME, LATE)}
    other = f"{NAME}/so-gddt · Sở Giáo dục và Đào tạo"
    given = {"agency": other, "action": Urging.SHELVE, "reason": "Đã gọi điện"}
    assert letter(late, **given)[0] == "COMPLETED"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"signed_on": "32/5/2024"}, "Không có ngày 32/5/2024"),
        ({"signer": ""}, "Đã ký: cần đủ số, ngày, người ký"),
        ({"reason": "Chưa"}, "Đã ký: cần đủ"),
        ({"action": Urging.DRAFT}, "Lập dự thảo: để trống"),
        ({"action": Urging.SHELVE}, "Chưa ban hành: chỉ ghi lý do"),
        ({"signed_on": "01/6/2024"}, "Không có công văn đôn đốc nào như vậy"),
        (
            {"duties": [f"{NAME}/9.9 · X", f"{NAME}/3.1 · Y"]},
            "Công văn không có nhiệm vụ 9.9; công văn gồm: own-plan.",
        ),
        ({"agency": f"{NAME}/nowhere · X"}, "Không có đơn vị"),
    ],
)
def test_an_urging_letter_that_cannot_be_is_refused_in_words(
    late: Any, changes: dict, message: str
):
    kind, words_ = letter(late, **SIGNED | changes)
    assert (kind, message in words_) == ("FAILED", True), words_


def test_a_reply_is_read_and_a_docket_released(at: Any):
    def done(action: Attention) -> tuple[str, str]:
        state = attended(at, AttendDocket(**SAID, action=action))
        return state.type.value, state.message or ""

    row = docket(at.desk, "so-y-te").id
    assert done(Attention.READ)[1].startswith("Không có thư trả lời nào của so-y-te")
    assert done(Attention.RELEASE)[1] == "Hồ sơ của so-y-te hiện không bị giữ lại."
    with at.desk.ledger.write() as tx:
        reply_in(tx, row, "1", Person("An", "An post", "Đã nhận"), ISSUED)
    assert done(Attention.READ) == ("COMPLETED", "Đã đọc thư trả lời")
    with at.desk.ledger.write() as tx:
        dockets.hold(tx, row, "cannot be settled")
    assert done(Attention.RELEASE) == ("COMPLETED", "Rà soát lại hồ sơ bị giữ")
    assert not docket(at.desk, "so-y-te").held
    form = AttendDocket(**SAID | {"agency": "x"}, action=Attention.READ)
    assert attended(at, form).message == "Không có đơn vị x."


def test_an_agency_passes_its_docket_on(at: Any):
    def passed(**changes: str) -> tuple[str, str]:
        state = delegated(at, DelegateDocket(**SAID | PASSED | changes))
        return state.type.value, state.message or ""

    assert passed(address="An")[1].startswith("Địa chỉ, chức vụ hoặc họ tên")
    assert "tên miền thư" in passed(address="an@elsewhere.example")[1]
    assert passed(agency="x")[1] == "Không có đơn vị x."
    registered = "vanthu@soyte.laichau.example"
    assert "đúng địa chỉ đó" in passed(address=registered)[1]
    kind, message = passed()
    assert (kind, message.startswith("Mã biên nhận: ")) == ("COMPLETED", True)
    row = docket(at.desk, "so-y-te").id
    with at.desk.ledger.read() as tx:
        (colleague,) = people.delegates(tx, row).values()
    assert colleague.address == PASSED["address"]


def test_a_test_letter_says_what_became_of_it_and_names_no_address(at: Any):
    def sent(at: Any, campaign: str = NAME) -> tuple[str, str]:
        state = tried(at, SendTrial(campaign=f"{campaign} · X"))
        return state.type.value, state.message or ""

    assert sent(at) == ("COMPLETED", words.TRIAL_TAKEN)
    assert len(at.post.sent) == 1
    assert sent(at, "nowhere") == ("FAILED", "Không có chiến dịch nowhere.")
    busy = at._replace(post=Post(Outcome(Verdict.NOT_SENT, "van@a.example: busy")))
    kind, message = sent(busy)
    assert (kind, "@" in message) == ("FAILED", False)
    assert sent(at._replace(desk=ready_to_arm()))[1].startswith("Thư của chiến dịch")


@pytest.mark.parametrize(
    "given",
    [
        UrgeAgency(**SAID | SIGNED),
        AttendDocket(**SAID, action=Attention.READ),
        DelegateDocket(**SAID | PASSED | {"address": "An@soyte.laichau.example"}),
    ],
    ids=lambda given: type(given).__name__,
)
def test_no_person_is_left_in_what_prefect_keeps(given: Any):
    kept = without_persons(given)
    assert "An" not in json.dumps(kept.model_dump(mode="json"))
    assert kept.agency == WHO
