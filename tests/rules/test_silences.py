"""Silences: nothing is asked while they last, and nothing piles up behind them."""

from dataclasses import replace
from datetime import date

import pytest

from rules.docket import Docket
from rules.in_force import fall_silent, issue
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.in_force import Signing
from schemas.plan import Plan
from schemas.silence import Silence
from tests.rules.season import TERMS, Played, agency, at, owes
from tests.small_campaign import PLAN, data

ISSUED = at(6, 5)
UNTIL = at(17, 7, 0)


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m %H:%M}", kind, items) for now, kind, items in played.told]


def skipped(played: Played) -> list[str]:
    return [e.step for e in played.docket.entries if e.kind is EntryKind.SKIPPED]


def silence(played: Played, now, until=UNTIL, duty: str = "") -> None:
    played.append(EntryKind.SILENCED, now, duty=duty, step=until.isoformat())


def test_reminders_in_a_silence_are_skipped_and_the_next_one_ahead_follows():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(31, 5))
    silence(played, at(31, 5))
    played.play(at(31, 5), at(18, 7))
    assert told(played)[1:] == [("18/07 08:00", "remind", ("remind-1:1.1",))]
    assert skipped(played) == ["remind-7", "remind-3"]


def test_the_same_follows_where_nobody_looked_while_it_lasted():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(31, 5))
    silence(played, at(31, 5))
    played.play(at(17, 7, 9), at(18, 7))
    assert told(played)[1:] == [("18/07 08:00", "remind", ("remind-1:1.1",))]
    assert skipped(played) == ["remind-7", "remind-3"]


def test_escalations_wait_the_policys_distances_after_a_silence():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(18, 7))
    silence(played, at(19, 7), until=at(27, 7, 0))
    played.play(at(19, 7), at(9, 8))
    assert told(played)[-1] == ("30/07 08:00", "escalate", ("escalate-1:1.1",))
    above = [e.at for e in played.docket.entries if e.step == "escalate-3"]
    assert above == [at(1, 8)]


def test_a_superior_waits_the_distance_too():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(22, 7))
    silence(played, at(23, 7), until=at(27, 7, 0))
    played.play(at(23, 7), at(9, 8))
    above = [e.at for e in played.docket.entries if e.step == "escalate-3"]
    assert above == [at(31, 7)]


def test_an_answer_still_goes_out():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    silence(played, at(7, 5))
    played.append(EntryKind.CONFIRMED, at(7, 5, 9), duty="1.1", act="a")
    assert [d.kind for d in played.beat(at(7, 5, 9)).drafts] == ["receipt"]


def test_an_assignment_waits_for_the_end():
    played = agency(owes("1.1", binding=False))
    silence(played, ISSUED, until=at(8, 5, 0))
    assert played.beat(ISSUED).wake == at(8, 5, 0)
    played.play(at(8, 5, 0), at(9, 5))
    assert told(played) == [("08/05 08:00", "assign", ("assign:1.1",))]


def test_a_silent_duty_leaves_the_others_alone():
    played = agency(owes("1.1"), owes("1.2"))
    played.play(ISSUED, at(31, 5))
    silence(played, at(31, 5), duty="1.2")
    played.play(at(31, 5), at(18, 7))
    assert [items for *_, items in told(played)][1:] == [
        ("remind-7:1.1",),
        ("remind-3:1.1",),
        ("remind-1:1.1", "remind-1:1.2"),
    ]


def test_a_silence_ended_early_counts_from_then():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(31, 5))
    silence(played, at(31, 5))
    played.beat(at(31, 5))
    played.append(EntryKind.UNSILENCED, at(12, 7, 9))
    played.play(at(12, 7, 9), at(16, 7))
    assert told(played)[1:] == [("16/07 08:00", "remind", ("remind-3:1.1",))]
    assert skipped(played) == ["remind-7"]


def test_the_whole_campaign_falls_silent_by_its_terms():
    terms = replace(TERMS, silence=Silence(since=at(31, 5), until=UNTIL))
    played = agency(owes("1.1"), terms=terms)
    played.play(ISSUED, at(18, 7))
    assert [kind for _, kind, _ in told(played)] == ["assign", "remind"]


def test_what_is_settled_in_a_silence_is_cleared_for_the_office():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(24, 7))
    silence(played, at(25, 7), until=at(9, 8))
    played.append(EntryKind.FULFILLED, at(25, 7, 9), duty="1.1", act="a")
    (signal,) = played.beat(at(25, 7, 9)).signals
    assert signal.kind is EntryKind.CLEARED


@pytest.mark.parametrize(
    ("moment", "covered"), [(ISSUED, True), (at(5, 5), False), (UNTIL, False)]
)
def test_a_silence_has_a_beginning_and_an_end(moment, covered: bool):
    assert Silence(since=ISSUED, until=UNTIL).covers(moment) is covered


def test_a_silence_of_the_campaign_is_a_revision_of_its_plan():
    signing = Signing(number="1/KH", signed_on=date(2024, 5, 6), signer="Chủ tịch")
    signed = issue(Plan.model_validate(data(PLAN)), signing, ISSUED)
    silent = Silence(since=ISSUED, until=UNTIL)
    after = fall_silent(signed, silent)
    assert (after.revision, after.silence) == (signed.revision + 1, silent)


def test_superiors_hear_nothing_in_a_silence_of_the_campaign():
    silence_ = Silence(since=ISSUED, until=UNTIL)
    terms = replace(TERMS, silence=silence_, recipients=("so-a",))
    played = Played(Docket("@office", DocketKind.OFFICE, (), (), terms))
    key = "raised:escalate-3:1.1"
    played.append(
        EntryKind.RAISED, ISSUED, duty="so-b/1.1", step="superior:ong-b", key=key
    )
    assert played.beat(ISSUED).drafts == ()
    assert played.beat(ISSUED).wake is not None
    after = {draft.to for draft in played.beat(at(17, 7)).drafts}
    assert after >= {"recipient:so-a", "superior:ong-b"}
