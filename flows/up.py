"""Keeps every part alive: a supervisor, and a process for each part."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait

from flows.child import READY, Part, live
from flows.standing import stand
from ledger.serving import serving
from schemas.errors import CampaignError
from settings import Secret, Settings

_GRACE = 15.0
_LONGEST_PAUSE = 30.0
_SETTLED = 60.0
_LOOK = 5.0
"""Seconds after which it is made sure that nobody else serves the ledger."""


class PartFailedError(CampaignError):
    """A part could not start; the text says why, or which log does."""


class _Child:
    """One part's process and when it may start again."""

    def __init__(self, part: Part, settings: Settings) -> None:
        self.part = part
        self.log = settings.var / "log" / f"{part.name}.log"
        self.ready = False
        self.failures = 0
        self.due = 0.0
        self._settings = settings
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.line, theirs = spawn.Pipe(duplex=False)
        self.process = spawn.Process(
            target=live,
            args=(self.part, self._settings, theirs, self.log),
            name=self.part.name,
        )
        self.process.start()
        theirs.close()
        self.started = time.monotonic()
        self.due = 0.0

    def word(self) -> str | None:
        """Return what the part said since, None where nothing."""
        try:
            return self.line.recv() if self.line.poll() else None
        except EOFError:
            return None

    def fell(self, now: float) -> float:
        """Note that the process ended; return the seconds until it starts again."""
        self.failures = 0 if now - self.started > _SETTLED else self.failures + 1
        pause = min(_LONGEST_PAUSE, 2.0 ** (self.failures - 1))
        self.due = now + pause
        return pause

    def revive(self) -> None:
        """Start the process anew."""
        self.line.close()
        self.process.close()
        self._start()

    def stop(self) -> None:
        """End the process: asked first, killed after the grace."""
        if self.process.is_alive():
            self.process.terminate()
            self.process.join(_GRACE)
            self.process.kill()
        self.process.join()


def serve_all(
    settings: Settings,
    parts: Sequence[Part],
    tell: Callable[[str], None],
    ready: Callable[[], None],
) -> None:
    """Serve the parts until SIGTERM, SIGINT or SIGHUP; stop them last to first.

    `ready` is called once, when every part has answered. A part that dies later is
    started again. Raises AlreadyUpError, LedgerServedError, SettingsError where
    Prefect's password cannot be used, and PartFailedError where a part cannot start the
    first time.
    """
    settings.secret(Secret.UI)  # what is wrong with it is said here and not in a log
    with (
        stand(settings) as record,
        serving(settings.ledger) as look,
        _stop_requests() as stop,
    ):
        children = [_Child(part, settings) for part in parts]
        try:
            for child in _until_ready(children, stop):
                tell(f"{child.part.name}: ready")
            if not stop.poll():
                record(True)
                ready()
                _keep(children, stop, tell, look)
        finally:
            for child in reversed(children):
                child.stop()


def _until_ready(children: Sequence[_Child], stop: Connection) -> Iterator[_Child]:
    waiting = list(children)
    while waiting and not stop.poll():
        wait([stop, *(c.line for c in waiting), *(c.process.sentinel for c in waiting)])
        for child in list(waiting):
            alive = child.process.is_alive()
            word = child.word()
            if word == READY:
                waiting.remove(child)
                yield child
            elif word is not None:
                raise PartFailedError(f"{child.part.name}: {word}")
            elif not alive:
                raise PartFailedError(
                    f"{child.part.name} did not start; the reason is in {child.log}"
                )


def _keep(
    children: Sequence[_Child],
    stop: Connection,
    tell: Callable[[str], None],
    look: Callable[[], None],
) -> None:
    while not stop.poll():
        look()
        now = time.monotonic()
        for child in children:
            if child.due and child.due <= now:
                child.revive()
        running = [c.process.sentinel for c in children if not c.due]
        pauses = [_LOOK, *(c.due - now for c in children if c.due)]
        wait([stop, *running], timeout=max(0.0, min(pauses)))
        for child in children:
            if not child.due and not child.process.is_alive():
                pause = child.fell(time.monotonic())
                reason = child.word() or f"see {child.log}"
                tell(
                    f"{child.part.name} ended ({reason}); starting again in {pause:g} s"
                )


@contextmanager
def _stop_requests() -> Generator[Connection]:
    """Yield what can be waited for and read once somebody asks to stop."""
    asked, ask = multiprocessing.Pipe(duplex=False)
    os.set_blocking(ask.fileno(), False)
    signals = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in signals}

    def stop(_number: int, _frame: object) -> None:
        if not asked.poll():
            ask.send_bytes(b"stop")

    for number in signals:
        signal.signal(number, stop)
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
