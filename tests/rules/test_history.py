"""Histories that break a promise, one each: the checker must name it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from rules import history
from rules.docket import Docket
from rules.history import Kept, Promise, Violation
from rules.mailed import Taken, mailed
from rules.status import count
from schemas.assignment import Counts
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, Letter, LetterClass, LetterKind, LetterState
from tests.rules.season import agency, at, owes

PERFORMED = EntryKind.PERFORMED
NOON = at(6, 5, 12)


def docket(*facts: tuple[EntryKind, str, str], last: date = date(2024, 7, 19)):
    """A docket whose facts are of (kind, duty, key), an hour apart."""
    played = agency(owes("1.1", last))
    for hour, (kind, duty, key) in enumerate(facts, start=8):
        played.append(kind, at(6, 5, hour), duty=duty, key=key, act=f"a{hour}")
    return played.docket


def told() -> Docket:
    """A docket after its first beat."""
    played = agency(owes())
    played.beat(at(6, 5))
    return played.docket


def letter(
    n: int, key: str, *items: Item, queued: datetime | None = None, to: str = "contact"
) -> Letter:
    return Letter(
        1,
        n,
        f"season/so-y-te/{key}",
        LetterKind.REMIND,
        LetterClass.NOTICE,
        to,
        (),
        items,
        None,
        queued or at(6, 5, 7 + n),
        None,
        None,
        LetterState.SENT,
        fence=1,
        attempts=1,
    )


def item(kind: LetterKind, duty: str = "1.1", agency: str = "") -> Item:
    return Item("k", kind, duty, agency=agency)


def promises(found) -> list[Promise]:
    return [one.promise for one in found]


def test_what_a_docket_does_breaks_nothing():
    played = agency(owes())
    played.play(at(6, 5), at(30, 7))
    assert list(history.facts(played.docket)) == []


def test_facts_are_numbered_without_a_gap():
    gap = replace(docket(), entries=(Entry(2, NOON, EntryKind.SEEN),))
    (found,) = history.facts(gap)
    assert found == Violation(
        Promise.NUMBERED, "so-y-te", 2, "fact 2 stands where 1 is expected"
    )


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        (("a", "a"), "a is recorded 2 times"),
        (("a", "again-2:a"), "a was performed 2 times"),
        (("",), "an action was performed without a key"),
    ],
)
def test_an_action_is_performed_once(keys: tuple[str, ...], what: str):
    found = list(history.facts(docket(*((PERFORMED, "", key) for key in keys))))
    assert {one.what for one in found} == {what}
    assert set(promises(found)) == {Promise.ONCE}


def test_what_was_taken_back_is_performed_again():
    played = agency(owes())
    played.append(PERFORMED, NOON, key="escalate-1:1.1:r1")
    played.append(EntryKind.UNSAID, NOON, step="escalate-1:1.1:r1", key="u")
    played.append(PERFORMED, NOON, key="again-2:escalate-1:1.1:r1")
    assert list(history.facts(played.docket)) == []


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [
        ("assign:1.1:r1", "remind-7:1.1:r1", False),
        ("remind-7:1.1:r1", "remind-3:1.1:r1", False),
        ("remind-1:1.1:r1", "escalate-1:1.1:r1", False),
        ("escalate-1:1.1:r1", "tell-3:1.1:r1", False),
        ("escalate-3:1.1:r1", "remind-3:1.1:r1x9", False),
        ("escalate-3:1.1:r1", "remind-3:1.2:r1", False),
        ("remind-3:1.1:r1", "remind-7:1.1:r1", True),
        ("escalate-1:1.1:r1", "remind-1:1.1:r1", True),
        ("draft-8:1.1:r1", "escalate-3:1.1:r1", True),
        ("remind-7:1.1:r1", "assign:1.1:r1", True),
    ],
)
def test_the_ladder_is_climbed_in_order(first: str, second: str, broken: bool):
    found = list(
        history.facts(docket((PERFORMED, "1.1", first), (PERFORMED, "", second)))
    )
    assert promises(found) == [Promise.LADDER] * broken


@pytest.mark.parametrize(("duty", "broken"), [("1.1", False), ("1.2", True)])
def test_the_letter_that_assigns_comes_once_its_receipt_was_taken_back(
    duty: str, broken: bool
):
    played = agency(owes("1.1"), owes("1.2"))
    played.append(EntryKind.CONFIRMED, NOON, duty=duty, act="a")
    played.append(PERFORMED, NOON, duty="1.1", key="remind-7:1.1:r1")
    played.append(EntryKind.UNDONE, NOON, duty=duty, step="1", act="u")
    played.append(PERFORMED, NOON, duty="1.1", key="assign:1.1:r1")
    found = list(history.facts(played.docket))
    assert promises(found) == [Promise.LADDER] * broken


def test_a_step_that_is_skipped_is_in_nobodys_way():
    facts = (
        (PERFORMED, "1.1", "escalate-1:1.1:r1"),
        (EntryKind.SKIPPED, "1.1", "remind-1:1.1:r1"),
    )
    assert list(history.facts(docket(*facts))) == []


def test_a_letter_is_of_its_action_and_each_notice_is_a_letter():
    one = docket((PERFORMED, "", "notice:contact:2024-05-06"))
    key = "notice:contact:2024-05-06"
    assert list(history.letters(one, "season", [letter(1, key)])) == []
    (missing,) = history.letters(one, "season", [])
    assert missing.what == f"{key} was performed and no letter was queued"
    (other,) = history.letters(one, "season", [letter(1, "answer:a")])
    assert "is of no action performed" in other.what
    (beside,) = history.letters(one, "season", [letter(1, key, queued=NOON)])
    assert beside.what.endswith("was queued beside its action")
    (unknown,) = history.letters(docket(), "season", [letter(1, key)])
    assert unknown.promise is Promise.LETTERS


@pytest.mark.parametrize(
    ("said", "asked", "broken"),
    [
        (EntryKind.CONFIRMED, LetterKind.ASSIGN, True),
        (EntryKind.CONFIRMED, LetterKind.RECEIVE, True),
        (EntryKind.CONFIRMED, LetterKind.REMIND, False),
        (EntryKind.FULFILLED, LetterKind.REMIND, True),
        (EntryKind.DECLINED, LetterKind.ESCALATE, True),
        (EntryKind.ACCEPTED, LetterKind.UPDATE, True),
        (EntryKind.SEEN, LetterKind.ASSIGN, False),
        (EntryKind.FULFILLED, LetterKind.RECEIPT, False),
    ],
)
def test_no_letter_asks_for_what_was_answered_before_it(
    said: EntryKind, asked: LetterKind, broken: bool
):
    key = "notice:contact:2024-05-06"
    one = docket((said, "1.1", ""), (PERFORMED, "", key))
    found = history.letters(one, "season", [letter(2, key, item(asked))])
    assert promises(found) == [Promise.ANSWERED] * broken


def test_what_a_digest_says_of_others_is_not_looked_for_in_the_offices_own_facts():
    key = "notice:superior:x:2024-05-06"
    one = docket((EntryKind.FULFILLED, "1.1", ""), (PERFORMED, "", key))
    about = item(LetterKind.DIGEST, agency="so-y-te")
    assert list(history.letters(one, "season", [letter(2, key, about)])) == []


def test_no_letter_asks_for_what_was_withdrawn_before_it():
    asks, tells = item(LetterKind.REMIND), item(LetterKind.RECEIPT)
    of_another = item(LetterKind.DIGEST, agency="so-gddt")
    later = [letter(2, "k", asks, tells, of_another, queued=at(6, 5, 10))]
    (found,) = history.withdrawn("so-y-te", later, {"1.1": at(6, 5, 9)})
    assert found.what == "remind asks for 1.1, which was withdrawn"
    assert list(history.withdrawn("so-y-te", later, {"1.1": at(6, 5, 10)})) == []
    assert list(history.withdrawn("so-y-te", later, {"1.2": at(6, 5, 9)})) == []


def test_what_was_answered_by_the_claim_is_not_asked_after_it():
    one = docket((EntryKind.FULFILLED, "1.1", ""))
    asks = [item(LetterKind.DIGEST)]
    assert list(history.answered(one, 9, asks, at(6, 5, 7))) == []
    assert promises(history.answered(one, 9, asks, at(6, 5, 8))) == [Promise.ANSWERED]


def kept(of: Docket, wake: datetime | None, now: datetime, **other) -> Kept:
    counts = count(of.assignments, of.standing, now)
    return Kept(of.entries[-1].n, wake, counts, settled=True)._replace(**other)


def test_a_docket_stands_where_its_facts_do():
    played = agency(owes())
    wake = played.beat(at(6, 5)).wake
    assert wake is not None
    one, now = played.docket, at(6, 5, 9)
    assert list(history.state(one, kept(one, wake, now), now)) == []
    late = at(30, 7)
    assert list(history.state(one, kept(one, wake, now), late)) == []
    (stands,) = history.state(one, kept(one, wake, now, n=99), now)
    assert "stands at fact 99" in stands.what
    wrong = Counts(9, 9, 9, 9)
    (counts,) = history.state(one, kept(one, wake, now, counts=wrong), now)
    assert counts.what == "the docket counts 9/9/9/9, its facts 1/0/0/0"
    (sleeps,) = history.state(one, kept(one, wake + timedelta(days=1), now), now)
    assert "sleeps past" in sleeps.what
    (forever,) = history.state(one, kept(one, None, now), now)
    assert "sleeps past" in forever.what


def test_an_earlier_wake_at_which_nothing_is_due_may_be_slept_past():
    played = agency(owes(), owes("1.2"))
    played.beat(at(6, 5, 8))
    played.append(EntryKind.ANNOUNCED, at(6, 5, 9), step="announce", act="o1", key="o1")
    wake = played.beat(at(6, 5, 9)).wake
    assert wake is not None
    one, lunch = played.docket, at(6, 5, 12)
    looked = history.decide(one, lunch).wake
    assert looked is not None
    assert looked < wake
    assert list(history.state(one, kept(one, wake, lunch), lunch)) == []


def test_a_docket_that_sleeps_past_its_day_has_something_due():
    one, now = told(), at(18, 7)
    found = list(history.state(one, kept(one, None, now), now))
    assert any("is due and the docket sleeps" in broken.what for broken in found)


def test_what_came_since_the_last_beat_is_not_counted_yet():
    played = agency(owes())
    played.beat(at(6, 5))
    played.append(EntryKind.FULFILLED, NOON, duty="1.1")
    wrong = Counts(9, 9, 9, 9)
    one = played.docket
    assert list(history.state(one, kept(one, NOON, NOON, counts=wrong), NOON)) == []
    held = kept(one, None, NOON, counts=wrong, settled=False)
    assert list(history.state(one, held, NOON)) == []


def test_a_docket_without_facts_has_no_number():
    one = agency().docket
    assert list(history.state(one, Kept(0, None, Counts(0, 0, 0, 0), True), NOON)) == []


def test_an_agency_that_no_letter_reaches_is_counted_overdue_on_its_day():
    played = agency(owes())
    played.beat(at(6, 5))
    played.append(EntryKind.UNDELIVERED, NOON, step="1")
    assert played.beat(NOON).wake == owes().last
    assert played.beat(owes().last).wake is None


TAKEN = Taken(NOON, "digest", frozenset({"so-y-te"}), frozenset({"so-y-te"}))


def of_mail(one: Letter, *taken: Taken) -> list[str]:
    found = list(mailed("so-y-te", one, taken))
    assert all(broken.what.startswith(f"the letter {one.key} ") for broken in found)
    return [f"{broken.promise}: {broken.what[len(one.key) + 12 :]}" for broken in found]


def test_a_letter_is_taken_once_by_those_whose_link_it_carries():
    assert of_mail(letter(1, "k"), TAKEN) == []
    assert of_mail(letter(1, "k"), TAKEN, TAKEN, TAKEN) == []
    superior = letter(1, "k", to="superior:x")
    assert of_mail(superior, TAKEN._replace(reads=frozenset())) == []


@pytest.mark.parametrize(
    ("one", "taken", "what"),
    [
        (letter(1, "k"), (), "letters: is sent and was never taken"),
        (
            letter(1, "k")._replace(state=LetterState.STALE, attempts=0),
            (TAKEN,),
            "letters: is stale and was taken",
        ),
        (
            letter(1, "k"),
            (TAKEN, TAKEN._replace(digest="other")),
            "same-bytes: was taken with other bytes",
        ),
        (letter(1, "k"), (TAKEN,) * 4, "same-bytes: was taken 4 times"),
        (
            letter(1, "k")._replace(not_after=NOON),
            (TAKEN,),
            "stale: was taken past its end",
        ),
        (
            letter(1, "k"),
            (TAKEN._replace(inside=frozenset({"so-gddt"})),),
            "reader: carries the link of so-gddt",
        ),
        (
            letter(1, "k"),
            (TAKEN._replace(reads=frozenset({"so-gddt"})),),
            "reader: went to a mailbox of others",
        ),
    ],
)
def test_what_the_servers_log_shows_is_named(one: Letter, taken, what: str):
    assert of_mail(one, *taken) == [what]


def test_what_was_tried_before_may_have_been_taken_then():
    dropped = letter(1, "k")._replace(state=LetterState.DROPPED, fence=2, attempts=2)
    assert of_mail(dropped, TAKEN) == []
