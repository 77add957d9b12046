from datetime import date

import pytest

from rules.playing import Manner, drawn, leaves, play
from schemas.behaviour import Behaviour, Outage
from schemas.entry import EntryKind
from schemas.escalation import Policy
from tests.rules.season import DAYS, at, owes

LATE = next(f"a{n}" for n in range(99) if drawn(1, f"a{n}") is Manner.LATE)


@pytest.mark.parametrize(
    ("policy", "issued"),
    [(Policy(steps=()), at(6, 5)), (Policy(), at(22, 7))],
    ids=["a policy without reminders", "a plan issued after its deadlines"],
)
def test_a_late_agency_answers_where_nobody_is_reminded(policy, issued):
    owed = owes("1.1", date(2024, 7, 19), policy=policy)
    first, done = play({LATE: (owed,)}, issued, DAYS, seed=1)
    assert (first.kind, done.kind) == (EntryKind.CONFIRMED, EntryKind.FULFILLED)
    assert issued < first.at < done.at


def test_a_seed_draws_what_it_always_drew():
    drawn_by_one = "".join(drawn(1, f"a{n}")[0] for n in range(20))
    assert drawn_by_one == "issliiiliiiiilliiiil"


@pytest.mark.parametrize(
    ("shares", "manner"),
    [
        ((100, 0, 0), Manner.IN_TIME),
        ((0, 100, 0), Manner.LATE),
        ((0, 0, 100), Manner.SILENT),
    ],
)
def test_agencies_behave_as_they_are_told(shares: tuple[int, int, int], manner: Manner):
    behaviour = Behaviour(on_time=shares[0], late=shares[1], silent=shares[2])
    assert {drawn(1, f"a{n}", behaviour) for n in range(50)} == {manner}
    owed = owes("1.1", date(2024, 7, 19))
    answers = play({LATE: (owed,)}, at(6, 5), DAYS, 1, behaviour)
    assert bool(answers) is (manner is not Manner.SILENT)
    if manner is Manner.IN_TIME:
        assert answers[-1].at < owed.last


@pytest.mark.parametrize(
    ("left", "leaves_at"),
    [
        (at(9, 6, 23), at(9, 6, 23)),
        (at(10, 6, 0), at(13, 6, 0)),
        (at(12, 6, 23), at(13, 6, 0)),
        (at(13, 6, 0), at(13, 6, 0)),
        (at(20, 6, 8), at(23, 6, 0)),
    ],
)
def test_no_letter_leaves_in_an_outage(left, leaves_at):
    outages = (
        Outage(first=date(2024, 6, 21), last=date(2024, 6, 22)),
        Outage(first=date(2024, 6, 20), last=date(2024, 6, 20)),
        Outage(first=date(2024, 6, 10), last=date(2024, 6, 12)),
    )
    assert leaves(Behaviour(outages=outages), left) == leaves_at
    assert leaves(Behaviour(), left) == left
