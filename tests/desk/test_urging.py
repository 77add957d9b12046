"""Urging letters over a ledger: raised, drafted, signed or set aside."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.boards.items import item_rows
from desk.desk import Desk
from desk.extend import Ruling, rule
from desk.morning import morning_sheet
from desk.progress import progress
from desk.urging import Ended, UrgingError, Waiting, draft, end, raised, waiting
from ledger import entries, letters, people
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, letters_to
from tests.desk.test_morning import sheets
from tests.documents.reading import opened, texts

DOMAIN = "soyte.laichau.example"
DAY = datetime(2024, 5, 31, 9, tzinfo=VN)
"""Five working days after the agencies' own plans were due (24/5)."""

SIGNED = Ended(
    Person("Người ghi", "Văn thư", "Phó Chủ tịch"),
    "sign-1",
    "12/UBND-VX",
    date(2024, 5, 31),
)
SHELVED = Ended(Person("Người ghi", "Văn thư", "Đã làm việc trực tiếp"), "shelve-1")


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    days = (datetime(2024, 5, day, 9, tzinfo=VN) for day in (15, 21, 23, 27, 29))
    for now in (ISSUED, *days, DAY):
        letters_to(desk, DOMAIN, now)
    return desk


LATER = datetime(2024, 6, 7, 9, tzinfo=VN)
"""Five working days after it."""


def until_later(desk: Desk) -> None:
    for day in (3, 5):
        beat(desk, datetime(2024, 6, day, 9, tzinfo=VN))
    beat(desk, LATER)


def row_id(desk: Desk, agency: str = "so-y-te") -> int:
    return docket(desk, agency).id


def items(desk: Desk, now: datetime, agency: str = "so-y-te") -> list[tuple]:
    seen = progress(desk, NAME, now)
    return [
        (one.kind, one.duty, one.nth)
        for one in seen.office
        if one.agency == agency and one.kind == "draft"
    ]


def test_the_office_is_told_once_which_letters_wait(desk: Desk):
    assert items(desk, DAY) == [("draft", "", 1)]
    seen = progress(desk, NAME, DAY)
    assert ("Dự thảo công văn đôn đốc lần 1: trình ký", "Sở Y tế", "") in [
        (row.what, row.agency, row.duty) for row in item_rows(seen)
    ]
    rows = sheets(morning_sheet(desk, NAME, DAY))[words.MORNING_SHEETS[2]]
    stages = [one["Tình trạng"] for one in rows if one["Đơn vị"] == "Sở Y tế"]
    assert any(one.startswith("Dự thảo công văn đôn đốc lần 1: ") for one in stages)
    assert Waiting("so-y-te", "Sở Y tế", 1, ("own-plan",)) in waiting(desk, NAME, DAY)
    assert [one.nth for one in raised(desk, NAME) if one.agency == "so-y-te"] == [1]


def test_a_body_that_was_asked_is_telephoned_and_never_urged(desk: Desk):
    asked = "cong-an"
    assert items(desk, DAY, asked) == []
    assert asked not in [one.agency for one in waiting(desk, NAME, DAY)]
    kinds = [o.kind for o in progress(desk, NAME, DAY).office if o.agency == asked]
    assert "call" in kinds


def test_no_letter_speaks_of_a_draft(desk: Desk):
    with desk.ledger.read() as tx:
        queued = letters.of_campaign(tx, 1)
    steps = {item.step for letter in queued for item in letter.items}
    assert "escalate-1" in steps
    assert not [step for step in steps if step.startswith("draft")]


def test_the_draft_says_what_when_and_by_which_day(desk: Desk):
    made = draft(desk, row_id(desk), None, DAY)
    assert made.file_name == "cong-van-don-doc-lan-1-so-y-te.docx"
    assert made.by == date(2024, 6, 7)
    said = texts(opened(made.content))
    for line in (
        "ỦY BAN NHÂN DÂN",
        "TỈNH LAI CHÂU",
        "Kính gửi: Sở Y tế",
        "Xây dựng kế hoạch của đơn vị (mục IV của Kế hoạch)",
        "đến hết ngày 24/5/2024",
        "Nhắc việc ngày 15/5/2024, 21/5/2024, 23/5/2024; Đôn đốc ngày 27/5/2024",
        "- Sở Lao động - Thương binh và Xã hội;",
        "- Lưu: VT, VX3.",
    ):
        assert line in said
    assert "Tổng Thanh Hải" not in said, "who signs is known only afterwards"
    assert draft(desk, row_id(desk), None, DAY).content == made.content


def test_an_extended_deadline_is_named_with_the_plans_own(desk: Desk):
    given = Ruling("own-plan", date(2024, 5, 31), CLERK, "rule")
    rule(desk, row_id(desk), given, DAY)
    until_later(desk)
    said = texts(opened(draft(desk, row_id(desk), None, LATER).content))
    assert (
        "đến hết ngày 31/5/2024; đã gia hạn, theo kế hoạch là hết ngày 24/5/2024"
        in said
    )


def test_a_signed_letter_is_kept_and_clears_the_item(desk: Desk):
    assert end(desk, row_id(desk), SIGNED, DAY).duties == ("own-plan",)
    row = row_id(desk)
    with desk.ledger.read() as tx:
        fact = entries.of(tx, [row])[row][-1]
        assert entries.bodies(tx, row)[fact.n] == "12/UBND-VX"
        assert people.of(tx, row)[fact.n] == SIGNED.person
    assert (fact.kind, fact.duty, fact.step) == (
        EntryKind.URGED,
        "own-plan",
        "2024-05-31",
    )
    beat(desk, DAY)
    assert items(desk, DAY) == []


def test_the_second_letter_names_the_first(desk: Desk):
    end(desk, row_id(desk), SIGNED, DAY)
    until_later(desk)
    assert items(desk, LATER) == [("draft", "", 2)]
    made = draft(desk, row_id(desk), date(2024, 6, 20), LATER)
    assert made.file_name == "cong-van-don-doc-lan-2-so-y-te.docx"
    said = " ".join(texts(opened(made.content)))
    assert "Công văn số 12/UBND-VX ngày 31 tháng 5 năm 2024" in said
    assert "chậm nhất ngày 20 tháng 6 năm 2024" in said


def test_a_draft_that_was_set_aside_counts_for_nothing(desk: Desk):
    end(desk, row_id(desk), SHELVED, DAY)
    beat(desk, DAY)
    assert items(desk, DAY) == []
    until_later(desk)
    assert items(desk, LATER) == [("draft", "", 1)]


def test_what_is_done_needs_no_letter(desk: Desk):
    done = Answer(EntryKind.FULFILLED, ("own-plan",), CLERK, "done")
    answer(desk, row_id(desk), done, DAY)
    beat(desk, DAY)
    assert items(desk, DAY) == []
    with pytest.raises(UrgingError, match="no urging letter waits"):
        draft(desk, row_id(desk), None, DAY)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (replace(SIGNED, signed_on=date(2024, 6, 1)), "2024-05-06 to 2024-05-31"),
        (replace(SIGNED, signed_on=date(2024, 5, 5)), "2024-05-06 to 2024-05-31"),
        (replace(SIGNED, duties=("3.1",)), "no duty 3.1; it names own-plan"),
        (
            replace(SHELVED, person=CLERK._replace(note="theo 012345678901")),
            "names a person",
        ),
    ],
    ids=["to come", "before the plan", "not in it", "a person"],
)
def test_what_cannot_be_recorded_is_refused(desk: Desk, given: Ended, what: str):
    with pytest.raises(UrgingError, match=what):
        end(desk, row_id(desk), given, DAY)
    assert [one for one in waiting(desk, NAME, DAY) if one.agency == "so-y-te"]


def test_a_letter_is_signed_once(desk: Desk):
    end(desk, row_id(desk), SIGNED, DAY)
    with pytest.raises(UrgingError, match="no urging letter waits"):
        end(desk, row_id(desk), SIGNED, DAY)


def test_an_agency_cannot_be_asked_to_answer_yesterday(desk: Desk):
    with pytest.raises(UrgingError, match="give the agency a later day"):
        draft(desk, row_id(desk), DAY.date(), DAY)


def test_a_letter_signed_before_its_duty_was_done_is_recorded_all_the_same(desk: Desk):
    done = Answer(EntryKind.FULFILLED, ("own-plan",), CLERK, "done")
    answer(desk, row_id(desk), done, DAY)
    with pytest.raises(UrgingError, match="names its --duty"):
        end(desk, row_id(desk), SIGNED, DAY)
    named = replace(SIGNED, duties=("own-plan",))
    assert end(desk, row_id(desk), named, DAY).duties == ("own-plan",)
    with pytest.raises(UrgingError, match="it names none"):
        end(desk, row_id(desk), replace(named, act="again"), DAY)


def test_nothing_is_said_to_have_been_written_that_never_left():
    desk = issued()
    letters_to(desk, DOMAIN, ISSUED)
    for day in (15, 21, 23, 27, 29, 31):
        beat(desk, datetime(2024, 5, day, 9, tzinfo=VN))
    said = "\n".join(texts(opened(draft(desk, row_id(desk), None, DAY).content)))
    assert "Nhắc việc ngày" not in said
    assert "đã có thông báo nhắc việc" not in said
    assert "chưa nhận được kết quả thực hiện các nhiệm vụ sau:" in said
