"""More time: asked for, given, refused; who then hears what, and when."""

from datetime import date, datetime

import pytest

from rules.claim import still_asks
from rules.docket import Docket
from rules.extended import in_effect, may_ask_for, may_be_given
from rules.fold import stand
from rules.progress import Reports, reports
from rules.status import status
from schemas.assignment import Assignment, DocketKind
from schemas.duty import DutyKind, Modality
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterClass, LetterKind
from schemas.matter import Matter, Topic
from schemas.status import Status
from tests.rules.season import TERMS, Played, agency, at, owes

ISSUED = at(6, 5)
ASKED, EXTENDED, REFUSED = (
    EntryKind.TIME_ASKED,
    EntryKind.EXTENDED,
    EntryKind.REFUSED,
)


def ask(played: Played, now: datetime, until: str = "2024-07-26") -> None:
    played.append(ASKED, now, duty="1.1", step=until, act=f"ask{now}")


def rule(played: Played, now: datetime, until: str = "") -> None:
    kind = EXTENDED if until else REFUSED
    played.append(kind, now, duty="1.1", step=until, act=f"rule{now}")


def effective(played: Played) -> Assignment:
    docket = played.docket
    (one,) = in_effect(docket.assignments, stand(docket.entries), docket.terms)
    return one


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m}", kind, items) for now, kind, items in played.told]


def signals(played: Played, now: datetime) -> list[tuple[EntryKind, str]]:
    return [(one.kind, one.step) for one in played.beat(now).signals]


def test_an_extension_moves_the_deadline_its_advice_and_its_ladder():
    played = agency(owes("1.1"))
    rule(played, at(10, 7), "2024-07-28")
    one = effective(played)
    assert (one.last_day, one.advised) == (date(2024, 7, 28), date(2024, 7, 26))
    assert one.last == at(29, 7, 0)
    assert [f"{rung.at:%d/%m}" for rung in one.ladder] == [
        "17/07",
        "23/07",
        "25/07",
        "29/07",
        "31/07",
        "02/08",
        "09/08",
    ]
    assert one.planned.last_day == date(2024, 7, 19)


@pytest.mark.parametrize(
    ("days", "last", "term"),
    [
        (("2024-07-26",), date(2024, 7, 26), "r1x1"),
        (("2024-07-26", "2024-07-23"), date(2024, 7, 23), "r1x2"),
        (("2024-07-26", "2024-07-23", "2024-07-26"), date(2024, 7, 26), "r1x3"),
        (("2024-07-19",), date(2024, 7, 19), "r1"),
    ],
    ids=["once", "corrected", "there and back", "not past an amended plan"],
)
def test_the_last_extension_counts_under_a_name_of_its_own(days, last: date, term: str):
    played = agency(owes("1.1"))
    for n, day in enumerate(days):
        rule(played, at(8 + n, 7), day)
    one = effective(played)
    assert (one.last_day, one.term) == (last, term)
    again = in_effect((one,), stand(played.docket.entries), TERMS)
    assert again == (one,), "extending what is extended changes nothing"


def test_a_deadline_only_proposed_binds_once_a_person_has_extended_it():
    played = agency(owes("1.1", binding=False))
    rule(played, at(10, 7), "2024-07-26")
    assert effective(played).binding


def test_the_days_one_may_ask_for_and_those_that_may_be_given():
    played = agency(owes("1.1"))
    rule(played, at(8, 7), "2024-07-26")
    one, today = effective(played), date(2024, 7, 10)
    assert may_ask_for(one, TERMS, today) == (date(2024, 7, 27), date(2024, 7, 31))
    assert may_be_given(one, TERMS, today) == (date(2024, 7, 20), date(2024, 7, 31))
    late = may_ask_for(one, TERMS, date(2024, 7, 30))
    assert late.first == date(2024, 7, 30)
    assert not late.holds(date(2024, 7, 29))
    never = may_ask_for(owes("1.1", date(2024, 7, 31)), TERMS, today)
    assert never.first > never.last


def test_asking_is_acknowledged_once_and_changes_no_deadline():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(10, 7))
    ask(played, at(11, 7, 9))
    played.play(at(11, 7, 9), at(31, 7))
    assert told(played)[2:] == [
        ("11/07", "receipt", ("time-asked:1.1",)),
        ("16/07", "remind", ("remind-3:1.1",)),
        ("18/07", "remind", ("remind-1:1.1",)),
        ("22/07", "escalate", ("escalate-1:1.1",)),
    ]
    now = at(22, 7)
    assert status(effective(played), stand(played.docket.entries), now) == "overdue"


def test_whoever_asks_for_more_time_has_received_the_duty():
    played = agency(owes("1.1"))
    ask(played, at(6, 5, 7))
    assert stand(played.docket.entries).received("1.1")


def test_the_superior_is_not_told_while_the_office_owes_a_decision():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(18, 7))
    ask(played, at(19, 7, 23))
    played.play(at(19, 7, 23), at(8, 8))
    steps = [entry.step for entry in played.docket.entries]
    assert "escalate-1" in steps
    assert "escalate-3" not in steps


def test_after_a_refusal_the_superior_hears_as_long_after_as_the_policy_says():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(18, 7))
    ask(played, at(19, 7, 9))
    played.play(at(19, 7, 9), at(29, 7))
    rule(played, at(30, 7, 9))
    played.play(at(30, 7, 9), at(31, 7, 23))
    assert told(played)[-1] == ("30/07", "decision", ("refused:1.1",))
    assert signals(played, at(1, 8)) == [(EntryKind.RAISED, "superior")]


def test_a_request_after_the_deadline_lets_nobody_wait():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(22, 7))
    ask(played, at(22, 7, 9))
    played.play(at(22, 7, 9), at(23, 7))
    assert signals(played, at(24, 7)) == [(EntryKind.RAISED, "superior")]


def test_a_request_taken_back_lets_nobody_wait_either():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(18, 7))
    ask(played, at(19, 7, 9))
    n = str(len(played.docket.entries))
    played.append(EntryKind.UNDONE, at(19, 7, 10), duty="1.1", step=n, act="undo")
    played.play(at(19, 7, 10), at(23, 7))
    assert signals(played, at(24, 7)) == [(EntryKind.RAISED, "superior")]


def test_after_an_extension_the_ladder_begins_anew_and_nothing_is_assigned_again():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(19, 7))
    rule(played, at(19, 7, 9), "2024-07-30")
    played.play(at(19, 7, 9), at(9, 8))
    assert told(played)[4:] == [
        ("19/07", "decision", ("extended:1.1",)),
        ("19/07", "remind", ("remind-7:1.1",)),
        ("25/07", "remind", ("remind-3:1.1",)),
        ("29/07", "remind", ("remind-1:1.1",)),
        ("31/07", "escalate", ("escalate-1:1.1",)),
    ]
    told_office = [e for e in played.docket.entries if e.step == "escalate-3"]
    assert [f"{e.at:%d/%m}" for e in told_office] == ["02/08"]


def test_a_decision_is_an_answer_and_says_so_in_working_hours():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    rule(played, at(6, 5, 12), "2024-07-26")
    assert played.beat(at(6, 5, 12)).drafts == ()
    (draft,) = played.beat(at(6, 5, 13, 30)).drafts
    assert (draft.kind, draft.letter_class) == (LetterKind.DECISION, LetterClass.ANSWER)


@pytest.mark.parametrize("modality", Modality)
def test_what_was_raised_is_cleared_by_an_extension_and_raised_by_its_own_end(
    modality: Modality,
):
    played = agency(owes("1.1", modality=modality))
    played.play(ISSUED, at(24, 7))
    assert signals(played, at(24, 7)) == []
    rule(played, at(25, 7, 9), "2024-07-30")
    assert signals(played, at(25, 7, 9)) == [(EntryKind.CLEARED, Topic.LADDER)]
    played.play(at(25, 7, 9), at(1, 8, 23))
    (raised,) = played.beat(at(2, 8)).signals
    assert raised.kind is EntryKind.RAISED
    assert "r1x" in raised.key
    rule(played, at(5, 8, 9), "2024-08-09")
    assert signals(played, at(5, 8, 9)) == [(EntryKind.CLEARED, Topic.LADDER)]
    assert signals(played, at(5, 8, 10)) == []


END = at(18, 7, 9)


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (EXTENDED, {"step": "2024-07-26"}),
        (REFUSED, {}),
        (EntryKind.UNDONE, {"step": "2"}),
        (EntryKind.FULFILLED, {}),
    ],
    ids=["extended", "refused", "taken back", "done"],
)
def test_a_request_is_an_item_of_the_office_until_it_is_over(
    kind: EntryKind, columns: dict[str, str]
):
    played = agency(owes("1.1", binding=False))
    played.append(EntryKind.CONFIRMED, at(6, 5, 7), duty="1.1", act="c")
    ask(played, at(17, 7, 9))
    assert signals(played, at(17, 7, 9)) == [(EntryKind.RAISED, Matter.TIME)]
    assert signals(played, at(17, 7, 10)) == []
    played.append(kind, END, duty="1.1", act="end", **columns)
    assert signals(played, END) == [(EntryKind.CLEARED, Matter.TIME)]
    assert signals(played, at(18, 7, 10)) == []


def test_a_second_request_is_a_second_item():
    played = agency(owes("1.1"))
    ask(played, at(8, 7, 9))
    played.beat(at(8, 7, 9))
    rule(played, at(9, 7, 9))
    played.beat(at(9, 7, 9))
    ask(played, at(10, 7, 9))
    (signal,) = played.beat(at(10, 7, 9)).signals
    assert (signal.kind, signal.key) == (EntryKind.RAISED, "time-2:1.1")


def test_an_address_that_refuses_letters_does_not_hide_a_request():
    played = agency(owes("1.1"))
    played.append(EntryKind.UNDELIVERED, at(8, 7, 9))
    ask(played, at(8, 7, 9))
    kinds = {step for _, step in signals(played, at(8, 7, 9))}
    assert kinds == {Matter.CONTACT, Matter.TIME}


def test_on_time_is_counted_by_both_deadlines():
    report = owes("1.1")._replace(kind=DutyKind.REPORT)
    facts = (
        Entry(1, at(8, 7), EXTENDED, "1.1", "2024-07-26", "x"),
        Entry(2, at(24, 7), EntryKind.FULFILLED, "1.1", act="f"),
    )
    standing = stand(facts)
    owed = in_effect((report,), standing, TERMS)
    docket = Docket("so-y-te", DocketKind.AGENCY, owed, facts, TERMS)
    assert reports([docket]) == Reports(1, 1, 1, 0)
    assert status(owed[0], standing, at(25, 7)) is Status.DONE
    assert status(report, standing, at(25, 7)) is Status.DONE_LATE


@pytest.mark.parametrize(
    ("kind", "key", "asks"),
    [
        (LetterKind.REMIND, "remind-7:1.1:r1", False),
        (LetterKind.REMIND, "remind-7:1.1:r1x1", True),
        (LetterKind.ESCALATE, "remind-7:1.1:r1", False),
        (LetterKind.DIGEST, "digest:so-y-te/raised:escalate-3:1.1:r1", False),
        (LetterKind.ASSIGN, "assign:1.1:r1", True),
    ],
)
def test_a_letter_queued_before_an_extension_does_not_speak_of_the_old_day(
    kind: LetterKind, key: str, *, asks: bool
):
    facts = (Entry(1, at(10, 7), EXTENDED, "1.1", "2024-07-26", "x"),)
    standing = stand(facts)
    (one,) = in_effect((owes("1.1"),), standing, TERMS)
    step = key.partition(":")[0]
    assert (
        still_asks(Item(key, kind, "1.1", step), standing, one, at(22, 7), at(22, 7))
        is asks
    )


def test_a_superior_still_reads_of_a_duty_whose_new_day_has_passed_too():
    facts = (Entry(1, at(10, 7), EXTENDED, "1.1", "2024-07-26", "x"),)
    standing = stand(facts)
    (one,) = in_effect((owes("1.1"),), standing, TERMS)
    item = Item("digest:x", LetterKind.DIGEST, "1.1", "superior:a", "so-y-te")
    assert still_asks(item, standing, one, at(29, 7), at(29, 7))
