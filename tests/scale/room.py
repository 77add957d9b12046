"""The server room as a test uses it: server, workers, ledger, relay; and its faults."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime
from ipaddress import IPv4Address
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeVar

import httpx

from desk.desk import Desk, open_desk
from schemas.base import VN
from settings import LOOPBACK, PREFIX, Secret, Settings
from tests.flows.clients import work_with
from tests.flows.processes import until
from tests.scale.hosts import Databases, Network, Service, answers, free_port, redis

POOL = "campaign"
REPOSITORY = Path(__file__).parents[2]
T = TypeVar("T")


class Room:
    """Everything up but the workers; `folder` is the server's own."""

    def __init__(self, folder: Path, net: Network) -> None:
        self.folder, self.net = folder, net
        databases = folder / "databases"
        databases.mkdir()
        self.databases = Databases(databases, net.address)
        ledger = self.databases.create("ledger")
        prefect = self.databases.create("prefect")
        self.redis_port, self.relay_port = (
            free_port("127.0.0.1"),
            free_port(net.address),
        )
        self.redis = redis(folder, self.redis_port)
        listening = (folder, net.address, self.relay_port)
        self.relay = Service(
            [sys.executable, "-m", "tests.scale.relay", *map(str, listening)],
            folder / "relay.log",
        )
        assert answers(net.address, self.relay_port)
        ui = free_port(net.address)
        password = folder / "password"
        password.write_text(token_urlsafe(24))
        password.chmod(0o600)
        self.settings = Settings(
            var=folder / "server",
            ledger=ledger,
            ui_host=IPv4Address(net.address),
            ui_password_file=password,
            ui_port=ui,
            ui_public_address=f"http://{net.address}:{ui}",
            web_port=free_port("127.0.0.1"),
            prefect_database=prefect,
            redis=f"redis://127.0.0.1:{self.redis_port}/0",
            pool=POOL,
            smtp_host=net.address,
            smtp_port=self.relay_port,
            smtp_tls="none",
            domains=("crowd.example", "office.example"),
        )
        self.server = self._program("up", folder / "server.log", self.settings)
        self.workers: list[Service] = []

    def desk(self) -> Desk:
        return open_desk(
            self.settings.ledger,
            self.settings.secret(Secret.LINKS),
            self.settings.public_address,
            outlet=self.settings.outlet(),
        )

    def worker(self, number: int, home: Path = REPOSITORY) -> Service:
        """Start a worker on its host, with the secrets an administrator copies."""
        var = self.folder / f"worker-{number}"
        shutil.copytree(
            self.settings.var / "secrets", var / "secrets", dirs_exist_ok=True
        )
        update = {"var": var, "redis": "", "prefect_database": "", "ui_host": LOOPBACK}
        settings = self.settings.model_copy(update=update)
        host = self.net.hosts[(number - 1) % len(self.net.hosts)]
        log = self.folder / f"worker-{number}.log"
        arguments = ("worker", "--name", f"worker-{number}", "--at-once", "1")
        started = self._program(*arguments, log, settings, host=host, home=home)
        self.workers.append(started)
        return started

    def _program(
        self,
        *words: Any,
        host: tuple[str, ...] = (),
        home: Path = REPOSITORY,
    ) -> Service:
        *arguments, log, settings = words
        # `ip netns exec` becomes the program it runs: its process is the worker's.
        command = [*host, sys.executable, "-m", "cli.main", *arguments]
        return Service(command, log, _environ(settings), home)

    def takes_work(self, worker: Service) -> bool:
        return until(lambda: worker.says("takes shares of pool"), 120)

    def health(self) -> dict[str, bool]:
        """Return what `campaign health` says of each part."""
        words = [sys.executable, "-m", "cli.main", "health", "--json"]
        environ = {**os.environ, **_environ(self.settings)}
        done = subprocess.run(
            words, env=environ, cwd=REPOSITORY, capture_output=True, check=False
        )
        return {one["part"]: one["well"] for one in json.loads(done.stdout)}

    def log_of(self, part: str) -> str:
        return (self.settings.var / "log" / f"{part}.log").read_text(errors="replace")

    def part(self, name: str) -> int:
        """Return the process of a part of the server."""
        log = self.settings.var / "log" / f"{name}.log"
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        for pid in children.read_text().split():
            with suppress(OSError):
                if Path(f"/proc/{pid}/fd/1").readlink() == log:
                    return int(pid)
        raise AssertionError(f"no part {name}")

    def answers(self) -> bool:
        try:
            address = f"{self.settings.ui_address}/api/health"
            return httpx.get(address, timeout=5).is_success
        except httpx.HTTPError:
            return False

    def run(self, work: Callable[[Any], Awaitable[T]]) -> T:
        """Let a client of this process work with this server."""
        return work_with(self.settings, work)

    def beat(self) -> Any:
        """Ask for a beat, as its cron does; return its run's id."""
        from flows.submitting import deployment_id, submit_once
        from schemas import words

        async def submit(client: Any) -> Any:
            name = f"{words.FLOWS['heartbeat']}/heartbeat"
            key = f"test/{datetime.now(VN).isoformat()}"
            return await submit_once(client, await deployment_id(client, name), key, {})

        return self.run(submit)

    def state(self, run: Any) -> Any:
        return self.run(lambda client: client.read_flow_run(run)).state

    def ended(self, run: Any, seconds: float = 300) -> Any:
        """Wait for a run to end; return its last state."""

        def over() -> bool:
            with suppress(httpx.HTTPError):
                return self.state(run).is_final()
            return False

        assert until(over, seconds), self.log_of("runner")[-3000:]
        return self.state(run)

    def shares(self) -> list[Any]:
        """Return the runs of shares, the newest first."""
        from prefect.client.schemas.filters import WorkPoolFilter, WorkPoolFilterName
        from prefect.client.schemas.sorting import FlowRunSort

        pool = WorkPoolFilter(name=WorkPoolFilterName(any_=[POOL]))
        return self.run(
            lambda client: client.read_flow_runs(
                work_pool_filter=pool,
                limit=200,
                sort=FlowRunSort.EXPECTED_START_TIME_DESC,
            )
        )

    def by_worker(self) -> Counter[str]:
        """Count the shares each worker took."""
        names = (run.labels.get("prefect.worker.name") for run in self.shares())
        return Counter(name for name in names if name)

    def taken(self) -> list[str]:
        """Return a line for each letter the relay took: Message-ID and digest."""
        file = self.folder / "taken"
        return file.read_text().splitlines() if file.exists() else []

    def close(self) -> None:
        for one in (*self.workers, self.server, self.relay, self.redis):
            if one.ended() is None:
                one.stop()
        self.databases.service.stop()


def _environ(settings: Settings) -> dict[str, str]:
    fields = settings.model_dump(exclude_defaults=True)
    return {f"{PREFIX}{name.upper()}": _text(value) for name, value in fields.items()}


def _text(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def kill(pid: int) -> None:
    """kill -9."""
    os.kill(pid, 9)
