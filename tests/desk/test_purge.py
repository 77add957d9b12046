from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.boards.board import board_text
from desk.contacts import correct_contact
from desk.desk import Desk, open_desk
from desk.progress import progress
from desk.purge import LettersWaitError, TooEarlyError, look, purge
from desk.verify import verify
from ledger import dockets, entries
from schemas.agency import Contact
from schemas.base import VN
from schemas.entry import EntryKind, Person
from tests.desk.desks import ISSUED, NAME, docket, issued, letters_to

CLOSED = date(2024, 7, 31)
KEPT = 90
FIRST = datetime(2024, 10, 30, 8, tzinfo=VN)
NAMED = Person("Nguyễn Thị Được Quên", "Chuyên viên", "gọi lại buổi chiều")
MOVED = Contact(
    post="Văn thư", address="hop-thu-moi@syt.laichau.example", name="Bà Mới"
)
PERSONAL = (NAMED.name, NAMED.note, MOVED.address, "Bà Mới")


def played(where: str) -> Desk:
    """A desk whose agencies were written to, answered, and moved."""
    desk = issued(where)
    letters_to(desk, "laichau.example", ISSUED)
    said = Answer(EntryKind.CONFIRMED, ("3.1",), NAMED, "act")
    answer(desk, docket(desk, "so-y-te").id, said, ISSUED)
    correct_contact(desk, NAME, "so-y-te", MOVED, ISSUED)
    later = ISSUED + timedelta(days=1)
    beat(desk, later)
    letters_to(desk, "laichau.example", later)
    return desk


def facts(desk: Desk) -> object:
    with desk.ledger.read() as tx:
        return entries.of(tx, [row.id for row in dockets.of(tx, 1)])


def test_persons_are_forgotten_and_facts_counts_and_promises_stay(address: str):
    desk = played(address)
    before, seen = facts(desk), progress(desk, NAME, FIRST)
    listed = look(desk, NAME, KEPT)
    assert {"people", "messages", "agencies"} <= listed.found.keys()
    assert purge(desk, NAME, KEPT, FIRST) == listed
    assert facts(desk) == before
    assert look(desk, NAME, KEPT).found == {}
    assert not verify(desk, NAME, FIRST).violations
    after = progress(desk, NAME, FIRST)
    assert [one.agency for one in after.office] == [one.agency for one in seen.office]
    shown = board_text(after, FIRST)
    assert "Sở Y tế" in shown
    assert "@" not in shown
    desk.ledger.close()


def test_of_what_is_forgotten_no_byte_stays_in_the_file(tmp_path: Path):
    where = tmp_path / "ledger.db"
    desk = played(str(where))
    desk.ledger.close()
    whole = where.read_bytes()
    known = [word.encode() for word in PERSONAL]
    assert all(word in whole for word in known)
    desk = open_desk(str(where), "secret", "http://campaign.example")
    purge(desk, NAME, KEPT, FIRST)
    desk.ledger.close()
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert [word for word in known if word in left] == []
    assert b".laichau.example" not in left


@pytest.mark.parametrize("day", [CLOSED, CLOSED + timedelta(days=KEPT)])
def test_before_its_day_nobody_is_forgotten(day: date):
    desk = played(":memory:")
    early = datetime(day.year, day.month, day.day, 23, 59, tzinfo=VN)
    with pytest.raises(TooEarlyError, match="kept until 30/10/2024, 90 days after"):
        purge(desk, NAME, KEPT, early)
    assert "people" in look(desk, NAME, KEPT).found


def test_while_a_letter_waits_nobody_is_forgotten():
    desk = issued()
    beat(desk, ISSUED)
    with pytest.raises(LettersWaitError, match="letters wait to leave"):
        purge(desk, NAME, KEPT, FIRST)
