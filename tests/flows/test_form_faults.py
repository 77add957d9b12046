"""What forms and phases answer where the ledger cannot be read or written."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copy2, copytree
from typing import Any, NamedTuple

import pytest
from prefect import Flow
from prefect.client.schemas.objects import State
from prefect.states import Completed
from pydantic import BaseModel
from sqlalchemy import create_engine

from desk.answer import Answer, answer, reply_in
from desk.beat import beat
from desk.plans.files import CAMPAIGNS_HOME
from desk.reports.consolidate import consolidate_reports
from desk.reports.enter import Entered, enter
from desk.start import OFFICE
from desk.state import docket_of
from flows.activities import activities
from flows.amending import amended
from flows.arming import armed
from flows.forms import refusals
from flows.forms.season import FixLaunch, HoldLaunch, SignOff
from flows.here import Here, here
from flows.launch_ceremony import launch_ceremony
from flows.plan_issuance import plan_issuance
from flows.reassigning import reassigned, withdrawn
from ledger import engines, entries
from ledger.database import open_ledger
from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerReadOnlyError,
)
from schemas import words
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.report import Channel, Report
from settings import Settings
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued
from tests.desk.reports.two_levels import (
    ABOVE,
    BELOW,
    begin,
    plan_of,
    roster_of,
    waiting_below,
)
from tests.flows.conftest import settings_in
from tests.flows.offer import FORMS, answered, filled, seated

LATE = datetime(2024, 5, 31, 9, tzinfo=VN)
BEATS = (ISSUED, *(datetime(2024, 5, day, 9, tzinfo=VN) for day in (15, 27, 29, 31)))
WHO = f"{NAME}/so-y-te · Sở Y tế"
OTHER = f"{NAME}/cong-an · Công an tỉnh"
UNSIGNED = "unsigned-2024"
BELOW_ONLY = {"campaign": f"{BELOW} · X"}
KNOWN = {
    "agency": WHO,
    "to": OTHER,
    "duty": f"{NAME}/3.1 · X",
    "campaign": f"{NAME} · X",
    "plan": NAME,
    "until": "20/7/2024",
    "dated": "30/5/2024",
    "signed_on": "31/5/2024",
    "source": "45/BC-SYT",
    "address": "moi@soyte.laichau.example",
    "typed": NAME,
    "number": "201/KH-UBND",
    "signer": "Chủ tịch",
    "subject": "Dời Lễ phát động",
}
"""What stands in fields so that a form is about what there is."""
ABOUT: dict[str, dict[str, Any]] = {
    "start": {"plan": "dong-dang-2024"},
    "answer": {"agency": OTHER, "duty": ""},
    "hasten": {"agency": OTHER, "duty": "", "action": "Gửi ngay"},
    "enter-report": {"how": "Qua văn thư"},
    "review": {"agency": OTHER, "reason": "Thiếu phụ lục"},
    "signed": {"agency": OTHER},
    "notify": {"action": "Gửi"},
    "urge": {"action": "Đã ký công văn đôn đốc", "number": "12/UBND-VX"},
    "received": BELOW_ONLY,
    "accept": BELOW_ONLY,
    "amend": {"action": "Áp dụng"},
    "reassign": {"action": "Áp dụng"},
    "withdraw": {"action": "Áp dụng"},
    "arm": {"action": "Cho phép gửi thư ra ngoài"},
}
PREVIEWS: dict[str, Callable[[Here, Any], Any]] = {
    "amend": amended,
    "reassign": reassigned,
    "withdraw": withdrawn,
    "arm": armed,
}
"""What is applied as it was shown, and how it is shown."""
ELSEWHERE = {"trial", "rehearse", "new", "check", "preview", "forecast"}
"""Forms that write nothing to the ledger that is served."""
WRITING = [name for name in FORMS if name not in ELSEWHERE]
READING = ["trial", "forecast", *WRITING]


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of a campaign in which every form has something to be about."""
    file = tmp_path_factory.mktemp("season") / "ledger.db"
    desk = issued(str(file))
    begin(desk, plan_of(ABOVE), roster_of("above"))
    begin(desk, waiting_below(), roster_of("below"))
    beat(desk, ISSUED)
    who, other = docket(desk, "so-y-te"), docket(desk, "cong-an")
    with desk.ledger.write() as tx:
        reply_in(tx, who.id, "1", CLERK, ISSUED)
    answer(desk, who.id, Answer(EntryKind.DECLINED, ("3.1",), CLERK, "a"), ISSUED)
    enter(desk, other.id, Entered(Report(channel=Channel.CLERK), CLERK, "b"), ISSUED)
    for now in BEATS:
        beat(desk, now)
    consolidate_reports(desk, BELOW, LATE)
    begin(desk, plan_of(UNSIGNED), roster_of("unsigned"), issued=False)
    desk.ledger.close()
    return file


@pytest.fixture
def served(season: Path, tmp_path: Path) -> Settings:
    for file in season.parent.iterdir():
        copy2(file, tmp_path)
    real = {"smtp_host": "127.0.0.1", "domains": ("laichau.example",)}
    return settings_in(tmp_path, **real)


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """Return the plan in force with a deadline moved."""
    folder = Path(copytree(CAMPAIGNS_HOME / NAME, tmp_path / NAME))
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text().replace("day: 2024-06-07", "day: 2024-06-14"))
    return folder


def known(name: str, edited: Path) -> BaseModel:
    """Return a form as somebody fills it in about what there is, and was shown it."""
    about = KNOWN | ABOUT.get(name, {})
    if name == "amend":
        about["plan"] = str(edited)
    if name in PREVIEWS:
        preview = filled(FORMS[name][1], **about | {"action": "Xem trước"})
        _, shown = PREVIEWS[name](here(), preview)
        about["seen"] = shown.preview if name == "arm" else shown.seen
    return filled(FORMS[name][1], **about)


@contextmanager
def busy(ledger: str) -> Iterator[None]:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(ledger: str) -> Iterator[None]:
    """Let SQLite open the ledger for reading: root may write, whatever a file says."""
    only = partial(sqlite3.connect, f"file:{ledger}?mode=ro", uri=True)
    opened = partial(only, isolation_level=None, check_same_thread=False)
    made = partial(create_engine, creator=opened)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", made)
        yield


@contextmanager
def damaged(ledger: str) -> Iterator[None]:
    for beside in ("-wal", "-shm"):
        Path(f"{ledger}{beside}").unlink(missing_ok=True)
    Path(ledger).write_bytes(b"no ledger any more " * 1000)
    yield


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("fault", "kind", "name"),
    [
        *((busy, LedgerBusyError, name) for name in WRITING),
        *((read_only, LedgerReadOnlyError, name) for name in WRITING),
        *((damaged, LedgerDamagedError, name) for name in READING),
    ],
)
def test_every_form_says_that_nothing_was_saved_and_why(
    fault: Callable[[str], AbstractContextManager[None]],
    kind: type[LedgerError],
    name: str,
    served: Settings,
    edited: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("desk.desk.open_ledger", partial(open_ledger, patience=0))
    monkeypatch.setattr(Here, "now", lambda _: LATE)
    with seated(served):
        given = known(name, edited)
    with fault(served.ledger), seated(served):
        state = answered(name, given)
    assert (state.is_failed(), state.name) == (True, words.REFUSED)
    assert state.message == refusals.NOT_SAVED.format(why=refusals.UNSAVED[kind])


class Phase(NamedTuple):
    """A phase's flow, what it is of, what is answered in its form, and what it adds."""

    flow: Flow[..., Any]
    given: tuple[str, ...]
    answer: BaseModel | None
    adds: EntryKind


PHASES = (
    Phase(
        plan_issuance,
        (UNSIGNED,),
        SignOff(
            number="156/KH-UBND",
            signed_on="31/5/2024",
            signer="Chủ tịch",
            dates_confirmed=True,
        ),
        EntryKind.ISSUED,
    ),
    Phase(
        launch_ceremony,
        (NAME, "launch"),
        FixLaunch(place="Quảng trường", day="05/6/2024", hour="8:00"),
        EntryKind.CONVENED,
    ),
    Phase(
        launch_ceremony,
        (NAME, "launch-held"),
        HoldLaunch(day="31/5/2024", attendance=850),
        EntryKind.HELD,
    ),
    Phase(activities, (NAME, "activities-2024-06-01"), None, EntryKind.OPENED),
)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseModel | None], None]:
    """Let a phase find an answer given, and show and send nothing."""

    def answer_with(given: BaseModel | None) -> None:
        async def ask(*_: object) -> BaseModel | None:
            return given

        async def nothing(*_: object) -> State[None]:
            return Completed()

        for module in ("plan_issuance", "launch_ceremony", "activities"):
            monkeypatch.setattr(f"flows.{module}.tell", nothing)
        for module in ("plan_issuance", "launch_ceremony"):
            monkeypatch.setattr(f"flows.{module}.ask", ask)
            monkeypatch.setattr(f"flows.{module}.beat_once", nothing)

    return answer_with


def added(phase: Phase) -> int:
    """Return how often the office's docket has what a phase adds."""
    row = docket_of(here().desk, phase.given[0], OFFICE)
    assert row
    with here().desk.ledger.read() as tx:
        facts = entries.of(tx, [row.id])[row.id]
    return sum(fact.kind is phase.adds for fact in facts)


@pytest.mark.parametrize("phase", PHASES, ids=[one.given[-1] for one in PHASES])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (busy, LedgerBusyError),
        (read_only, LedgerReadOnlyError),
        (damaged, LedgerDamagedError),
    ],
)
def test_every_phase_says_why_it_waits_and_saves_the_answer_at_its_next_try(
    fault: Callable[[str], AbstractContextManager[None]],
    kind: type[LedgerError],
    phase: Phase,
    served: Settings,
    answering: Callable[[BaseModel | None], None],
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("desk.desk.open_ledger", partial(open_ledger, patience=0))
    monkeypatch.setattr(Here, "now", lambda _: LATE)
    answering(phase.answer)
    before = Path(served.ledger).read_bytes()
    with fault(served.ledger), seated(served):
        state = asyncio.run(phase.flow.fn(*phase.given))
    assert (state.is_scheduled(), state.name) == (True, words.WAITS_FOR_LEDGER)
    assert state.message == refusals.SAVED_LATER.format(why=refusals.UNSAVED[kind])
    if fault is damaged:
        Path(served.ledger).write_bytes(before)
    with seated(served):
        assert added(phase) == 0
        asyncio.run(phase.flow.fn(*phase.given))
        assert added(phase) == 1
