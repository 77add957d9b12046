from datetime import date, datetime

import pytest

from desk.desk import Desk
from desk.progress import progress
from desk.reports.enter import (
    CameWhenError,
    Entered,
    NoSourceError,
    enter,
    last_report,
)
from desk.reports.lock import Locking, lock_figures
from desk.reports.submit import NoReasonError, WrongReportError, reporter_of
from desk.reports.versions import SentBack, send_back
from ledger import dockets, entries, people, reports
from rules.reports.locks import is_amended
from rules.reports.reporting import Reporting
from rules.reports.state import state
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.report import Channel, Filed, Narrative, Report, ReportState, SignedCopy
from tests.desk.desks import CLERK, NAME, docket, issued
from tests.desk.reports.test_submit import SO_Y_TE, whole

NOW = datetime(2024, 7, 22, 10, tzinfo=VN)
WHY = CLERK._replace(note="Đơn vị gọi điện đính chính")
CALL = "Đồng chí phụ trách văn phòng gọi điện"
COPY = SignedCopy(number="45/BC-SYT", signed_on=date(2024, 7, 18))


@pytest.fixture
def desk() -> Desk:
    return issued()


def called(desk: Desk, **more: object) -> Report:
    by_telephone = {"channel": Channel.TELEPHONE, "source": CALL, **more}
    return whole(desk, SO_Y_TE, 0).model_copy(update=by_telephone)


def reporting(desk: Desk) -> Reporting:
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        return reporter_of(desk, tx, row).reporting


def put(desk: Desk, given: Entered, now: datetime = NOW) -> None:
    first, again = (enter(desk, docket(desk, SO_Y_TE).id, given, now) for _ in "12")
    assert first == again, "the same act is one report"


def test_a_report_by_telephone_counts_and_says_where_it_comes_from(desk: Desk) -> None:
    put(desk, Entered(called(desk), CLERK, "e1"))
    kept = last_report(desk, docket(desk, SO_Y_TE).id)
    assert (kept.channel, kept.source) == (Channel.TELEPHONE, CALL)
    assert progress(desk, NAME, NOW).reports.actual == 1


def test_what_came_in_time_is_on_time_however_late_it_is_entered(desk: Desk) -> None:
    put(desk, Entered(called(desk), CLERK, "e1", came=date(2024, 7, 19)))
    count = progress(desk, NAME, NOW).reports
    assert (count.on_time, count.on_time_by_plan) == (1, 1)
    assert last_report(desk, docket(desk, SO_Y_TE).id).recorded == NOW


def test_what_came_today_came_now(desk: Desk) -> None:
    put(desk, Entered(called(desk), CLERK, "e1", came=NOW.date()))
    current = reporting(desk).current
    assert current is not None
    assert current.at == NOW


@pytest.mark.parametrize("day", [date(2024, 5, 5), date(2024, 7, 23)])
def test_it_came_between_the_plans_issue_and_today(desk: Desk, day: date) -> None:
    with pytest.raises(CameWhenError, match="2024-05-06 to 2024-07-22"):
        put(desk, Entered(called(desk), CLERK, "e1", came=day))


def test_what_answers_a_report_sent_back_came_after_that(desk: Desk) -> None:
    put(desk, Entered(called(desk), CLERK, "e1", came=date(2024, 7, 10)))
    row = docket(desk, SO_Y_TE).id
    send_back(desk, row, SentBack(WHY, "b1"), NOW.replace(day=18))
    with pytest.raises(CameWhenError, match="2024-07-18 to 2024-07-22"):
        put(desk, Entered(called(desk), CLERK, "e2", came=date(2024, 7, 17)))
    put(desk, Entered(called(desk), CLERK, "e2", came=date(2024, 7, 18)))
    assert reporting(desk).versions == 2


def test_what_is_asked_no_more_hinders_no_later_figure(desk: Desk) -> None:
    row = docket(desk, SO_Y_TE)
    old = called(desk, nothing=("cu",))
    old = old.model_copy(update={"figures": {**old.figures, "ban-do": 7}})
    fact = Entry(row.n + 1, NOW, EntryKind.REPORTED, "report", "1", "a1")
    with desk.ledger.write() as tx:
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, None)
        reports.put(tx, Filed(row.id, fact.n, 1, old))
    put(desk, Entered(old, CLERK, "e1"))
    kept = last_report(desk, row.id)
    assert "ban-do" not in kept.figures
    asked = whole(desk, SO_Y_TE, 0).figures
    assert (kept.nothing, kept.figures.keys()) == ((), asked.keys())
    wrong = kept.model_copy(update={"figures": {**kept.figures, "ban-do": 7}})
    with pytest.raises(WrongReportError, match="ban-do: not-asked"):
        put(desk, Entered(wrong, CLERK, "e2"))


def test_the_clerks_office_has_it_and_no_figure_is_asked(desk: Desk) -> None:
    put(desk, Entered(Report(channel=Channel.CLERK), CLERK, "e1"))
    assert progress(desk, NAME, NOW).reports.actual == 1
    wrong = Report(channel=Channel.CLERK, figures={"luot-kham": 1})
    with pytest.raises(WrongReportError, match="luot-kham: not-asked"):
        put(desk, Entered(wrong, CLERK, "e2"))


def test_a_document_with_its_number_is_a_signed_copy_at_once(desk: Desk) -> None:
    given = Entered(
        Report(channel=Channel.CLERK), CLERK, "e1", copy=COPY, signer="Giám đốc"
    )
    put(desk, given)
    now = reporting(desk)
    assert state(now, locked=False, consolidated=False) is ReportState.SIGNED
    assert now.signed is not None
    row = docket(desk, SO_Y_TE).id
    with desk.ledger.read() as tx:
        persons = people.of(tx, row)
    assert persons[now.signed.n] == Person(CLERK.name, CLERK.post, "Giám đốc")


def test_a_report_without_a_source_is_refused(desk: Desk) -> None:
    with pytest.raises(NoSourceError):
        put(desk, Entered(called(desk, source=None), CLERK, "e1"))


@pytest.mark.parametrize(
    "more",
    [
        {"source": "Ông A, sinh năm 1980"},
        {"narrative": Narrative(results="cháu B sinh năm 2015")},
        {"explained": {"luot-kham": "012345678901"}},
    ],
)
def test_no_person_is_named_in_it(desk: Desk, more: dict[str, object]) -> None:
    with pytest.raises(WrongReportError, match="personal"):
        put(desk, Entered(called(desk, **more), CLERK, "e1"))


def test_what_a_call_did_not_say_is_missing_with_one_word_of_why(desk: Desk) -> None:
    few = called(desk, figures={"luot-kham": 12})
    with pytest.raises(WrongReportError, match="missing"):
        put(desk, Entered(few, CLERK, "e1"))
    put(desk, Entered(few, CLERK, "e1", explained="Chưa có số liệu qua điện thoại"))
    kept = last_report(desk, docket(desk, SO_Y_TE).id)
    assert kept.figures == {"luot-kham": 12}
    assert "luot-kham" not in kept.explained


def test_after_the_lock_the_office_amends_with_a_reason_and_visibly(
    desk: Desk,
) -> None:
    put(desk, Entered(called(desk), CLERK, "e1"))
    lock_figures(desk, Locking(NAME, SO_Y_TE, True, CLERK, "l1"), NOW)
    with pytest.raises(NoReasonError):
        put(desk, Entered(called(desk), CLERK, "e2"))
    put(desk, Entered(called(desk), WHY, "e2"))
    current = reporting(desk).current
    assert current is not None
    assert is_amended(current)
