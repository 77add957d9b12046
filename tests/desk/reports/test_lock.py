"""Figures are locked in an order with submissions: no version slips in behind."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from desk.answer import (
    Answer,
    NothingToSayError,
    NotOwedError,
    PersonalReasonError,
    UndoneTooLateError,
    answer,
    append,
    undo,
)
from desk.desk import Desk
from desk.reports.lock import Locking, NoReporterError, lock_figures
from desk.reports.submit import (
    LockedError,
    NoReasonError,
    Submission,
    reporter_of,
    submit,
    submit_in,
)
from desk.silences import About, silence
from desk.start import OFFICE, UnknownCampaignError
from ledger import campaigns, entries
from schemas.entry import Entry, EntryKind
from tests.desk.desks import CLERK, NAME, docket, issued, letters_to, plain
from tests.desk.reports.test_submit import NOW, SO_Y_TE, WHY, whole
from tests.desk.test_lock_order import beside

ALL, OTHER = "", "so-gddt"


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    desk = issued(address)
    yield desk
    desk.ledger.close()


def locking(agency: str = ALL, *, locked: bool = True, act: str = "l1") -> Locking:
    return Locking(NAME, agency, locked, WHY, act)


def is_locked(desk: Desk, agency: str) -> bool:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        return reporter_of(desk, tx, row).locked


def locks(desk: Desk) -> list[EntryKind]:
    row = docket(desk, OFFICE)
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
    return [fact.kind for fact in facts if "locked" in fact.kind]


def facts(desk: Desk) -> tuple[Entry, ...]:
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        return entries.of(tx, [row.id])[row.id]


def hand_in(desk: Desk, agency: str = SO_Y_TE, act: str = "a1") -> None:
    given = Submission(whole(desk, agency, 0), CLERK, act)
    submit(desk, docket(desk, agency).id, given, NOW)


def test_all_are_locked_and_one_is_unlocked_with_a_reason(desk: Desk) -> None:
    hand_in(desk)
    for _ in "twice":
        lock_figures(desk, locking(), NOW)
    lock_figures(desk, locking(SO_Y_TE, locked=False, act="l2"), NOW)
    assert (is_locked(desk, SO_Y_TE), is_locked(desk, OTHER)) == (False, True)
    hand_in(desk, act="a2")
    with pytest.raises(LockedError):
        hand_in(desk, OTHER)
    lock_figures(desk, locking(act="l3"), NOW)
    assert is_locked(desk, SO_Y_TE)
    assert locks(desk) == [EntryKind.LOCKED, EntryKind.UNLOCKED, EntryKind.LOCKED]


def test_a_word_that_stands_for_a_report_is_not_taken_back_behind_a_lock(
    desk: Desk,
) -> None:
    row = docket(desk, SO_Y_TE).id
    nothing = Answer(EntryKind.NOTHING, ("report",), CLERK, "n1")
    other = Answer(EntryKind.FULFILLED, ("3.1",), CLERK, "d1")
    for given in (nothing, other):
        answer(desk, row, given, NOW)
    lock_figures(desk, locking(), NOW)
    said, done = (fact.n for fact in facts(desk) if fact.act in ("n1", "d1"))
    with pytest.raises(UndoneTooLateError):
        undo(desk, row, said, CLERK, "u1", NOW)
    undo(desk, row, done, CLERK, "u2", NOW)
    lock_figures(desk, locking(locked=False, act="l2"), NOW)
    undo(desk, row, said, CLERK, "u3", NOW)


def test_submission_stays_possible_until_the_lock_however_late(desk: Desk) -> None:
    late = NOW + timedelta(days=60)
    given = Submission(whole(desk, SO_Y_TE, 0), CLERK, "a1")
    submit(desk, docket(desk, SO_Y_TE).id, given, late)
    lock_figures(desk, locking(), late)
    with pytest.raises(LockedError):
        hand_in(desk, act="a2")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (locking(locked=False), NothingToSayError),
        (locking("nobody"), NoReporterError),
        (locking(OFFICE), NoReporterError),
        (locking("so-ldtbxh"), NotOwedError),
        (Locking("other", ALL, True, CLERK, "l"), UnknownCampaignError),
        (Locking(NAME, ALL, False, CLERK, "l"), NoReasonError),
        (
            Locking(NAME, ALL, False, CLERK._replace(note="sinh năm 1980"), "l"),
            PersonalReasonError,
        ),
    ],
)
def test_what_cannot_be_locked_is_refused(
    desk: Desk, given: Locking, error: type[Exception]
) -> None:
    with pytest.raises(error):
        lock_figures(desk, given, NOW)
    assert locks(desk) == []


def test_a_submission_and_a_lock_at_one_moment_end_in_one_order(desk: Desk) -> None:
    """Whoever is first, no version of an agency's lies behind the lock."""
    report = whole(desk, SO_Y_TE, 0)
    row = docket(desk, SO_Y_TE)
    refused = 0
    with ThreadPoolExecutor() as pool:
        for turn in range(6):
            act = f"turn-{turn}"
            handed = pool.submit(
                submit, desk, row.id, Submission(report, CLERK, act), NOW
            )
            locked = pool.submit(lock_figures, desk, locking(act=act), NOW)
            locked.result(30)
            refused += isinstance(handed.exception(30), LockedError)
            with pytest.raises(LockedError):
                submit(desk, row.id, Submission(report, CLERK, f"late-{turn}"), NOW)
            lock_figures(desk, locking(locked=False, act=f"open-{turn}"), NOW)
    with desk.ledger.read() as tx:
        versions = reporter_of(desk, tx, row).reporting.versions
    assert versions == 6 - refused


@pytest.fixture
def on_one(on_postgresql: str) -> Iterator[Desk]:
    desk = issued(on_postgresql)
    yield desk
    desk.ledger.close()


def test_a_lock_waits_for_the_submission_under_way(on_one: Desk) -> None:
    desk, row = on_one, docket(on_one, SO_Y_TE)
    given = Submission(whole(desk, SO_Y_TE, 0), CLERK, "a1")
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            submit_in(desk, tx, row.id, given, NOW)
            locked = start(lock_figures, desk, locking(), NOW)
            hand_in(desk, OTHER)
        locked.result(20)
    assert is_locked(desk, SO_Y_TE)


def test_a_submission_waits_for_the_lock_under_way_and_is_refused(
    on_one: Desk,
) -> None:
    desk, row = on_one, docket(on_one, SO_Y_TE)
    report = whole(desk, SO_Y_TE, 0)
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            campaigns.lock(tx, row.campaign)
            handed = start(submit, desk, row.id, Submission(report, CLERK, "a1"), NOW)
            office = docket(desk, OFFICE)
            fact = Entry(office.n + 1, NOW, EntryKind.LOCKED)
            append(tx, office, [fact], CLERK, NOW)
        with pytest.raises(LockedError):
            handed.result(20)


def test_a_lock_and_a_silence_of_all_do_not_wait_in_a_circle(on_one: Desk) -> None:
    desk = on_one
    with beside(desk) as start:
        with desk.ledger.write() as tx:
            campaigns.lock(tx, docket(desk, SO_Y_TE).campaign)
            silent = start(silence, desk, About(NAME), date(2024, 7, 20), CLERK, NOW)
            locked = start(lock_figures, desk, locking(), NOW)
        silent.result(20)
        locked.result(20)
    assert is_locked(desk, SO_Y_TE)


def test_nobody_is_asked_for_a_report_that_is_locked_until_it_is_unlocked(
    desk: Desk,
) -> None:
    to, title = "sogddt.laichau.example", "Báo cáo kết quả Tháng hành động"
    lock_figures(desk, locking(), NOW)
    (first,) = letters_to(desk, to, NOW.replace(day=23))
    assert title not in plain(first)
    lock_figures(desk, locking(OTHER, locked=False, act="l2"), NOW.replace(day=24))
    (again,) = letters_to(desk, to, NOW.replace(day=29))
    assert title in plain(again)
