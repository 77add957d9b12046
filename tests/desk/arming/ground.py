"""The Lai Châu campaign issued, its letters queued, and a real server set for them."""

from dataclasses import replace
from datetime import timedelta

from desk.arming.arm import arm
from desk.arming.outlook import outlook
from desk.beat import beat
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import Post as Sends
from desk.letters.deliver import send
from ledger import dockets, entries, letters
from ledger.dockets import DocketRow
from schemas.arming import Way
from schemas.entry import Entry, EntryKind, Person
from schemas.letter import LetterState
from schemas.outlet import Outlet
from tests.desk.desks import ISSUED, NAME, issued

REAL = Outlet("127.0.0.1:25", ("laichau.example", "boldtbxh.example"))
WHO = Person("Người thử", "Chánh Văn phòng")
SOON = ISSUED + timedelta(minutes=10)
ABOUT_MAIL = (
    EntryKind.ARMED,
    EntryKind.STAGED,
    EntryKind.WITHHELD,
    EntryKind.LET_OUT,
    EntryKind.STOPPED,
)


def ready_to_arm(where: str = ":memory:", outlet: Outlet = REAL) -> Desk:
    """A desk with 23 letters queued, for a real server and not armed."""
    desk = replace(issued(where), outlet=outlet)
    beat(desk, ISSUED)
    return desk


def armed(where: str = ":memory:", outlet: Outlet = REAL) -> Desk:
    desk = ready_to_arm(where, outlet)
    arm_now(desk)
    return desk


def arm_now(desk: Desk) -> None:
    arm(desk, NAME, NAME, outlook(desk, NAME, ISSUED).preview, WHO, ISSUED)


def deliver_all(desk: Desk, post: Sends, now=ISSUED) -> list[LetterState]:
    """Send what may leave, as a heartbeat does; return what became of each."""
    states: list[LetterState] = []
    while ready := claim(desk, now):
        states += [send(desk, post, one, now).state for one in ready]
    return states


def office(desk: Desk) -> DocketRow:
    with desk.ledger.read() as tx:
        row = dockets.find(tx, 1, "@office")
    assert row is not None
    return row


def decided(desk: Desk) -> list[Entry]:
    """What was decided about real mail."""
    row = office(desk)
    with desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
    return [fact for fact in facts if fact.kind in ABOUT_MAIL]


def waiting(desk: Desk) -> int:
    with desk.ledger.read() as tx:
        return letters.counts(tx, 1).get(LetterState.QUEUED, 0)


def way_of(desk: Desk) -> Way:
    return outlook(desk, NAME, ISSUED).standing.way
