from datetime import datetime

import pytest

from desk.answer import (
    Answer,
    NothingToSayError,
    NotOwedError,
    PersonalReasonError,
    answer,
)
from desk.beat import beat
from desk.desk import Desk
from desk.judge import Judgement, NotDeclinedError, judge
from desk.letters.listing import listed
from desk.progress import progress
from schemas.base import VN
from schemas.entry import EntryKind, Person
from schemas.matter import Matter
from tests.desk.desks import (
    CLERK,
    ISSUED,
    NAME,
    docket,
    issued,
    letters_to,
    plain,
)

DOMAIN, OWN = "soyte.laichau.example", ("own-plan",)
LATER = datetime(2024, 7, 8, 9, tzinfo=VN)
CHIEF = Person("Người quyết định", "Trưởng phòng", "Theo phân công của tỉnh")
DECLINE = Answer(
    EntryKind.DECLINED,
    ("3.1",),
    CLERK._replace(note="Việc của ngành khác", concerns="Sở Giáo dục và Đào tạo"),
    "decline-1",
)
ACCEPT = Judgement("3.1", True, CHIEF, "judge-1")
RETURN = Judgement("3.1", False, CHIEF, "judge-2")


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, LATER.replace(month=5))
    answer(desk, row_id(desk), DECLINE, LATER)
    return desk


def row_id(desk: Desk) -> int:
    return docket(desk, "so-y-te").id


def waiting(desk: Desk) -> list[tuple[str, str]]:
    items = progress(desk, NAME, LATER).office
    return [(item.agency, item.duty) for item in items if item.kind == Matter.DECLINED]


def told(desk: Desk) -> str:
    """Return the last letter so-y-te got by now, as text."""
    return plain(letters_to(desk, DOMAIN, LATER)[-1])


def test_the_office_has_it_on_its_list_until_it_has_decided(desk: Desk) -> None:
    receipt = told(desk)
    assert "Thuộc về: Sở Giáo dục và Đào tạo" in receipt
    assert "Lý do: Việc của ngành khác" in receipt
    assert waiting(desk) == [("so-y-te", "3.1")]
    judge(desk, row_id(desk), RETURN, LATER)
    beat(desk, LATER)
    assert waiting(desk) == []


@pytest.mark.parametrize(
    ("given", "said", "expected"),
    [
        (ACCEPT, "không phải thực hiện, báo cáo", 2),
        (RETURN, "đề nghị Quý cơ quan tiếp tục thực hiện", 3),
    ],
)
def test_the_agency_is_told_what_was_decided_by_whom_and_why(
    desk: Desk, given: Judgement, said: str, expected: int
) -> None:
    told(desk)
    first, second = (judge(desk, row_id(desk), given, LATER) for _ in range(2))
    assert first == second, "the same act is one decision"
    letter = told(desk)
    for words in (said, "Người quyết định, Trưởng phòng", CHIEF.note):
        assert words in letter
    assert docket(desk, "so-y-te").expected == expected


def test_the_office_may_think_better_of_it(desk: Desk) -> None:
    judge(desk, row_id(desk), ACCEPT, LATER)
    judge(desk, row_id(desk), RETURN, LATER)
    beat(desk, LATER)
    assert docket(desk, "so-y-te").expected == 3


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (Judgement("report", True, CHIEF, "j"), NotDeclinedError),
        (Judgement("9.9", True, CHIEF, "j"), NotOwedError),
        (ACCEPT, NothingToSayError),
        (
            Judgement("3.1", False, CHIEF._replace(note="sinh năm 2015"), "j"),
            PersonalReasonError,
        ),
    ],
)
def test_what_cannot_be_decided_is_refused(
    desk: Desk, given: Judgement, error: type[Exception]
) -> None:
    judge(desk, row_id(desk), Judgement("3.1", True, CHIEF, "before"), LATER)
    with pytest.raises(error):
        judge(desk, row_id(desk), given, LATER)


def test_what_was_done_meanwhile_needs_no_decision(desk: Desk) -> None:
    done = Answer(EntryKind.FULFILLED, ("3.1",), CLERK, "done-1")
    answer(desk, row_id(desk), done, LATER)
    with pytest.raises(NothingToSayError):
        judge(desk, row_id(desk), ACCEPT, LATER)
    beat(desk, LATER)
    assert waiting(desk) == []


def test_no_superior_hears_of_what_its_agency_was_not_told() -> None:
    """An escalation is queued, declined before it leaves, and the duty returned."""
    desk = issued()
    letters_to(desk, DOMAIN, ISSUED)
    late = datetime(2024, 5, 27, 8, tzinfo=VN)
    beat(desk, late)
    said = DECLINE.person
    answer(desk, row_id(desk), Answer(EntryKind.DECLINED, OWN, said, "no"), late)
    assert kinds(desk, late) == []
    judge(desk, row_id(desk), Judgement(OWN[0], False, CHIEF, "back"), late)
    told = [
        (day, kind)
        for day in (28, 29, 30, 31)
        for kind in kinds(desk, late.replace(day=day))
    ]
    assert told[0] == (28, "escalate"), "the agency first"
    assert min(day for day, kind in told if kind == "digest") == 30


def kinds(desk: Desk, now: datetime) -> list[str]:
    """Beat and deliver; return the kinds of what was sent, about so-y-te or above."""
    letters_to(desk, DOMAIN, now)
    return [
        one.kind
        for one in listed(desk, NAME)
        if one.state == "sent" and one.at.date() == now.date()
        if one.kind in ("escalate", "digest")
        if one.agency == "so-y-te" or any("so-y-te" in item for item in one.items)
    ]
