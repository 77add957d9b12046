from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.docket import Docket
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterKind
from schemas.matter import superior
from schemas.plan import Briefs
from tests.rules.season import TERMS, Played, at

BOTH = Briefs(morning="theo-doi", weekly="ong-b")


def office(briefs: Briefs = BOTH, *recipients: str) -> Played:
    terms = replace(TERMS, briefs=briefs, recipients=recipients)
    issued = Entry(1, at(6, 5), EntryKind.ISSUED)
    return Played(Docket("van-phong", DocketKind.OFFICE, (), (issued,), terms))


def told(played: Played) -> list[tuple[date, str]]:
    return [(when.date(), kind) for when, kind, _ in played.told]


def test_a_list_comes_each_working_morning_and_a_page_each_friday():
    played = office()
    played.play(at(18, 7), at(22, 7, 23))
    assert told(played) == [
        (date(2024, 7, 18), "morning"),
        (date(2024, 7, 19), "morning"),
        (date(2024, 7, 19), "weekly"),
        (date(2024, 7, 22), "morning"),
    ]


def test_where_friday_is_off_the_page_comes_on_the_days_before():
    """Thursday, 29 August 2024 is followed by working Friday; 2/9 and 3/9 are off."""
    played = office(Briefs(weekly="ong-b"))
    terms = replace(played.docket.terms, close=at(31, 12))
    played.docket = replace(played.docket, terms=terms)
    played.play(at(26, 8), at(9, 9))
    assert told(played) == [
        (date(2024, 8, 30), "weekly"),
        (date(2024, 9, 6), "weekly"),
    ]


def test_on_the_day_of_issue_there_is_nothing_to_list_yet():
    played = office()
    played.play(at(6, 5), at(7, 5, 23))
    assert told(played) == [(date(2024, 5, 7), "morning")]


@pytest.mark.parametrize(
    ("briefs", "wake"),
    [
        pytest.param(Briefs(), None, id="nobody reads"),
        pytest.param(Briefs(morning="theo-doi"), at(22, 7), id="the morning's list"),
        pytest.param(Briefs(weekly="ong-b"), at(26, 7), id="the leader's page"),
    ],
)
def test_the_office_wakes_for_what_comes_next(briefs: Briefs, wake: datetime | None):
    played = office(briefs)
    assert played.beat(at(20, 7, 9)).wake == wake


def test_nothing_comes_after_the_close():
    played = office()
    played.play(at(30, 7), at(20, 8))
    assert told(played)[-1] == (date(2024, 7, 31), "morning")


def test_a_leader_reads_the_page_and_what_was_raised_in_one_letter():
    played = office()
    key = "raised:escalate-3:1.1:r1"
    played.append(
        EntryKind.RAISED, at(26, 7), duty="so-y-te/1.1", step=superior("ong-b"), key=key
    )
    to_leader = [d for d in played.beat(at(26, 7)).drafts if d.to == superior("ong-b")]
    (draft,) = to_leader
    assert draft.kind is LetterKind.WEEKLY
    assert [item.kind for item in draft.items] == [LetterKind.WEEKLY, LetterKind.DIGEST]
    assert (draft.invitation is not None, draft.not_after) == (True, None)


def test_what_is_raised_after_the_page_waits_for_the_next_working_day():
    played = office(Briefs(weekly="ong-b"))
    played.beat(at(26, 7))
    played.append(
        EntryKind.RAISED, at(26, 7, 9), duty="a/1.1", step=superior("ong-b"), key="r"
    )
    assert played.beat(at(26, 7, 9)).wake == at(29, 7)
    played.play(at(29, 7), at(29, 7, 12))
    assert told(played)[-1] == (date(2024, 7, 29), "digest")


def test_a_copy_that_rides_with_the_list_is_never_stale():
    played = office(Briefs(morning="so-a"), "so-a")
    (draft,) = played.beat(at(7, 5)).drafts
    assert [item.kind for item in draft.items] == [LetterKind.COPY, LetterKind.MORNING]
    assert draft.not_after is None
