import pytest

from rules.fold import stand
from rules.news import is_news
from rules.reports.locks import amended_key, changes, is_amended, is_locked
from rules.reports.reporting import reporting
from rules.status import status
from schemas.entry import Entry, EntryKind
from schemas.status import Status
from tests.rules.season import at, owes

REPORT = "report"
OWED = owes(REPORT)


def facts(*kinds: EntryKind, duty: str = REPORT) -> tuple[Entry, ...]:
    """Return a fact a day, from 15/7/2024 on; the report is due until 19/7."""
    return tuple(
        Entry(n, at(14 + n, 7), kind, duty, "1") for n, kind in enumerate(kinds, 1)
    )


def test_a_report_fulfils_its_duty_when_it_is_handed_in() -> None:
    standing = stand(facts(EntryKind.REPORTED))
    done = standing.done(REPORT)
    assert done is not None
    assert done.n == 1
    assert status(OWED, standing, at(31, 7)) is Status.DONE


def test_an_amended_report_was_handed_in_with_its_first_version() -> None:
    given = facts(*[EntryKind.REPORTED] * 8)
    now = reporting(given)
    assert (now.versions, now.current, now.handed_in) == (8, given[7], given[0])
    assert status(OWED, stand(given), at(31, 7)) is Status.DONE


def test_a_report_sent_back_is_owed_again_until_the_next_version() -> None:
    given = facts(EntryKind.REPORTED, EntryKind.SENT_BACK)
    assert stand(given).done(REPORT) is None
    assert status(OWED, stand(given), at(18, 7)) is Status.SENT_BACK
    assert status(OWED, stand(given), at(21, 7)) is Status.SENT_BACK_LATE
    again = facts(EntryKind.REPORTED, EntryKind.SENT_BACK, EntryKind.REPORTED)
    assert stand(again).done(REPORT) == again[2]


@pytest.mark.parametrize("before", [EntryKind.FULFILLED, EntryKind.NOTHING])
def test_what_was_said_before_it_was_sent_back_counts_no_more(
    before: EntryKind,
) -> None:
    given = facts(before, EntryKind.REPORTED, EntryKind.SENT_BACK)
    assert stand(given).done(REPORT) is None


def test_who_has_reported_need_not_say_that_it_is_done() -> None:
    standing = stand(facts(EntryKind.REPORTED))
    assert not is_news(EntryKind.FULFILLED, REPORT, standing)
    assert not is_news(EntryKind.NOTHING, REPORT, standing)


def test_the_signed_copy_and_the_acceptance_are_known_by_themselves() -> None:
    given = facts(EntryKind.REPORTED, EntryKind.SIGNED_COPY, EntryKind.TAKEN_IN)
    now = reporting(given)
    assert (now.signed, now.taken_in) == (given[1], given[2])


@pytest.mark.parametrize(
    ("told", "locked"),
    [
        ([], False),
        ([(EntryKind.LOCKED, "")], True),
        ([(EntryKind.LOCKED, "north")], True),
        ([(EntryKind.LOCKED, "south")], False),
        ([(EntryKind.LOCKED, ""), (EntryKind.UNLOCKED, "north")], False),
        ([(EntryKind.LOCKED, ""), (EntryKind.UNLOCKED, "south")], True),
        ([(EntryKind.LOCKED, "north"), (EntryKind.UNLOCKED, "")], False),
        ([(EntryKind.LOCKED, ""), (EntryKind.CONSOLIDATED, "")], True),
    ],
)
def test_the_last_lock_that_concerns_an_agency_counts(
    told: list[tuple[EntryKind, str]], locked: bool
) -> None:
    given = (Entry(n, at(20, 7), *one) for n, one in enumerate(told, 1))
    assert is_locked(given, "north") is locked


@pytest.mark.parametrize(
    ("told", "agency", "locked", "changed"),
    [
        ([], "", True, True),
        ([], "", False, False),
        ([(EntryKind.LOCKED, "")], "", True, False),
        ([(EntryKind.LOCKED, "")], "north", True, False),
        ([(EntryKind.LOCKED, "")], "north", False, True),
        ([(EntryKind.LOCKED, ""), (EntryKind.UNLOCKED, "north")], "", True, True),
        ([(EntryKind.LOCKED, "north")], "", False, True),
        ([(EntryKind.LOCKED, "north")], "south", True, True),
    ],
)
def test_a_lock_of_all_changes_something_while_one_is_open(
    told: list[tuple[EntryKind, str]], agency: str, locked: bool, changed: bool
) -> None:
    given = [Entry(n, at(20, 7), *one) for n, one in enumerate(told, 1)]
    assert changes(given, agency, locked=locked) is changed


def test_a_version_after_the_lock_is_known_by_its_key() -> None:
    fact = Entry(1, at(20, 7), EntryKind.REPORTED, REPORT, "2", key=amended_key(2))
    assert is_amended(fact)
    assert not any(map(is_amended, facts(EntryKind.REPORTED)))
