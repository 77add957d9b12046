import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.processes import Program, gone, kill, until

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
