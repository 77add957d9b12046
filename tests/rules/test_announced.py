"""Announcements: said once, with the day's notice or by themselves when urgent."""

from dataclasses import replace
from datetime import datetime

import pytest

from rules.foreseen import Foreseen, foresee
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterClass, LetterKind
from schemas.silence import Silence
from tests.rules.season import TERMS, Played, agency, at, owes

ISSUED = at(6, 5)
TUESDAY = at(14, 5, 9)


def announce(
    played: Played, now: datetime, act: str = "x", kind: str = LetterKind.ANNOUNCE
) -> None:
    played.append(EntryKind.ANNOUNCED, now, step=kind, act=act, key=f"announced:{act}")


def told(played: Played) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f"{now:%d/%m %H:%M}", kind, items) for now, kind, items in played.told]


@pytest.fixture
def assigned() -> Played:
    """An agency that owes one duty until 19/7 and was told so on 6/5."""
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    played.told.clear()
    return played


def test_it_goes_in_letter_hours_as_the_days_notice(assigned: Played):
    announce(assigned, at(14, 5, 12))
    assigned.play(at(14, 5, 12), at(16, 5))
    assert told(assigned) == [("14/05 14:00", "announce", ("x:",))]


def test_it_goes_with_all_that_is_due_in_one_letter(assigned: Played):
    day = at(10, 7)  # seven working days before the deadline
    announce(assigned, day)
    assigned.play(day, at(11, 7))
    assert told(assigned) == [("10/07 08:00", "remind", ("remind-7:1.1", "x:"))]


def test_where_the_days_notice_went_it_waits_for_the_next_working_day():
    played = agency(owes("1.1"))
    announce(played, at(10, 5, 9))
    played.beat(at(10, 5, 8))  # a Friday: its beat says both at once
    announce(played, at(10, 5, 9), act="y")
    played.play(at(10, 5, 9), at(14, 5))
    assert told(played) == [
        ("10/05 08:00", "assign", ("assign:1.1", "x:")),
        ("13/05 08:00", "announce", ("y:",)),
    ]


def test_the_letter_lasts_until_the_close_though_the_reminder_would_not(
    assigned: Played,
):
    announce(assigned, at(10, 7))
    (draft,) = assigned.beat(at(10, 7)).drafts
    assert draft.not_after == TERMS.close


def test_an_urgent_one_goes_by_itself_though_the_days_notice_went():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    announce(played, at(6, 5, 9), kind=LetterKind.URGENT)
    (draft,) = played.beat(at(6, 5, 9)).drafts
    assert (draft.kind, draft.letter_class, draft.to) == (
        LetterKind.URGENT,
        LetterClass.URGENT,
        "contact",
    )
    assert [item.key for item in draft.items] == ["announce:x"]
    assert played.beat(at(6, 5, 10)).drafts == ()


@pytest.mark.parametrize(
    ("ordered", "goes"),
    [
        (at(14, 5, 7, 30), "14/05 07:30"),
        (at(14, 5, 12), "14/05 13:30"),
        (at(14, 5, 16, 59), "14/05 16:59"),
        (at(14, 5, 22), "15/05 07:30"),
        (at(11, 5, 9), "13/05 07:30"),
    ],
    ids=["early", "at noon", "late", "at night", "on a Saturday"],
)
def test_an_urgent_one_waits_for_working_hours_only(
    assigned: Played, ordered: datetime, goes: str
):
    announce(assigned, ordered, kind=LetterKind.URGENT)
    assigned.play(ordered, at(16, 5))
    assert told(assigned) == [(goes, "urgent", ("x:",))]


def test_an_urgent_one_leaves_the_days_notice_its_place(assigned: Played):
    day = at(10, 7)
    announce(assigned, day, kind=LetterKind.URGENT)
    assigned.beat(day)
    assert [kind for _, kind, _ in told(assigned)] == ["urgent", "remind"]


def test_two_urgent_ones_are_two_letters(assigned: Played):
    for act in ("x", "y"):
        announce(assigned, TUESDAY, act, LetterKind.URGENT)
    assigned.beat(TUESDAY)
    assert [items for *_, items in told(assigned)] == [("x:",), ("y:",)]


def test_one_that_came_back_is_said_again_to_the_corrected_address(assigned: Played):
    for kind in (LetterKind.ANNOUNCE, LetterKind.URGENT):
        announce(assigned, TUESDAY, kind, kind)
    assigned.beat(TUESDAY)
    letters = [
        entry.n
        for entry in assigned.docket.entries
        if entry.key
        and entry.key.startswith(("notice:contact:2024-05-14", "announce:"))
    ]
    for n in letters[:2]:
        assigned.append(EntryKind.UNDELIVERED, at(14, 5, 10), step=str(n))
    assigned.told.clear()
    announce(assigned, at(14, 5, 10), "meanwhile", LetterKind.URGENT)
    assert assigned.beat(at(14, 5, 10)).drafts == ()
    assigned.append(EntryKind.CORRECTED, at(15, 5))
    assigned.play(at(15, 5), at(16, 5))
    assert [(kind, items) for _, kind, items in assigned.told] == [
        ("urgent", ("urgent:",)),
        ("urgent", ("meanwhile:",)),
        ("announce", ("announce:",)),
    ]


@pytest.mark.parametrize("kind", [LetterKind.ANNOUNCE, LetterKind.URGENT])
@pytest.mark.parametrize(
    ("since", "until", "goes"),
    [
        (at(14, 5), at(15, 5, 0), False),
        (at(14, 5, 9), at(15, 5, 0), False),
        (at(14, 5, 10), at(15, 5, 0), False),
        (at(13, 5), at(14, 5, 9), True),
    ],
    ids=["silent when ordered", "from that moment", "silent before it went", "over"],
)
def test_what_a_silence_overtakes_is_skipped_and_does_not_pile_up(
    assigned: Played, kind: str, since: datetime, until: datetime, goes: bool
):
    ordered = at(14, 5, 9)
    if since < ordered:
        assigned.append(EntryKind.SILENCED, since, step=until.isoformat())
    announce(assigned, ordered, kind=kind)
    if since >= ordered:
        assigned.append(EntryKind.SILENCED, since, step=until.isoformat())
    assigned.play(max(since, ordered), at(17, 5))
    assert bool(told(assigned)) is goes
    kinds = {e.kind for e in assigned.docket.entries if e.key == "announce:x"}
    assert kinds == {EntryKind.PERFORMED if goes else EntryKind.SKIPPED}


def test_the_campaigns_silence_overtakes_it_too():
    terms = replace(TERMS, silence=Silence(since=at(14, 5), until=at(15, 5, 0)))
    played = agency(owes("1.1"), terms=terms)
    played.beat(ISSUED)
    announce(played, TUESDAY)
    played.play(TUESDAY, at(17, 5))
    assert [kind for _, kind, _ in told(played)] == ["assign"]


def said(kind: str = LetterKind.ANNOUNCE) -> Entry:
    return Entry(0, TUESDAY, EntryKind.ANNOUNCED, step=kind, act="x")


def test_it_is_foreseen_with_what_is_due_then(assigned: Played):
    before = assigned.docket
    now = at(9, 7, 17)
    foreseen = foresee(before, said(), now)
    assert foreseen is not None
    assert foreseen.at == at(10, 7)
    assert [item.key for item in foreseen.beside] == ["remind-7:1.1:r1"]
    assert assigned.docket == before


def test_it_is_foreseen_behind_the_notice_of_the_day():
    played = agency(owes("1.1"))
    played.beat(ISSUED)
    assert foresee(played.docket, said(), ISSUED) == Foreseen(at(7, 5), ())
    urgent = foresee(played.docket, said(LetterKind.URGENT), ISSUED)
    assert urgent == Foreseen(ISSUED, ())


def test_it_is_foreseen_beside_the_answer_to_an_act(assigned: Played):
    assigned.append(EntryKind.CONFIRMED, TUESDAY, duty="1.1", act="a")
    assert foresee(assigned.docket, said(), TUESDAY) == Foreseen(TUESDAY, ())


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        (EntryKind.UNDELIVERED, "0"),
        (EntryKind.SILENCED, at(1, 9).isoformat()),
    ],
    ids=["stopped", "silent"],
)
def test_nothing_is_foreseen_for_whom_no_letter_goes_to(
    assigned: Played, kind: EntryKind, step: str
):
    assigned.append(kind, TUESDAY, step=step)
    assert foresee(assigned.docket, said(), TUESDAY) is None


def test_nothing_is_foreseen_behind_the_close(assigned: Played):
    over = TERMS.close.replace(hour=0)
    assert foresee(assigned.docket, said(), over) is None
