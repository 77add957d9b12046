"""W4: letters composed and delivered, beside ready-made ones, and stock yagmail."""

import pickle
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, cast

from benchmarks.country import Country
from benchmarks.frame import Figure, Goal, Turn, alone, compared, timed
from benchmarks.places import Place
from benchmarks.sending import Ready
from benchmarks.serving import ROOT
from benchmarks.sink import sink
from benchmarks.started import started
from desk.arming.claiming import Wanted, claim_open
from desk.desk import Desk
from desk.letters.claim import BATCH, LEASE
from desk.letters.claim import Ready as Claimed
from desk.letters.compose import Composed
from desk.letters.deliver import Attempt, record
from desk.mail.outcome import Outcome, Verdict
from ledger import letters
from schemas.letter import LetterState

SENDERS = 2
_OF_READY = Goal(at_least=0.25)
_OF_YAGMAIL = Goal(at_least=2.0)
_CLAIMED = Goal(at_least=1000.0)


_PROGRAM = (sys.executable, "-m", "benchmarks.sending")


class NotSentError(AssertionError):
    """Not every letter was sent."""


class Sender(NamedTuple):
    """How a process sends, and where it finds its letters."""

    how: str
    where: str


def measure(place: Place, whole: Country, rounds: int) -> Iterator[Figure]:
    """Yield letters per second beside both limits, and what the ledger takes alone."""
    turns: list[tuple[float, float, float]] = []
    alone_: list[float] = []
    with TemporaryDirectory() as folder, sink() as port:
        for _ in range(rounds + 1):
            turns.append(_round(place, whole, port, Path(folder)))
            alone_.append(_claim_and_record(place, whole))
    counted = turns[1:]
    beside = [Turn(ours, ready) for ours, ready, _ in counted]
    stock = [Turn(ours, yagmail) for ours, _, yagmail in counted]
    name = f"{place.name}"
    yield compared(f"W4 send {name}", "/s", beside, _OF_READY, _ours)
    yield compared(f"W4 send by yagmail {name}", "/s", stock, _OF_YAGMAIL, _ours)
    yield alone(
        f"W4 claim and record {name}", "/s", alone_[1:], _CLAIMED, _claim_and_record
    )


def _round(
    place: Place, whole: Country, port: int, folder: Path
) -> tuple[float, float, float]:
    """Send all letters in three ways, each from as many processes."""
    begun = started(place.fresh(), whole)
    ours = _ours(begun.address, port, whole)
    ready = _parted(_composed(begun.desk), folder)
    begun.desk.ledger.close()
    theirs = _rate([Sender("ready", part) for part in ready], port, whole)
    stock = _rate([Sender("yagmail", part) for part in ready], port, whole)
    return ours, theirs, stock


def _ours(address: str, port: int, whole: Country) -> float:
    """Claim, compose, deliver and record through the product; letters per second."""
    return _rate([Sender("ours", address)] * SENDERS, port, whole)


def _rate(senders: list[Sender], port: int, whole: Country) -> float:
    """Let senders begin together, and return how many letters a second they send."""
    now = f"{whole.issued}"
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [*_PROGRAM, one.how, str(port), one.where, now],
                    cwd=ROOT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for one in senders
        ]
        for process in processes:
            assert process.stdout is not None
            process.stdout.readline()
        with timed() as watch:
            for process in processes:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            sent = sum(int(process.communicate()[0]) for process in processes)
    if sent != len(whole.roster.agencies) - 1:
        raise NotSentError(f"{sent} letters of {senders[0].how}")
    return sent / watch.seconds


def _composed(desk: Desk) -> list[Ready]:
    """Return the letters as the product has kept them, with their parts."""
    with desk.ledger.read() as tx:
        kept = letters.messages(tx, 1)
    return [_taken_apart(raw) for _, raw in sorted(kept.items())]


def _taken_apart(raw: bytes) -> Ready:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    words = message.get_body(("plain",)), message.get_body(("html",))
    text, html = (one.get_content() for one in words if one is not None)
    attached = message.iter_attachments()
    files = {
        f"{part.get_filename()}": cast("bytes", part.get_payload(decode=True))
        for part in attached
    }
    return Ready(
        message["From"].addresses[0].addr_spec,
        message["To"].addresses[0].addr_spec,
        raw,
        message["Subject"],
        text,
        html,
        files,
    )


def _parted(every: list[Ready], folder: Path) -> list[str]:
    """Write a file of letters for each sender; return where they are."""
    files = [folder / f"letters-{i}" for i in range(SENDERS)]
    for i, file in enumerate(files):
        file.write_bytes(pickle.dumps([tuple(one) for one in every[i::SENDERS]]))
    return [str(file) for file in files]


def _claim_and_record(place: Place, whole: Country) -> float:
    """Claim letters and record them as sent, without composing or sending any."""
    begun, count = started(place.fresh(), whole), 0
    desk, now = begun.desk, whole.issued
    wanted = Wanted(now, LEASE, BATCH, now + timedelta(days=1))
    with timed() as watch:
        while True:
            with desk.ledger.write() as tx:
                claimed = claim_open(desk, tx, wanted)
            if not claimed:
                break
            tried = [Attempt(Claimed(one, _nothing(one)), _SENT) for one in claimed]
            states = record(desk, tried, now)
            count += states.count(LetterState.SENT)
    desk.ledger.close()
    if count != len(whole.roster.agencies) - 1:
        raise NotSentError(f"{count} letters were recorded")
    return count / watch.seconds


_SENT = Outcome(Verdict.SENT)


def _nothing(letter: Any) -> Composed:
    """Return a letter that was not composed."""
    return Composed(b"", "", "", "", "nobody@campaign.example", (), "", letter)
