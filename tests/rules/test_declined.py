from datetime import date

import pytest

from rules.claim import still_asks
from rules.fold import stand
from rules.handovers import handed_over
from rules.keys import step_key
from rules.progress import reports
from rules.status import count, status
from schemas.assignment import Counts
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterKind
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)
DECLINED, NOTHING = EntryKind.DECLINED, EntryKind.NOTHING
ACCEPTED, RETURNED = EntryKind.ACCEPTED, EntryKind.RETURNED


def told(played: Played, since: int = 0) -> list[tuple[str, str]]:
    return [(f"{now:%d/%m}", kind) for now, kind, _ in played.told[since:]]


def raised(played: Played) -> list[tuple[str, str]]:
    """Return when the ladder reached past the agency, and when that was over."""
    steps = ("escalate-3", "cleared", "raised-again")
    return [(f"{e.at:%d/%m}", e.step) for e in played.docket.entries if e.step in steps]


def items(played: Played) -> list[str]:
    return [
        e.step for e in played.docket.entries if (e.key or "").startswith("declined")
    ]


def test_nothing_is_asked_while_the_office_has_not_decided():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(9, 7))
    played.answer(DECLINED, at(9, 7, 9), "1.1")
    played.play(at(9, 7, 10), at(31, 7))
    assert told(played, 1) == [("09/07", "receipt")]
    assert items(played) == ["declined"], "the office has to decide"
    (owed,) = played.docket.assignments
    assert status(owed, played.docket.standing, at(25, 7)) == "declined"
    counts = count((owed,), played.docket.standing, at(25, 7))
    assert counts == Counts(1, 1, 0, 0), "expected still, and late it is not"


def test_what_the_office_accepts_is_not_expected_any_more():
    played = agency(owes("1.1")._replace(kind=DutyKind.REPORT), owes("1.2"))
    played.play(ISSUED, at(9, 7))
    played.answer(DECLINED, at(9, 7, 9), "1.1")
    played.answer(ACCEPTED, at(9, 7, 10), "1.1")
    assert items(played) == ["declined", "declined-cleared"]
    assert told(played)[-1] == ("09/07", "ruling")
    played.play(at(9, 7, 11), at(31, 7))
    spoken = {item for _, kind, items in played.told for item in items if kind != "x"}
    assert not {one for one in spoken if one.startswith("remind") and ":1.1" in one}
    owed, standing = played.docket.assignments, played.docket.standing
    assert count(owed, standing, at(25, 7)) == Counts(1, 0, 0, 1)
    assert reports([played.docket]).expected == 0
    assert status(owed[0], standing, at(25, 7)) == "declined"


def test_what_the_office_returns_is_reminded_of_again():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(9, 7))
    played.answer(DECLINED, at(9, 7, 9), "1.1")
    played.answer(RETURNED, at(11, 7, 9), "1.1")
    played.play(at(11, 7, 10), at(25, 7))
    assert told(played, 1) == [
        ("09/07", "receipt"),
        ("11/07", "ruling"),
        ("11/07", "remind"),
        ("16/07", "remind"),
        ("18/07", "remind"),
        ("22/07", "escalate"),
    ]


def test_after_a_return_escalations_count_from_that_day():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(19, 7))
    played.answer(DECLINED, at(19, 7, 9), "1.1")
    played.play(at(19, 7, 10), at(29, 7))
    played.answer(RETURNED, at(29, 7, 9), "1.1")
    played.play(at(29, 7, 10), at(31, 7))
    assert told(played)[-2:] == [("29/07", "ruling"), ("30/07", "escalate")]
    assert raised(played) == []


def test_a_superior_hears_again_only_once_the_agency_knows_of_the_return():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(24, 7))
    played.answer(DECLINED, at(24, 7, 9), "1.1")
    played.answer(RETURNED, at(25, 7, 9), "1.1")
    played.play(at(25, 7, 10), at(31, 7))
    assert raised(played) == [
        ("24/07", "escalate-3"),
        ("24/07", "cleared"),
        ("29/07", "raised-again"),
    ]


def test_an_undone_answer_counts_as_never_given():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(9, 7))
    played.answer(DECLINED, at(9, 7, 9), "1.1")
    said = next(e for e in played.docket.entries if e.kind is DECLINED)
    played.append(
        EntryKind.UNDONE, at(9, 7, 10), duty="1.1", step=f"{said.n}", act="undo"
    )
    played.play(at(9, 7, 10), at(31, 7))
    assert items(played) == ["declined", "declined-cleared"]
    assert ("22/07", "escalate") in told(played)


@pytest.mark.parametrize(
    ("kind", "word"),
    [(EntryKind.FULFILLED, "done"), (NOTHING, "nothing-to-report")],
)
def test_nothing_to_report_is_an_answer_like_any_other(kind: EntryKind, word: str):
    played = agency(owes("1.1")._replace(kind=DutyKind.REPORT))
    played.play(ISSUED, at(9, 7))
    played.answer(kind, at(9, 7, 9), "1.1")
    played.play(at(9, 7, 10), at(31, 7))
    assert told(played, 1) == [("09/07", "receipt")]
    (owed,), standing = played.docket.assignments, played.docket.standing
    assert status(owed, standing, at(25, 7)) == word
    assert count((owed,), standing, at(25, 7)) == Counts(1, 1, 1, 0)
    assert reports([played.docket])[:3] == (1, 1, 1)


def test_a_duty_that_was_done_after_all_is_done_whatever_was_said_before():
    facts = (
        Entry(1, ISSUED, DECLINED, "1.1"),
        Entry(2, at(7, 5), EntryKind.FULFILLED, "1.1"),
    )
    standing = stand(facts)
    assert standing.declined("1.1") is None
    assert status(owes("1.1"), standing, at(25, 7)) == "done"


def test_the_days_event_lists_what_is_owed_by_then():
    played = agency(owes("1.1"), owes("1.2", date(2024, 7, 19)))
    played.play(ISSUED, at(9, 7))
    decided = []
    for kind, now in ((DECLINED, at(9, 7, 9)), (RETURNED, at(11, 7, 9))):
        played.append(kind, now, duty="1.1", act=f"{kind}")
        decided += [
            d.invitation.duties for d in played.beat(now).drafts if d.invitation
        ]
    assert decided[0] == ("1.2",)
    assert decided[1] == ("1.1", "1.2")


@pytest.mark.parametrize(
    "kind", [LetterKind.REMIND, LetterKind.ESCALATE, LetterKind.DIGEST]
)
def test_nothing_at_the_claim_speaks_of_a_declined_duty(kind: LetterKind):
    one = owes("1.1", date(2024, 5, 8))
    standing = stand([Entry(1, ISSUED, DECLINED, "1.1")])
    item = Item("remind-1:1.1:r1", kind, "1.1", "remind-1")
    now = at(7, 5) if kind is LetterKind.REMIND else at(10, 5)
    assert still_asks(item, stand([]), one, now, now)
    assert not still_asks(item, standing, one, now, now)


def test_an_escalation_that_was_left_out_comes_before_its_superior_hears():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(22, 7))
    played.append(DECLINED, at(22, 7, 9), duty="1.1", act="no")
    key = step_key("escalate-1", owes("1.1"))
    played.append(EntryKind.UNSAID, at(22, 7, 9), duty="1.1", step=key)
    played.answer(RETURNED, at(22, 7, 10), "1.1")
    played.play(at(22, 7, 11), at(31, 7))
    escalated = [day for day, kind in told(played) if kind == "escalate"]
    assert escalated == ["22/07", "23/07"], "the first was left out of its letter"
    assert raised(played) == [("25/07", "escalate-3")]


@pytest.mark.parametrize(
    ("after", "tells"), [((), True), ((ACCEPTED,), False), ((RETURNED,), False)]
)
def test_a_decision_is_told_while_it_stands(after: tuple, tells: bool):
    facts = [
        Entry(1, ISSUED, DECLINED, "1.1"),
        Entry(2, ISSUED, RETURNED, "1.1", act="j"),
    ]
    facts += [Entry(3, ISSUED, kind, "1.1", act="k") for kind in after]
    item = Item("answer:j", LetterKind.RULING, "1.1", RETURNED)
    assert still_asks(item, stand(facts), owes("1.1"), ISSUED, ISSUED) is tells


@pytest.mark.parametrize("kind", [LetterKind.RULING, LetterKind.DECISION])
def test_no_decision_speaks_of_a_deadline_after_fulfilment(kind: LetterKind):
    facts = [
        Entry(1, ISSUED, DECLINED, "1.1"),
        Entry(2, ISSUED, RETURNED, "1.1", act="j"),
        Entry(3, ISSUED, EntryKind.FULFILLED, "1.1", act="done"),
    ]
    item = Item("answer:j", kind, "1.1", RETURNED)
    assert still_asks(item, stand(facts[:2]), owes("1.1"), ISSUED, ISSUED)
    assert not still_asks(item, stand(facts), owes("1.1"), ISSUED, ISSUED)


def test_a_reminder_is_dropped_once_its_deadline_has_passed():
    item = Item(step_key("remind-1", owes("1.1")), LetterKind.REMIND, "1.1", "remind-1")
    for now, asks in ((at(19, 7, 15), True), (at(22, 7), False)):
        assert still_asks(item, stand([]), owes("1.1"), at(18, 7), now) is asks


def test_what_the_office_took_from_an_agency_was_handed_over_by_nobody():
    given = owes("1.1")._replace(awaited_by=("youth",))
    facts = [Entry(1, ISSUED, DECLINED, "1.1"), Entry(2, ISSUED, ACCEPTED, "1.1")]
    assert handed_over((given,), stand(facts)) == []
    done = [Entry(1, ISSUED, EntryKind.FULFILLED, "1.1")]
    assert [one.kind for _, one in handed_over((given,), stand(done))] == [
        EntryKind.HANDED_OVER
    ]
