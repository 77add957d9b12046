from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy

import pytest

from desk.answer import (
    Answer,
    NothingToSayError,
    NotOwedError,
    PersonalReasonError,
    Receipt,
    UndoneTooLateError,
    WrongDayError,
    answer,
    undo,
)
from desk.beat import beat
from desk.desk import Desk
from desk.extend import NotAskedError, Ruling, rule
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.pages.docket import open_docket
from desk.progress import progress
from ledger import entries, people
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.matter import Matter
from tests.desk.desks import CLERK, ISSUED, NAME, Post, docket, issued

LATER = datetime(2024, 7, 8, 9, tzinfo=VN)
CHIEF = Person("Người quyết định", "Trưởng phòng", "Mưa lũ kéo dài")
ASK = Answer(EntryKind.TIME_ASKED, ("report",), CLERK, "ask-1", "2024-07-26")
GRANT = Ruling("report", date(2024, 7, 26), CHIEF, "rule-1")
REFUSE = Ruling("report", None, CHIEF, "rule-2")


@pytest.fixture
def desk() -> Desk:
    return issued()


def row_id(desk: Desk) -> int:
    return docket(desk, "so-y-te").id


def ask(desk: Desk, given: Answer = ASK, now: datetime = LATER) -> Receipt:
    return answer(desk, row_id(desk), given, now)


def decide(desk: Desk, given: Ruling = GRANT, now: datetime = LATER) -> Receipt:
    return rule(desk, row_id(desk), given, now)


def facts(desk: Desk) -> tuple[Entry, ...]:
    row = row_id(desk)
    with desk.ledger.read() as tx:
        return entries.of(tx, [row])[row]


def persons(desk: Desk) -> dict[int, Person]:
    row = row_id(desk)
    with desk.ledger.read() as tx:
        return people.of(tx, row)


def said(desk: Desk) -> list[tuple[EntryKind, str]]:
    kinds = (EntryKind.TIME_ASKED, EntryKind.EXTENDED, EntryKind.REFUSED)
    return [(fact.kind, fact.step) for fact in facts(desk) if fact.kind in kinds]


def letters(desk: Desk, now: datetime) -> list[tuple[str, str]]:
    """Beat, deliver what is due, and return subject and text of this agency's."""
    beat(desk, now)
    post = Post()
    while ready := claim(desk, now):
        for one in ready:
            if one.composed.agency == "so-y-te":
                send(desk, post, one, now)
    read = [message_from_bytes(m, policy=policy.default) for _, m in post.sent]
    return [
        (str(one["subject"]), body.get_content() if body else "")
        for one in read
        for body in (one.get_body(("plain",)),)
    ]


def office(desk: Desk, now: datetime) -> list[tuple[str, str, str]]:
    seen = progress(desk, NAME, now)
    return [(one.kind, one.agency, one.duty) for one in seen.office]


def test_a_request_is_kept_with_its_day_its_reason_and_who_asked(desk: Desk):
    receipt = ask(desk)
    assert said(desk) == [(EntryKind.TIME_ASKED, "2024-07-26")]
    assert ask(desk) == receipt
    assert persons(desk) == {1: CLERK}


@pytest.mark.parametrize("day", ["2024-07-19", "2024-08-01", "2024-07-05", "soon", ""])
def test_more_time_is_asked_for_past_the_deadline_and_before_the_close(
    desk: Desk, day: str
):
    with pytest.raises(WrongDayError, match="2024-07-20 to 2024-07-31"):
        ask(desk, replace(ASK, step=day))
    assert said(desk) == []


def test_one_request_waits_at_a_time_and_none_for_what_is_done(desk: Desk):
    ask(desk)
    with pytest.raises(NothingToSayError):
        ask(desk, replace(ASK, act="ask-2"))
    done = Answer(EntryKind.FULFILLED, ("3.1",), CLERK, "done")
    ask(desk, done)
    with pytest.raises(NothingToSayError):
        ask(desk, replace(ASK, act="ask-3", duties=("3.1",)))


def test_a_request_is_taken_back_until_it_is_decided(desk: Desk):
    ask(desk)
    undo(desk, row_id(desk), 1, CLERK, "undo-1", LATER)
    ask(desk, replace(ASK, act="ask-2"))
    decide(desk)
    with pytest.raises(UndoneTooLateError):
        undo(desk, row_id(desk), 3, CLERK, "undo-2", LATER)
    with pytest.raises(UndoneTooLateError):
        undo(desk, row_id(desk), 4, CLERK, "undo-3", LATER)


def test_a_decision_twice_is_one_and_keeps_who_decided_and_why(desk: Desk):
    ask(desk)
    assert decide(desk) == decide(desk)
    assert said(desk)[1:] == [(EntryKind.EXTENDED, "2024-07-26")]
    assert persons(desk)[2] == CHIEF


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (replace(GRANT, duty="9.9"), NotOwedError),
        (replace(GRANT, until=date(2024, 7, 19)), WrongDayError),
        (replace(GRANT, until=date(2024, 8, 1)), WrongDayError),
        (REFUSE, NotAskedError),
        (replace(GRANT, duty="3.1"), NothingToSayError),
    ],
    ids=["not owed", "too early", "after the close", "nobody asked", "done already"],
)
def test_what_cannot_be_decided_is_refused_and_nothing_recorded(
    desk: Desk, given: Ruling, error: type[Exception]
):
    ask(desk, Answer(EntryKind.FULFILLED, ("3.1",), CLERK, "done"))
    with pytest.raises(error):
        decide(desk, given)
    assert said(desk) == []


def test_a_reason_that_names_a_person_is_refused(desk: Desk):
    person = CHIEF._replace(note="theo đề nghị của 012345678901")
    with pytest.raises(PersonalReasonError):
        decide(desk, replace(GRANT, person=person))
    assert decide(desk).duties == ("report",)


def test_an_extension_is_corrected_by_another_but_not_given_twice(desk: Desk):
    decide(desk)
    with pytest.raises(NothingToSayError):
        decide(desk, replace(GRANT, act="rule-3"))
    decide(desk, replace(GRANT, act="rule-4", until=date(2024, 7, 23)))
    assert [step for _, step in said(desk)] == ["2024-07-26", "2024-07-23"]


def test_the_office_has_an_item_until_it_decides(desk: Desk):
    ask(desk)
    beat(desk, LATER)
    assert office(desk, LATER) == [(Matter.TIME, "so-y-te", "report")]
    decide(desk, REFUSE)
    beat(desk, LATER)
    assert office(desk, LATER) == []


def test_the_agency_is_told_what_was_decided_by_whom_and_why(desk: Desk):
    letters(desk, ISSUED)
    ask(desk)
    receipt = [text for subject, text in letters(desk, LATER) if "Biên nhận" in subject]
    assert "Đề nghị đến:     hết ngày 26/7/2024" in receipt[0]
    decide(desk, now=LATER + timedelta(minutes=30))
    ((subject, text),) = letters(desk, LATER + timedelta(minutes=30))
    assert subject.startswith("Gia hạn đến hết ngày 26/7/2024: Kế hoạch số 156/KH-UBND")
    flat = " ".join(text.split())
    assert "đến hết ngày 26/7/2024 (nên nộp trong thứ Sáu 26/7)" in flat
    assert "đã gia hạn, theo kế hoạch là hết ngày 19/7/2024" in flat
    assert "Người quyết định: Người quyết định, Trưởng phòng" in flat
    assert "Lý do: Mưa lũ kéo dài" in flat


def test_a_refusal_says_that_the_day_stays(desk: Desk):
    letters(desk, ISSUED)
    ask(desk)
    letters(desk, LATER)
    decide(desk, REFUSE, LATER + timedelta(minutes=30))
    ((subject, text),) = letters(desk, LATER + timedelta(minutes=30))
    assert subject.startswith("Trả lời đề nghị gia hạn")
    flat = " ".join(text.split())
    assert "thời hạn được giữ nguyên" in flat
    assert "trước ngày 20/7/2024 (hết ngày 19/7; nên nộp trong thứ Sáu 19/7)" in flat


def test_no_reader_sees_the_old_day(desk: Desk):
    letters(desk, ISSUED)
    decide(desk)
    letters(desk, LATER)
    late = datetime(2024, 7, 22, 9, tzinfo=VN)
    beat(desk, late)
    page = open_docket(desk, docket(desk, "so-y-te").token, late)
    assert page is not None
    (owed,) = (one for one in page.owed if one.duty.id == "report")
    assert (owed.duty.last_day, owed.word) == ("26/7/2024", "Chờ xác nhận")
    seen = progress(desk, NAME, late)
    (line,) = (one for one in seen.lines if one.agency == "so-y-te")
    assert line.whole.next_last == datetime(2024, 7, 27, tzinfo=VN)
    row = docket(desk, "so-y-te")
    assert row.overdue == line.whole.counts.overdue
    assert "report" not in {
        fact.duty for fact in facts(desk) if fact.step.startswith("escalate")
    }


def test_a_reminder_queued_before_the_extension_is_not_sent_after_it(desk: Desk):
    letters(desk, ISSUED)
    ask(desk, Answer(EntryKind.FULFILLED, ("3.1", "own-plan"), CLERK, "done"))
    letters(desk, LATER)
    soon = datetime(2024, 7, 10, 8, tzinfo=VN)
    beat(desk, soon)
    decide(desk, now=soon + timedelta(minutes=1))
    told = letters(desk, soon + timedelta(minutes=2))
    assert not [subject for subject, _ in told if subject.startswith("Nhắc việc")]
