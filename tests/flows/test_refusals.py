"""What a form answers to who filled it in is Vietnamese, whatever went wrong."""

import ast
import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import timedelta
from enum import Enum
from functools import partial
from pathlib import Path
from shutil import copy2
from typing import Any

import pytest
from prefect.client.schemas.objects import State
from pydantic import BaseModel
from sqlalchemy.engine import Connection

from desk.answer import Answer, answer
from desk.beat import beat
from desk.reports.consolidate import consolidate_reports
from flows.deploying import Served
from flows.deployments import SERVED
from flows.forms import refusals
from flows.forms.season import FixLaunch, HoldLaunch, SignOff
from flows.here import Here, here, sit_down, stand_up
from ledger import engines
from ledger.database import open_ledger
from ledger.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerReadOnlyError,
)
from schemas.entry import EntryKind
from settings import Settings
from tests.desk.desks import CLERK, ISSUED, NAME, docket, issued
from tests.flows.conftest import settings_in

NEXT_DAY = ISSUED + timedelta(days=1)
LETTERS = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
)
ENGLISH = frozenset(
    ["the", "is", "are", "of", "not", "give", "which", "with", "and", "for"]
)
WRONG = {
    "agency": "nowhere/nobody · X",
    "to": "nowhere/anybody · X",
    "campaign": "nowhere · X",
    "plan": "nowhere",
}


def is_vietnamese(text: str) -> bool:
    return bool(LETTERS & {*text.lower()}) and not ENGLISH & {*text.lower().split()}


def texts() -> Iterator[tuple[str, str]]:
    for name, value in vars(refusals).items():
        if name.isupper() and isinstance(value, str):
            yield name, value
        elif name.isupper() and isinstance(value, dict):
            yield from ((f"{name}-{one}", text) for one, text in value.items())


@pytest.mark.parametrize("text", dict(texts()).values(), ids=dict(texts()).keys())
def test_every_refusal_is_vietnamese(text: str):
    assert is_vietnamese(text)


def form_of(served: Served) -> type[BaseModel] | None:
    """Return the form a flow asks for, None where it asks for none."""
    kinds = served.flow.fn.__annotations__
    return kinds.get("given") or kinds.get("choice")


FORMS = {
    one.name: (one, form)
    for one in SERVED
    if (form := form_of(one)) and one.name != "consolidate"
}
"""All but the one whose work is a task, which needs a run of its own."""
ASKED = [*[form for _, form in FORMS.values()], SignOff, FixLaunch, HoldLaunch]
KNOWN = {
    "agency": f"{NAME}/so-y-te · Sở Y tế",
    "to": f"{NAME}/cong-an · Công an tỉnh",
    "duty": f"{NAME}/3.1 · X",
    "campaign": f"{NAME} · X",
    "plan": NAME,
    "until": "20/7/2024",
    "dated": "06/5/2024",
    "signed_on": "06/5/2024",
    "source": "45/BC-SYT",
    "address": "moi@soyte.laichau.example",
    "typed": NAME,
    "seen": "0123456789ab",
    "number": "201/KH-UBND",
    "signer": "Chủ tịch",
    "subject": "Dời Lễ phát động",
}
"""What stands in fields so that a form is about what there is."""
OTHER = {"agency": f"{NAME}/cong-an · Công an tỉnh", "duty": ""}
ABOUT = {
    "start": {"plan": "dong-dang-2024"},
    "answer": OTHER,
    "hasten": {**OTHER, "action": "Gửi ngay"},
    "review": {"reason": "Thiếu phụ lục"},
    "amend": {"action": "Áp dụng"},
    "reassign": {"action": "Áp dụng"},
    "withdraw": {"action": "Áp dụng"},
    "notify": {"action": "Gửi"},
    "urge": {"action": "Đã ký công văn đôn đốc"},
    "arm": {"action": "Cho phép gửi thư ra ngoài"},
}
SETTLED = {"accept", "amend", "arm", "attend", "enter-report", "reassign", "received"}
SETTLED |= {"review", "signed", "urge", "withdraw"}
"""Forms that what there is speaks against, before anything is written."""
SHOWING = {"new", "check", "preview", "forecast"}
"""Forms about plans at hand: they read, or write a folder."""
WRITING = [name for name in FORMS if name not in {"trial", "rehearse"} | SHOWING]
"""All that write to the ledger that is served."""
READING = ["trial", "forecast", *WRITING]
"""All that look into it."""
UNSETTLED = [name for name in WRITING if name not in SETTLED]


def filled(form: type[BaseModel], **about: Any) -> BaseModel:
    """Return a form with what is needed filled in, and what is said of it."""
    given: dict[str, Any] = {}
    for name, field in form.model_fields.items():
        kind = field.annotation
        if name in about:
            given[name] = about[name]
        elif not field.is_required():
            continue
        elif name == "year":
            given[name] = 2027
        elif isinstance(kind, type) and issubclass(kind, Enum):
            given[name] = next(iter(kind))
        else:
            given[name] = "x" if kind is str else 1
    return form(**given)


def known(name: str) -> BaseModel:
    """Return a form as somebody fills it in about what there is."""
    return filled(FORMS[name][1], **{**KNOWN, **ABOUT.get(name, {})})


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fill forms in without a run, whose parameters could be forgotten."""

    async def keep(_given: BaseModel) -> None:
        """There is nothing to forget."""

    for module in ("forgetting", "announcing"):
        monkeypatch.setattr(f"flows.{module}.forget", keep)


@contextmanager
def seated(settings: Settings) -> Iterator[None]:
    sit_down(settings)
    try:
        yield
    finally:
        with suppress(LedgerError):
            here().desk.ledger.close()
        stand_up()


def answered(name: str, given: BaseModel) -> State[None]:
    return asyncio.run(FORMS[name][0].flow.fn(given))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", FORMS)
def test_every_form_refuses_what_does_not_exist_in_vietnamese(
    name: str, tmp_path: Path
):
    with seated(settings_in(tmp_path)):
        state = answered(name, filled(FORMS[name][1], **WRONG))
    assert state.is_failed()
    assert is_vietnamese(state.message)


@pytest.mark.parametrize("form", ASKED)
def test_no_form_has_a_pattern_that_pages_would_answer_with(form: type[BaseModel]):
    assert '"pattern"' not in json.dumps(form.model_json_schema())


def needed(form: type[BaseModel]) -> list[str]:
    """Return the texts that have to be filled in."""
    return [
        name
        for name, field in form.model_fields.items()
        if field.is_required() and field.annotation is str
    ]


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", FORMS)
def test_every_form_says_what_was_left_blank(name: str, tmp_path: Path):
    form = FORMS[name][1]
    for field in needed(form):
        with seated(settings_in(tmp_path)):
            state = answered(name, filled(form, **{field: " "}))
        assert state.is_failed()
        assert state.message == f"Đề nghị nhập lại: {form.model_fields[field].title}."


@pytest.mark.parametrize("form", ASKED)
def test_what_is_written_on_two_lines_is_taken_as_one(form: type[BaseModel]):
    two = filled(form, **dict.fromkeys(needed(form), " mưa\nlũ "))
    for field in {*needed(form)} - LONG:
        assert getattr(two, field) == "mưa lũ"


LONG = {"subject", "text"}
"""Texts of an announcement: those of several lines are said to be so, or kept."""


@pytest.fixture(scope="module")
def season(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the ledger of a campaign that was issued."""
    file = tmp_path_factory.mktemp("season") / "ledger.db"
    desk = issued(str(file))
    beat(desk, ISSUED)
    row = docket(desk, "so-y-te")
    said = Answer(EntryKind.DECLINED, ("3.1",), CLERK, "declined")
    answer(desk, row.id, said, ISSUED)
    consolidate_reports(desk, NAME, ISSUED)
    desk.ledger.close()
    return file


@pytest.fixture
def served(season: Path, tmp_path: Path) -> Settings:
    for file in season.parent.iterdir():
        copy2(file, tmp_path)
    return settings_in(tmp_path)


@contextmanager
def busy(ledger: str) -> Iterator[None]:
    with closing(sqlite3.connect(ledger, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def read_only(_ledger: str) -> Iterator[None]:
    """Let SQLite refuse to write: root may, whatever rights a file has."""
    begin = engines._begin

    def refuse(connection: Connection) -> None:
        begin(connection)
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA query_only = ON")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "_begin", refuse)
        yield


@contextmanager
def damaged(ledger: str) -> Iterator[None]:
    Path(ledger).write_bytes(b"no ledger any more " * 1000)
    yield


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("fault", "kind", "name"),
    [
        *((busy, LedgerBusyError, name) for name in WRITING),
        *((read_only, LedgerReadOnlyError, name) for name in UNSETTLED),
        *((damaged, LedgerDamagedError, name) for name in READING),
    ],
)
def test_every_form_says_that_nothing_was_saved_and_why(
    fault: Callable[[str], AbstractContextManager[None]],
    kind: type[LedgerError],
    name: str,
    served: Settings,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr("desk.desk.open_ledger", partial(open_ledger, patience=0))
    monkeypatch.setattr(Here, "now", lambda _: NEXT_DAY)
    given = known(name)
    with fault(served.ledger), seated(served):
        state = answered(name, given)
    assert state.is_failed()
    assert state.message == refusals.NOT_SAVED.format(why=refusals.UNSAVED[kind])


def test_no_flow_ends_in_the_words_of_an_error():
    """Errors speak English, to the command line."""
    files = list(Path("flows").rglob("*.py"))
    said = [
        f"{file}:{call.lineno}"
        for file in files
        for call in ast.walk(ast.parse(file.read_text()))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Failed"
        for part in ast.walk(call)
        if ast.unparse(part) in {"str", "error=error", "{error}"}
    ]
    assert len(files) > 50
    assert said == []
