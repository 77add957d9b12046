"""The clocks beside the deadline: asked for a receipt, asked for progress."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.claim import still_asks
from rules.fold import stand
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.escalation import Policy
from schemas.letter import Item, LetterKind
from schemas.matter import Matter
from tests.rules.season import CLOCKS, Played, agency, at, owes

ISSUED = at(6, 5)
FIRST, SECOND = at(9, 5), at(15, 5)


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m %H:%M}", kind, items) for now, kind, items in played.told]


def signals(played: Played, now: datetime) -> list[tuple[EntryKind, str]]:
    return [(one.kind, one.step) for one in played.beat(now).signals]


def silent(last: date = date(2024, 7, 19)) -> Played:
    return agency(owes("1.1", last), owes("1.2", last), terms=CLOCKS)


def test_who_does_not_confirm_is_asked_twice_in_one_letter_for_all_duties():
    played = silent()
    played.play(ISSUED, at(30, 6))
    assert told(played)[1:] == [
        ("09/05 08:00", "receive", ("unseen-3:1.1", "unseen-3:1.2")),
        ("15/05 08:00", "receive", ("unseen-7:1.1", "unseen-7:1.2")),
    ]


def test_who_opened_the_docket_is_asked_in_other_words_once():
    played = silent()
    played.play(ISSUED, FIRST)
    played.append(EntryKind.SEEN, at(10, 5), key="seen")
    played.play(at(10, 5), at(30, 6))
    assert [items[0] for *_, items in told(played)][1:] == [
        "unseen-3:1.1",
        "unaccepted-7:1.1",
    ]


def test_the_office_telephones_who_is_silent_still_until_it_confirms():
    played = silent()
    played.play(ISSUED, at(14, 5))
    assert signals(played, SECOND) == [(EntryKind.RAISED, Matter.UNANSWERED)]
    assert signals(played, at(16, 5)) == []
    played.append(EntryKind.CONFIRMED, at(17, 5), duty="1.1", act="a")
    assert signals(played, at(17, 5)) == []
    played.append(EntryKind.CONFIRMED, at(17, 5, 9), duty="1.2", act="b")
    assert signals(played, at(17, 5, 9)) == [(EntryKind.CLEARED, Matter.UNANSWERED)]


@pytest.mark.parametrize("kind", [EntryKind.CONFIRMED, EntryKind.FULFILLED])
def test_nobody_is_asked_for_a_receipt_that_was_given(kind: EntryKind):
    played = silent()
    played.beat(ISSUED)
    played.append(kind, at(8, 5, 9), duty="1.1", act="a")
    played.play(at(8, 5, 9), FIRST)
    assert told(played)[-1] == ("09/05 08:00", "receive", ("unseen-3:1.2",))


def test_after_an_outage_a_receipt_is_asked_for_once():
    played = silent()
    played.beat(ISSUED)
    played.beat(at(20, 5))
    skipped = [e.step for e in played.docket.entries if e.kind is EntryKind.SKIPPED]
    assert told(played)[-1][1:] == ("receive", ("unseen-7:1.1", "unseen-7:1.2"))
    assert skipped == ["unseen-3", "unseen-3"]


def test_a_step_of_the_ladder_takes_the_place_of_the_clock():
    played = agency(owes("1.1", date(2024, 5, 20)), terms=CLOCKS)
    played.play(ISSUED, at(15, 5))
    assert told(played)[1:] == [
        ("09/05 08:00", "remind", ("remind-7:1.1",)),
        ("15/05 08:00", "remind", ("remind-3:1.1",)),
    ]


def test_past_the_deadline_only_the_ladder_speaks():
    played = agency(owes("1.1", date(2024, 5, 8)), terms=CLOCKS)
    played.play(ISSUED, at(30, 5))
    assert [kind for _, kind, _ in told(played)][1:] == ["remind", "escalate"]


def test_nothing_is_asked_before_the_letter_that_assigns_was_written():
    played = silent()
    played.append(EntryKind.UNDELIVERED, at(6, 5, 7))
    played.play(at(6, 5, 7), at(30, 6))
    assert played.told == []


@pytest.mark.parametrize("said", [EntryKind.CONFIRMED, EntryKind.PROGRESSED])
def test_what_nothing_was_heard_of_for_long_is_asked_about_once_after_each_word(
    said: EntryKind,
):
    played = agency(owes("1.1"), terms=CLOCKS)
    played.beat(ISSUED)
    played.answer(said, at(7, 5, 9), "1.1")
    played.play(at(7, 5, 9), at(29, 5))
    assert told(played)[-1] == ("28/05 08:00", "update", ("update-15:1.1",))
    played.answer(EntryKind.PROGRESSED, at(30, 5, 9), "1.1")
    played.play(at(30, 5, 9), at(8, 7))
    assert [f"{day} {kind}" for day, kind, _ in told(played)][3:] == [
        "30/05 09:00 receipt",
        "20/06 08:00 update",
    ]


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(date(2024, 5, 31), id="its deadline is near"),
        pytest.param(date(2024, 6, 6), id="its reminders have begun"),
    ],
)
def test_near_the_deadline_nobody_is_asked_for_progress(last: date):
    played = agency(owes("1.1", last), terms=CLOCKS)
    played.beat(ISSUED)
    played.answer(EntryKind.CONFIRMED, at(7, 5, 9), "1.1")
    played.play(at(7, 5, 9), at(30, 6))
    assert "update" not in {kind for _, kind, _ in told(played)}


def test_who_waits_for_a_decision_on_more_time_is_not_asked_for_progress():
    played = agency(owes("1.1"), terms=CLOCKS)
    played.beat(ISSUED)
    played.append(
        EntryKind.TIME_ASKED, at(7, 5, 9), duty="1.1", step="2024-07-26", act="a"
    )
    played.play(at(7, 5, 9), at(30, 6))
    assert "update" not in {kind for _, kind, _ in told(played)}
    played.append(EntryKind.REFUSED, at(30, 6, 9), duty="1.1", act="b")
    assert [i.step for d in played.beat(at(1, 7)).drafts for i in d.items] == [
        "refused",
        "update-15",
    ]


def test_a_proposed_date_nobody_confirmed_is_asked_about_its_receipt_only():
    played = agency(owes("1.1", binding=False), terms=CLOCKS)
    played.beat(ISSUED)
    played.play(ISSUED, FIRST)
    played.answer(EntryKind.CONFIRMED, at(9, 5, 9), "1.1")
    played.play(at(9, 5, 9), at(31, 7))
    assert [kind for _, kind, _ in told(played)] == ["assign", "receive", "receipt"]


def test_a_policy_may_ask_nobody():
    quiet = replace(CLOCKS, policy=Policy(receive=(), update=None))
    played = agency(owes("1.1", modality=Modality.ASKED), terms=quiet)
    played.play(ISSUED, at(30, 6))
    assert [kind for _, kind, _ in told(played)] == ["assign"]


def test_a_question_says_nothing_once_it_was_answered():
    played = agency(owes("1.1"), terms=CLOCKS)
    played.append(EntryKind.CONFIRMED, at(7, 5, 9), duty="1.1", act="a")
    (one,), standing = played.docket.assignments, stand(played.docket.entries)
    asked = Item("update:1.1:1", LetterKind.UPDATE, "1.1", "update-15")
    receive = Item("receive-3:1.1:r1", LetterKind.RECEIVE, "1.1", "unseen-3")
    assert still_asks(asked, standing, one, at(28, 5), at(28, 5))
    assert not still_asks(receive, standing, one, at(28, 5), at(28, 5))
    played.append(EntryKind.PROGRESSED, at(28, 5, 9), duty="1.1", act="b")
    standing = stand(played.docket.entries)
    assert not still_asks(asked, standing, one, at(28, 5), at(28, 5))


def test_in_a_silence_nothing_is_asked_and_no_day_of_it_is_asked_for_later():
    played = silent()
    played.beat(ISSUED)
    until = at(16, 5).isoformat()
    played.append(EntryKind.SILENCED, at(8, 5), step=until)
    played.play(at(8, 5), at(30, 6))
    assert "receive" not in {kind for _, kind, _ in told(played)}
    raised = [e.at for e in played.docket.entries if e.step == Matter.UNANSWERED]
    assert raised == [at(16, 5)], "the office telephones once the silence is over"


def test_progress_is_asked_for_once_a_silence_is_over():
    played = agency(owes("1.1"), terms=CLOCKS)
    played.beat(ISSUED)
    played.answer(EntryKind.CONFIRMED, at(7, 5, 9), "1.1")
    played.append(EntryKind.SILENCED, at(27, 5), step=at(30, 5).isoformat())
    played.play(at(27, 5), at(31, 5))
    assert told(played)[-1] == ("30/05 08:00", "update", ("update-15:1.1",))
