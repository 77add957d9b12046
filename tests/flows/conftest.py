import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from settings import Settings
from tests.flows.ground import Ground


def free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        held = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            for _ in range(count)
        ]
        return [each.getsockname()[1] for each in held]


def settings_in(folder: Path, **more: Any) -> Settings:
    """A product of its own: a folder for all it writes, and ports nobody has."""
    ui, web, mailbox, smtp = free_ports(4)
    return Settings(
        var=folder / "var",
        ledger=str(folder / "ledger.db"),
        ui_port=ui,
        web_port=web,
        mailbox_port=mailbox,
        mailbox_smtp_port=smtp,
        **more,
    )


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A Prefect of this file's own: idle, it would take a tenth of a processor."""
    folder = tmp_path_factory.mktemp("ground")
    ground = Ground(settings_in(folder))
    yield ground
    ground.stop()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill forms in without a run, which Prefect would keep tasks and persons of."""
    from flows import consolidating

    async def keep(_given: BaseModel) -> None:
        """There is nothing to forget."""

    for module in ("forgetting", "announcing"):
        monkeypatch.setattr(f"flows.{module}.forget", keep)
    for task in ("make_version", "write_version"):
        work = getattr(consolidating, task).fn
        monkeypatch.setattr(consolidating, task, work)
