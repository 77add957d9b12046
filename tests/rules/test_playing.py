from datetime import date

import pytest

from rules.playing import Manner, drawn, play
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
