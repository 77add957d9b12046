"""A step sent now: shown, recorded with who wanted it, and written by the next beat."""

from datetime import datetime

import pytest

from desk.beat import beat
from desk.desk import Desk
from desk.hasten import HasteError, HeldDocketError, foresee_haste, hasten
from desk.verify import verify
from ledger import dockets, entries, people
from rules.hastening import Why
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued, letters_to, plain

NOW = datetime(2024, 5, 8, 9, tzinfo=VN)
DOMAIN = "soyte.laichau.example"


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    letters_to(desk, DOMAIN, ISSUED)
    return desk


def test_what_was_shown_leaves_when_it_was_shown(desk: Desk):
    row = docket(desk, "so-y-te")
    (step,) = foresee_haste(desk, row.id, (), NOW)
    assert (step.at, step.step.at > NOW) == (NOW, True)
    assert docket(desk, "so-y-te") == row, "nothing is recorded"
    receipt = hasten(desk, row.id, (), CLERK, "a", NOW)
    assert hasten(desk, row.id, (), CLERK, "a", NOW) == receipt, "twice is once"
    with desk.ledger.read() as tx:
        (fact,) = (
            one
            for one in entries.of(tx, [row.id])[row.id]
            if one.kind is EntryKind.HASTENED
        )
        assert people.of(tx, row.id)[fact.n] == CLERK
    assert (fact.duty, fact.step) == (step.step.owes.duty, step.step.rung.name)
    (letter,) = letters_to(desk, DOMAIN, NOW)
    assert "Nhắc" in letter["Subject"]
    assert "hết ngày" in plain(letter)
    beat(desk, step.step.at)
    with desk.ledger.read() as tx:
        keys = [one.key for one in entries.of(tx, [row.id])[row.id]]
    assert keys.count(step.step.key) == 1, "it is not said again"
    assert verify(desk, NAME, step.step.at).violations == ()


def test_what_is_not_known_to_be_read_is_not_sent(desk: Desk):
    row = docket(desk, "so-y-te").id
    with pytest.raises(HasteError, match="it owes no such duty") as error:
        foresee_haste(desk, row, ("9.9",), NOW)
    assert error.value.why is Why.NOT_OWED
    with desk.ledger.write() as tx:
        dockets.hold(tx, row, "cannot be settled")
    with pytest.raises(HeldDocketError):
        hasten(desk, row, (), CLERK, "a", NOW)
    beat(desk, NOW)
    with desk.ledger.read() as tx:
        kinds = {one.kind for one in entries.of(tx, [row])[row]}
    assert EntryKind.HASTENED not in kinds


@pytest.mark.parametrize("why", list(Why))
def test_every_hindrance_is_told(why: Why):
    assert str(HasteError("so-y-te", why)).startswith("so-y-te: nothing to send now; ")
