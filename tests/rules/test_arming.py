from datetime import datetime

import pytest

from rules.arming import after, allowance, armed, too_many, way
from schemas.arming import Arming, Out, Stage, Way
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.outlet import MAILBOX, Outlet

NOW = datetime(2024, 5, 6, 8, tzinfo=VN)
REAL = Outlet("mail.example:465", ("laichau.example",))
ARMED = Arming(3, Stage.FIRST, REAL.digest, "seen")


def fact(n: int, kind: EntryKind, step: str = "", act: str = "") -> Entry:
    return Entry(n, NOW, kind, REAL.digest, step, act)


HELD = fact(4, EntryKind.WITHHELD)
STOPPED = fact(5, EntryKind.STOPPED)
RESTORED = fact(6, EntryKind.RESTORED)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), Arming()),
        ((fact(1, EntryKind.ISSUED),), Arming()),
        ((fact(3, EntryKind.ARMED, "first", "seen"),), ARMED),
        (
            (
                fact(3, EntryKind.ARMED, "first", "seen"),
                fact(4, EntryKind.STAGED, "share", "again"),
            ),
            ARMED._replace(stage=Stage.SHARE, preview="again"),
        ),
        ((HELD,), Arming(withheld=True)),
        ((HELD, fact(5, EntryKind.LET_OUT)), Arming()),
        ((STOPPED,), Arming(stopped=True)),
        (
            (HELD, STOPPED, fact(6, EntryKind.ARMED, "first", "seen")),
            ARMED._replace(n=6),
        ),
        (
            (RESTORED, fact(7, EntryKind.ARMED, "first", "seen")),
            ARMED._replace(n=7, restored=True),
        ),
        ((RESTORED, fact(7, EntryKind.RECONCILED)), Arming()),
    ],
)
def test_facts_come_to_an_arming(facts: tuple[Entry, ...], expected: Arming):
    assert armed(facts) == expected


@pytest.mark.parametrize(
    ("known", "outlet", "expected"),
    [
        (Arming(), MAILBOX, Way.MAILBOX),
        (Arming(), REAL, Way.UNARMED),
        (ARMED, REAL, Way.ARMED),
        (ARMED, MAILBOX, Way.CHANGED),
        (ARMED, REAL._replace(server="other.example:465"), Way.CHANGED),
        (ARMED, REAL._replace(domains=("gmail.example",)), Way.CHANGED),
        (ARMED._replace(withheld=True), REAL, Way.WITHHELD),
        (ARMED._replace(withheld=True), MAILBOX, Way.WITHHELD),
        (Arming(withheld=True), MAILBOX, Way.WITHHELD),
        (ARMED._replace(stopped=True), REAL, Way.STOPPED),
        (ARMED._replace(restored=True, withheld=True), REAL, Way.RESTORED),
        (Arming(restored=True), MAILBOX, Way.RESTORED),
    ],
)
def test_letters_go_where_the_campaign_was_armed_for(
    known: Arming, outlet: Outlet, expected: Way
):
    assert way(known, outlet, Out(5, 0)) is expected
    assert way(known, outlet, Out(5, 0)).open is (expected in OPEN)


OPEN = (Way.MAILBOX, Way.ARMED)


def test_what_comes_back_stops_the_others():
    assert way(ARMED, REAL, Out(5, 1)) is Way.STOPPED
    assert way(ARMED._replace(stage=Stage.ALL), REAL, Out(23, 2)) is Way.ARMED


@pytest.mark.parametrize("letters", [1, 5])
def test_of_the_first_letters_none_may_come_back(letters: int):
    assert too_many(Stage.FIRST, Out(letters, 1))
    assert not too_many(Stage.FIRST, Out(letters, 0))


@pytest.mark.parametrize("stage", [Stage.SHARE, Stage.ALL])
@pytest.mark.parametrize(
    ("out", "stops"),
    [
        (Out(10, 2), False),
        (Out(10, 3), True),
        (Out(149, 3), True),
        (Out(150, 3), False),
        (Out(150, 4), True),
        (Out(3321, 66), False),
        (Out(3321, 67), True),
    ],
)
def test_more_than_two_per_cent_and_at_least_three_are_too_many_later(
    stage: Stage, out: Out, stops: bool
):
    assert too_many(stage, out) is stops


@pytest.mark.parametrize(
    ("stage", "agencies", "most"),
    [
        (Stage.FIRST, 23, 5),
        (Stage.FIRST, 3321, 5),
        (Stage.SHARE, 23, 10),
        (Stage.SHARE, 101, 11),
        (Stage.SHARE, 3321, 172),
        (Stage.ALL, 23, None),
    ],
)
def test_a_stage_allows_so_many_letters_in_all(
    stage: Stage, agencies: int, most: int | None
):
    assert allowance(stage, agencies) == most


def test_stages_follow_each_other():
    assert after(Stage.FIRST) is Stage.SHARE
    assert after(Stage.SHARE) is Stage.ALL
    assert after(Stage.ALL) is None
