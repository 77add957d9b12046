from collections.abc import Callable
from datetime import timedelta

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.boards.pulse import Pulse, pulses
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.start import fix_launch
from ledger import dockets
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from tests.desk.desks import CLERK, ISSUED, NAME, Post, docket, issued, started


def pulse(desk: Desk) -> Pulse:
    return pulses(desk, ISSUED)[NAME]


def say(desk: Desk) -> None:
    given = Answer(EntryKind.CONFIRMED, ("3.1",), CLERK, "act")
    answer(desk, docket(desk, "so-y-te").id, given, ISSUED)


def convene(desk: Desk) -> None:
    ceremony = Ceremony(place="Quảng trường", starts=ISSUED + timedelta(days=20))
    fix_launch(desk, NAME, ceremony, ISSUED)


def hold(desk: Desk) -> None:
    row = docket(desk, "so-y-te")
    with desk.ledger.write() as tx:
        dockets.hold(tx, row.id, "cannot be settled")


def deliver(desk: Desk) -> None:
    send(desk, Post(), claim(desk, ISSUED)[0], ISSUED)


@pytest.mark.parametrize("act", [say, convene, hold, deliver])
def test_whatever_happens_is_felt(act: Callable[[Desk], None]):
    desk = issued()
    beat(desk, ISSUED)
    before = pulse(desk)
    act(desk)
    assert pulse(desk) != before


def test_nothing_happens_and_nothing_is_felt_within_the_hour():
    desk = issued()
    beat(desk, ISSUED)
    assert pulses(desk, ISSUED + timedelta(minutes=59)) == pulses(desk, ISSUED)


def test_an_hour_is_felt_since_deadlines_pass_without_a_fact():
    desk = issued()
    assert pulses(desk, ISSUED + timedelta(hours=1)) != pulses(desk, ISSUED)


def test_a_campaign_is_felt_before_its_issue():
    assert pulse(started()).revision == 0
