"""What a country's server room holds, on one machine: networks, databases, Redis."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import NamedTuple

LOOPBACK = "127.0.0.1"
_BRIDGE, _NET = "campaign-br", "10.213.7"


class Network(NamedTuple):
    """Where the server room listens, and how a program is run on each other host.

    Two hosts are two network namespaces beside a bridge; where those are not permitted
    they share the loopback with everybody (`apart` is False).
    """

    address: str
    hosts: tuple[tuple[str, ...], ...]
    apart: bool


@contextmanager
def network(hosts: int = 2) -> Iterator[Network]:
    """Set up a bridge and a namespace for each host, and take them down again."""
    names = [f"campaign-w{i + 1}" for i in range(hosts)]
    _clear(names)
    try:
        _set_up(names)
    except (OSError, subprocess.CalledProcessError):
        _clear(names)
        yield Network(LOOPBACK, ((),) * hosts, apart=False)
        return
    try:
        within = tuple(("ip", "netns", "exec", name) for name in names)
        yield Network(f"{_NET}.1", within, apart=True)
    finally:
        _clear(names)


def _set_up(names: list[str]) -> None:
    _ip("link", "add", _BRIDGE, "type", "bridge")
    _ip("addr", "add", f"{_NET}.1/24", "dev", _BRIDGE)
    _ip("link", "set", _BRIDGE, "up")
    for i, name in enumerate(names, start=1):
        ours, theirs = f"cw{i}", f"cw{i}p"
        _ip("netns", "add", name)
        _ip("link", "add", ours, "type", "veth", "peer", "name", theirs)
        _ip("link", "set", ours, "master", _BRIDGE, "up")
        _ip("link", "set", theirs, "netns", name)
        _ip("-n", name, "addr", "add", f"{_NET}.{10 + i}/24", "dev", theirs)
        _ip("-n", name, "link", "set", theirs, "up")
        _ip("-n", name, "link", "set", "lo", "up")


def _clear(names: list[str]) -> None:
    for name in names:
        subprocess.run(["ip", "netns", "del", name], check=False, stderr=DEVNULL)
    subprocess.run(["ip", "link", "del", _BRIDGE], check=False, stderr=DEVNULL)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, stderr=DEVNULL)


class Service:
    """A program of the server room: started, killed, started again."""

    def __init__(
        self,
        command: list[str],
        log: Path,
        environ: Mapping[str, str] | None = None,
        home: Path | None = None,
    ) -> None:
        self._command, self.log, self._environ = command, log, environ
        self._home = home
        self.start()

    def start(self) -> None:
        with self.log.open("a") as log:
            self._process = Popen(
                self._command,
                stdout=log,
                stderr=log,
                cwd=self._home,
                env={**os.environ, **(self._environ or {})},
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    def ended(self) -> int | None:
        """Return its exit code, None while it runs."""
        return self._process.poll()

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ask it to end; kill it after 30 s."""
        self._process.terminate()
        try:
            return self._process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9

    def says(self, words: str) -> bool:
        return words in self.log.read_text(errors="replace")


def free_port(address: str) -> int:
    with socket.create_server((address, 0)) as held:
        return int(held.getsockname()[1])


def answers(address: str, port: int, seconds: float = 60) -> bool:
    """Wait until somebody listens."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((address, port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


class Databases:
    """A PostgreSQL cluster of our own, with a database for each that needs one."""

    def __init__(self, folder: Path, address: str, connections: int = 100) -> None:
        self._bin = _postgresql()
        self.address, self.port = address, free_port(address)
        data = folder / "postgresql"
        as_postgres = _unprivileged(folder)
        options = ("-A", "trust", "-U", "postgres", "--locale=C.UTF-8")
        subprocess.run(
            [*as_postgres, str(self._bin / "initdb"), "-D", str(data), *options],
            check=True,
            stdout=DEVNULL,
        )
        with (data / "pg_hba.conf").open("a") as hba:
            hba.write("host all all 10.213.7.0/24 trust\n")
        settings = {
            "listen_addresses": address,
            "port": self.port,
            "max_connections": connections,
            "unix_socket_directories": data,
        }
        command = [*as_postgres, str(self._bin / "postgres"), "-D", str(data)]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        self.service = Service(command, folder / "postgresql.log")
        assert answers(address, self.port)
        self.run("CREATE ROLE campaign LOGIN")

    def create(self, name: str) -> str:
        """Create a database; return its address."""
        self.run(f"CREATE DATABASE {name} OWNER campaign")
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql://campaign@{self.address}:{self.port}/{name}"

    def run(self, sql: str) -> None:
        import psycopg

        for _ in range(50):
            try:
                with psycopg.connect(
                    self.url("postgres").replace("campaign@", "postgres@"),
                    autocommit=True,
                ) as server:
                    server.execute(sql)  # pyright: ignore[reportArgumentType]
            except psycopg.OperationalError:
                time.sleep(0.2)
            else:
                return
        raise AssertionError(f"PostgreSQL does not take {sql}")


def _postgresql() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    assert on_path, "PostgreSQL's initdb is needed"
    return Path(on_path).resolve().parent


def _unprivileged(folder: Path) -> list[str]:
    """Return what runs PostgreSQL as somebody else: it refuses to be root."""
    if os.geteuid():
        return []
    for one in (folder, *folder.parents):
        if one.owner() == "root" and one != Path("/"):
            one.chmod(one.stat().st_mode | 0o011)
    shutil.chown(folder, "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


def redis(folder: Path, port: int) -> Service:
    """Start a Redis of our own on the loopback, nothing kept on disk."""
    command = ["redis-server", "--port", str(port), "--bind", LOOPBACK, "--save", ""]
    service = Service([*command, "--appendonly", "no"], folder / "redis.log")
    assert answers(LOOPBACK, port)
    return service
