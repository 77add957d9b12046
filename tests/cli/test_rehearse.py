import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from ledger.serving import playing
from tests.desk.desks import NAME
from tests.desk.mail.smtp_servers import scripted
from tests.small_campaign import PLAN, ROSTER, write_campaign


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def run(*arguments: str, plan: str = NAME) -> Result:
    return CliRunner().invoke(campaign, ["rehearse", plan, *arguments])


def letters(plan: Path, *arguments: str) -> list[dict[str, str]]:
    """Return the letters of a rehearsal of the small plan."""
    told = run("--until", "2024-06-08", "--json", *arguments, plan=str(plan))
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)["letters"]


@pytest.mark.parametrize("day", ["2024-01-01", "2024-08-01", "9999-12-31"])
def test_a_day_outside_the_season_is_refused_and_nothing_begun(day: str, var: Path):
    result = run("--until", day)
    assert result.exit_code == 2
    assert "name a day from 2024-" in result.output
    assert not var.exists()


def test_a_mailbox_that_cannot_be_written_stops_the_rehearsal_for_later(var: Path):
    (var / "mailbox").mkdir(parents=True)
    (var / "mailbox" / "mailbox.sqlite3").mkdir()
    assert "cannot keep mail in" in str(run("--until", "2024-06-01").exception)
    (var / "mailbox" / "mailbox.sqlite3").rmdir()
    assert run("--until", "2024-06-01").exit_code == 0


def test_load_worst_off_agency_and_leaders_are_told_people_and_programs(var: Path):
    told = run("--outage", "2024-05-13..2024-05-15", "--until", "2024-05-31")
    assert told.exit_code == 0, told.output
    for said in (
        "Rehearsal, seed 1: 70 % in time, 20 % late, 10 % silent",
        "Mail outage: 13/05/2024 to 15/05/2024",
        "What leaders received",
        "06/05/2024  23  #######################\n",
        "Worst-off agency: ",
    ):
        assert said in told.output
    assert "13/05/2024  " not in told.output.partition("Letters per day")[2]
    document = json.loads(run("--until", "2024-05-31", "--json").stdout)
    assert document["rehearsal"]["on_time"] == 70
    assert document["days"][0] == {"day": "2024-05-06", "letters": 23}
    assert set(document["worst"]) == {"agency", "letters", "day", "on_that_day"}
    assert document["leaders"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--on-time", "80"), "the three shares are 110 % together"),
        (("--silent", "101"), "101 is not in the range"),
        (("--outage", "2024-06"), "write them as 2024-06-10..2024-06-12"),
        (("--outage", "2024-06-12..2024-06-10"), "write them as 2024-06-10"),
        (("--amend", "2024-05-20"), "write it as FOLDER@2024-05-20"),
        (("--amend", "here@20/5"), "write it as FOLDER@2024-05-20"),
    ],
)
def test_a_behaviour_that_cannot_be_is_refused_and_nothing_begun(
    arguments: tuple[str, ...], said: str, var: Path
):
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.output.split())
    assert not var.exists()


def test_an_amendment_is_played_and_told(tmp_path: Path):
    read = Path("campaigns") / NAME
    edited = tmp_path / NAME
    shutil.copytree(read, edited)
    plan = (edited / "plan.yaml").read_text("utf-8")
    (edited / "plan.yaml").write_text(
        plan.replace("close: 2024-07-31", "close: 2024-08-02"), "utf-8"
    )
    on = f"{edited}@2024-05-20"
    told = run("--amend", on, "--until", "2024-05-21")
    assert told.exit_code == 0, told.output
    assert f"Amended on 20/05/2024 by {edited}" in " ".join(told.output.split())
    twice = run("--amend", on, "--amend", on)
    assert "each on a later day" in twice.output
    late = run("--amend", f"{edited}@2025-05-20")
    assert "give a day after" in str(late.exception)


@pytest.mark.parametrize(
    "edited",
    [
        {"plan": PLAN.replace("day: 2024-06-08", "day: 2024-06-22")},
        {"roster": ROSTER.replace("vanthu@north.example", "vanthu@new.example")},
    ],
    ids=["plan", "roster"],
)
def test_an_edited_plan_is_rehearsed_anew_and_the_old_one_goes_on(
    tmp_path: Path, edited: dict[str, str]
):
    plan, mine = write_campaign(tmp_path / "plan"), ("--ledger", str(tmp_path / "l.db"))
    before = letters(plan)
    assert letters(plan, *mine) == before == letters(plan)
    write_campaign(plan, **edited)
    assert letters(plan) != before
    refused = str(run(*mine, "--until", "2024-06-08", plan=str(plan)).exception)
    assert "before its plan or its agencies were edited" in refused
    assert "without --ledger or with the name of a new one" in refused
    write_campaign(plan)
    assert letters(plan) == before == letters(plan, *mine)


def test_a_rehearsal_that_is_being_played_is_not_played_beside(tmp_path: Path):
    where = str(tmp_path / "l.db")
    arguments = ("--ledger", where, "--until", "2024-05-07")
    with playing(where):
        refused = str(run(*arguments).exception)
    assert "is already being played" in refused
    assert "or name another ledger" in refused
    assert run(*arguments).exit_code == 0


def test_an_agency_that_is_not_there_cannot_bounce(var: Path):
    assert "no agency nobody" in str(run("--bounce", "nobody").exception)
    assert not var.exists()


def test_a_rehearsal_reaches_no_server_whatever_the_settings_say(
    var: Path, monkeypatch: pytest.MonkeyPatch
):
    with scripted() as server:
        monkeypatch.setenv("CAMPAIGN_SMTP_HOST", "127.0.0.1")
        monkeypatch.setenv("CAMPAIGN_SMTP_PORT", str(server.port))
        monkeypatch.setenv("CAMPAIGN_SMTP_TLS", "none")
        monkeypatch.setenv("CAMPAIGN_DOMAINS", "laichau.example")
        assert run("--until", "2024-05-07").exit_code == 0
        assert server.connections == 0
