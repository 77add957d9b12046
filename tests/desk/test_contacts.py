from datetime import datetime, timedelta

import pytest

from desk.beat import beat
from desk.contacts import (
    NoContactError,
    SameContactError,
    contact_of,
    correct_contact,
)
from desk.desk import Desk
from desk.letters.claim import Ready, claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.progress import progress
from ledger import entries, letters, people
from schemas.agency import Contact
from schemas.entry import EntryKind
from schemas.letter import Letter, LetterState
from tests.desk.desks import ISSUED, NAME, Post, docket, issued, started

WHO = "so-gddt"
OLD = "vanthu@sogddt.laichau.example"
NEW = Contact(post="Văn thư", address="vanphong@sogddt.laichau.example")
GONE = Outcome(Verdict.REFUSED, "550 no", (Refusal(OLD, 550, "no"),))
SOON = ISSUED + timedelta(minutes=10)
LATER = ISSUED + timedelta(days=2)


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, ISSUED)
    return desk


def ready(desk: Desk, now: datetime) -> Ready:
    return next(one for one in claim(desk, now) if one.composed.agency == WHO)


def refused(desk: Desk) -> None:
    send(desk, Post(GONE), ready(desk, ISSUED), ISSUED)
    beat(desk, SOON)


def correct(desk: Desk, contact: Contact = NEW, now: datetime = LATER) -> None:
    correct_contact(desk, NAME, WHO, contact, now)


def written(desk: Desk) -> list[Letter]:
    row = docket(desk, WHO)
    with desk.ledger.read() as tx:
        return letters.of_docket(tx, row.id)


def items(desk: Desk) -> list[str]:
    return [one.kind for one in progress(desk, NAME, LATER).office]


def test_a_corrected_address_gets_the_letter_that_was_refused_as_a_new_one(desk: Desk):
    refused(desk)
    assert items(desk) == ["contact"]
    correct(desk)
    beat(desk, LATER)
    assert items(desk) == []
    first, second = written(desk)
    assert (first.state, second.state) == (LetterState.FAILED, LetterState.QUEUED)
    assert second.items == first.items
    post, one = Post(), ready(desk, LATER)
    assert send(desk, post, one, LATER).state is LetterState.SENT
    ((to, message),) = post.sent
    assert to == (NEW.address,)
    assert OLD.encode() not in message


def test_the_roster_is_changed_and_the_address_before_lies_beside_the_fact(desk: Desk):
    correct(desk)
    assert contact_of(desk, NAME, WHO) == NEW
    row = docket(desk, WHO)
    with desk.ledger.read() as tx:
        fact = entries.of(tx, [row.id])[row.id][-1]
        told = people.of(tx, row.id)[fact.n]
    assert fact.kind is EntryKind.CORRECTED
    assert "@" not in "".join((fact.duty, fact.step, fact.act))
    assert told.note == f"{OLD} -> {NEW.address}"


def test_what_was_not_certainly_sent_is_given_up_and_its_sender_records_nothing(
    desk: Desk,
):
    under_way = ready(desk, ISSUED)
    correct(desk, now=SOON)
    send(desk, Post(GONE), under_way, SOON)
    beat(desk, SOON)
    assert [one.state for one in written(desk)] == [
        LetterState.FAILED,
        LetterState.QUEUED,
    ]
    assert items(desk) == []


def test_another_post_is_written_down_and_nothing_is_sent_anew(desk: Desk):
    before = contact_of(desk, NAME, WHO)
    correct(desk, before.model_copy(update={"post": "Chuyên viên"}))
    beat(desk, LATER)
    assert contact_of(desk, NAME, WHO).post == "Chuyên viên"
    assert not any("again" in one.key for one in written(desk))


def test_a_mailbox_that_takes_letters_again_keeps_its_address(desk: Desk):
    refused(desk)
    correct(desk, contact_of(desk, NAME, WHO))
    beat(desk, LATER)
    assert [one.state for one in written(desk)][-1] is LetterState.QUEUED
    with pytest.raises(SameContactError):
        correct(desk, contact_of(desk, NAME, WHO))


@pytest.mark.parametrize("agency", ["nowhere", "superior:pct-ubnd-tinh"])
def test_a_contact_nobody_knows_is_not_corrected(desk: Desk, agency: str):
    with pytest.raises(NoContactError, match="known are"):
        correct_contact(desk, NAME, agency, NEW, LATER)


def test_before_the_issue_only_the_roster_changes():
    desk = started()
    correct(desk)
    assert contact_of(desk, NAME, WHO) == NEW
