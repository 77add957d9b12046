"""Nobody is blamed for our silence: a corrected address, and what follows."""

from datetime import date

import pytest

from rules.fold import stand
from rules.lost import letter_facts
from schemas.entry import Entry, EntryKind
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m %H:%M}", kind, items) for now, kind, items in played.told]


def number_of_last_notice(played: Played) -> str:
    notices = [e.n for e in played.docket.entries if "notice:" in (e.key or "")]
    return str(notices[-1])


def refuse(played: Played, now) -> None:
    """Let the last letter come back, and the docket learn of it."""
    played.append(EntryKind.UNDELIVERED, now, step=number_of_last_notice(played))
    played.beat(now)


def correct(played: Played, now) -> None:
    played.append(EntryKind.CORRECTED, now)


def test_the_assignment_that_was_lost_is_written_again_and_the_ladder_resumes():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    refuse(played, at(6, 5, 9))
    correct(played, at(11, 7, 9))
    played.play(at(11, 7, 9), at(31, 7))
    assert told(played)[1:] == [
        ("11/07 09:00", "assign", ("assign:1.1",)),
        ("16/07 08:00", "remind", ("remind-3:1.1",)),
        ("18/07 08:00", "remind", ("remind-1:1.1",)),
        ("22/07 08:00", "escalate", ("escalate-1:1.1",)),
    ]
    skipped = [e.step for e in played.docket.entries if e.kind is EntryKind.SKIPPED]
    assert skipped == ["remind-7"]


def test_nobody_above_hears_on_the_day_of_an_assignment_that_is_written_again():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.answer(EntryKind.CONFIRMED, at(6, 5, 10), "1.1")
    confirmed = next(e.n for e in played.docket.entries if e.act)
    refuse(played, at(7, 5, 9))
    correct(played, at(8, 5, 9))
    played.play(at(8, 5, 9), at(22, 7))
    undone = {"duty": "1.1", "step": str(confirmed), "act": "undo"}
    played.append(EntryKind.UNDONE, at(24, 7, 7), **undone)
    assert played.beat(at(24, 7)).signals == ()
    assert told(played)[-1] == ("24/07 08:00", "assign", ("assign:1.1",))
    assert played.beat(at(24, 7)).actions == ()
    assert played.beat(at(25, 7)).signals == ()
    assert [one.step for one in played.beat(at(26, 7)).signals] == ["superior"]


def test_the_reminder_that_was_lost_comes_again_while_no_later_one_is_due():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(10, 7))
    refuse(played, at(10, 7, 9))
    correct(played, at(11, 7, 9))
    played.play(at(11, 7, 9), at(16, 7))
    assert told(played)[1:] == [
        ("10/07 08:00", "remind", ("remind-7:1.1",)),
        ("11/07 09:00", "remind", ("remind-7:1.1",)),
        ("16/07 08:00", "remind", ("remind-3:1.1",)),
    ]


def test_a_deadline_passed_meanwhile_is_escalated_to_the_agency_after_its_distance():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    refuse(played, at(6, 5, 9))
    correct(played, at(25, 7, 17))
    played.play(at(25, 7, 17), at(9, 8))
    assert told(played)[1:] == [
        ("26/07 08:00", "assign", ("assign:1.1",)),
        ("29/07 08:00", "escalate", ("escalate-1:1.1",)),
    ]
    above = [e.at for e in played.docket.entries if e.step == "escalate-3"]
    assert above == [at(31, 7)]


def test_an_escalation_that_was_lost_comes_again_before_the_superior_hears():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(22, 7))
    refuse(played, at(22, 7, 9))
    correct(played, at(29, 7, 9))
    played.play(at(29, 7, 9), at(9, 8))
    assert told(played)[-1] == ("30/07 08:00", "escalate", ("escalate-1:1.1",))
    above = [e.at for e in played.docket.entries if e.step == "escalate-3"]
    assert above == [at(1, 8)]


def test_the_event_of_a_lost_letter_is_told_again_with_the_next_sequence():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    refuse(played, at(6, 5, 9))
    correct(played, at(6, 5, 10))
    (draft,) = played.beat(at(6, 5, 10)).drafts
    assert draft.invitation is not None
    assert draft.invitation.sequence == 1
    assert draft.key == "again-2:notice:contact:2024-05-06"


def test_a_receipt_that_was_lost_is_written_again():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.answer(EntryKind.CONFIRMED, at(7, 5, 9), "1.1")
    receipt = played.docket.entries[-1]
    played.append(EntryKind.UNDELIVERED, at(7, 5, 10), step=str(receipt.n))
    played.beat(at(7, 5, 10))
    correct(played, at(8, 5, 9))
    (draft,) = played.beat(at(8, 5, 9)).drafts
    assert (draft.kind, draft.key) == ("receipt", f"again-2:{receipt.key}")
    assert draft.items[0].key == receipt.key


def test_the_item_is_raised_once_and_ends_with_the_correction():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.append(EntryKind.UNDELIVERED, at(6, 5, 9), step="1")
    assert [s.step for s in played.beat(at(6, 5, 9)).signals] == ["contact"]
    correct(played, at(7, 5, 9))
    (signal,) = played.beat(at(7, 5, 9)).signals
    assert (signal.kind, signal.step) == (EntryKind.CLEARED, "contact")
    assert played.beat(at(7, 5, 9)).signals == ()


def test_an_address_refused_again_is_raised_again():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    for day in (6, 7):
        refuse(played, at(day, 5, 9))
        correct(played, at(day + 1, 5, 8))
        played.beat(at(day + 1, 5, 8))
    kinds = [item[0] for *_, item in told(played)]
    assert kinds == ["assign:1.1"] * 3
    steps = [e.step for e in played.docket.entries if e.step in ("contact", "reached")]
    assert steps == ["contact", "reached"] * 2


def test_late_news_of_a_letter_to_the_old_address_stops_nobody():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    correct(played, at(6, 5, 9))
    played.append(EntryKind.UNDELIVERED, at(6, 5, 10), step="1")
    played.append(EntryKind.UNDELIVERED, at(6, 5, 10), step="1")
    (draft,) = played.beat(at(6, 5, 10)).drafts
    assert draft.kind == "assign"
    assert played.beat(at(6, 5, 10)).drafts == ()


def test_an_address_known_to_be_wrong_without_a_letter_stops_too():
    played = agency(owes("1.1"))
    played.append(EntryKind.UNDELIVERED, ISSUED)
    assert [s.step for s in played.beat(ISSUED).signals] == ["contact"]
    correct(played, at(6, 5, 9))
    assert [d.kind for d in played.beat(at(6, 5, 9)).drafts] == ["assign"]


@pytest.mark.parametrize(
    ("n", "keys"),
    [
        (1, ["answer:a"]),
        (2, ["notice:contact:2024-05-06", "assign:1.1:r1"]),
        (9, []),
    ],
    ids=["an answer", "a notice with what went with it", "a letter nobody queued"],
)
def test_a_letter_is_the_facts_recorded_with_it(n: int, keys: list[str]):
    done = EntryKind.PERFORMED
    facts = [
        Entry(1, ISSUED, done, key="answer:a"),
        Entry(2, ISSUED, done, key="notice:contact:2024-05-06"),
        Entry(3, ISSUED, done, "1.1", "assign", key="assign:1.1:r1"),
        Entry(4, ISSUED, done, key="answer:b"),
        Entry(5, at(7, 5), done, "1.1", "remind-7", key="remind-7:1.1:r1"),
    ]
    assert [fact.key for fact in letter_facts(facts, n)] == keys


def test_what_was_said_beside_a_letter_is_not_lost_with_it():
    """An overtaken reminder stays skipped, whatever became of the letter."""
    played = agency(owes("1.1", date(2024, 5, 10)))
    played.beat(at(8, 5))
    refuse(played, at(8, 5, 9))
    correct(played, at(8, 5, 10))
    standing = stand(played.docket.entries)
    assert "assign:1.1:r1" not in standing.performed
    assert "remind-7:1.1:r1" in standing.performed


def test_a_number_that_is_no_letter_takes_nothing_back():
    played = agency(owes("1.1"))
    played.append(EntryKind.CONFIRMED, ISSUED, duty="1.1", act="a")
    played.append(EntryKind.UNDELIVERED, ISSUED, step="1")
    correct(played, ISSUED)
    standing = stand(played.docket.entries)
    assert (standing.received("1.1"), standing.lost) == (True, {})
