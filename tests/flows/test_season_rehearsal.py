"""The form that rehearses a season: what it takes, plays and shows."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.amendments.proposal import NothingToAmendError
from desk.boards.rehearsal import rehearsal_text
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.kept import home_of
from desk.rehearsals.load import Load
from desk.rehearsals.papers import OutOfSeasonError
from flows.deploying import REHEARSED
from flows.deployments import SERVED
from flows.forms.refusals import AMENDMENT_NOTHING
from flows.forms.rehearsal import RehearseSeason, wrong_rehearsal
from flows.season_rehearsal import Played, behaviour_of, played, why_not
from ledger.errors import LedgerPlayedError
from postbox.sink import Sink
from schemas.behaviour import USUAL, Behaviour, Outage
from schemas.errors import CampaignError
from settings import Secret, Settings
from tests.desk.read_markdown import read
from tests.small_campaign import PLAN as SMALL
from tests.small_campaign import write_campaign

PLAN = "dong-dang-2024"


def form(**given: Any) -> RehearseSeason:
    return RehearseSeason(**{"plan": PLAN, **given})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"on_time": 80}, "Ba tỷ lệ cộng lại là 110 %"),
        ({"amended": PLAN}, "Điều chỉnh cần cả"),
        ({"amended_on": "20/5/2024"}, "Điều chỉnh cần cả"),
        ({"amended": PLAN, "amended_on": "32/5/2024"}, "Điều chỉnh cần cả"),
        ({"outage_from": "31/6/2024"}, "Không có ngày 31/6/2024"),
        ({"outage_from": "10/6/2024"}, "Mất đường thư cần cả ngày đầu"),
        (
            {"outage_from": "12/6/2024", "outage_to": "10/6/2024"},
            "Mất đường thư cần cả ngày đầu",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(given: dict[str, Any], message: str):
    assert (wrong_rehearsal(form(**given)) or "").startswith(message)


def test_a_form_says_how_agencies_and_mail_behave():
    assert wrong_rehearsal(form()) is None
    plan, _ = read_plan(PLAN, working_days()).require()
    assert behaviour_of(form(), plan) == USUAL
    given = form(
        on_time=50,
        late=25,
        silent=25,
        outage_from="10/6/2024",
        outage_to="12/6/2024",
        bounced=[f"{PLAN}/khu-1 · Khu 1", " cong-an"],
    )
    assert wrong_rehearsal(given) is None
    assert behaviour_of(given, plan) == Behaviour(
        on_time=50,
        late=25,
        silent=25,
        outages=(Outage(first=date(2024, 6, 10), last=date(2024, 6, 12)),),
        bounced=("khu-1", "cong-an"),
    )


def test_a_form_says_by_what_and_when_the_plan_is_amended():
    plan, roster = read_plan(PLAN, working_days()).require()
    behaviour = behaviour_of(form(amended=PLAN, amended_on="20/5/2024"), plan)
    (amended,) = behaviour.amendments
    assert (amended.plan, amended.day) == (PLAN, date(2024, 5, 20))
    text = rehearsal_text(plan, roster, 1, behaviour, Load((), None, ()))
    assert "Điều chỉnh kế hoạch ngày 20/5/2024" in text
    with pytest.raises(OutOfSeasonError):
        behaviour_of(form(amended=PLAN, amended_on="20/5/2025"), plan)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amended_on": "20/5/2025"}, "Không điều chỉnh dong-dang-2024 ngày 20/5/2025"),
        (
            {"amended": "lai-chau-2024"},
            "Kế hoạch đã sửa lai-chau-2024 không phải của dong-dang-2024",
        ),
        ({"amended": "nowhere"}, "Kế hoạch nowhere có 1 chỗ cần sửa (nowhere): "),
    ],
)
def test_what_amends_nothing_of_this_season_is_refused_in_words(
    changes: dict[str, str], message: str
):
    plan, _ = read_plan(PLAN, working_days()).require()
    given = form(**{"amended": PLAN, "amended_on": "20/5/2024"} | changes)
    assert wrong_rehearsal(given) is None
    with pytest.raises(CampaignError) as refused:
        behaviour_of(given, plan)
    assert why_not(refused.value, given).startswith(message)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Settings]:
    """Settings of a product whose mailbox takes letters."""
    settings = Settings(var=tmp_path, ledger=str(tmp_path / "ledger.db"))
    password = settings.secret(Secret.MAILBOX)
    with Sink(tmp_path / "mailbox", password=password) as sink:
        port = sink.server.port
        yield settings.model_copy(update={"mailbox_smtp_port": port})


def small(folder: Path, plan: str = SMALL) -> Played:
    files = write_campaign(folder, plan)
    return Played(*read_plan(files, working_days()).require(), 1, USUAL)


def test_an_edited_plan_is_played_anew(tmp_path: Path, served: Settings):
    first = small(tmp_path / "plan")
    later = small(tmp_path / "plan", SMALL.replace("2024-06-08", "2024-06-22"))
    before, after = played(served, first), played(served, later)
    assert before != after
    assert [played(served, first), played(served, later)] == [before, after]
    assert len([*home_of(served.var, by_form=True).glob("*.db")]) == 2


def test_of_two_runs_at_once_one_plays_and_the_other_is_refused_in_words(
    tmp_path: Path, served: Settings
):
    season = small(tmp_path / "plan")
    with ThreadPoolExecutor(2) as both:
        runs = [both.submit(played, served, season) for _ in range(2)]
        errors = [run.exception() for run in runs]
    (refused,) = [error for error in errors if error is not None]
    assert isinstance(refused, LedgerPlayedError)
    said = why_not(refused, form())
    assert said.startswith("Mùa diễn tập này đang được chạy trong một lượt khác")
    assert played(served, season).days, "it is played once the other has ended"


def test_an_amendment_that_changes_nothing_is_refused_as_one_in_earnest(
    served: Settings,
):
    plan, roster = read_plan(PLAN, working_days()).require()
    given = form(amended=PLAN, amended_on="20/5/2024")
    season = Played(plan, roster, 1, behaviour_of(given, plan))
    with pytest.raises(NothingToAmendError) as refused:
        played(served, season)
    assert why_not(refused.value, given) == AMENDMENT_NOTHING


def test_its_runs_are_marked():
    served = next(one for one in SERVED if one.name == "rehearse")
    assert served.tags == (REHEARSED,)


def test_a_season_is_played_into_the_mailbox_and_shown_whatever_server_there_is(
    tmp_path: Path,
):
    plan, roster = read_plan(PLAN, working_days()).require()
    settings = Settings(var=tmp_path, ledger=str(tmp_path / "ledger.db"))
    password = settings.secret(Secret.MAILBOX)
    with (
        Sink(tmp_path / "mailbox", password=password) as sink,
        socket.create_server(("127.0.0.1", 0)) as real,
    ):
        addresses = (one.contact.address for one in roster.agencies)
        settings = settings.model_copy(
            update={
                "mailbox_smtp_port": sink.server.port,
                "smtp_host": "127.0.0.1",
                "smtp_port": real.getsockname()[1],
                "smtp_tls": "none",
                "domains": tuple({one.rpartition("@")[2] for one in addresses}),
            }
        )
        assert settings.outlet().real
        away = Behaviour(
            outages=(Outage(first=date(2024, 6, 10), last=date(2024, 6, 12)),),
            bounced=(roster.agencies[0].id,),
        )
        season = Played(plan, roster, 3, away)
        load = played(settings, season)
        assert played(settings, season) == load
        taken = sink.store.count()
        real.setblocking(False)
        with pytest.raises(BlockingIOError):
            real.accept()
    assert not (tmp_path / "ledger.db").exists()
    assert load.days
    assert not {one.day for one in load.days} & {date(2024, 6, n) for n in (10, 11, 12)}
    assert taken > 0
    page = read(rehearsal_text(*season, load))
    assert "Đây là diễn tập: không thư nào được gửi ra ngoài." in page.text
    days = page.table("Ngày")
    assert [row["Số thư"] for row in days] == [f"{one.letters}" for one in load.days]
    assert "Đơn vị nhận nhiều thư nhất" in page.headings
    assert f"Thư bị trả lại: {roster.agencies[0].id}" in " ".join(page.items)


def test_a_season_in_which_nothing_left_is_shown_as_well():
    plan, roster = read_plan(PLAN, working_days()).require()
    text = rehearsal_text(plan, roster, 1, USUAL, Load((), None, ()))
    assert "Không có." in text
