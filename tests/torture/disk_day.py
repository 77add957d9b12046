"""A day of a ledger on a disk that fails at its nth write, and the day after.

`python -m tests.torture.disk_day` reads a line of JSON for each day and answers with
one. Both days are processes of their own; what people and the mail server were told in
the first is kept in a file beside the ledger, whatever becomes of it.
"""

import json
import os
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from desk.beat import beat
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Verdict
from desk.verify import verify
from ledger import letters
from ledger.database import open_ledger
from ledger.errors import STORAGE
from schemas.entry import EntryKind
from schemas.letter import LetterState
from tests.postbox.serving import serving
from tests.torture.disk import Disk, How, disk_here
from tests.torture.locked import browsing
from tests.web.campaign import NAME, Campaign, sit_down
from tests.web.reading import Page, fill
from web.app import create_app

AGENCIES = ("so-y-te", "cong-an")
WHO = {"ho_ten": "Người trả lời", "chuc_vu": "Chuyên viên Văn phòng"}
FIRST = 3
"""Letters that are sent on the first day; the others follow on the second."""
_DUTY = "own-plan"
_LASTLY = timedelta(hours=4)


class Diary:
    """What was told to others, a line each, written at once."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, what: str, about: str) -> None:
        with self._file.open("a") as file:
            file.write(f"{what} {about}\n")

    def all(self, what: str) -> list[str]:
        lines = self._file.read_text().splitlines() if self._file.exists() else []
        return [line.partition(" ")[2] for line in lines if line.startswith(what)]


def first_day(path: Path, diary: Diary, disk: Disk, nth: int, how: How) -> None:
    """Answer, beat and send on a disk that fails; note what was told to whom."""
    disk.fail(path, nth, how)
    _tried(lambda: _work(sit_down(path), diary), diary)
    diary.note("writes", str(disk.seen()))


def _work(campaign: Campaign, diary: Diary) -> None:
    _tried(lambda: _answer(campaign, AGENCIES, diary), diary)
    _tried(lambda: beat(campaign.desk, campaign.now), diary)
    _tried(lambda: _send(campaign, diary, FIRST), diary)
    _tried(campaign.desk.ledger.close, diary)


def _tried(work: Callable[[], object], diary: Diary) -> None:
    """Do something; that the ledger's place failed is no mistake of ours."""
    try:
        work()
    except STORAGE as error:
        diary.note("failed", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        diary.note("wrong", f"{type(error).__name__}: {error}".replace("\n", " "))


def _answer(campaign: Campaign, agencies: Iterable[str], diary: Diary) -> None:
    """Confirm for some agencies as people do on the page."""
    with serving(create_app(campaign.desk, campaign.clock)) as address:
        for agency in agencies:
            with browsing(address) as browser:
                confirm = partial(_confirm, campaign, agency, browser, diary)
                _tried(confirm, diary)


def _confirm(
    campaign: Campaign, agency: str, browser: httpx.Client, diary: Diary
) -> None:
    """Confirm, and note what the page says of it."""
    opened = browser.post(campaign.link(agency))
    if opened.status_code == 503:
        return
    answered = fill(browser, Page(opened.text).form("tat-ca"), "nhan", **WHO)
    if "<h1>Đã ghi nhận</h1>" in answered.text:
        diary.note("recorded", agency)
    elif answered.status_code != 503:
        diary.note("wrong", f"the page of {agency} answers {answered.status_code}")


def _send(campaign: Campaign, diary: Diary, limit: int) -> int:
    def post(_sender: str, _recipients: object, message: bytes) -> Outcome:
        head = message.partition(b"\r\n\r\n")[0].decode()
        diary.note("taken", head.partition("Message-ID: ")[2].partition("\r\n")[0])
        return Outcome(Verdict.SENT)

    ready = claim(campaign.desk, campaign.now, limit)
    for one in ready:
        before = len(diary.all("taken"))
        try:
            # The disk does not come back by waiting.
            send(campaign.desk, post, one, campaign.now, rest=lambda _: None)
        except STORAGE:
            if len(diary.all("taken")) > before:
                diary.note("unrecorded", "")
            raise
    return len(ready)


def second_day(path: Path, diary: Diary, how: How) -> dict[str, Any]:
    """Hold the ledger against what was told, then go on; return what is wrong."""
    campaign = sit_down(path)
    wrong = diary.all("wrong")
    campaign.desk.ledger.check()
    for agency in diary.all("recorded"):
        if not _confirmed(campaign, agency):
            wrong.append(f"{agency} was told that it is recorded, and it is not")
    told = set(diary.all("recorded"))
    silent = [one for one in AGENCIES if not _confirmed(campaign, one)]
    _answer(campaign, silent, diary)
    wrong += [one for one in diary.all("wrong") if one not in wrong]
    campaign.now += _LASTLY
    beat(campaign.desk, campaign.now)
    while _send(campaign, diary, 50):
        pass
    wrong += _ended(campaign)
    copies = Counter(diary.all("taken"))
    again = sum(copies.values()) - len(copies)
    # A process that was killed may have one letter in hand.
    known = len(diary.all("unrecorded")) + (how is How.KILLED)
    if again > known:
        wrong.append(f"{again} letters were sent again, {known} were not recorded")
    campaign.desk.ledger.close()
    return {
        "wrong": wrong,
        "recorded": len(told),
        "failed": len(diary.all("failed")),
        "again": again,
        "letters": len(copies),
        "writes": int((diary.all("writes") or ["0"])[0]),
    }


def _confirmed(campaign: Campaign, agency: str) -> int:
    return sum(
        fact.kind is EntryKind.CONFIRMED and fact.duty == _DUTY
        for fact in campaign.facts(agency)
    )


def _ended(campaign: Campaign) -> list[str]:
    wrong = [str(one) for one in verify(campaign.desk, NAME, campaign.now).violations]
    times = {agency: _confirmed(campaign, agency) for agency in AGENCIES}
    wrong += [f"{who} confirmed {n} times" for who, n in times.items() if n != 1]
    with campaign.desk.ledger.read() as tx:
        counts = letters.counts(tx, 1)
    ends = {LetterState.SENT, LetterState.DROPPED}
    open_ = {state: n for state, n in counts.items() if state not in ends}
    return wrong + [f"{n} letters are {state}" for state, n in open_.items()]


def migrate(path: Path, diary: Diary, disk: Disk, nth: int, how: How) -> None:
    """Bring an old ledger to this version on a disk that fails."""
    disk.fail(path, nth, how)
    _tried(lambda: open_ledger(path).close(), diary)
    diary.note("writes", str(disk.seen()))


def migrated(path: Path, diary: Diary, _how: How) -> dict[str, Any]:
    """Open it again, on a whole disk; it has to be as one that was never cut off."""
    wrong = diary.all("wrong")
    new = path.with_name(f"{path.stem}-new.db")
    for one in (path, new):
        ledger = open_ledger(one)
        ledger.check()
        ledger.close()
    if _schema(path) != _schema(new):
        wrong.append("another schema than that of a new ledger")
    return {"wrong": wrong, "writes": int((diary.all("writes") or ["0"])[0])}


def _schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return sorted(database.execute("SELECT type, name, sql FROM sqlite_master"))


WORK = {"day": (first_day, second_day), "migration": (migrate, migrated)}
"""What a process does on a disk that fails, and what another does on a whole one."""


def _apart(work: Callable[[], object]) -> Any:
    """Do something in a process of its own; return what it says, None if killed."""
    here, there = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(here)
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - told to who forked us
            said = {"wrong": [f"{type(error).__name__}: {error}"]}
        os.write(there, json.dumps(said).encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here) as told:
        text = told.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else None


def main() -> None:
    """Play the days that are asked for."""
    disk = disk_here()
    for line in sys.stdin:
        asked = json.loads(line)
        path, nth, how = Path(asked["path"]), asked["nth"], How(asked["how"])
        diary = Diary(path.with_name(f"diary-{path.stem}"))
        first, second = WORK[asked["what"]]
        _apart(lambda p=path, d=diary, n=nth, h=how, f=first: f(p, d, disk, n, h))
        said = _apart(lambda p=path, d=diary, h=how, s=second: s(p, d, h))
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
