import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from desk.beat import beat
from desk.desk import open_desk
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from tests.desk.desks import ISSUED, NAME, issued

Run = Callable[..., Result]
WHO = ("--name", "Người thử", "--post", "Chánh Văn phòng")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("CAMPAIGN_LEDGER", str(tmp_path / "ledger.db"))

    def invoke(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(campaign, list(arguments), input=typed)

    return invoke


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail server that nobody answers for: no test here sends."""
    monkeypatch.setenv("CAMPAIGN_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("CAMPAIGN_SMTP_PORT", "21025")
    monkeypatch.setenv("CAMPAIGN_DOMAINS", "laichau.example")


@pytest.fixture
def season(tmp_path: Path) -> None:
    desk = issued(str(tmp_path / "ledger.db"))
    beat(desk, ISSUED)
    desk.ledger.close()


def mail(run: Run) -> dict[str, object]:
    return json.loads(run("status", NAME, "--json").stdout)["campaigns"][0]["mail"]


@pytest.mark.usefixtures("season", "real")
def test_who_types_the_id_after_looking_arms_the_first_letters(run: Run):
    result = run("arm", NAME, *WHO, typed=f"{NAME}\n")
    assert result.exit_code == 0, result.output
    for shown in (
        "Mail: chưa cho phép gửi ra ngoài; mọi thư đang chờ",
        "Server: 127.0.0.1:21025",
        "Domains: laichau.example",
        "Outside of them, not written to: recipient:",
        "23 letters wait",
        "Preview: ",
        "giai đoạn 5 thư đầu; đã gửi 0",
    ):
        assert shown in result.output
    assert mail(run) == {
        "way": "armed",
        "stage": "first",
        "most": 5,
        "letters": 0,
        "failed": 0,
    }
    assert "Mail: đã cho phép gửi ra ngoài, giai đoạn 5 thư đầu" in run("status").output


@pytest.mark.usefixtures("season", "real")
@pytest.mark.parametrize("typed", ["", "\n", "y\n", "lai-chau-2025\n"])
def test_who_types_anything_else_changes_nothing(run: Run, typed: str):
    result = run("arm", NAME, *WHO, typed=typed)
    assert result.exit_code != 0
    assert mail(run)["way"] == "unarmed"


@pytest.mark.usefixtures("season", "real")
def test_looking_changes_nothing(run: Run):
    seen = json.loads(run("arm", NAME, "--show", "--json").stdout)
    assert (seen["way"], seen["server"]) == ("unarmed", "127.0.0.1:21025")
    assert (seen["waiting"], len(seen["first"])) == (23, 5)
    assert mail(run)["way"] == "unarmed"


@pytest.mark.usefixtures("season", "real")
def test_a_script_gives_the_id_and_the_preview_it_looked_at(run: Run):
    seen = json.loads(run("arm", NAME, "--show", "--json").stdout)["preview"]
    script = ("--yes-arm", NAME, "--preview", seen)
    stale = run("arm", NAME, *WHO, "--yes-arm", NAME, "--preview", "0" * 16)
    assert "not those of the preview" in str(stale.exception)
    assert mail(run)["way"] == "unarmed"
    assert run("arm", NAME, *WHO, *script).exit_code == 0
    assert run("arm", NAME, *WHO, *script, "--next").exit_code == 0
    assert (mail(run)["stage"], mail(run)["most"]) == ("share", 10)
    assert run("arm", NAME, *WHO, *script, "--next").exit_code == 0
    assert (mail(run)["stage"], mail(run)["most"]) == ("all", None)


@pytest.mark.usefixtures("season", "real")
@pytest.mark.parametrize(
    "arguments", [(), ("--name", "Người thử"), (*WHO, "--yes-arm", NAME)]
)
def test_a_decision_needs_a_person_and_what_they_looked_at(
    run: Run, arguments: tuple[str, ...]
):
    assert run("arm", NAME, *arguments).exit_code == 2
    assert mail(run)["way"] == "unarmed"


@pytest.mark.usefixtures("season")
def test_without_a_server_arming_is_refused(run: Run):
    result = run("arm", NAME, *WHO, typed=f"{NAME}\n")
    assert "no real mail server is set" in str(result.exception)
    assert mail(run)["way"] == "mailbox"
    assert "Mail: hộp thư nội bộ (chưa gửi ra ngoài)" in run("status").output


@pytest.mark.usefixtures("real")
def test_a_rehearsal_that_is_asked_to_arm_is_refused_and_unchanged(
    run: Run, tmp_path: Path
):
    where = str(tmp_path / "ledger.db")
    desk = open_desk(where, "", "http://campaign.example", seed=1)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, 1)
    rehearsal.begin()
    rehearsal.start(roster)
    desk.ledger.close()
    for command in (("arm", NAME, *WHO), ("hold", "--all", "--reason", "thử")):
        result = run(*command, typed=f"{NAME}\n")
        assert "this ledger is a rehearsal" in str(result.exception)
    assert mail(run)["way"] == "rehearsal"
    assert "Mail: diễn tập" in run("status").output


@pytest.mark.usefixtures("season")
def test_a_campaign_is_held_and_released(run: Run):
    assert run("hold", NAME, "--reason", "sai mẫu thư").output == f"held: {NAME}\n"
    assert run("hold", "--all", "--reason", "sai mẫu thư").output == "held already\n"
    assert "Mail: đang giữ mọi thư" in run("status").output
    assert run("release", NAME).output.startswith(f"{NAME}: its letters are not held")
    assert mail(run)["way"] == "mailbox"


@pytest.mark.usefixtures("season")
@pytest.mark.parametrize("arguments", [(), (NAME, "--all")])
def test_it_is_said_what_to_hold(run: Run, arguments: tuple[str, ...]):
    assert run("hold", *arguments, "--reason", "thử").exit_code == 2
    assert mail(run)["way"] == "mailbox"
