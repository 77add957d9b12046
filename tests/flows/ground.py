"""A Prefect server and a runner of their own: a program, and its handle."""

import sys
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx

from flows.child import Part, Ready
from flows.environment import enter_prefect
from flows.up import serve_all
from schemas.errors import CampaignError
from settings import PREFIX, Settings, read_settings
from tests.flows.clients import work_with
from tests.flows.migrated import begin_migrated
from tests.flows.processes import Program, gone, kill, until
from tests.flows.small_parts import say


def server(settings: Settings, ready: Ready) -> None:
    enter_prefect(settings)
    from flows.server import serve_prefect

    serve_prefect(settings, ready)


def runner(settings: Settings, ready: Ready) -> None:
    enter_prefect(settings)
    from tests.flows.ground_flows import serve

    serve(settings, ready)


T = TypeVar("T")


class Ground:
    """A served folder: start it, kill it, look into it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        begin_migrated(settings)
        self.start()

    def start(self) -> None:
        self._program = Program("tests.flows.ground", environ=self.environ())
        self._program.hear("all up")

    def environ(self) -> dict[str, str]:
        fields = self.settings.model_dump(exclude_defaults=True)
        return {f"{PREFIX}{name.upper()}": str(value) for name, value in fields.items()}

    def stop(self) -> None:
        assert self._program.end() == 0

    def forget(self) -> None:
        """Start anew without Prefect's database."""
        self.stop()
        for file in (self.settings.var / "prefect").glob("prefect.db*"):
            file.unlink()
        self.start()

    def kill(self) -> None:
        """kill -9 server, runner and their supervisor."""
        parts = self._program.parts()
        assert len(parts) == 2
        kill(*parts)
        self._program.kill()
        assert all(gone(part) for part in parts)

    def kill_server(self) -> None:
        """kill -9 the server and wait for the one that follows."""
        kill(self._program.part(self.settings.var / "log" / "server.log"))
        assert until(lambda: not self._answers(), 10)
        assert until(self._answers)

    def kill_runner(self) -> None:
        """kill -9 the runner."""
        kill(self._program.part(self.settings.var / "log" / "runner.log"))

    def lines(self, name: str) -> list[str]:
        """Return what the flows have noted."""
        file = self.settings.var / name
        return file.read_text().splitlines() if file.exists() else []

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.settings.ui_address}/api/health").is_success
        except httpx.HTTPError:
            return False

    def run(self, work: Callable[[Any], Awaitable[T]]) -> T:
        """Let a client of this process work with this server."""
        return work_with(self.settings, work)


if __name__ == "__main__":
    try:
        parts = [Part("server", server), Part("runner", runner)]
        serve_all(read_settings(), parts, say, lambda: say("all up"))
    except CampaignError as error:
        say(str(error))
        sys.exit(2)
