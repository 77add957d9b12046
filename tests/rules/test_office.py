from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.docket import Docket
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.letter import LetterKind, Method
from schemas.matter import Matter, Topic
from tests.rules.season import TERMS, Played, at

MONDAY = at(22, 7)


def office(*recipients: str) -> Played:
    terms = replace(TERMS, recipients=recipients)
    return Played(Docket("van-phong", DocketKind.OFFICE, (), (), terms))


def raise_(played: Played, now: datetime, about: str, step: str) -> None:
    key = f"raised:escalate-3:{about}"
    played.append(EntryKind.RAISED, now, duty=about, step=step, key=key)


def told(played: Played, now: datetime) -> list[tuple[str, tuple[str, ...]]]:
    drafts = played.beat(now).drafts
    return [(d.to, tuple(f"{i.agency}/{i.duty}" for i in d.items)) for d in drafts]


def test_each_recipient_of_the_plan_gets_its_copy_once():
    played = office("so-a", "so-b")
    drafts = played.beat(MONDAY).drafts
    assert [draft.to for draft in drafts] == ["recipient:so-a", "recipient:so-b"]
    assert played.beat(at(23, 7)).drafts == ()


def test_a_superior_reads_of_all_its_agencies_in_one_letter_with_a_call():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    raise_(played, MONDAY, "so-gd/2.1", "superior:ong-b")
    (draft,) = played.beat(MONDAY).drafts
    assert [item.agency for item in draft.items] == ["so-y-te", "so-gd"]
    assert draft.invitation is not None
    assert draft.invitation.starts == at(23, 7, 14)


def clear(played: Played, now: datetime, about: str, topic: str = Topic.LADDER) -> None:
    n = len(played.docket.entries)
    played.append(EntryKind.CLEARED, now, duty=about, step=topic, key=f"cleared:{n}")


def test_a_superior_does_not_read_of_an_agency_that_our_letters_do_not_reach():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    raise_(played, MONDAY, "so-y-te/", Matter.CONTACT)
    raise_(played, MONDAY, "so-gd/2.1", "superior:ong-b")
    assert told(played, MONDAY) == [("superior:ong-b", ("so-gd/2.1",))]
    clear(played, at(23, 7), "so-y-te/", Matter.CONTACT)
    both = ("so-y-te/1.1", "so-gd/2.1")
    assert told(played, at(23, 7)) == [("superior:ong-b", both)]


def test_a_call_about_an_agency_that_our_letters_do_not_reach_is_called_off():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    played.beat(MONDAY)
    raise_(played, at(22, 7, 15), "so-y-te/", Matter.CONTACT)
    (draft,) = played.beat(at(23, 7)).drafts
    assert draft.invitation is not None
    assert draft.invitation.method is Method.CANCEL


def test_a_call_about_which_nothing_is_left_is_called_off_before_its_hour():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    (asked,) = played.beat(MONDAY).drafts
    clear(played, at(22, 7, 15), "so-y-te/1.1")
    assert played.beat(at(22, 7, 15)).wake == at(23, 7)
    (draft,) = played.beat(at(23, 7)).drafts
    assert (draft.to, draft.kind) == ("superior:ong-b", LetterKind.INVITE)
    assert asked.invitation is not None
    assert draft.invitation == asked.invitation._replace(
        method=Method.CANCEL, sequence=1
    )
    assert played.beat(at(24, 7)).drafts == ()


def test_a_call_that_is_over_or_still_has_something_to_discuss_is_not_called_off():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    raise_(played, MONDAY, "so-gd/2.1", "superior:ong-b")
    played.beat(MONDAY)
    clear(played, at(22, 7, 15), "so-y-te/1.1")
    assert played.beat(at(23, 7)).drafts == ()
    clear(played, at(23, 7, 15), "so-gd/2.1")
    assert played.beat(at(24, 7)).drafts == ()


def test_two_calls_with_one_superior_are_called_off_one_a_working_day():
    played = office()
    for day, about in ((19, "so-y-te/1.1"), (22, "so-gd/2.1")):
        raise_(played, at(day, 7), about, "superior:ong-b")
        played.beat(at(day, 7))
    for about in ("so-y-te/1.1", "so-gd/2.1"):
        clear(played, at(22, 7, 9), about)
    assert played.beat(at(22, 7, 9)).drafts == ()
    (draft,) = played.beat(at(23, 7)).drafts
    assert draft.invitation is not None
    assert draft.invitation.day == date(2024, 7, 23)


def test_a_call_whose_letter_never_left_is_not_called_off():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    (draft,) = played.beat(MONDAY).drafts
    assert draft.invitation is not None
    played.append(EntryKind.UNTOLD, MONDAY, duty=draft.invitation.event, step="0")
    clear(played, at(22, 7, 15), "so-y-te/1.1")
    assert played.beat(at(23, 7)).drafts == ()


def test_what_is_raised_after_the_days_letter_waits_for_the_next_working_day():
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", "superior:ong-b")
    played.beat(MONDAY)
    raise_(played, at(22, 7, 9), "so-gd/2.1", "superior:ong-b")
    second = played.beat(at(22, 7, 9))
    assert (second.drafts, second.wake) == ((), at(23, 7))
    assert told(played, at(23, 7)) == [("superior:ong-b", ("so-y-te/1.1", "so-gd/2.1"))]


@pytest.mark.parametrize("step", Matter)
def test_what_the_office_does_itself_is_no_letter(step: str):
    played = office()
    raise_(played, MONDAY, "so-y-te/1.1", step)
    assert told(played, MONDAY) == []


@pytest.mark.parametrize(
    ("now", "wake"),
    [
        pytest.param(at(20, 7, 9), at(22, 7), id="Saturday"),
        pytest.param(at(22, 7, 6), at(22, 7, 8), id="before hours"),
    ],
)
def test_the_superiors_letter_waits_for_letter_hours(now: datetime, wake: datetime):
    played = office()
    raise_(played, now, "so-y-te/1.1", "superior:ong-b")
    decision = played.beat(now)
    assert (decision.drafts, decision.wake) == ((), wake)
