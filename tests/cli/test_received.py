import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import sign_off, start
from ledger import dockets
from schemas.base import VN
from schemas.in_force import Signing
from tests.small_campaign import PLAN, write_campaign

NAME, NOW = "spring-2024", datetime.now(VN)
TODAY = f"{NOW:%Y-%m-%d}"
WAITS = PLAN.replace(
    "signer: {", "parent_plan: {title: Kế hoạch của UBND tỉnh}\nsigner: {"
).replace('awaits: ["2.1"]', 'awaits: ["2.1", parent-plan]')
Run = Callable[..., Result]


@pytest.fixture
def where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "secret", "http://campaign.example")
    folder = write_campaign(tmp_path / "plan", WAITS)
    plan, roster = read_plan(str(folder), desk.days).require()
    signing = Signing(number="1/KH", signed_on=NOW.date(), signer="Chủ tịch")
    start(desk, plan, roster, NOW, drawn("office"))
    sign_off(desk, NAME, signing, NOW, drawn("links"))
    beat(desk, NOW)
    desk.ledger.close()
    return where


@pytest.fixture
def run(where: str) -> Run:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, [*arguments, "--ledger", where])

    return invoke


def waiting(run: Run) -> list[tuple[str, str, int]]:
    shown = json.loads(run("status", NAME, "--json").stdout)["campaigns"][0]
    return [(h["agency"], h["duty"], len(h["waiting"])) for h in shown["handovers"]]


def for_the_office(run: Run) -> list[list[str]]:
    """The agencies on whose behalf the office is to ask above."""
    shown = json.loads(run("status", NAME, "--json").stdout)["campaigns"][0]
    return [one["waiting"] for one in shown["office"] if one["kind"] == "parent"]


def test_what_came_from_above_is_not_waited_for_any_more(run: Run, where: str):
    assert waiting(run) == [("", "parent-plan", 2), ("school", "2.1", 2)]
    assert for_the_office(run) == [["north", "south"]]
    assert "Chưa ban hành" in run("status", NAME).stdout
    given = run("received", NAME, "parent-plan", "--number", "9/KH", "--date", TODAY)
    assert given.stdout == f"{NAME}: parent-plan received, 9/KH\n"
    assert waiting(run) == [("school", "2.1", 2)]
    assert for_the_office(run) == []
    desk = open_desk(where, "secret", "http://campaign.example")
    later = NOW + timedelta(minutes=1)
    with desk.ledger.read() as tx:
        assert dockets.count_due(tx, later) == len(dockets.of(tx, 1))
    desk.ledger.close()


def test_it_comes_once(run: Run):
    given = ("received", NAME, "parent-plan", "--number", "9/KH", "--date", TODAY)
    assert run(*given).exit_code == 0
    assert "no plan of a parent is awaited" in str(run(*given).exception)


def test_a_plan_of_tomorrow_has_not_come(run: Run):
    day = f"{NOW + timedelta(days=1):%Y-%m-%d}"
    given = run("received", NAME, "parent-plan", "--number", "9/KH", "--date", day)
    assert (given.exit_code, waiting(run)[0][0]) == (2, "")
    assert "is yet to come" in given.output
