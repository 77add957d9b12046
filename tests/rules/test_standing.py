import pytest

from rules.docket import Docket, Past
from rules.fold import stand
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.matter import Topic, superior
from tests.rules.season import TERMS, at


def fact(n: int, kind: EntryKind, step: str = "") -> Entry:
    return Entry(n, at(6, 5), kind, "1.1", step, act=f"act{n}")


@pytest.mark.parametrize(
    ("later", "received", "settled"),
    [
        pytest.param((), False, False, id="nothing"),
        pytest.param((EntryKind.CONFIRMED,), True, False, id="received"),
        pytest.param((EntryKind.PROGRESSED,), True, False, id="at work, so received"),
        pytest.param((EntryKind.FULFILLED,), True, True, id="done, so received"),
        pytest.param((EntryKind.SEEN,), False, False, id="a page that was opened"),
    ],
)
def test_later_answers_imply_the_receipt(later, received: bool, settled: bool):
    standing = stand([fact(n, kind) for n, kind in enumerate(later, 1)])
    assert standing.received("1.1") is received
    assert standing.settled("1.1") is settled


def test_an_undone_answer_counts_as_never_given_but_its_act_is_answered():
    done = fact(1, EntryKind.FULFILLED)
    standing = stand([done, fact(2, EntryKind.UNDONE, step="1")])
    assert not standing.settled("1.1")
    assert set(standing.acts) == {"act1", "act2"}


@pytest.mark.parametrize(
    ("kinds", "stands"),
    [
        pytest.param([EntryKind.RAISED], True, id="raised"),
        pytest.param([EntryKind.RAISED, EntryKind.CLEARED], False, id="cleared"),
        pytest.param([EntryKind.CLEARED], False, id="cleared, never raised"),
        pytest.param(
            [EntryKind.RAISED, EntryKind.CLEARED, EntryKind.RAISED], True, id="anew"
        ),
    ],
)
def test_the_office_knows_what_stands_against_an_agency(kinds, stands: bool):
    step = {EntryKind.RAISED: superior("ong-b"), EntryKind.CLEARED: Topic.LADDER}
    standing = stand([fact(n, kind, step[kind]) for n, kind in enumerate(kinds, 1)])
    assert (("1.1", Topic.LADDER) in standing.raised) is stands


def test_the_last_word_about_the_launch_counts():
    standing = stand([fact(n, EntryKind.ATTENDING, step=str(n)) for n in (1, 2)])
    assert standing.attending is not None
    assert standing.attending.step == "2"


def test_facts_do_not_stand_beside_what_they_have_come_to():
    past, facts = Past(stand(()), b""), (fact(1, EntryKind.CONFIRMED),)
    with pytest.raises(ValueError, match="not both"):
        Docket("north", DocketKind.AGENCY, (), facts, TERMS, past=past)
