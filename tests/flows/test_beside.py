"""Two processes that answer on one socket, as one part."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.flows.processes import Program, gone, kill, until


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    started = Program("tests.flows.small_parts", str(tmp_path), "paired")
    started.hear("all up")
    yield started
    started.kill()


def _who(folder: Path) -> int:
    port = (folder / "port").read_text()
    try:
        return int(httpx.get(f"http://127.0.0.1:{port}").text)
    except httpx.TransportError:
        return 0  # whoever answered has just ended


def _both(folder: Path) -> set[int]:
    """Return the processes that answer, once there are two."""
    known = set[int]()
    assert until(lambda: known.add(_who(folder)) or len(known - {0}) > 1, 30)
    return known - {0}


def test_both_answer_and_end_together(program: Program, tmp_path: Path) -> None:
    both = _both(tmp_path)
    assert set(program.parts()) < both
    assert program.end() == 0
    assert all(map(gone, both))


def test_if_one_is_killed_both_begin_anew(program: Program, tmp_path: Path) -> None:
    both = _both(tmp_path)
    (other,) = both - set(program.parts())
    kill(other)
    program.hear("paired ended")
    assert until(lambda: program.parts() and not both & set(program.parts()), 20)
    assert not both & _both(tmp_path)
    assert all(map(gone, both))


def test_whoever_cannot_answer_says_why_and_the_other_ends(tmp_path: Path) -> None:
    program = Program("tests.flows.small_parts", str(tmp_path), "unpaired")
    program.hear("unpaired: the ledger cannot be opened")
    assert program.code() == 2


def test_if_the_other_cannot_answer_its_reason_is_in_the_log(tmp_path: Path) -> None:
    program = Program("tests.flows.small_parts", str(tmp_path), "forsaken")
    program.hear("forsaken did not start")
    assert program.code() == 2
    log = (tmp_path / "log" / "forsaken.log").read_text()
    assert "the ledger cannot be opened" in log
    assert "beside has ended with 1; all begin anew" in log


def test_none_outlives_a_part_that_was_killed(program: Program, tmp_path: Path) -> None:
    both = _both(tmp_path)
    kill(*program.parts())
    assert all(map(gone, both))
