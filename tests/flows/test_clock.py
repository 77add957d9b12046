"""A clock that was set back, and one that jumped forward, at the heartbeat."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk.beat import beat
from desk.boards.board import board_text
from desk.letters.deliver import BySmtp
from desk.progress import progress
from flows.beating import beat_once
from flows.here import Here
from ledger import letters
from schemas import words
from schemas.arming import Way
from schemas.letter import LetterState
from schemas.smtp import SmtpServer
from settings import Settings
from tests.desk.desks import ISSUED, NAME, issued

BACK = ISSUED - timedelta(minutes=11)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    """A desk whose letters are queued, and a post that must not be asked."""
    desk = issued(str(tmp_path / "ledger.db"))
    beat(desk, ISSUED)
    yield Here(desk, Settings(var=tmp_path), BySmtp(SmtpServer("127.0.0.1", 9)))
    desk.ledger.close()


def test_while_the_clock_is_behind_nothing_leaves_and_the_office_is_told(here: Here):
    with here.desk.ledger.read() as tx:
        before = letters.counts(tx, 1)
    state = asyncio.run(beat_once(here, BACK))
    assert state.is_failed()
    assert state.message == words.CLOCK.format(
        now="07:49 ngày 6/5/2024", newest="08:00 ngày 6/5/2024"
    )
    with here.desk.ledger.read() as tx:
        assert letters.counts(tx, 1) == before
    assert before[LetterState.QUEUED] == 23


def test_the_board_says_that_the_clock_holds_every_letter(here: Here):
    told = "đang giữ mọi thư: đồng hồ máy chậm hơn ghi nhận mới nhất"
    for now, way in ((BACK, Way.CLOCK), (BACK + timedelta(minutes=1), Way.MAILBOX)):
        seen = progress(here.desk, NAME, now)
        assert seen.mail.way is way
        assert (told in board_text(seen, now)) is (way is Way.CLOCK)
