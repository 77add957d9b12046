"""Where reports stand, on each database."""

from collections.abc import Iterator

import pytest

from desk.answer import Answer, answer
from desk.desk import Desk
from desk.judge import Judgement, judge
from desk.reports.overview import ReportLine, overview
from desk.reports.submit import Submission, reporter_of, submit
from ledger import entries
from schemas.consolidation import Consolidation, SourceReport
from schemas.entry import EntryKind
from schemas.report import ReportState
from tests.desk.desks import CLERK, NAME, docket, issued
from tests.desk.reports.test_submit import NOW, SO_Y_TE, whole


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    desk = issued(address)
    yield desk
    desk.ledger.close()


def line(desk: Desk) -> ReportLine:
    return next(one for one in overview(desk, NAME, NOW) if one.agency == SO_Y_TE)


def hand_in(desk: Desk, act: str) -> int:
    """Hand a version in, and return the fact that says so."""
    row = docket(desk, SO_Y_TE).id
    submit(desk, row, Submission(whole(desk, SO_Y_TE, 0), CLERK, act), NOW)
    with desk.ledger.read() as tx:
        return entries.of(tx, [row])[row][-1].n


def consolidate(desk: Desk, n: int) -> None:
    """Keep a consolidated report that rests on one version."""
    row = docket(desk, SO_Y_TE)
    source = SourceReport(agency=SO_Y_TE, docket=row.id, n=n, version=1)
    made = Consolidation(
        campaign=NAME,
        version=1,
        at=NOW,
        revision=1,
        locked=False,
        sources=(source,),
        totals=(),
    )
    with desk.ledger.write() as tx:
        tx.insert(
            "INSERT INTO consolidations (campaign, version, at, body) "
            "VALUES (?, ?, ?, ?)",
            [(row.campaign, 1, 0, made.model_dump_json())],
        )


def test_the_office_and_open_groups_owe_no_report(desk: Desk) -> None:
    agencies = [one.agency for one in overview(desk, NAME, NOW)]
    assert SO_Y_TE in agencies
    assert not {"so-ldtbxh", "don-vi-lien-quan", "@office"} & set(agencies)


def test_whom_the_office_released_owes_no_report(desk: Desk) -> None:
    row = docket(desk, SO_Y_TE).id
    with desk.ledger.read() as tx:
        duty = reporter_of(desk, tx, docket(desk, SO_Y_TE)).duty.duty
    other = CLERK._replace(note="Việc của ngành khác", concerns="Sở Giáo dục")
    answer(desk, row, Answer(EntryKind.DECLINED, (duty,), other, "d1"), NOW)
    assert SO_Y_TE in [one.agency for one in overview(desk, NAME, NOW)]
    judge(desk, row, Judgement(duty, True, CLERK._replace(note="Đúng"), "j1"), NOW)
    assert SO_Y_TE not in [one.agency for one in overview(desk, NAME, NOW)]


def test_a_version_is_consolidated_until_the_next_one_comes(desk: Desk) -> None:
    assert line(desk).state is ReportState.MISSING
    n = hand_in(desk, "a1")
    consolidate(desk, n)
    assert line(desk).state is ReportState.CONSOLIDATED
    hand_in(desk, "a2")
    assert (line(desk).state, line(desk).versions) == (ReportState.HANDED_IN, 2)
