from datetime import timedelta

import pytest

from desk.desk import open_desk
from desk.reports.consolidate import NotConsolidatedError, consolidate_reports
from desk.reports.enter import Entered, enter, last_report
from desk.reports.lock import Locking, lock_figures
from desk.reports.submit import LockedError, reporter_of
from desk.reports.upward import Acceptance, NoParentError, OutdatedError, accept
from desk.reports.versions import SentBack, send_back
from desk.season import NotIssuedError
from ledger import reports
from schemas.consolidation import Consolidation, Flag, FlagKind
from schemas.report import Channel
from tests.desk.reports.two_levels import (
    ABOVE,
    BELOW,
    CLERK,
    NOW,
    PARENT,
    begin,
    plan_of,
    report,
    roster_of,
    row_of,
    two_levels,
)
from tests.rules.reports.test_levels import COMMUNE

FIRST, SECOND = Acceptance(1, CLERK), Acceptance(2, CLERK)
LATER = NOW + timedelta(hours=1)


def figures(made: Consolidation) -> dict[str, int | None]:
    return {one.indicator: one.figure for one in made.totals}


def test_an_accepted_version_is_the_report_of_its_line_above(address: str) -> None:
    desk = two_levels(address)
    report(desk, BELOW, "north", {"gifts": 30, "swims": 2}, narrative="Đã tặng quà.")
    report(desk, BELOW, "south", {"gifts": 12})
    report(desk, ABOVE, "south", {"gifts": 100})
    consolidate_reports(desk, BELOW, NOW)
    receipt = accept(desk, BELOW, FIRST, NOW)
    assert accept(desk, BELOW, FIRST, LATER) == receipt
    row = row_of(desk, ABOVE, "north")
    with desk.ledger.read() as tx:
        (filed,) = reports.of(tx, row.id)
        reporter = reporter_of(desk, tx, row)
    given = filed.report
    assert given.channel is Channel.CONSOLIDATED
    assert given.figures == {"gifts": 42, "swims": 2}
    assert given.narrative.results == "Huyện Bắc: Đã tặng quà."
    assert given.below is not None
    assert (given.below.campaign, given.below.version) == (BELOW, 1)
    assert (given.below.reported, given.below.expected) == (2, 3)
    assert reporter.reporting.versions == 1
    made = consolidate_reports(desk, ABOVE, LATER).consolidation
    assert figures(made)["gifts"] == 142
    (level,) = made.levels
    assert (level.scope, level.expected, level.actual) == (COMMUNE, 3, 2)
    desk.ledger.close()


def test_a_later_version_amends_the_report_above_and_only_that() -> None:
    desk = two_levels()
    report(desk, BELOW, "north", {"gifts": 30})
    consolidate_reports(desk, BELOW, NOW)
    accept(desk, BELOW, FIRST, NOW)
    consolidate_reports(desk, ABOVE, NOW)
    report(desk, BELOW, "north", {"gifts": 31})
    consolidate_reports(desk, BELOW, LATER)
    assert not consolidate_reports(desk, ABOVE, LATER).fresh
    accept(desk, BELOW, SECOND, LATER)
    made = consolidate_reports(desk, ABOVE, LATER).consolidation
    (change,) = made.changes
    assert (change.before, change.after) == (30, 31)
    assert [(one.agency, one.version) for one in change.because] == [("north", 2)]
    with pytest.raises(OutdatedError, match="version 2 was accepted already"):
        accept(desk, BELOW, FIRST, LATER)


def test_a_version_that_was_sent_back_can_be_given_again() -> None:
    desk = two_levels()
    report(desk, BELOW, "north", {"gifts": 30})
    consolidate_reports(desk, BELOW, NOW)
    first = accept(desk, BELOW, FIRST, NOW)
    row = row_of(desk, ABOVE, "north")
    why = CLERK._replace(note="Đề nghị rà soát số quà.")
    send_back(desk, row.id, SentBack(why, "back"), NOW)
    again = accept(desk, BELOW, FIRST, LATER)
    assert again.code != first.code
    assert accept(desk, BELOW, FIRST, LATER) == again
    made = consolidate_reports(desk, ABOVE, LATER).consolidation
    assert [(one.agency, one.version) for one in made.sources] == [("north", 2)]


def test_a_line_that_was_corrected_keeps_its_coverage_until_it_is_accepted_anew():
    desk = two_levels()
    report(desk, BELOW, "north", {"gifts": 30})
    consolidate_reports(desk, BELOW, NOW)
    first = accept(desk, BELOW, FIRST, NOW)
    row = row_of(desk, ABOVE, "north")
    last = last_report(desk, row.id)
    said = {"channel": Channel.TELEPHONE, "source": "Văn thư", "figures": {"gifts": 31}}
    corrected = Entered(last.model_copy(update=said), CLERK, "call")
    enter(desk, row.id, corrected, LATER)
    assert last_report(desk, row.id).below == last.below
    made = consolidate_reports(desk, ABOVE, LATER).consolidation
    assert figures(made)["gifts"] == 31
    assert [one.scope for one in made.levels] == [COMMUNE]
    assert accept(desk, BELOW, FIRST, LATER).code != first.code
    assert last_report(desk, row.id).figures == last.figures


def test_a_part_may_rest_on_more_agencies_than_its_whole() -> None:
    desk = two_levels()
    report(desk, BELOW, "north", {"gifts": 4, "poor": 4})
    report(desk, BELOW, "south", {"poor": 9})
    consolidate_reports(desk, BELOW, NOW)
    accept(desk, BELOW, FIRST, NOW)
    made = consolidate_reports(desk, ABOVE, NOW).consolidation
    assert (figures(made)["gifts"], figures(made)["poor"]) == (4, 13)


def test_many_communes_may_come_to_more_than_one_could_report() -> None:
    desk = two_levels()
    most = plan_of(BELOW).indicators.items[0].maximum
    report(desk, BELOW, "north", {"gifts": most})
    report(desk, BELOW, "south", {"gifts": most})
    consolidate_reports(desk, BELOW, NOW)
    accept(desk, BELOW, FIRST, NOW)
    made = consolidate_reports(desk, ABOVE, NOW).consolidation
    assert figures(made)["gifts"] == 2 * most


def test_where_there_is_no_line_above_it_is_said() -> None:
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    begin(desk, plan_of(BELOW), roster_of("below"))
    consolidate_reports(desk, BELOW, NOW)
    with pytest.raises(NoParentError, match="names no `parent_campaign`"):
        accept(desk, BELOW, FIRST, NOW)

    desk = open_desk(":memory:", "secret", "http://campaign.example")
    begin(desk, plan_of(BELOW, parent_campaign=PARENT), roster_of("below"))
    with pytest.raises(NotConsolidatedError):
        accept(desk, BELOW, FIRST, NOW)
    consolidate_reports(desk, BELOW, NOW)
    with pytest.raises(NoParentError, match=f"{ABOVE}, which is not in this ledger"):
        accept(desk, BELOW, FIRST, NOW)
    begin(desk, plan_of(ABOVE), roster_of("above"), issued=False)
    with pytest.raises(NotIssuedError):
        accept(desk, BELOW, FIRST, NOW)

    desk = open_desk(":memory:", "secret", "http://campaign.example")
    begin(desk, plan_of(ABOVE), roster_of("above"))
    strange = plan_of(BELOW, parent_campaign=PARENT | {"agency": "west"})
    begin(desk, strange, roster_of("below"))
    consolidate_reports(desk, BELOW, NOW)
    with pytest.raises(NoParentError, match="has no agency west"):
        accept(desk, BELOW, FIRST, NOW)


def test_a_locked_campaign_above_takes_no_report() -> None:
    desk = two_levels()
    consolidate_reports(desk, BELOW, NOW)
    lock_figures(desk, Locking(ABOVE, "", True, CLERK, "lock"), NOW)
    with pytest.raises(LockedError):
        accept(desk, BELOW, FIRST, NOW)


def test_a_mailbox_that_reports_at_two_levels_is_flagged() -> None:
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    begin(desk, plan_of(ABOVE), roster_of("same"))
    begin(desk, plan_of(BELOW, parent_campaign=PARENT), roster_of("same"))
    report(desk, BELOW, "school", {"gifts": 30, "swims": 0})
    report(desk, BELOW, "south", {"gifts": 12})
    report(desk, ABOVE, "school", {"gifts": 8, "swims": 4})
    consolidate_reports(desk, BELOW, NOW)
    accept(desk, BELOW, FIRST, NOW)
    made = consolidate_reports(desk, ABOVE, NOW).consolidation
    assert made.flags == (
        Flag(kind=FlagKind.TWO_LEVELS, indicator="gifts", agencies=("school", "north")),
    )


def test_a_mailbox_is_found_two_campaigns_below() -> None:
    desk = two_levels()
    under = {"campaign": BELOW, "agency": "south", "level": COMMUNE}
    begin(desk, plan_of("village-2024", parent_campaign=under), roster_of("above"))
    report(desk, "village-2024", "school", {"gifts": 30})
    report(desk, ABOVE, "school", {"gifts": 8})
    consolidate_reports(desk, "village-2024", NOW)
    accept(desk, "village-2024", FIRST, NOW)
    consolidate_reports(desk, BELOW, NOW)
    accept(desk, BELOW, FIRST, NOW)
    made = consolidate_reports(desk, ABOVE, NOW).consolidation
    assert [one.agencies for one in made.flags] == [("school", "north")]
    assert [one.expected for one in made.levels] == [6]
