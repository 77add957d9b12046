from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.decide import decide
from schemas.action import Decision
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.letter import LetterClass, LetterKind, Method
from schemas.matter import Matter
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m %H:%M}", kind, items) for now, kind, items in played.told]


def test_a_silent_agency_is_assigned_reminded_and_escalated_as_the_policy_says():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(31, 7))
    assert told(played) == [
        ("06/05 08:00", "assign", ("assign:1.1",)),
        ("10/07 08:00", "remind", ("remind-7:1.1",)),
        ("16/07 08:00", "remind", ("remind-3:1.1",)),
        ("18/07 08:00", "remind", ("remind-1:1.1",)),
        ("22/07 08:00", "escalate", ("escalate-1:1.1",)),
    ]
    signals = [e for e in played.docket.entries if e.step == "escalate-3"]
    assert [f"{e.at:%d/%m}" for e in signals] == ["24/07"]


def test_deciding_performs_nothing_on_the_docket_itself():
    docket = agency(owes("1.1")).docket
    first = decide(docket, ISSUED)
    assert first.drafts
    assert decide(docket, ISSUED) == first


def test_two_duties_due_on_one_day_share_their_letters():
    played = agency(owes("1.1"), owes("1.2"))
    played.play(ISSUED, at(31, 7))
    assert [items for _, _, items in told(played)][:2] == [
        ("assign:1.1", "assign:1.2"),
        ("remind-7:1.1", "remind-7:1.2"),
    ]


def test_invitations_of_further_days_follow_one_a_day_in_letters_of_their_own():
    played = agency(owes("1.1", date(2024, 6, 28)), owes("1.2", date(2024, 7, 19)))
    first = played.beat(ISSUED)
    assert [d.invitation.event for d in first.drafts if d.invitation] == [
        "day:2024-06-28"
    ]
    assert first.wake == at(7, 5)
    second = played.beat(at(7, 5))
    assert [(d.kind, d.invitation and d.invitation.event) for d in second.drafts] == [
        ("invite", "day:2024-07-19")
    ]


def test_an_escalation_moves_the_agencys_event_behind_its_day():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(18, 7))
    (draft,) = played.beat(at(22, 7)).drafts
    assert draft.invitation is not None
    assert draft.invitation.sequence == 1
    assert draft.invitation.overdue
    assert draft.invitation.day == date(2024, 7, 23)
    assert draft.copy_to == ("head",)


@pytest.mark.parametrize(
    ("modality", "step"),
    [(Modality.ASSIGNED, "superior"), (Modality.ASKED, "call")],
)
def test_the_second_escalation_is_raised_for_the_office(modality: Modality, step: str):
    played = agency(owes("1.1", modality=modality))
    played.play(ISSUED, at(23, 7))
    decision = played.beat(at(24, 7))
    assert [s.step for s in decision.signals] == [step]
    assert decision.drafts == ()


def test_a_proposed_date_nobody_confirmed_neither_reminds_nor_escalates_nor_invites():
    played = agency(owes("1.1", binding=False))
    played.play(ISSUED, at(31, 7))
    assert told(played) == [("06/05 08:00", "assign", ("assign:1.1",))]


def test_a_fulfilled_duty_is_not_spoken_of_and_its_receipt_goes_out_once():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(10, 7))
    played.answer(EntryKind.FULFILLED, at(11, 7, 9), "1.1")
    played.play(at(11, 7, 10), at(31, 7))
    assert told(played)[2:] == [("11/07 09:00", "receipt", ("fulfilled:1.1",))]


def test_a_receipt_alone_does_not_stop_the_reminders_before_the_deadline():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.answer(EntryKind.CONFIRMED, at(7, 5, 9), "1.1")
    played.play(at(7, 5, 9), at(17, 7))
    assert [kind for _, kind, _ in told(played)] == [
        "assign",
        "receipt",
        "remind",
        "remind",
    ]


def test_an_undone_fulfilment_arms_the_ladder_where_it_stood():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(10, 7))
    played.answer(EntryKind.FULFILLED, at(11, 7, 9), "1.1")
    done = next(e for e in played.docket.entries if e.kind is EntryKind.FULFILLED)
    played.append(
        EntryKind.UNDONE, at(12, 7, 9), duty="1.1", step=str(done.n), act="undo"
    )
    played.play(at(12, 7, 9), at(16, 7))
    assert [items for *_, items in told(played)][-1] == ("remind-3:1.1",)


def test_after_an_outage_one_letter_comes_and_the_superior_waits_its_turn():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(10, 7))
    late = played.beat(at(25, 7, 9))
    assert [(d.kind, [i.step for i in d.items]) for d in late.drafts] == [
        ("escalate", ["escalate-1"])
    ]
    assert late.signals == ()
    skipped = [e.step for e in played.docket.entries if e.kind is EntryKind.SKIPPED]
    assert skipped == ["remind-3", "remind-1"]
    assert late.wake == at(29, 7)
    assert [s.step for s in played.beat(at(29, 7)).signals] == ["superior"]


@pytest.mark.parametrize(
    ("now", "wake"),
    [
        (at(6, 5, 6), at(6, 5, 8)),
        (at(6, 5, 10, 30), at(6, 5, 14)),
        (at(6, 5, 16), at(7, 5)),
        (at(11, 5, 9), at(13, 5)),
        (at(30, 4, 9), at(2, 5)),
    ],
    ids=["before hours", "at noon", "evening", "Saturday", "holiday"],
)
def test_a_notice_waits_for_letter_hours(now, wake):
    decision = agency(owes()).beat(now)
    assert (decision.drafts, decision.wake) == ((), wake)


def test_an_answer_needs_working_hours_only():
    played = agency(owes())
    played.append(EntryKind.CONFIRMED, at(6, 5, 11), duty="1.1", act="x")
    (draft,) = played.beat(at(6, 5, 11)).drafts
    assert draft.letter_class is LetterClass.ANSWER


def test_a_refused_letter_stops_the_ladder_and_tells_the_office_once():
    played = agency(owes())
    played.beat(ISSUED)
    played.append(EntryKind.UNDELIVERED, at(6, 5, 9))
    assert [s.step for s in played.beat(at(6, 5, 9)).signals] == ["contact"]
    played.play(at(6, 5, 10), at(31, 7))
    assert len(played.told) == 1


def raised_and_cleared(played: Played) -> list[tuple[str, str]]:
    steps = ("escalate-3", "cleared", "raised-again", "cleared-2", "raised-again-2")
    return [(f"{e.at:%d/%m}", e.step) for e in played.docket.entries if e.step in steps]


def undo_fulfilment(played: Played, now: datetime) -> None:
    done = [e for e in played.docket.entries if e.kind is EntryKind.FULFILLED][-1]
    played.append(
        EntryKind.UNDONE, now, duty=done.duty, step=str(done.n), act=f"u{done.n}"
    )


def test_a_fulfilment_undone_after_the_superior_was_told_is_raised_again():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(24, 7))
    for hour in (9, 10):
        played.answer(EntryKind.FULFILLED, at(25, 7, hour), "1.1")
        undo_fulfilment(played, at(25, 7, hour, 30))
        (signal,) = played.beat(at(25, 7, hour, 30)).signals
        assert (signal.kind, signal.step) == (EntryKind.RAISED, "superior")
        assert played.beat(at(25, 7, hour, 30)).actions == ()
    assert [step for _, step in raised_and_cleared(played)] == [
        "escalate-3",
        "cleared",
        "raised-again",
        "cleared-2",
        "raised-again-2",
    ]


def test_a_fulfilment_given_and_undone_between_two_beats_raises_nothing():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(24, 7))
    played.append(EntryKind.FULFILLED, at(25, 7, 9), duty="1.1", act="a")
    undo_fulfilment(played, at(25, 7, 9))
    assert played.beat(at(25, 7, 9)).signals == ()


def test_an_escalation_is_never_stale_for_the_superior_would_hear_first():
    close = date(2024, 7, 31)
    played = agency(owes("1.1", close))
    played.play(ISSUED, at(31, 7))
    (draft,) = played.beat(at(1, 8)).drafts
    assert (draft.kind, draft.not_after) == ("escalate", None)


def invited(decision: Decision) -> list[tuple]:
    told = [d.invitation for d in decision.drafts if d.invitation]
    return [(one.method, one.event, one.sequence, one.duties) for one in told]


def test_a_receipt_takes_the_changed_event_of_its_agency_with_it():
    played = agency(owes("1.1"), owes("1.2"))
    assert invited(played.beat(ISSUED)) == [
        (Method.REQUEST, "day:2024-07-19", 0, ("1.1", "1.2"))
    ]
    played.append(EntryKind.FULFILLED, at(7, 5, 9), duty="1.1", act="a")
    assert invited(played.beat(at(7, 5, 9))) == [
        (Method.REQUEST, "day:2024-07-19", 1, ("1.2",))
    ]
    played.append(EntryKind.FULFILLED, at(7, 5, 10), duty="1.2", act="b")
    assert invited(played.beat(at(7, 5, 10))) == [
        (Method.CANCEL, "day:2024-07-19", 2, ())
    ]


def test_a_lost_link_is_answered_without_an_event():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.docket = replace(played.docket, assignments=())
    played.append(EntryKind.LINK_ASKED, at(6, 5, 9), act="a")
    (draft,) = played.beat(at(6, 5, 9)).drafts
    assert (draft.kind, draft.invitation) == (LetterKind.LINK, None)


def test_what_the_receipts_did_not_take_follows_on_the_next_working_day():
    played = agency(owes("1.1", date(2024, 6, 28)), owes("1.2"))
    played.play(ISSUED, at(7, 5))
    for duty in ("1.1", "1.2"):
        played.append(EntryKind.FULFILLED, at(8, 5, 9), duty=duty, act="all")
    first = played.beat(at(8, 5, 9))
    assert invited(first) == [(Method.CANCEL, "day:2024-06-28", 1, ())]
    assert first.wake == at(9, 5)
    second = played.beat(at(9, 5))
    assert invited(second) == [(Method.CANCEL, "day:2024-07-19", 1, ())]
    assert [draft.kind for draft in second.drafts] == [LetterKind.INVITE]


def test_a_withdrawn_duty_leaves_the_calendar_the_same_day():
    played = agency(owes("1.1"))
    played.play(ISSUED, ISSUED)
    played.docket = replace(played.docket, assignments=())
    later = played.beat(at(6, 5, 9))
    assert (later.drafts, later.wake) == ((), at(7, 5))
    assert invited(played.beat(at(7, 5))) == [(Method.CANCEL, "day:2024-07-19", 1, ())]


def test_a_day_that_has_passed_changes_only_in_letters_that_leave_anyway():
    played = agency(owes("1.1", date(2024, 6, 28)), owes("1.2", date(2024, 6, 28)))
    played.play(ISSUED, at(4, 7))
    played.docket = replace(played.docket, assignments=played.docket.assignments[:1])
    assert played.beat(at(5, 7)).drafts == ()
    played.append(EntryKind.FULFILLED, at(5, 7, 9), duty="1.1", act="a")
    assert invited(played.beat(at(5, 7, 9))) == [
        (Method.CANCEL, "day:2024-06-28", 2, ())
    ]


def test_an_event_whose_letter_never_left_is_told_again():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.append(EntryKind.UNTOLD, at(6, 5, 9), duty="day:2024-07-19", step="0")
    assert played.beat(at(6, 5, 9)).drafts == ()
    assert invited(played.beat(at(7, 5))) == [
        (Method.REQUEST, "day:2024-07-19", 1, ("1.1",))
    ]


def about_replies(played: Played, now: datetime) -> list[EntryKind]:
    signals = played.beat(now).signals
    return [one.kind for one in signals if one.step == Matter.REPLY]


def test_what_came_by_mail_is_an_item_until_somebody_has_read_it():
    played = agency(owes())
    played.beat(at(6, 5))
    played.append(EntryKind.REPLIED, at(6, 5, 10), step="written")
    assert about_replies(played, at(6, 5, 10)) == [EntryKind.RAISED]
    played.append(EntryKind.READ, at(6, 5, 11))
    played.append(EntryKind.REPLIED, at(6, 5, 12), step="written")
    # The end goes first, or it would take away what came since.
    assert about_replies(played, at(6, 5, 12)) == [EntryKind.CLEARED, EntryKind.RAISED]
    assert about_replies(played, at(6, 5, 13)) == []


def test_what_was_read_before_any_beat_is_no_item_at_all():
    played = agency(owes())
    played.beat(at(6, 5))
    played.append(EntryKind.REPLIED, at(6, 5, 10), step="written")
    played.append(EntryKind.READ, at(6, 5, 11))
    assert about_replies(played, at(6, 5, 12)) == []


@pytest.mark.parametrize("stopped", [False, True])
def test_what_came_by_mail_is_an_item_once_and_no_letter(stopped: bool):
    played = agency(owes())
    played.beat(at(6, 5))
    if stopped:
        played.append(EntryKind.UNDELIVERED, at(6, 5, 9))
        played.beat(at(6, 5, 9))
    told = len(played.told)
    for hour in (10, 11):
        played.append(EntryKind.REPLIED, at(6, 5, hour), step="written")
        signals = played.beat(at(6, 5, hour)).signals
        assert [(one.kind, one.step) for one in signals] == [
            (EntryKind.RAISED, Matter.REPLY)
        ]
        assert played.beat(at(6, 5, hour)).actions == ()
    assert len(played.told) == told
