"""Every page in Prefect says that it is of a rehearsal, or where letters go."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

import pytest

from desk.amendments.preview import preview_amendment
from desk.amendments.proposal import Edited
from desk.arming.outlook import outlook
from desk.boards import board
from desk.boards.amended import amended_text
from desk.boards.armed import armed_text
from desk.boards.briefs import brief
from desk.boards.consolidated import consolidated_text
from desk.boards.plans import forecast_text
from desk.boards.rehearsal import rehearsal_text
from desk.boards.timeline import timeline_text
from desk.desk import Desk, open_desk
from desk.forecast import foresee
from desk.links import drawn
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.progress import Progress, progress
from desk.rehearsals.load import Load
from desk.rehearsals.rehearsal import Rehearsal
from desk.reports.consolidate import consolidate_reports
from desk.start import sign_off
from desk.templates import HOME
from schemas.base import VN
from schemas.behaviour import USUAL
from tests.desk.arming.ground import arm_now, ready_to_arm
from tests.desk.desks import ISSUED, NAME, SIGNING, issued, started
from tests.desk.read_markdown import read

SEED = 3
NOW = datetime(2024, 7, 12, 10, tzinfo=VN)
MARK = "Đây là diễn tập: không thư nào được gửi ra ngoài."
NOT_OF_A_CAMPAIGN = {"parts", "deployment", "checked", "preview", "renewed"}
"""What pages share, what the board's deployment says of all campaigns at once, and what
is said of a plan's files, before there is any campaign."""

Page = Callable[[Desk, datetime], str]


def of_progress(text: Callable[[Progress, datetime], str]) -> Page:
    return lambda desk, now: text(progress(desk, NAME, now), now)


def of_phase(phase: str) -> Page:
    return lambda desk, now: board.story(desk, NAME, phase, now)


def amendment(desk: Desk, now: datetime) -> str:
    plan, roster = read_plan(NAME, working_days()).require()
    edited = Edited(plan.model_copy(update={"theme": "Chủ đề mới"}), roster)
    shown = preview_amendment(desk, edited, now, confirmed=True)
    return amended_text(shown, marked=desk.marked)


def consolidated(desk: Desk, now: datetime) -> str:
    return consolidated_text(desk, consolidate_reports(desk, NAME, now).consolidation)


def forecast(desk: Desk, now: datetime) -> str:
    found = foresee(desk, NAME, now)
    assert found
    return forecast_text(progress(desk, NAME, now), found, now)


def a_rehearsals_load(_desk: Desk, _now: datetime) -> str:
    plan, roster = read_plan(NAME, working_days()).require()
    return rehearsal_text(plan, roster, SEED, USUAL, Load((), None, ()))


HEADED: Mapping[str, Page] = {
    "campaign": of_progress(board.board_text),
    "brief": of_progress(
        lambda seen, now: board.morning_text(brief(seen, now)),
    ),
    "weekly": of_progress(
        lambda seen, now: board.weekly_text(brief(seen, now)),
    ),
    "timeline": of_progress(timeline_text),
    "issuance": of_phase("issuance"),
    "launch": of_phase("launch"),
    "activities": of_phase("activities"),
    "reports": of_phase("reports"),
}
"""Pages of a campaign that say where its letters go."""
PAGES: Mapping[str, Page] = HEADED | {
    "arming": lambda desk, now: armed_text(NAME, outlook(desk, NAME, now)),
    "confirm": of_progress(
        lambda seen, now: board.confirm_text(seen, "so-y-te", now),
    ),
    "amendment": amendment,
    "consolidated": consolidated,
    "forecast": forecast,
    "rehearsal": a_rehearsals_load,
}


def a_rehearsal() -> Desk:
    """Return the desk of one whose plan waits for its signature."""
    desk = open_desk(":memory:", "", "http://campaign.example", SEED, marked=True)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, SEED)
    rehearsal.begin()
    rehearsal.start(roster)
    return desk


@pytest.fixture(scope="module")
def rehearsed() -> Desk:
    desk = a_rehearsal()
    sign_off(desk, NAME, SIGNING, ISSUED, drawn("links"))
    return desk


@pytest.fixture(scope="module")
def real() -> Desk:
    return issued()


def test_no_page_is_left_out():
    files = {file.stem for file in (HOME / "boards").glob("*.md")}
    assert files == PAGES.keys() | NOT_OF_A_CAMPAIGN


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_a_rehearsal_is_marked_and_none_of_a_real_campaign(
    name: str, rehearsed: Desk, real: Desk
):
    assert MARK in read(PAGES[name](rehearsed, NOW)).text
    if PAGES[name] is not a_rehearsals_load:
        assert MARK not in read(PAGES[name](real, NOW)).text


@pytest.mark.parametrize("name", ["campaign", "timeline", "issuance"])
def test_before_the_issue_a_rehearsal_is_marked_and_a_real_plan_says_where_letters_go(
    name: str,
):
    assert MARK in read(PAGES[name](a_rehearsal(), ISSUED)).text
    said = "Gửi thư, ngày 6/5/2024: hộp thư nội bộ (chưa gửi ra ngoài)"
    assert said in read(PAGES[name](started(), ISSUED)).text


@pytest.mark.parametrize("name", HEADED)
def test_every_page_of_a_campaign_says_whether_it_is_armed(name: str):
    desk = ready_to_arm()
    said = partial(HEADED[name], desk, ISSUED)
    unarmed = "Gửi thư, ngày 6/5/2024: chưa cho phép gửi ra ngoài; mọi thư đang chờ"
    assert unarmed in read(said()).text
    arm_now(desk)
    armed = "Gửi thư, ngày 6/5/2024: đã cho phép gửi ra ngoài, giai đoạn"
    assert armed in read(said()).text
