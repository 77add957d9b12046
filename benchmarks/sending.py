"""Send letters from a process of its own, one of several.

`python -m benchmarks.sending HOW PORT WHERE MOMENT` prints a line when it is ready,
sends once a line comes, and prints how many letters it has sent. HOW is `ours` (WHERE
is a ledger with letters due), or `ready` or `yagmail` (a file of messages).
"""

import pickle
import smtplib
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click
import yagmail

from benchmarks.started import open_at
from desk.letters.claim import claim
from desk.letters.deliver import BySmtp, send
from schemas.letter import LetterState
from schemas.smtp import SmtpServer


class Ready(NamedTuple):
    """A letter composed before: its envelope, its bytes, and what they were made of."""

    sender: str
    to: str
    message: bytes
    subject: str
    text: str
    html: str
    files: dict[str, bytes]


def ours(port: int, where: str, moment: str) -> Callable[[], int]:
    """Claim, compose, send and record, as senders of the product do."""
    desk, now = open_at(where), datetime.fromisoformat(moment)
    post = BySmtp(SmtpServer("127.0.0.1", port))

    def work() -> int:
        count = 0
        while batch := claim(desk, now):
            for one in batch:
                count += send(desk, post, one, now).state is LetterState.SENT
        return count

    return work


def ready(port: int, where: str, _: str) -> Callable[[], int]:
    """Hand over messages that are ready, over one connection."""
    letters = _read(where)

    def work() -> int:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as server:
            for one in letters:
                server.sendmail(one.sender, [one.to], one.message)
        return len(letters)

    return work


def stock(port: int, where: str, _: str) -> Callable[[], int]:
    """Let yagmail make each message of its words and send it, over one connection."""
    letters = _read(where)

    def work() -> int:
        client = yagmail.SMTP(
            "office@campaign.example",
            host="127.0.0.1",
            port=port,
            smtp_ssl=False,
            smtp_starttls=False,
            smtp_skip_login=True,
            soft_email_validation=False,
        )
        with TemporaryDirectory() as folder:
            for one in letters:
                contents, files = [one.text, one.html], list[str]()
                for name, content in one.files.items():
                    file = Path(folder) / name
                    file.write_bytes(content)
                    files.append(str(file))
                client.send(one.to, one.subject, contents, attachments=files)
        client.close()
        return len(letters)

    return work


def _read(where: str) -> list[Ready]:
    """Read the letters; the file is one that this run has written."""
    return [Ready(*one) for one in pickle.loads(Path(where).read_bytes())]  # noqa: S301


HOW = {"ours": ours, "ready": ready, "yagmail": stock}

if __name__ == "__main__":
    _, how, port, *rest = sys.argv
    work = HOW[how](int(port), *rest)
    click.echo("ready")
    sys.stdin.readline()
    click.echo(work())
