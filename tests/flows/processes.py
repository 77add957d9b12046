"""Real programs: started, listened to, looked into, killed."""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from subprocess import PIPE, Popen

PATIENCE = 60.0


class Program:
    """A module run as a program of its own; what it says is heard line by line.

    `within`: a command that becomes this program.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        environ: Mapping[str, str] | None = None,
        within: Sequence[str] = (),
    ) -> None:
        command = [*within, sys.executable, "-m", module, *arguments]
        known = {**os.environ, **(environ or {})}
        self._process = Popen(command, stdout=PIPE, text=True, env=known)  # noqa: S603 -- the test's own program
        self.pid = self._process.pid

    def hear(self, wanted: str) -> str:
        """Return the first line that contains `wanted`; an error if it ends before."""
        assert self._process.stdout is not None
        heard: list[str] = []
        for line in self._process.stdout:
            heard.append(line)
            if wanted in line:
                return line
        raise AssertionError(f"never heard {wanted!r}, but {''.join(heard)!r}")

    def end(self, number: int = signal.SIGTERM) -> int:
        """Ask it to end; return its exit code."""
        self._process.send_signal(number)
        return self.code()

    def code(self) -> int:
        """Return the exit code once it has ended by itself."""
        return self._process.wait(timeout=PATIENCE)

    def lives(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()

    def parts(self) -> list[int]:
        """Return the processes of its parts, in the order of their start."""
        file = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [pid for pid in map(int, file.read_text().split()) if _is_part(pid)]

    def part(self, log: Path) -> int:
        """Return the process of the part that writes this log."""
        outputs = {Path(f"/proc/{pid}/fd/1").readlink(): pid for pid in self.parts()}
        return outputs[log]


def kill(*pids: int) -> None:
    """kill -9 each of them."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


def gone(pid: int) -> bool:
    """Tell whether the process ends within some seconds."""
    return until(lambda: not Path(f"/proc/{pid}").exists() or _is_zombie(pid), 10)


def until(true: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Ask again until it is so, or the seconds are over."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _is_part(pid: int) -> bool:
    return "--multiprocessing-fork" in Path(f"/proc/{pid}/cmdline").read_text()


def _is_zombie(pid: int) -> bool:
    return ") Z " in Path(f"/proc/{pid}/stat").read_text()
