import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.main import campaign
from schemas.base import VN
from tests.desk.desks import NAME, issued

Run = Callable[..., Result]
WHO = ("--reason", "Bão lũ", "--name", "Người thử", "--post", "Chánh Văn phòng")
TODAY = datetime.now(VN).date()
UNTIL = (TODAY + timedelta(days=5)).isoformat()


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("CAMPAIGN_VAR", str(tmp_path / "var"))
    where = str(tmp_path / "ledger.db")
    issued(where).ledger.close()

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(campaign, [*arguments, "--ledger", where])

    return invoke


def silent(run: Run) -> list[tuple[str, str]]:
    shown = json.loads(run("status", NAME, "--json").stdout)["campaigns"][0]
    return [(one["agency"], one["duty"]) for one in shown["silent"]]


@pytest.mark.parametrize(
    ("about", "said", "shown"),
    [
        ((), NAME, ("", "")),
        (("--agency", "so-gddt"), f"{NAME}/so-gddt", ("so-gddt", "")),
        (
            ("--agency", "so-gddt", "--duty", "2.1"),
            f"{NAME}/so-gddt/2.1",
            ("so-gddt", "2.1"),
        ),
    ],
    ids=["the campaign", "an agency", "a duty"],
)
def test_a_silence_begins_is_seen_and_ends(
    run: Run, about: tuple[str, ...], said: str, shown: tuple[str, str]
):
    begun = run("silence", NAME, *about, "--until", UNTIL, *WHO)
    assert begun.exit_code == 0, begun.output
    assert begun.stdout.startswith(f"{said}: silent through ")
    assert silent(run) == [shown]
    assert (
        run("silence", NAME, *about, "--end", *WHO).stdout == f"{said}: speaks again\n"
    )
    assert silent(run) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (WHO, "give --until DATE"),
        ((*WHO, "--end", "--until", UNTIL), "give --until DATE"),
        ((*WHO, "--duty", "2.1", "--end"), "--duty needs the --agency"),
        ((*WHO, "--until", "8/5"), "is not a day"),
        (("--until", UNTIL, *WHO[2:]), "Missing option '--reason'"),
    ],
)
def test_a_command_that_says_too_little_or_too_much_is_refused(
    run: Run, arguments: tuple[str, ...], message: str
):
    result = run("silence", NAME, *arguments)
    assert result.exit_code == 2
    assert message in result.output
