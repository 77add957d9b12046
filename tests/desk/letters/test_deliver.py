from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from email import message_from_bytes

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import LEASE, Ready, claim, put_back
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.mail.sending import LATEST, SOONEST
from desk.silences import About, silence
from desk.start import fix_launch
from ledger import entries, letters
from rules.fold import stand
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from schemas.letter import (
    Invitation,
    Item,
    Letter,
    LetterClass,
    LetterKind,
    LetterState,
    Method,
)
from tests.desk.desks import CLERK, ISSUED, NAME, Dying, Post, docket, issued

SOON = ISSUED + timedelta(minutes=10)
TO = "vanthu@sogddt.laichau.example"


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    beat(desk, ISSUED)
    return desk


def state(desk: Desk, agency: str) -> LetterState:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return letters.of_docket(tx, row.id)[0].state


def one(desk: Desk, agency: str = "so-gddt"):
    return next(r for r in claim(desk, ISSUED) if r.composed.agency == agency)


def test_what_is_claimed_nobody_else_claims(desk: Desk):
    first = claim(desk, ISSUED)
    assert len(first) == 23
    assert claim(desk, ISSUED) == []


def test_a_letter_taken_is_sent_for_good(desk: Desk):
    post = Post()
    assert send(desk, post, one(desk), ISSUED).state is LetterState.SENT
    assert [to for to, _ in post.sent] == [(TO,)]
    assert state(desk, "so-gddt") is LetterState.SENT
    later = claim(desk, ISSUED + LEASE)
    assert all(ready.composed.agency != "so-gddt" for ready in later)


def test_what_was_answered_before_the_claim_is_not_said(desk: Desk):
    row = docket(desk, "so-gddt")
    given = Answer(EntryKind.CONFIRMED, ("2.1", "2.2"), CLERK, "act")
    answer(desk, row.id, given, ISSUED)
    said = [item.duty for item in one(desk).composed.items]
    assert said == ["2.3", "2.4", "own-plan", "report"]


def test_a_letter_with_nothing_left_to_say_is_dropped_visibly(desk: Desk):
    row = docket(desk, "so-gddt")
    every = ("2.1", "2.2", "2.3", "2.4", "own-plan", "report")
    answer(desk, row.id, Answer(EntryKind.FULFILLED, every, CLERK, "a"), ISSUED)
    assert all(r.composed.agency != "so-gddt" for r in claim(desk, ISSUED))
    assert state(desk, "so-gddt") is LetterState.DROPPED


def test_an_unknown_outcome_is_tried_again_with_the_same_bytes_then_held(desk: Desk):
    post = Post(Outcome(Verdict.UNKNOWN))
    now = ISSUED
    states = []
    for _ in range(3):
        ready = next(r for r in claim(desk, now) if r.composed.agency == "so-gddt")
        states.append(send(desk, post, ready, now).state)
        now += timedelta(hours=1)
    assert states == [LetterState.QUEUED, LetterState.QUEUED, LetterState.HELD]
    assert len({message for _, message in post.sent}) == 1


def test_a_sender_that_dies_again_and_again_ends_in_one_held_letter(desk: Desk):
    now = ISSUED
    for _ in range(3):
        ready = next(r for r in claim(desk, now) if r.composed.agency == "so-gddt")
        with pytest.raises(KeyboardInterrupt):
            send(desk, Dying(), ready, now)
        now += LEASE
    others = claim(desk, now)
    assert len(others) == 22, "what was claimed by the dead and never tried is not held"
    assert all(one.letter.attempts == 0 for one in others)
    assert state(desk, "so-gddt") is LetterState.HELD


def test_a_lost_lease_sends_nothing(desk: Desk):
    ready, post = one(desk), Post()
    claim(desk, ISSUED + LEASE)
    send(desk, post, ready, ISSUED + LEASE)
    assert post.sent == []


def test_a_server_that_is_down_costs_no_attempt_and_loses_nothing(desk: Desk):
    down = Post(Outcome(Verdict.NOT_SENT, "connection refused"))
    now = ISSUED
    for _ in range(4):
        first, *others = claim(desk, now)
        tried = send(desk, down, first, now)
        assert tried.stuck
        put_back(desk, others, now, tried.outcome)
        now += max(SOONEST, now - ISSUED)
    post = Post()
    for ready in claim(desk, now):
        assert send(desk, post, ready, now).state is LetterState.SENT
    assert len(post.sent) == 23


def test_pauses_double_up_to_an_hour(desk: Desk):
    down = Post(Outcome(Verdict.NOT_SENT, "connection refused"))
    pauses, now = list[timedelta](), ISSUED
    for _ in range(6):
        ready = next(r for r in claim(desk, now) if r.composed.agency == "so-gddt")
        send(desk, down, ready, now)
        with desk.ledger.read() as tx:
            due = letters.get(tx, *ready.letter[:2]).due
        assert due is not None
        pauses.append(due - now)
        now = due
    assert pauses == [SOONEST, SOONEST, 2 * SOONEST, 4 * SOONEST, LATEST, LATEST]


def test_a_server_that_denies_the_account_is_asked_once_an_hour(desk: Desk):
    denied = Post(Outcome(Verdict.LOCKED_OUT, "535 no"))
    first, *others = claim(desk, ISSUED)
    tried = send(desk, denied, first, ISSUED)
    put_back(desk, others, ISSUED, tried.outcome)
    assert claim(desk, ISSUED + LATEST - timedelta(seconds=1)) == []
    assert len(claim(desk, ISSUED + LATEST)) == 23


def test_an_address_refused_for_good_stops_the_ladder(desk: Desk):
    refused = Outcome(Verdict.REFUSED, "550 no", (Refusal(TO, 550, "no"),))
    assert send(desk, Post(refused), one(desk), ISSUED).state is LetterState.FAILED
    row = docket(desk, "so-gddt")
    with desk.ledger.read() as tx:
        last = entries.of(tx, [row.id])[row.id][-1]
    assert last.kind is EntryKind.UNDELIVERED
    beat(desk, ISSUED + timedelta(days=9))
    with desk.ledger.read() as tx:
        assert len(letters.of_docket(tx, row.id)) == 1


@pytest.mark.parametrize(
    ("code", "expected"), [(450, LetterState.QUEUED), (550, LetterState.SENT)]
)
def test_a_copy_refused_never_decides_about_the_letter(
    desk: Desk, code: int, expected: LetterState
):
    ready = one(desk)
    address = TO if code == 450 else "head@other.example"
    outcome = Outcome(Verdict.SENT, "", (Refusal(address, code, "no"),))
    assert send(desk, Post(outcome), ready, ISSUED).state is expected


def test_a_lost_lease_records_nothing(desk: Desk):
    ready = one(desk)
    claim(desk, ISSUED + LEASE)
    send(desk, Post(), ready, ISSUED + LEASE)
    assert state(desk, "so-gddt") is LetterState.CLAIMED


def test_a_ceremony_moved_before_the_claim_is_invited_to_at_its_new_hour(desk: Desk):
    first = ISSUED + timedelta(days=20)
    moved = first + timedelta(days=1, hours=6)
    for ready in claim(desk, ISSUED):
        send(desk, Post(), ready, ISSUED)
    fix_launch(desk, NAME, Ceremony(place="Sân A", starts=first), ISSUED)
    tomorrow = ISSUED + timedelta(days=1)
    beat(desk, tomorrow)
    fix_launch(desk, NAME, Ceremony(place="Sân B", starts=moved), tomorrow)
    told = [
        one.composed.invitation
        for one in claim(desk, tomorrow)
        if one.letter.kind is LetterKind.LAUNCH
    ]
    assert {one and (one.starts, one.day) for one in told} == {(moved, moved.date())}


def test_an_act_of_any_name_gets_its_receipt(desk: Desk):
    row = docket(desk, "so-gddt")
    act = "page: 08:00 / answer:1"
    answer(desk, row.id, Answer(EntryKind.CONFIRMED, ("2.1",), CLERK, act), ISSUED)
    beat(desk, ISSUED)
    kinds = [
        (one.letter.kind, len(one.composed.items))
        for one in claim(desk, ISSUED)
        if one.composed.agency == "so-gddt"
    ]
    assert (LetterKind.RECEIPT, 1) in kinds


def test_the_letter_cites_the_plan_and_carries_its_event(desk: Desk):
    message = message_from_bytes(one(desk).composed.message)
    parts = {part.get_content_type() for part in message.walk()}
    assert {"text/plain", "text/html", "text/calendar"} <= parts
    text = next(
        part.get_payload(decode=True).decode()
        for part in message.walk()
        if part.get_content_type() == "text/plain"
    )
    assert "156/KH-UBND" in text
    assert "111" in text


def queued(desk: Desk, agency: str, kind: LetterKind, **columns: object) -> int:
    """Queue one more letter for a docket, due before all others."""
    row = docket(desk, agency)
    plain = Letter(
        row.id,
        row.n + 50,
        f"{agency}/answer:nobody",
        kind,
        LetterClass.NOTICE,
        "contact",
        (),
        (),
        None,
        ISSUED,
        None,
        ISSUED - timedelta(hours=1),
    )
    letter = plain._replace(**columns)
    with desk.ledger.write() as tx:
        letters.queue(tx, [letter])
    return letter.n


def sent(desk: Desk, agency: str, n: int) -> Letter:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return letters.get(tx, row.id, n)


def facts(desk: Desk, agency: str) -> list[EntryKind]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return [fact.kind for fact in entries.of(tx, [row.id])[row.id]]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        (LetterKind.RECEIPT, {"items": (Item("x", LetterKind.RECEIPT),)}),
        (
            LetterKind.LAUNCH,
            {"to": "recipient:nobody", "items": (Item("x", LetterKind.LAUNCH),)},
        ),
    ],
    ids=["an act nobody knows", "an address nobody knows"],
)
def test_a_letter_that_cannot_be_composed_is_held_alone_and_stops_the_ladder(
    desk: Desk, kind: LetterKind, columns: dict[str, object]
):
    n = queued(desk, "so-gddt", kind, **columns)
    assert len(claim(desk, ISSUED)) == 23
    held = sent(desk, "so-gddt", n)
    assert (held.state, bool(held.outcome)) == (LetterState.HELD, True)
    assert facts(desk, "so-gddt")[-1] is EntryKind.UNDELIVERED


def test_a_recipient_deferred_gets_the_letter_again_without_those_who_have_it(
    desk: Desk,
):
    head = "giamdoc@sogddt.laichau.example"
    item = Item("launch", LetterKind.LAUNCH)
    n = queued(desk, "so-gddt", LetterKind.LAUNCH, copy_to=("head",), items=(item,))
    ready = next(one for one in claim(desk, ISSUED) if one.letter.n == n)
    assert ready.composed.copy_to == (head,)
    later = Outcome(Verdict.SENT, "", (Refusal(TO, 450, "later"),))
    send(desk, Post(later), ready, ISSUED)
    post, now = Post(), ISSUED + LEASE
    again = next(one for one in claim(desk, now) if one.letter.n == n)
    assert send(desk, post, again, now).state is LetterState.SENT
    assert post.sent == [((TO,), ready.composed.message)]


def test_a_superior_is_not_called_about_what_was_answered_meanwhile(desk: Desk):
    row = docket(desk, "so-gddt")
    answer(desk, row.id, Answer(EntryKind.FULFILLED, ("2.1",), CLERK, "a"), ISSUED)
    starts = ISSUED + timedelta(days=1)
    call = Invitation("call:x", Method.REQUEST, 0, date(2024, 5, 7), starts)
    item = Item("digest:x", LetterKind.DIGEST, "2.1", "x", "so-gddt")
    n = queued(
        desk,
        "@office",
        LetterKind.DIGEST,
        to="superior:pct-ubnd-tinh",
        items=(item,),
        invitation=call,
    )
    claim(desk, ISSUED)
    assert sent(desk, "@office", n).state is LetterState.DROPPED


LATE = datetime(2024, 7, 25, 8, tzinfo=VN)


def bounce(desk: Desk) -> None:
    gone = Outcome(Verdict.REFUSED, "550 no", (Refusal(TO, 550, "no"),))
    send(desk, Post(gone), one(desk), ISSUED)


def fall_silent(desk: Desk) -> None:
    silence(desk, About(NAME, "so-gddt", "2.1"), date(2024, 7, 31), CLERK, LATE)


def reach(desk: Desk) -> None:
    """Nothing keeps the agency from our letters."""


@pytest.mark.parametrize(
    ("happens", "expected"),
    [
        (reach, LetterState.CLAIMED),
        (bounce, LetterState.DROPPED),
        (fall_silent, LetterState.DROPPED),
    ],
)
def test_a_superior_reads_of_an_agency_only_while_it_is_written_to(
    desk: Desk, happens: Callable[[Desk], None], expected: LetterState
):
    happens(desk)
    digest = LetterKind.DIGEST
    item = Item("digest:x", digest, "2.1", "x", "so-gddt")
    columns = {"to": "superior:pct-ubnd-tinh", "queued": LATE, "due": LATE}
    n = queued(desk, "@office", digest, items=(item,), **columns)
    claim(desk, LATE)
    assert sent(desk, "@office", n).state is expected


def settle(desk: Desk, *duties: str, act: str = "done") -> None:
    row = docket(desk, "so-gddt")
    answer(desk, row.id, Answer(EntryKind.FULFILLED, duties, CLERK, act), ISSUED)


def shown_first(desk: Desk) -> Invitation:
    row = docket(desk, "so-gddt")
    with desk.ledger.read() as tx:
        invitation = letters.of_docket(tx, row.id)[0].invitation
    assert invitation is not None
    return invitation


def test_an_event_is_told_as_it_was_decided_or_not_at_all(desk: Desk):
    settle(desk, *shown_first(desk).duties)
    composed = one(desk).composed
    assert composed.invitation is None
    assert b"text/calendar" not in composed.message
    assert facts(desk, "so-gddt")[-1] is EntryKind.UNTOLD


def test_an_event_that_still_holds_lists_the_duties_of_its_decision(desk: Desk):
    decided, row = shown_first(desk), docket(desk, "so-gddt")
    later = ("own-plan",) if "own-plan" not in decided.duties else ("2.1",)
    answer(desk, row.id, Answer(EntryKind.FULFILLED, later, CLERK, "a"), ISSUED)
    assert one(desk).composed.invitation == decided


@pytest.mark.parametrize("stale", [False, True], ids=["answered", "stale"])
def test_an_event_in_a_letter_that_never_left_is_told_by_a_later_one(
    desk: Desk, stale: bool
):
    every = ("2.1", "2.2", "2.3", "2.4", "own-plan", "report")
    event = shown_first(desk).event
    if stale:
        claim(desk, ISSUED + timedelta(days=300))
    else:
        settle(desk, *every)
        claim(desk, ISSUED)
    row = docket(desk, "so-gddt")
    with desk.ledger.read() as tx:
        standing = stand(entries.of(tx, [row.id])[row.id])
    assert (standing.told(event), standing.events[event]) == ("", [""])


def test_what_may_have_arrived_goes_out_again_unchanged(desk: Desk):
    """An answer was lost: the bytes are kept, so the event in them counts as told."""
    lost = Post(Outcome(Verdict.UNKNOWN, "no answer"))
    ready = one(desk)
    send(desk, lost, ready, ISSUED)
    settle(desk, *shown_first(desk).duties)
    again = again_to_it(desk)
    assert again.composed.message == ready.composed.message
    assert EntryKind.UNTOLD not in facts(desk, "so-gddt")
    assert shown_first(desk) == ready.letter.invitation


def test_what_cannot_have_arrived_says_nothing_that_was_answered_since(desk: Desk):
    """A server was down: the event of what was done meanwhile is told no more."""
    down = Post(Outcome(Verdict.NOT_SENT, "connection refused"))
    ready = one(desk)
    send(desk, down, ready, ISSUED)
    done = shown_first(desk).duties
    settle(desk, *done)
    again = again_to_it(desk)
    assert not {item.duty for item in again.composed.said.items} & set(done)
    assert again.composed.message != ready.composed.message
    assert b"text/calendar" not in again.composed.message
    assert facts(desk, "so-gddt")[-1] is EntryKind.UNTOLD


def test_what_its_copies_have_gets_no_other_text(desk: Desk):
    to, copy = (f"{name}@so-gddt.example" for name in ("a", "b"))
    busy = Outcome(Verdict.SENT, "450", (Refusal(to, 450, "450 busy"),))
    ready = one(desk)
    made = replace(ready.composed, to=to, copy_to=(copy,))
    sent = send(desk, Post(busy), ready._replace(composed=made), ISSUED)
    assert sent.state is LetterState.QUEUED
    settle(desk, *shown_first(desk).duties)
    assert again_to_it(desk).composed.message == ready.composed.message


def again_to_it(desk: Desk) -> Ready:
    later = claim(desk, ISSUED + LEASE)
    return next(one for one in later if one.composed.agency == "so-gddt")
