"""What the office does about a version that stands, on each database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from desk.answer import (
    Answer,
    NothingToSayError,
    PersonalReasonError,
    Receipt,
    WrongDayError,
    answer,
)
from desk.desk import Desk
from desk.reports.lock import Locking, lock_figures
from desk.reports.submit import LockedError, NoReasonError, Submission, submit
from desk.reports.versions import (
    CameSigned,
    NotReportedError,
    SentBack,
    SignedDayError,
    TakenIn,
    send_back,
    sign,
    take_in,
)
from ledger import entries, letters, people
from schemas.base import VN
from schemas.entry import EntryKind, Person
from schemas.letter import LetterKind, LetterState
from schemas.report import SignedCopy
from tests.desk.desks import CLERK, NAME, docket, issued, letters_to, plain
from tests.desk.reports.test_submit import SO_Y_TE, whole

DOMAIN = "soyte.laichau.example"
HANDED_IN = datetime(2024, 7, 18, 9, tzinfo=VN)
NOW = datetime(2024, 7, 22, 10, tzinfo=VN)
CHIEF = Person("Người quyết định", "Trưởng phòng", "Thiếu số liệu về học bổng")
BACK = SentBack(CHIEF, "back-1", date(2024, 7, 26))
COPY = SignedCopy(number="45/BC-SYT", signed_on=date(2024, 7, 18))
SIGNED = CameSigned(COPY, CLERK._replace(note="Giám đốc"), "signed-1")


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    """The health department owes nothing else, and has handed its report in."""
    desk = issued(address)
    done = Answer(EntryKind.FULFILLED, ("3.1", "own-plan"), CLERK, "done")
    answer(desk, row_id(desk), done, HANDED_IN - timedelta(days=30))
    letters_to(desk, DOMAIN, HANDED_IN - timedelta(days=30))
    hand_in(desk, HANDED_IN)
    letters_to(desk, DOMAIN, HANDED_IN)
    yield desk
    desk.ledger.close()


def row_id(desk: Desk) -> int:
    return docket(desk, SO_Y_TE).id


def hand_in(desk: Desk, now: datetime) -> Receipt:
    given = Submission(whole(desk, SO_Y_TE, 0), CLERK, f"report-{now}")
    return submit(desk, row_id(desk), given, now)


def facts(desk: Desk) -> list[tuple[EntryKind, str]]:
    kinds = ("reported", "sent-back", "extended", "taken-in", "signed-copy")
    row = row_id(desk)
    with desk.ledger.read() as tx:
        every = entries.of(tx, [row])[row]
    return [(fact.kind, fact.step) for fact in every if fact.kind in kinds]


def test_a_report_goes_back_with_its_reason_and_a_new_day(desk: Desk) -> None:
    first, again = (send_back(desk, row_id(desk), BACK, NOW) for _ in range(2))
    assert first == again, "the same act is one decision"
    assert facts(desk)[1:] == [
        (EntryKind.SENT_BACK, "1"),
        (EntryKind.EXTENDED, "2024-07-26"),
    ]
    row = row_id(desk)
    with desk.ledger.read() as tx:
        assert CHIEF in people.of(tx, row).values()


def test_one_letter_tells_the_agency(desk: Desk) -> None:
    send_back(desk, row_id(desk), BACK, NOW)
    (letter,) = letters_to(desk, DOMAIN, NOW)
    assert str(letter["Subject"]).startswith(
        "Đề nghị bổ sung báo cáo đến hết ngày 26/7/2024"
    )
    text = plain(letter)
    for words in (
        "gửi lại đến hết ngày 26/7/2024",
        "Lý do: Thiếu số liệu về học bổng",
        "Người quyết định: Người quyết định, Trưởng phòng",
        "đã gia hạn, theo kế hoạch là hết ngày 19/7/2024",
        "Tệp lịch kèm thư này cập nhật thời hạn hết ngày 26/7/2024",
        "http://campaign.example/",
    ):
        assert words in text
    assert "quá hạn" not in text.lower()


def test_without_a_day_the_deadline_stands(desk: Desk) -> None:
    now = HANDED_IN + timedelta(hours=2)
    send_back(desk, row_id(desk), SentBack(CHIEF, "back-1"), now)
    assert facts(desk)[1:] == [(EntryKind.SENT_BACK, "1")]
    (letter,) = letters_to(desk, DOMAIN, now)
    assert "Thời hạn: trước ngày 20/7/2024" in plain(letter)


def test_whoever_is_past_the_deadline_is_not_reproached(desk: Desk) -> None:
    send_back(desk, row_id(desk), SentBack(CHIEF, "back-1"), NOW)
    (letter,) = letters_to(desk, DOMAIN, NOW)
    assert "trong thời gian sớm nhất" in plain(letter)
    assert "quá hạn" not in plain(letter).lower()


def test_the_letter_does_not_leave_once_the_report_came_again(desk: Desk) -> None:
    late = NOW.replace(hour=20)
    send_back(desk, row_id(desk), BACK, late)
    hand_in(desk, late + timedelta(hours=1))
    told = letters_to(desk, DOMAIN, NOW + timedelta(days=1))
    assert ["Biên nhận" in str(one["Subject"]) for one in told] == [True]
    with desk.ledger.read() as tx:
        states = {one.kind: one.state for one in letters.of_docket(tx, row_id(desk))}
    assert states[LetterKind.SENT_BACK] is LetterState.DROPPED


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (SentBack(CLERK, "b"), NoReasonError),
        (SentBack(CHIEF, "b", date(2024, 7, 19)), None),
        (SentBack(CHIEF, "b", date(2024, 7, 18)), WrongDayError),
        (SentBack(CHIEF, "b", date(2024, 8, 1)), WrongDayError),
        (
            SentBack(CHIEF._replace(note="cháu A sinh năm 2015"), "b"),
            PersonalReasonError,
        ),
    ],
    ids=["no reason", "the day it has", "earlier", "after the close", "personal"],
)
def test_what_may_go_back(
    desk: Desk, given: SentBack, error: type[Exception] | None
) -> None:
    if error is None:
        send_back(desk, row_id(desk), given, NOW)
        assert facts(desk)[1:] == [(EntryKind.SENT_BACK, "1")]
        return
    with pytest.raises(error):
        send_back(desk, row_id(desk), given, NOW)
    assert len(facts(desk)) == 1


def test_only_what_was_handed_in_is_sent_back_taken_in_or_signed(desk: Desk) -> None:
    send_back(desk, row_id(desk), BACK, NOW)
    row = row_id(desk)
    with pytest.raises(NotReportedError):
        send_back(desk, row, SentBack(CHIEF, "back-2"), NOW)
    with pytest.raises(NotReportedError):
        take_in(desk, row, TakenIn(CLERK, "in-1"), NOW)
    with pytest.raises(NotReportedError):
        sign(desk, row, SIGNED, NOW)


def test_what_is_locked_does_not_go_back(desk: Desk) -> None:
    lock_figures(desk, Locking(NAME, "", True, CHIEF, "lock-1"), NOW)
    with pytest.raises(LockedError, match="unlock them"):
        send_back(desk, row_id(desk), BACK, NOW)


def test_a_version_is_taken_in_once_and_the_next_one_anew(desk: Desk) -> None:
    row = row_id(desk)
    assert take_in(desk, row, TakenIn(CLERK, "in-1"), NOW) == take_in(
        desk, row, TakenIn(CLERK, "in-1"), NOW
    )
    with pytest.raises(NothingToSayError):
        take_in(desk, row, TakenIn(CLERK, "in-2"), NOW)
    hand_in(desk, NOW)
    take_in(desk, row, TakenIn(CLERK, "in-3"), NOW)
    assert [step for kind, step in facts(desk) if kind == "taken-in"] == ["1", "2"]
    assert [one["Subject"] for one in letters_to(desk, DOMAIN, NOW)] != []


def test_the_signed_document_is_kept_with_number_day_and_signer(desk: Desk) -> None:
    row = row_id(desk)
    sign(desk, row, SIGNED, NOW)
    assert facts(desk)[1:] == [(EntryKind.SIGNED_COPY, "1")]
    with desk.ledger.read() as tx:
        (body,) = entries.bodies(tx, row).values()
        persons = people.of(tx, row)
    assert SignedCopy.model_validate_json(body) == COPY
    assert SIGNED.person in persons.values()
    assert letters_to(desk, DOMAIN, NOW) == []


@pytest.mark.parametrize("day", [date(2024, 5, 5), date(2024, 7, 23)])
def test_it_is_of_a_day_between_the_plans_and_today(desk: Desk, day: date) -> None:
    copy = COPY.model_copy(update={"signed_on": day})
    with pytest.raises(SignedDayError, match="2024-05-06 to 2024-07-22"):
        sign(desk, row_id(desk), CameSigned(copy, CLERK, "s"), NOW)
