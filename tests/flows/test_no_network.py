"""`campaign run` where nothing but this machine can be reached."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.alone import NoNetworkOfItsOwnError, alone
from tests.flows.conftest import settings_in
from tests.flows.playing import played_by_run


@pytest.fixture
def within() -> list[str]:
    try:
        return alone()
    except NoNetworkOfItsOwnError as error:
        pytest.skip(f"no network of its own: {error}")


def test_in_a_network_of_its_own_nothing_outside_is_reached(within: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as outside:
        code = f"""
import socket
with socket.create_server(("127.0.0.1", 0)) as ours:
    socket.create_connection(ours.getsockname()).close()
for there in (("127.0.0.1", {outside.getsockname()[1]}), ("192.0.2.1", 443)):
    try:
        socket.create_connection(there, 1)
    except OSError:
        print("closed")
"""
        command = [*within, sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["closed", "closed"]


@pytest.mark.prefect
def test_letters_leave_without_a_network(tmp_path: Path, within: list[str]) -> None:
    until = "2024-04-22"  # the day on which the plan is sent out
    played = played_by_run(settings_in(tmp_path), "dong-dang-2024", until, within)
    assert played.clock == until
    assert played.letters.keys() == {"sent"}
