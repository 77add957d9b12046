import pytest

from rules.answer_times import answered
from rules.claim import still_asks
from rules.fold import stand
from rules.news import is_news
from rules.progress import reports
from rules.reports.owing import owed_reports
from rules.status import count, status
from schemas.assignment import Counts
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, LetterKind
from tests.rules.season import DAYS, Played, agency, at, owes

ISSUED = at(6, 5)
WAIVED, UNWAIVED = EntryKind.WAIVED, EntryKind.UNWAIVED
DECLINED, DONE = EntryKind.DECLINED, EntryKind.FULFILLED
REPORT = owes("1.1")._replace(kind=DutyKind.REPORT)


def told(played: Played, since: int = 0) -> list[tuple[str, str]]:
    return [(f"{now:%d/%m}", kind) for now, kind, _ in played.told[since:]]


def facts(*kinds: EntryKind) -> list[Entry]:
    return [Entry(n, ISSUED, kind, "1.1", act=f"{n}") for n, kind in enumerate(kinds)]


def test_what_is_waived_is_told_once_and_not_asked_for_again():
    played = agency(REPORT, owes("1.2"))
    played.play(ISSUED, at(9, 7))
    before = len(played.told)
    played.answer(WAIVED, at(9, 7, 9), "1.1")
    played.play(at(9, 7, 10), at(31, 7))
    assert told(played, before)[0] == ("09/07", "waiver")
    later = {item for _, _, items in played.told[before + 1 :] for item in items}
    assert later
    assert all(item.endswith(":1.2") for item in later)


def test_what_is_waived_is_expected_of_nobody_and_nobody_is_late():
    played = agency(REPORT, owes("1.2"))
    played.play(ISSUED, at(9, 7))
    played.answer(WAIVED, at(9, 7, 9), "1.1")
    owed, standing = played.docket.assignments, played.docket.standing
    assert [status(one, standing, at(25, 7)) for one in owed] == ["waived", "overdue"]
    assert count(owed, standing, at(25, 7)) == Counts(1, 0, 0, 1)
    assert reports([played.docket]).expected == 0
    assert list(owed_reports([played.docket])) == []
    assert [one.duty for one in answered(played.docket, at(25, 7), DAYS)] == ["1.2"]


def test_a_waiver_takes_the_duty_out_of_the_calendar_with_its_letter():
    played = agency(owes("1.1"), owes("1.2"))
    played.play(ISSUED, at(9, 7))
    played.append(WAIVED, at(9, 7, 9), duty="1.1", act="one")
    (first,) = played.beat(at(9, 7, 9)).drafts
    assert first.invitation is not None
    assert (first.kind, first.invitation.duties) == (LetterKind.WAIVER, ("1.2",))
    played.append(WAIVED, at(9, 7, 10), duty="1.2", act="two")
    (last,) = played.beat(at(9, 7, 10)).drafts
    assert last.invitation is not None
    assert last.invitation.method == "CANCEL"


def test_what_is_waived_no_more_is_escalated_from_that_day_on():
    played = agency(owes("1.1"))
    played.play(ISSUED, at(19, 7))
    played.answer(WAIVED, at(19, 7, 9), "1.1")
    played.play(at(19, 7, 10), at(29, 7))
    assert told(played)[-1] == ("19/07", "waiver"), "silence since"
    played.answer(UNWAIVED, at(29, 7, 9), "1.1")
    played.play(at(29, 7, 10), at(31, 7))
    assert told(played)[-2:] == [("29/07", "waiver"), ("30/07", "escalate")]
    (owed,), standing = played.docket.assignments, played.docket.standing
    assert status(owed, standing, at(31, 7)) == "overdue"
    assert count((owed,), standing, at(31, 7)).expected == 1


def test_a_waiver_before_the_first_letter_leaves_nothing_to_assign():
    played = agency(owes("1.1"))
    played.append(WAIVED, ISSUED, duty="1.1", act="w")
    played.play(ISSUED, at(31, 7))
    assert told(played) == [("06/05", "waiver")]


@pytest.mark.parametrize(
    ("said", "waived", "released"),
    [
        ((WAIVED,), True, True),
        ((WAIVED, UNWAIVED), False, False),
        ((WAIVED, UNWAIVED, WAIVED), True, True),
        ((DECLINED, WAIVED), True, True),
        ((WAIVED, DONE), False, False),
        ((WAIVED, EntryKind.REPORTED), False, False),
        ((EntryKind.REPORTED, EntryKind.SENT_BACK, WAIVED), True, True),
        ((WAIVED, EntryKind.REPORTED, EntryKind.SENT_BACK), False, False),
        ((DECLINED, EntryKind.ACCEPTED), False, True),
    ],
)
def test_a_waiver_holds_until_it_ends_or_the_duty_is_done_all_the_same(
    said: tuple[EntryKind, ...], waived: bool, released: bool
):
    standing = stand(facts(*said))
    assert (standing.waived("1.1") is not None) is waived
    assert standing.released("1.1") is released
    assert standing.declined("1.1") is None, "whoever waives has decided"


def test_a_report_that_was_sent_back_and_waived_is_not_asked_for_again():
    back = (EntryKind.REPORTED, EntryKind.SENT_BACK)
    item = Item("answer:1", LetterKind.SENT_BACK, "1.1", EntryKind.SENT_BACK)
    for said, asks in ((back, True), ((*back, WAIVED), False)):
        assert still_asks(item, stand(facts(*said)), REPORT, ISSUED, ISSUED) is asks


@pytest.mark.parametrize(("after", "tells"), [((), True), ((UNWAIVED,), False)])
def test_a_waiver_is_told_while_it_stands(after: tuple[EntryKind, ...], tells: bool):
    item = Item("answer:0", LetterKind.WAIVER, "1.1", WAIVED)
    standing = stand(facts(WAIVED, *after))
    assert still_asks(item, standing, owes("1.1"), ISSUED, ISSUED) is tells


@pytest.mark.parametrize(
    ("kind", "news"),
    [
        (EntryKind.CONFIRMED, False),
        (EntryKind.PROGRESSED, False),
        (DECLINED, False),
        (EntryKind.TIME_ASKED, False),
        (DONE, True),
    ],
)
def test_only_that_it_was_done_all_the_same_is_news_of_what_is_waived(
    kind: EntryKind, news: bool
):
    assert is_news(kind, "1.1", stand(facts(WAIVED))) is news


def test_whoever_did_it_all_the_same_counts_and_an_undo_leaves_the_waiver():
    said = [*facts(WAIVED, DONE)]
    owed = (owes("1.1"),)
    assert count(owed, stand(said), at(25, 7)) == Counts(1, 1, 1, 0)
    undone = Entry(2, ISSUED, EntryKind.UNDONE, "1.1", "1", act="u")
    assert count(owed, stand([*said, undone]), at(25, 7)) == Counts(0, 0, 0, 0)
