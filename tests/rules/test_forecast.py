from dataclasses import replace
from datetime import date, datetime

import pytest

from rules.docket import Docket
from rules.forecast import Forecast, Kept, forecast, kept
from rules.keys import ASSIGN, step_key
from schemas.assignment import DocketKind
from schemas.duty import DutyKind
from schemas.entry import Entry, EntryKind
from tests.rules.season import CLOCKS, DAYS, at, owes

DUTY = owes("1.1", date(2024, 6, 14))
REPORT = owes("report", date(2024, 7, 19))._replace(kind=DutyKind.REPORT)
LAST_DAY = at(19, 7)


def agency(
    name: str,
    done: datetime | None = None,
    reported: datetime | None = None,
    confirmed: datetime | None = None,
    owed: tuple = (DUTY, REPORT),
) -> Docket:
    key = step_key(ASSIGN, DUTY)
    facts = [Entry(1, at(6, 5), EntryKind.PERFORMED, "1.1", ASSIGN, key=key)]
    for moment, kind, duty in (
        (confirmed, EntryKind.CONFIRMED, "1.1"),
        (done, EntryKind.FULFILLED, "1.1"),
        (reported, EntryKind.FULFILLED, "report"),
    ):
        if moment is not None:
            facts.append(Entry(len(facts) + 1, moment, kind, duty))
    return Docket(name, DocketKind.AGENCY, owed, tuple(facts), CLOCKS)


def seen(*dockets: Docket, now: datetime, past: dict[str, Kept] | None = None):
    found = forecast(dockets, past or {}, now, DAYS)
    assert found is not None
    return found


def chances(found: Forecast) -> dict[str, float]:
    return {one.agency: round(one.chance, 2) for one in found.chances}


PROMPT = agency("prompt", done=at(12, 6), confirmed=at(7, 5))
LATE = agency("late", done=at(17, 6), confirmed=at(13, 5))
SILENT = agency("silent")


def test_what_an_agency_kept_counts_its_receipt_and_its_deadlines():
    now = at(1, 7)
    assert kept(PROMPT, now, DAYS) == Kept(2, 2, (2,))
    assert kept(LATE, now, DAYS) == Kept(0, 2)
    assert kept(PROMPT, at(7, 5, 9), DAYS) == Kept(1, 1)
    assert kept(SILENT, at(7, 5), DAYS) == Kept()


def test_chances_lean_on_what_each_kept_and_on_what_all_keep():
    found = seen(PROMPT, LATE, SILENT, now=at(1, 7))
    # All keep a third: (2 + 1/3) / 3 and twice (0 + 1/3) / 3.
    assert chances(found) == {"prompt": 0.78, "late": 0.11, "silent": 0.11}
    assert (found.expected, found.given, found.rests_on) == (3, 0, 6)
    assert found.likely == pytest.approx(1)
    assert found.percent == pytest.approx(100 / 3)
    assert [one.agency for one in found.at_risk] == ["late", "silent"]


def test_the_longer_a_report_stays_away_the_less_it_is_expected():
    on = [chances(seen(PROMPT, LATE, now=at(day, 7)))["prompt"] for day in (1, 17, 18)]
    # One answer in time came with 2 working days left: as late as on the 17th.
    assert on == [0.83, 0.83, pytest.approx(0.71)]


def test_what_came_is_certain_and_what_is_late_is_lost():
    given = agency("given", done=at(12, 6), reported=at(18, 7))
    late = agency("late", done=at(12, 6), reported=at(22, 7))
    missing = agency("missing", done=at(12, 6))
    before, after = LAST_DAY, at(22, 7, 9)
    assert chances(seen(given, missing, now=before))["given"] == 1
    found = seen(given, late, missing, now=after)
    assert chances(found) == {"given": 1, "late": 0, "missing": 0}
    assert (found.given, found.percent) == (1, pytest.approx(100 / 3))


def test_seasons_before_are_learned_from_before_anything_is_due():
    now, fresh = at(6, 5), agency("prompt")
    assert forecast([fresh, SILENT], {}, now, DAYS) is None
    past = {"prompt": Kept(4, 4, (1, 2, 3, 4)), "other": Kept(0, 9)}
    found = seen(fresh, SILENT, now=now, past=past)
    assert chances(found) == {"prompt": 1.0, "silent": 1.0}
    assert found.rests_on == 4, "who owes no report now teaches nothing"


def test_who_was_released_owes_no_report():
    facts = (
        Entry(1, at(6, 5), EntryKind.DECLINED, "report"),
        Entry(2, at(7, 5), EntryKind.ACCEPTED, "report"),
    )
    released = replace(agency("released"), entries=facts)
    found = seen(PROMPT, released, now=at(1, 7))
    assert [one.agency for one in found.chances] == ["prompt"]


def test_whose_only_duty_is_the_report_is_taken_for_one_of_all():
    reporter = agency("reporter", owed=(REPORT,))
    found = seen(PROMPT, LATE, reporter, now=at(1, 7))
    assert chances(found)["reporter"] == 0.5
    assert not next(one for one in found.chances if one.agency == "reporter").in_doubt
