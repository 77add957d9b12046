"""Flows of the tests alone; what they do is a line in a file of the served folder."""

import asyncio
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import (
    ConcurrencyLimitConfig,
    ConcurrencyLimitStrategy,
    State,
)
from prefect.states import Completed
from pydantic import BaseModel, Field

from flows.again import again
from flows.child import Ready
from flows.deploying import Served
from flows.runner import Watch, serve_flows
from flows.waiting import Form, ask
from ledger.errors import LedgerFullError
from settings import Settings

DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_place: dict[str, Path] = {}


class Signing(BaseModel):
    number: str = Field(title="Số kế hoạch", pattern=r"\S")
    day: str = Field(title="Ngày ban hành", pattern=DAY)


def form(whom: str) -> Form[Signing]:
    return Form(Signing, f"### {whom}\n\nĐiền khi đã **tiếp nhận**.")


def note(name: str, line: str) -> None:
    with (_place["var"] / name).open("a") as file:
        file.write(f"{line}\n")


@flow(name="nhịp")
async def tick() -> None:
    note("ticks", "x")


@flow(name="việc dài")
async def long_work(seconds: float) -> None:
    note("long", "began")
    await asyncio.sleep(seconds)
    note("long", "done")


@flow(name="việc hỏng")
async def broken() -> None:
    raise ValueError("hỏng")


@flow(name="hồ sơ")
async def docket(agency: str) -> None:
    answer = await ask(form(agency), "Chờ xác nhận")
    note("answers", f"{agency}: {answer.number} {answer.day}")


@flow(name="ban hành")
async def issuance() -> None:
    answer = await ask(form("Kế hoạch"), "Chờ ban hành", _too_early)
    note("issued", f"{answer.number} {answer.day}")


def _too_early(answer: Signing) -> str | None:
    return None if answer.day >= "2024-04-01" else "Ngày ban hành phải từ 01/4/2024"


@flow(name="sổ đầy")
@again
async def full() -> State[None]:
    note("full", "x")
    if len((_place["var"] / "full").read_text().splitlines()) == 1:
        raise LedgerFullError("no room left")
    return Completed(name="Đã hoàn thành")


async def watched(client: Any) -> None:
    version = await client.api_version()
    note("watched", version)
    if len((_place["var"] / "watched").read_text().splitlines()) == 1:
        raise RuntimeError("the first time it fails")


ONE = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
)
SERVED = (
    Served(tick, "mỗi 5 giây", crons=("* * * * * */5",)),
    Served(tick, "giờ làm việc", crons=("30-59/10 7 * * 1-5",)),
    Served(long_work, "một lần", crons=("0 0 1 1 *",), limit=ONE),
    Served(long_work, "tùy ý"),
    Served(broken, "hỏng"),
    Served(docket, "bảng"),
    Served(issuance, "ban hành"),
    Served(full, "sổ đầy"),
)


def serve(settings: Settings, ready: Ready) -> None:
    _place["var"] = settings.var
    serve_flows(SERVED, [Watch(watched, every=1.0)], ready)
