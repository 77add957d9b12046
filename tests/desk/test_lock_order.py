"""Dockets by their id, then letters: whoever writes keeps this order."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from desk.beat import beat
from desk.contact_sheet import apply_contacts, export_contacts
from desk.contacts import contact_of, correct_contact
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.links import drawn
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.pass_on import pass_on
from desk.plans.read import read_plan
from desk.silences import About, silence
from desk.start import find, fix_launch
from desk.start import start as start_campaign
from documents.contacts import read_contacts, write_contacts
from ledger import dockets, entries, signals
from ledger.transaction import Transaction
from schemas.action import Signal
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from schemas.letter import LetterState
from schemas.matter import Matter
from tests.desk.desks import CLERK, ISSUED, NAME, Post, docket, issued

WHO = "so-gddt"
TO = "vanthu@sogddt.laichau.example"
GONE = Outcome(Verdict.REFUSED, "550 no", (Refusal(TO, 550, "no"),))
SOON = ISSUED + timedelta(minutes=20)


@pytest.fixture
def desk(on_postgresql: str) -> Iterator[Desk]:
    desk = issued(on_postgresql)
    beat(desk, ISSUED)
    yield desk
    desk.ledger.close()


@contextmanager
def beside(desk: Desk) -> Iterator[Callable[..., Future[Any]]]:
    """Start work that has to wait for a lock of the test, one after the other."""
    with ThreadPoolExecutor() as pool:
        started: list[Future[Any]] = []

        def start(work: Callable[..., Any], *given: Any) -> Future[Any]:
            started.append(pool.submit(work, *given))
            wait_for(desk, len(started))
            return started[-1]

        yield start


def wait_for(desk: Desk, many: int) -> None:
    """Wait until so many others wait for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    for _ in range(200):
        with desk.ledger.read() as tx:
            row = tx.row(waiting)
        if row and row[0] >= many:
            return
        time.sleep(0.05)
    raise AssertionError(f"{many} do not wait for a lock")


def correct(desk: Desk) -> None:
    new = contact_of(desk, NAME, WHO).model_copy(update={"address": "moi@a.example"})
    correct_contact(desk, NAME, WHO, new, SOON)


def refuse(desk: Desk) -> Callable[[], object]:
    ready = next(one for one in claim(desk, ISSUED) if one.composed.agency == WHO)
    return lambda: send(desk, Post(GONE), ready, SOON)


def hold(desk: Desk) -> Callable[[], object]:
    with desk.ledger.write() as tx:
        tx.run("UPDATE letters SET attempts = 9")
    return lambda: claim(desk, SOON)


@pytest.mark.parametrize("prepared", [refuse, hold])
def test_a_letter_that_fails_while_its_address_is_corrected_waits_its_turn(
    desk: Desk, prepared: Callable[[Desk], Callable[[], object]]
):
    fails = prepared(desk)
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            dockets.lock(tx, docket(desk, WHO).id)
            first, second = start(correct, desk), start(fails)
        first.result(20)
        second.result(20)
    assert contact_of(desk, NAME, WHO).address == "moi@a.example"


def test_a_letter_that_was_sent_waits_for_no_docket(desk: Desk):
    ready = next(one for one in claim(desk, ISSUED) if one.composed.agency == WHO)
    with desk.ledger.write() as tx:
        dockets.lock(tx, docket(desk, WHO).id)
        with ThreadPoolExecutor() as pool:
            sent = pool.submit(send, desk, Post(), ready, SOON).result(20)
    assert sent.state is LetterState.SENT


def is_free(tx: Transaction, row: int) -> bool:
    taken = "SELECT id FROM dockets WHERE id = ? FOR UPDATE SKIP LOCKED"
    return tx.row(taken, row) is not None


def other_addresses(desk: Desk) -> bytes:
    rows = read_contacts(export_contacts(desk, NAME)).rows
    return write_contacts(row._replace(address=f"moi.{row.address}") for row in rows)


def test_a_sheet_locks_the_dockets_in_the_order_of_their_ids(desk: Desk):
    with desk.ledger.read() as tx:
        rows = [one for one in dockets.of(tx, 1) if one.kind is DocketKind.AGENCY]
    low, high = rows[0], min(rows, key=lambda one: one.agency)
    assert low.id < high.id
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            dockets.lock(tx, low.id)
            sheet = start(apply_contacts, desk, NAME, other_addresses(desk), SOON)
            assert is_free(tx, high.id)
        sheet.result(20)


def test_offices_learn_in_the_order_of_their_dockets(desk: Desk):
    plan, roster = read_plan(NAME, desk.days).require()
    second = plan.model_copy(update={"id": "lai-chau-2024-hai"})
    assert start_campaign(desk, second, roster, ISSUED, drawn("office-2"))
    news = (WHO, Signal(EntryKind.RAISED, "key", "", Matter.REPLY))
    with desk.ledger.write() as tx:
        low, high = (dockets.find(tx, campaign, "@office") for campaign in (1, 2))
        assert low
        assert high
        assert low.id < high.id
        for campaign in (2, 1):
            signals.put(tx, campaign, [news])
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            dockets.lock(tx, low.id)
            learns = start(pass_on, desk, SOON)
            assert is_free(tx, high.id)
        learns.result(20)
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [low.id, high.id])
    assert [facts[one.id][-1].kind for one in (low, high)] == [EntryKind.RAISED] * 2


def test_a_ceremony_and_a_silence_in_one_moment_do_not_wait_in_a_circle(desk: Desk):
    ceremony = Ceremony(place="Sân", starts=ISSUED + timedelta(days=20))
    about, last = About(NAME), date(2024, 5, 9)
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            dockets.lock(tx, docket(desk, "@office").id)
            first = start(silence, desk, about, last, CLERK, ISSUED)
            second = start(fix_launch, desk, NAME, ceremony, ISSUED)
        first.result(20)
        second.result(20)
    with desk.ledger.read() as tx:
        in_force = desk.seasons.of(tx, find(tx, NAME)).in_force
    assert (in_force.ceremony, in_force.revision) == (ceremony, 3)
    assert in_force.silence is not None
