"""The last hour before a deadline: everybody confirms, some twice, and beats run."""

import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime, timedelta
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import httpx

from calendars.working_days import WorkingDays
from desk.beat import beat
from desk.campaigns import named
from desk.desk import Desk
from desk.links import Links, drawn
from desk.plans.read import read_plan
from desk.start import sign_off, start
from desk.verify import verify
from flows.listening import open_port, serve_asgi
from ledger import campaigns, dockets
from ledger.database import open_ledger
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.in_force import Signing
from tests.small_campaign import PLAN, ROSTER, write_campaign
from tests.torture.batches import Result, drawn_by
from web.app import create_app

ISSUED = datetime(2024, 5, 6, 9, tzinfo=VN)
LAST_HOUR = datetime(2024, 6, 28, 16, tzinfo=VN)
PER_AGENCY = 20
"""Duties that each agency confirms, one by one."""
_CLIENTS = 8
_A_SECOND = 40
"""Answers that come each second: an hour's ten thousand within some four minutes."""
_AGAIN = 5
"""Every so manieth answer is sent again, by an impatient hand."""
_ADDRESS = "http://campaign.example"
_spawn = get_context("spawn")


class Said(NamedTuple):
    """An answer to be sent: by which link's cookie, of which docket, of which duty."""

    cookie: str
    ref: str
    duty: str


def confirm(_: int, size: int) -> Result:
    """Confirm `size` duties over HTTP while beats run; exactly as many facts follow."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.db"
        answers = _issue(file, size)
        ended, listening = _spawn.Event(), _spawn.SimpleQueue()
        server = _spawn.Process(target=_serve, args=(file, listening), daemon=True)
        beating = _spawn.Process(target=_beat, args=(file, ended), daemon=True)
        server.start()
        address = f"http://127.0.0.1:{listening.get()}"
        beating.start()
        try:
            statuses, times = _send(address, answers)
        finally:
            ended.set()
            beating.join(60)
            server.terminate()
            server.join(30)
        wrong = _wrong(file, size, statuses)
        if beating.exitcode != 0:
            wrong.append(f"beats ended with {beating.exitcode}")
        seen = {f"status {status}": n for status, n in sorted(statuses.items())}
        seen |= {"p50 ms": _at(times, 0.5), "p99 ms": _at(times, 0.99)}
        return {"done": _facts(file), "seen": seen, "wrong": wrong}


def _issue(file: Path, size: int) -> list[Said]:
    """Issue a plan by which as many confirmations are due; return them shuffled."""
    desk = _desk(file)
    folder = write_campaign(
        file.parent / "spring-2024", *_texts(-(-size // PER_AGENCY))
    )
    plan, roster = read_plan(str(folder), desk.days).require()
    start(desk, plan, roster, ISSUED, drawn("1"))
    signing = Signing(
        number="1/KH-UBND",
        signed_on=ISSUED.date(),
        signer="Chủ tịch",
        dates_confirmed=True,
    )
    sign_off(desk, plan.id, signing, ISSUED, drawn("2"))
    beat(desk, ISSUED)
    with desk.ledger.read() as tx:
        (row,) = campaigns.every(tx)
        rows = [one for one in dockets.of(tx, row.id) if one.agency.startswith("u-")]
    at = str(int(LAST_HOUR.timestamp()))
    answers = [
        Said(
            desk.links.seal({"token": one.token, "at": at, "name": "", "post": ""}),
            desk.links.code(one.id, 0),
            f"all.{n}",
        )
        for one in rows
        if one.kind is DocketKind.AGENCY
        for n in range(PER_AGENCY)
    ][:size]
    desk.ledger.close()
    drawn_by(size).shuffle(answers)
    return answers


def _texts(agencies: int) -> tuple[str, str]:
    """Return plan and roster: so many agencies, and the duties that all of them owe."""
    names = [f"u-{n}" for n in range(agencies)]
    common = "".join(
        f"""\
  - id: all.{n}
    title: Việc số {n}
    summary: Việc số {n}.
    source: {{section: IV.{n}}}
    phase: activities
    besides: [office, school, north, south]
    deadline: {{bound: through, day: 2024-06-28, origin: stated}}
"""
        for n in range(PER_AGENCY)
    )
    known = "".join(
        f"""\
  - id: {name}
    name: Xã {name}
    contact: {{post: Văn thư, address: vanthu@{name}.example}}
    head: {{post: Chủ tịch, address: chutich@{name}.example}}
"""
        for name in names
    )
    members = ", ".join(["north", "south", *names])
    plan = PLAN.replace("members: [north, south]", f"members: [{members}]")
    return plan + common, ROSTER.replace("superiors:", f"{known}superiors:")


def _desk(file: Path) -> Desk:
    links = Links("a secret", _ADDRESS)
    return Desk(open_ledger(file), WorkingDays.vietnam(), links)


def _clock(began: float) -> datetime:
    return LAST_HOUR + timedelta(seconds=time.monotonic() - began)


def _serve(file: Path, listening: "object") -> None:
    began, minutes = time.monotonic(), count(step=60)
    app = create_app(_desk(file), lambda: _clock(began), seconds=minutes.__next__)
    listener = open_port(0, "")
    port = listener.getsockname()[1]
    serve_asgi(app, listener, lambda: listening.put(port))  # type: ignore[attr-defined]


def _beat(file: Path, ended: Event) -> None:
    desk, began = _desk(file), time.monotonic()
    while not ended.wait(1):
        beat(desk, _clock(began))


def _send(address: str, answers: list[Said]) -> tuple[Counter[int], list[float]]:
    """Send answers by several clients; return what came of them, and after how long.

    Each has its moment, from which its time counts, whether a client is free or not.
    """
    start, local = time.perf_counter(), threading.local()
    statuses, times = Counter[int](), list[float]()

    def send(numbered: tuple[int, Said]) -> list[tuple[int, float]]:
        n, said = numbered
        if not hasattr(local, "client"):
            local.client = httpx.Client(timeout=120, headers={"origin": _ADDRESS})
        form = {"ma": f"{n}", "viec": "nhan", "nhiem-vu": said.duty}
        form |= {"ho-ten": "Người thử", "chuc-vu": "Văn thư"}
        url, cookie = f"{address}/ho-so/{said.ref}", {"cookie": f"ho-so={said.cookie}"}
        found: list[tuple[int, float]] = []
        began = start + n / _A_SECOND
        time.sleep(max(0, began - time.perf_counter()))
        for again in range(2 if n % _AGAIN == 0 else 1):
            if again and n % (2 * _AGAIN) == 0:
                form["ma"] = f"{n} again"  # the page was loaded anew in between
            got = local.client.post(url, data=form, headers=cookie)
            ended = time.perf_counter()
            found.append((got.status_code, ended - began))
            began = ended
        return found

    with ThreadPoolExecutor(_CLIENTS) as pool:
        for found in pool.map(send, enumerate(answers)):
            for status, seconds in found:
                statuses[status] += 1
                times.append(seconds)
    return statuses, times


def _wrong(file: Path, size: int, statuses: Counter[int]) -> list[str]:
    wrong = [
        f"{n} answers {code}" for code, n in statuses.items() if code not in (303, 409)
    ]
    if (facts := _facts(file)) != size:
        wrong.append(f"{facts} facts of {size} confirmations")
    desk = _desk(file)
    after = LAST_HOUR + timedelta(hours=1)
    beat(desk, after)
    (name,) = (plan.id for plan in named(desk))
    wrong += [f"{one}" for one in verify(desk, name, after).violations]
    desk.ledger.close()
    return wrong


def _facts(file: Path) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        (row,) = database.execute(
            "SELECT count(*) FROM entries WHERE kind = 'confirmed'"
        )
    return int(row[0])


def _at(times: list[float], share: float) -> int:
    """Return the milliseconds within which a share was answered."""
    return round(sorted(times)[int(len(times) * share)] * 1000)
