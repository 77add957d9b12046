from datetime import date, datetime, timedelta

import pytest

from rules.docket import Docket
from rules.extended import in_effect
from rules.fold import stand
from rules.progress import Reports, reports
from rules.reports.timeliness import OnTime, on_time
from schemas.assignment import DocketKind
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from tests.rules.season import TERMS, at, owes

REPORT = "report"
END = at(20, 7, 0)
"""The end of "trước ngày 20/7"."""
SECOND = timedelta(seconds=1)
SENT_BACK, EXTENDED = (EntryKind.SENT_BACK, ""), (EntryKind.EXTENDED, "2024-07-26")
OWED = owes(REPORT, date(2024, 7, 19))._replace(kind=DutyKind.REPORT)

Told = tuple[EntryKind, str]
Facts = list[tuple[Told, datetime]]


def reported(version: str = "1") -> Told:
    return EntryKind.REPORTED, version


def facts(told: Facts) -> tuple[Entry, ...]:
    return tuple(
        Entry(n, moment, kind, REPORT, step)
        for n, ((kind, step), moment) in enumerate(told, 1)
    )


def judged(told: Facts) -> OnTime | None:
    standing = stand(facts(told))
    (owed,) = in_effect((OWED,), standing, TERMS)
    return on_time(owed, standing)


@pytest.mark.parametrize(
    ("handed_in", "in_time"),
    [(END - SECOND, True), (END, False), (END + SECOND, False)],
)
def test_before_20_7_ends_with_the_last_second_of_19_7(
    handed_in: datetime, in_time: bool
) -> None:
    assert judged([(reported(), handed_in)]) == OnTime(in_time, in_time)


@pytest.mark.parametrize(
    ("handed_in", "in_time"), [(at(27, 7, 0) - SECOND, True), (at(27, 7, 0), False)]
)
def test_an_extension_moves_the_deadline_in_effect_alone(
    handed_in: datetime, in_time: bool
) -> None:
    told = [(EXTENDED, at(18, 7)), (reported(), handed_in)]
    assert judged(told) == OnTime(planned=False, in_effect=in_time)


def test_what_is_to_come_again_is_neither_on_time_nor_late() -> None:
    assert judged([]) is None
    assert judged([(reported(), at(18, 7)), (SENT_BACK, at(22, 7))]) is None


def test_the_plans_deadline_asks_for_the_first_version_ever() -> None:
    told = [
        (reported(), at(18, 7)),
        (SENT_BACK, at(22, 7)),
        (EXTENDED, at(22, 7)),
        (reported("2"), at(25, 7)),
        (reported("3"), at(29, 7)),
    ]
    assert judged(told) == OnTime(planned=True, in_effect=True)


def test_a_report_sent_back_without_a_new_day_is_late_when_it_comes_again() -> None:
    told = [
        (reported(), at(18, 7)),
        (SENT_BACK, at(19, 7)),
        (reported("2"), at(22, 7)),
    ]
    assert judged(told) == OnTime(planned=True, in_effect=False)


def test_who_only_said_that_it_is_done_is_judged_by_that_word() -> None:
    assert judged([((EntryKind.FULFILLED, ""), at(22, 7))]) == OnTime(False, False)


def test_a_report_sent_back_is_not_counted_until_it_has_come_again() -> None:
    told: Facts = [(reported(), at(18, 7)), (SENT_BACK, at(22, 7))]
    docket = Docket("a", DocketKind.AGENCY, (OWED,), facts(told), TERMS)
    assert reports([docket]) == Reports(1, 0, 0, 0)
    told.append((reported("2"), at(23, 7)))
    docket = Docket("a", DocketKind.AGENCY, (OWED,), facts(told), TERMS)
    assert reports([docket]) == Reports(1, 1, 0, 1)
