"""What the forms about reports answer to who filled them in, and what is kept."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import State
from pydantic import BaseModel

from desk.desk import Desk, open_desk
from desk.reports.overview import ReportLine, overview, story
from flows.entering import entered
from flows.forgetting import without_persons
from flows.forms.refusals import (
    FIGURES_LOCKED,
    NEEDS_AMENDING_REASON,
    NEEDS_REASON,
    NO_REPORT_OWED,
    NO_SOURCE,
    NOT_REPORTED,
    NOTHING_NEW,
    PERSONAL,
    UNKNOWN_AGENCY,
)
from flows.forms.reports import (
    Came,
    EnterReport,
    LockFigures,
    RecordSigned,
    Review,
    ReviewReport,
    Turn,
)
from flows.here import Here
from flows.locking import turned
from flows.reviewing import record, review
from ledger import rehearsals
from schemas import words
from schemas.report import Channel, ReportState
from settings import Settings
from tests.cli.test_report import NOW
from tests.desk.desks import NAME, Post, docket, issued

Fill = Callable[[Callable[..., State[None]], BaseModel], State[None]]
WHO = f"{NAME}/so-y-te · Sở Y tế"
OFFICE = f"{NAME}/so-ldtbxh · Sở Lao động"
SAID = {"name": "An", "post": "An post"}
PAPER = EnterReport(
    agency=WHO,
    how=Came.PAPER,
    source="An's letter",
    figures="luot-kham = 1.250\n\nTổng kinh phí đã huy động = 4,2 tỷ",
    results="An did well",
    explained="An will tell",
    **SAID,
)
CLERK = EnterReport(agency=WHO, how=Came.CLERK, **SAID)
BACK = ReviewReport(
    agency=WHO,
    review=Review.SEND_BACK,
    until="26/7/2024",
    reason="An forgot",
    **SAID,
)
TAKEN = ReviewReport(agency=WHO, review=Review.TAKE_IN, **SAID)
SIGNED = RecordSigned(
    agency=WHO, number="45/BC-SYT", signed_on="17/7/2024", signer="An", **SAID
)
LOCKED = LockFigures(agency=f"{NAME} · {words.ALL_AGENCIES}", action=Turn.LOCK, **SAID)
FORMS = ((entered, PAPER), (review, BACK), (record, SIGNED), (turned, LOCKED))


@pytest.fixture
def at(tmp_path: Path) -> Here:
    """A desk at a moment before the deadline."""
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, NOW)
    desk.ledger.close()
    return Here(issued(where), Settings(), Post())


@pytest.fixture
def fill(at: Here, monkeypatch: pytest.MonkeyPatch) -> Fill:
    """Fill in a form in a run of its own."""

    def fill(form: Callable[..., State[None]], given: BaseModel) -> State[None]:
        monkeypatch.setenv("PREFECT__FLOW_RUN_ID", uuid4().hex)
        return form(at, given)

    return fill


def line(desk: Desk) -> ReportLine:
    return next(one for one in overview(desk, NAME, NOW) if one.agency == "so-y-te")


def test_a_report_goes_from_paper_to_the_lock_in_forms(fill: Fill, at: Here) -> None:
    assert str(fill(entered, PAPER).message).startswith("Mã biên nhận: ")
    (first,) = story(at.desk, docket(at.desk, "so-y-te").id)
    assert first.report is not None
    assert first.report.figures == {
        "luot-kham": 1250,
        "tong-kinh-phi": 4_200_000_000,
    }
    assert first.report.narrative.results == "An did well"
    assert fill(review, BACK).is_completed()
    assert line(at.desk).state is ReportState.SENT_BACK
    again = PAPER.model_copy(update={"figures": "luot-kham = 5", "results": ""})
    assert fill(entered, again).is_completed()
    assert fill(review, TAKEN).is_completed()
    assert fill(review, TAKEN).message == NOTHING_NEW
    assert fill(record, SIGNED).is_completed()
    locked = str(fill(turned, LOCKED).message)
    assert locked.startswith(f"{Turn.LOCK}. Chưa nộp báo cáo (18): Sở Giáo dục")
    assert "Sở Y tế" not in locked
    now = line(at.desk)
    assert (now.state, now.taken_in, now.signed) == (ReportState.LOCKED, True, True)
    last = story(at.desk, docket(at.desk, "so-y-te").id)[2].report
    assert last is not None
    assert last.figures == {"luot-kham": 5, "tong-kinh-phi": 4_200_000_000}
    assert last.narrative.results == "An did well"


def test_what_went_by_the_clerk_has_no_figures(fill: Fill, at: Here) -> None:
    assert fill(entered, CLERK).is_completed()
    now = line(at.desk)
    assert (now.channel, now.state) == (Channel.CLERK, ReportState.HANDED_IN)


def test_figures_are_amended_after_the_lock_with_a_reason(fill: Fill) -> None:
    locked = fill(turned, LOCKED)
    assert locked.is_completed()
    assert "Chưa nộp báo cáo (19): Sở Giáo dục và Đào tạo; Sở Y tế;" in str(
        locked.message
    )
    assert fill(turned, LOCKED).message == NOTHING_NEW
    assert fill(entered, PAPER).message == NEEDS_AMENDING_REASON
    told = PAPER.model_copy(update={"reason": "An miscounted"})
    assert fill(entered, told).is_completed()
    assert fill(review, BACK).message == FIGURES_LOCKED.format(agency=WHO)
    opened = LOCKED.model_copy(update={"action": Turn.UNLOCK})
    assert fill(turned, opened).message == NEEDS_REASON
    told = opened.model_copy(update={"reason": "An asked"})
    assert fill(turned, told).message == Turn.UNLOCK


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"figures": "luot-kham = 1,250"}, "Trẻ em được khám sàng lọc: Dấu phẩy"),
        ({"figures": "trẻ = 5"}, "trẻ: Đơn vị không phải báo cáo"),
        ({"figures": "luot-kham"}, "Trẻ em được khám sàng lọc: Chưa có số liệu"),
        ({"figures": "luot-kham = 200.000.000"}, "Trẻ em được khám sàng lọc: Số liệu"),
        ({"explained": ""}, "Chưa có số liệu"),
        ({"results": "cháu B sinh năm 2015"}, "results: Nội dung có số giấy tờ"),
        ({"source": ""}, NO_SOURCE),
        ({"received": "mai"}, "Không có ngày mai"),
        ({"received": "19/7/2024"}, "Báo cáo không thể nhận ngày 19/7/2024"),
        ({"reason": "sinh năm 1980"}, PERSONAL),
        ({"agency": OFFICE}, NO_REPORT_OWED.format(agency=OFFICE)),
    ],
)
def test_what_is_wrong_with_a_report_is_said_in_words(
    fill: Fill, change: dict[str, str], said: str
) -> None:
    state = fill(entered, PAPER.model_copy(update=change))
    assert state.is_failed()
    assert said in str(state.message)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, NEEDS_REASON),
        ({"reason": "sinh năm 1980"}, PERSONAL),
        ({"until": "mai"}, "Không có ngày mai"),
        ({"until": "18/7/2024"}, "Không gia hạn được báo cáo đến ngày 18/7/2024"),
    ],
)
def test_what_is_wrong_with_a_review_is_said_in_words(
    fill: Fill, change: dict[str, str], said: str
) -> None:
    assert fill(review, BACK).message == NOT_REPORTED.format(agency=WHO)
    assert fill(entered, PAPER).is_completed()
    state = fill(review, BACK.model_copy(update=change))
    assert state.is_failed()
    assert said in str(state.message)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"signed_on": "mai"}, "Không có ngày mai"),
        ({"signed_on": "19/7/2024"}, "Văn bản không thể ký ngày 19/7/2024"),
        ({"signer": "sinh năm 1980"}, PERSONAL),
    ],
)
def test_what_is_wrong_with_a_signed_copy_is_said_in_words(
    fill: Fill, change: dict[str, str], said: str
) -> None:
    assert fill(entered, PAPER).is_completed()
    state = fill(record, SIGNED.model_copy(update=change))
    assert state.is_failed()
    assert said in str(state.message)


@pytest.mark.parametrize(("form", "given"), FORMS)
@pytest.mark.parametrize("agency", [f"{NAME}/nowhere · Sở Y tế", "nowhere/so-y-te"])
def test_what_nobody_knows_is_said_by_its_name(
    fill: Fill, form, given: BaseModel, agency: str
) -> None:
    state = fill(form, given.model_copy(update={"agency": agency}))
    assert state.is_failed()
    assert state.message == UNKNOWN_AGENCY.format(agency=agency)


@pytest.mark.parametrize(
    "given", [PAPER, BACK, SIGNED, LOCKED], ids=lambda given: type(given).__name__
)
def test_no_person_is_left_in_what_prefect_keeps(given: BaseModel) -> None:
    kept = without_persons(given).model_dump(mode="json")
    assert "An" not in json.dumps(kept)
    assert kept["agency"]
