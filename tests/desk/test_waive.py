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
from desk.verify import verify
from desk.waive import AwaitedError, NotWaivedError, Waiver, waive
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.desk.desks import CLERK, NAME, docket, issued, letters_to, plain

DOMAIN = "soyte.laichau.example"
LATER = datetime(2024, 7, 8, 9, tzinfo=VN)
CHIEF = Person("Người quyết định", "Trưởng phòng", "Đơn vị đang sáp nhập")
WAIVE = Waiver("3.1", True, CHIEF, "waive-1")
END = Waiver("3.1", False, CHIEF, "waive-2")


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, LATER.replace(month=5))
    return desk


def row_id(desk: Desk) -> int:
    return docket(desk, "so-y-te").id


def told(desk: Desk) -> str:
    """Return the last letter so-y-te got by now, as text."""
    return plain(letters_to(desk, DOMAIN, LATER)[-1])


def test_the_agency_is_told_what_is_waived_by_whom_and_why(desk: Desk) -> None:
    told(desk)
    first, second = (waive(desk, row_id(desk), WAIVE, LATER) for _ in range(2))
    assert first == second, "the same act is one decision"
    letter = told(desk)
    for said in ("không phải thực hiện", "Người quyết định, Trưởng phòng", CHIEF.note):
        assert said in " ".join(letter.split())
    assert docket(desk, "so-y-te").expected == 2
    assert verify(desk, NAME, LATER).violations == ()


def test_the_office_may_ask_for_it_again(desk: Desk) -> None:
    told(desk)
    waive(desk, row_id(desk), WAIVE, LATER)
    told(desk)
    waive(desk, row_id(desk), END, LATER)
    assert "không còn được miễn" in " ".join(told(desk).split())
    assert docket(desk, "so-y-te").expected == 3
    assert verify(desk, NAME, LATER).violations == ()


def test_what_is_waived_was_decided_and_cannot_be_judged(desk: Desk) -> None:
    said = CLERK._replace(note="Việc của ngành khác", concerns="Sở khác")
    given = Answer(EntryKind.DECLINED, ("3.1",), said, "decline-1")
    answer(desk, row_id(desk), given, LATER)
    waive(desk, row_id(desk), WAIVE, LATER)
    with pytest.raises(NotDeclinedError):
        judge(desk, row_id(desk), Judgement("3.1", False, CHIEF, "j"), LATER)


def test_whoever_did_it_all_the_same_is_counted(desk: Desk) -> None:
    waive(desk, row_id(desk), WAIVE, LATER)
    done = Answer(EntryKind.FULFILLED, ("3.1",), CLERK, "done-1")
    answer(desk, row_id(desk), done, LATER)
    beat(desk, LATER)
    row = docket(desk, "so-y-te")
    assert (row.expected, row.fulfilled) == (3, 1)
    with pytest.raises(NothingToSayError):
        waive(desk, row_id(desk), END, LATER)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (Waiver("3.1", True, CHIEF, "w"), NothingToSayError),
        (Waiver("report", False, CHIEF, "w"), NotWaivedError),
        (Waiver("9.9", True, CHIEF, "w"), NotOwedError),
        (
            Waiver("report", True, CHIEF._replace(note="sinh năm 2015"), "w"),
            PersonalReasonError,
        ),
    ],
)
def test_what_cannot_be_waived_is_refused(
    desk: Desk, given: Waiver, error: type[Exception]
) -> None:
    waive(desk, row_id(desk), WAIVE, LATER)
    with pytest.raises(error):
        waive(desk, row_id(desk), given, LATER)


def test_what_others_wait_for_is_no_matter_of_one_agency(desk: Desk) -> None:
    row = docket(desk, "so-gddt").id
    with pytest.raises(AwaitedError, match="doan-thanh-nien"):
        waive(desk, row, Waiver("2.2", True, CHIEF, "w"), LATER)
