import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, NamedTuple

import pytest

from ledger import campaigns, dockets
from ledger.database import Ledger, open_ledger
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.letter import Item, Letter, LetterClass, LetterKind


@pytest.fixture
def opened() -> Iterator[Callable[..., Ledger]]:
    """Open ledgers that are closed when the test ends."""
    ledgers: list[Ledger] = []

    def open_one(where: str | Path, patience: int = 30) -> Ledger:
        ledgers.append(open_ledger(where, patience))
        return ledgers[-1]

    yield open_one
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(address: str, opened: Callable[..., Ledger]) -> Ledger:
    return opened(address)


@pytest.fixture
def now() -> datetime:
    return datetime(2024, 6, 3, 8, tzinfo=VN)


class Season(NamedTuple):
    """A campaign with five agencies, a group and the office, all due at `now`."""

    campaign: int
    ids: tuple[int, ...]
    office: int


@pytest.fixture
def season(ledger: Ledger, now: datetime) -> Season:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        dockets.add(
            tx,
            campaign,
            [
                *((f"a{i}", DocketKind.AGENCY, "", f"token{i}") for i in range(5)),
                ("open", DocketKind.GROUP, "open", ""),
                ("office", DocketKind.OFFICE, "", ""),
            ],
            now,
        )
        *ids, office = (row.id for row in dockets.of(tx, campaign))
    return Season(campaign, tuple(ids), office)


@pytest.fixture
def fact(now: datetime) -> Callable[..., Entry]:
    """A confirmation numbered `n`, under a key if one is given."""

    def one(n: int, key: str | None = None) -> Entry:
        return Entry(n, now, EntryKind.CONFIRMED, "1.1", "", "act", key)

    return one


@pytest.fixture
def letter(now: datetime) -> Callable[..., Letter]:
    """A letter of a docket, due at once."""

    def one(docket: int, n: int = 1, due: datetime = now) -> Letter:
        return Letter(
            docket=docket,
            n=n,
            key=f"key{n}",
            kind=LetterKind.REMIND,
            letter_class=LetterClass.NOTICE,
            to="contact",
            copy_to=(),
            items=(Item("remind:1.1", LetterKind.REMIND, "1.1", "remind-7"),),
            invitation=None,
            queued=now,
            not_after=None,
            due=due,
        )

    return one


@pytest.fixture
def run_beside() -> Iterator[Callable[..., Future[Any]]]:
    """Run a function in a thread beside the test."""
    with ThreadPoolExecutor() as pool:
        yield pool.submit


@pytest.fixture
def python() -> Iterator[Callable[..., Popen[str]]]:
    """Run a program in a process of its own, ended with the test."""
    started: list[Popen[str]] = []

    def run(program: str, *arguments: str) -> Popen[str]:
        command = [sys.executable, "-c", program, *arguments]
        root = str(Path(__file__).parents[2])
        process = Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=root)  # noqa: S603 -- the test's own program
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()
