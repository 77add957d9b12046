from datetime import datetime, timedelta

import pytest

from ledger import campaigns, rehearsals
from ledger.database import Ledger
from ledger.errors import ConflictError


def test_a_ledger_is_real_until_it_begins_as_a_rehearsal(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        assert rehearsals.current(tx) is None
        rehearsals.begin(tx, 7, now)
    with ledger.read() as tx:
        assert rehearsals.current(tx) == (7, now, "", "")


def test_a_real_ledger_never_becomes_a_rehearsal(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        campaigns.add(tx, "lai-chau-2024")
        with pytest.raises(ConflictError, match="rehearse in a new one"):
            rehearsals.begin(tx, 7, now)
        assert rehearsals.current(tx) is None


def test_a_rehearsal_begins_once(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        rehearsals.begin(tx, 7, now)
        with pytest.raises(ConflictError, match="in use"):
            rehearsals.begin(tx, 8, now)


def test_the_clock_only_moves_forward(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        rehearsals.begin(tx, 7, now)
        rehearsals.move_clock(tx, now + timedelta(days=3))
        rehearsals.move_clock(tx, now + timedelta(days=3))
        with pytest.raises(ConflictError, match="its clock is past"):
            rehearsals.move_clock(tx, now)
        assert rehearsals.current(tx) == (7, now + timedelta(days=3), "", "")


def test_a_real_ledger_has_no_clock_to_move(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx, pytest.raises(ConflictError, match="No rehearsal here"):
        rehearsals.move_clock(tx, now)


def test_how_agencies_behave_and_what_is_played_is_kept_beside_the_seed(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        rehearsals.begin(tx, 7, now, '{"on_time":100}', "0b1c")
        assert rehearsals.current(tx) == (7, now, '{"on_time":100}', "0b1c")
