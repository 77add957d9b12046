import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from ipaddress import IPv4Address
from pathlib import Path

import pytest

from flows.child import Part
from flows.up import serve_all
from ledger.database import open_ledger
from settings import Settings, SettingsError
from tests.flows.processes import Program, gone, kill, until
from tests.flows.small_parts import first

Up = Callable[..., Program]


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    started: list[Program] = []

    def start(*parts: str) -> Program:
        started.append(Program("tests.flows.small_parts", str(tmp_path), *parts))
        return started[-1]

    yield start
    for program in started:
        program.kill()


def test_every_part_is_awaited_and_sigterm_ends_them_last_to_first(
    up: Up, tmp_path: Path
) -> None:
    program = up("first", "second")
    program.hear("all up")
    assert program.end() == 0
    assert (tmp_path / "ends").read_text() == "second\nfirst\n"


def test_ctrl_c_ends_them_as_well(up: Up, tmp_path: Path) -> None:
    program = up("first")
    program.hear("all up")
    assert program.end(signal.SIGINT) == 0
    assert (tmp_path / "ends").read_text() == "first\n"


def test_a_part_that_cannot_start_says_why_and_nothing_stays(up: Up) -> None:
    program = up("first", "refusing")
    program.hear("refusing: port 4200 is taken")
    assert program.code() == 2


def test_a_part_that_breaks_leaves_its_reason_in_its_log(
    up: Up, tmp_path: Path
) -> None:
    program = up("breaking")
    assert str(tmp_path / "log" / "breaking.log") in program.hear("did not start")
    assert program.code() == 2
    assert "a defect" in (tmp_path / "log" / "breaking.log").read_text()


def test_a_killed_part_is_started_again_and_the_others_stay(up: Up) -> None:
    program = up("first", "second")
    program.hear("all up")
    stays, dies = program.parts()
    kill(dies)
    program.hear("second ended")
    assert until(lambda: len(program.parts()) == 2, 10)
    assert stays in program.parts()
    assert dies not in program.parts()


def test_no_part_outlives_a_killed_supervisor(up: Up) -> None:
    program = up("first", "second")
    program.hear("all up")
    parts = program.parts()
    assert len(parts) == 2
    program.kill()
    assert all(gone(part) for part in parts)


def test_a_second_supervisor_of_the_same_folder_is_refused(up: Up) -> None:
    program = up("first")
    program.hear("all up")
    second = up("first")
    assert f"kill {program.pid}" in second.hear("is already being served")
    assert second.code() == 2
    assert program.parts()


def test_a_folder_is_free_again_once_its_supervisor_was_killed(up: Up) -> None:
    program = up("first")
    program.hear("all up")
    program.kill()
    assert gone(program.pid)
    up("first").hear("all up")


@pytest.mark.parametrize("command", ["up", "run"])
def test_an_address_beyond_loopback_is_refused_without_a_password_of_ours(
    command: str, tmp_path: Path
) -> None:
    environ = {"CAMPAIGN_VAR": str(tmp_path), "CAMPAIGN_UI_HOST": "192.0.2.7"}
    refused = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "cli.main", command],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == 2
    assert "name it with CAMPAIGN_UI_PASSWORD_FILE" in refused.stderr
    assert list(tmp_path.iterdir()) == [], "nothing was begun"


def test_a_password_that_others_can_read_stops_every_part(
    tmp_path: Path,
) -> None:
    file = tmp_path / "password"
    file.write_text("a long one of our own")
    file.chmod(0o644)
    settings = Settings(
        var=tmp_path / "var", ui_host=IPv4Address("192.0.2.7"), ui_password_file=file
    )
    with pytest.raises(SettingsError, match="chmod 600"):
        serve_all(settings, [Part("first", first)], print, lambda: None)


def test_a_ledger_is_served_from_one_folder_only(tmp_path: Path) -> None:
    ledger = str(tmp_path / "ledger.db")
    served = {"SMALL_LEDGER": ledger}
    here = Program("tests.flows.small_parts", str(tmp_path / "a"), environ=served)
    here.hear("all up")
    there = Program("tests.flows.small_parts", str(tmp_path / "b"), environ=served)
    assert "stop that `campaign up` first" in there.hear("already being served")
    assert there.code() == 2
    open_ledger(ledger).close()  # as a command beside it does
    assert here.end() == 0
