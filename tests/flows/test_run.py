"""`campaign run` as a program: a whole season through the flows, killed, restarted."""

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.deployments import SERVED
from settings import PREFIX, Settings
from tests.flows.conftest import free_ports
from tests.flows.ground import Ground
from tests.flows.playing import kept_by_run
from tests.flows.processes import Program, gone, kill, until

pytestmark = pytest.mark.prefect

CAMPAIGN = "dong-dang-2024"
UNTIL = "2024-07-31"


class Run(Ground):
    """`campaign run` of the township's plan, up to its close."""

    def start(self) -> None:
        arguments = ("run", "--plan", CAMPAIGN, "--until", UNTIL)
        self._program = Program("cli.main", *arguments, environ=self.environ())
        self._program.hear("Stop with Ctrl-C")

    def kill(self) -> None:
        """kill -9 the supervisor and everything it started."""
        parts = self._program.parts()
        assert len(parts) == 4
        kill(*parts)
        self._program.kill()
        assert all(gone(part) for part in parts)

    def tasks(self) -> list[str]:
        from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterName

        named = TaskRunFilter(name=TaskRunFilterName(like_="Giao nhiệm vụ"))
        found = self.run(lambda client: client.read_task_runs(task_run_filter=named))
        return [run.name for run in found]

    def flows(self) -> Counter[tuple[str, str]]:
        """How many runs of each name, the campaign's left out, are in each state."""
        runs = self.run(_all_runs)
        return Counter((run.name.split(" · ")[0], run.state_type.value) for run in runs)

    def scheduled(self) -> set[Any]:
        """The deployments of which a cron has a run ahead."""
        ahead = [run for run in self.run(_all_runs) if run.auto_scheduled]
        return {run.deployment_id for run in ahead if run.state_name == "Scheduled"}

    def office(self) -> dict[str, list[str]]:
        """The facts about the whole campaign: their steps by kind."""
        with sqlite3.connect(self.settings.ledger) as database:
            rows = database.execute(
                "SELECT e.kind, e.step FROM entries e JOIN dockets d ON d.id = e.docket"
                " WHERE d.kind = 'office' ORDER BY e.n"
            ).fetchall()
        return {kind: [step for k, step in rows if k == kind] for kind, _ in rows}

    def facts(self) -> list[tuple]:
        """Every fact of the ledger and every letter with how far it is."""
        with sqlite3.connect(self.settings.ledger) as database:
            return [
                *database.execute("SELECT docket, n, at, kind, key FROM entries"),
                *database.execute("SELECT docket, n, state FROM letters"),
            ]

    def letters(self) -> list[bytes]:
        file = self.settings.var / "mailbox" / "mailbox.sqlite3"
        with sqlite3.connect(file) as database:
            return [raw for (raw,) in database.execute("SELECT raw FROM contents")]


async def _all_runs(client: Any) -> list[Any]:
    runs: list[Any] = []
    while page := await client.read_flow_runs(limit=200, offset=len(runs)):
        runs += page
    return runs


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    var = tmp_path_factory.mktemp("run") / "var"
    ui, web, mailbox, smtp = free_ports(4)
    run = Run(
        Settings(
            var=var,
            ledger=str(kept_by_run(var, CAMPAIGN, 1)),
            ui_port=ui,
            web_port=web,
            mailbox_port=mailbox,
            mailbox_smtp_port=smtp,
        )
    )
    yield run
    run.stop()


def test_every_phase_came_to_its_end(run: Run):
    assert until(lambda: run.flows()["Tổ chức hoạt động", "COMPLETED"] == 4, 60)
    assert until(lambda: run.flows()["Thu nhận báo cáo", "COMPLETED"] > 20, 60)
    flows = run.flows()
    assert flows["Ban hành kế hoạch", "COMPLETED"] == 1
    assert flows["Lễ phát động", "COMPLETED"] == 1
    assert flows["Kết quả Lễ phát động", "COMPLETED"] == 1
    assert any(name.startswith("Nhịp rà soát 23/04") for name, _ in flows)
    assert not any(
        state in ("FAILED", "CRASHED") and name[:2].isalpha() for name, state in flows
    )


def test_the_office_signed_convened_held_opened_and_closed(run: Run):
    # Each day's opening and the close are runs of their own, four at a time.
    days = ["2024-06-01", "2024-06-12", "2024-06-28", "2024-06-30"]
    assert until(lambda: sorted(run.office().get("opened", [])) == days, 60)
    assert until(lambda: "closed" in run.office(), 60)
    office = run.office()
    assert len(office["issued"]) == len(office["convened"]) == 1
    assert office["held"] == ["2024-05-27/0"]
    assert office["closed"] == ["lock"]


def test_each_letter_is_a_task_named_for_who_watches(run: Run):
    assert "Trạm y tế thị trấn · Giao nhiệm vụ (3)" in run.tasks()


def test_every_letter_of_the_ledger_lies_in_the_mailbox(run: Run):
    sent = [row for row in run.facts() if row[-1] == "sent"]
    assert len(run.letters()) == len(sent) > 12


def test_killed_and_started_again_the_season_stands_where_it_was(run: Run):
    facts, letters = run.facts(), run.letters()
    run.kill()
    run.start()
    assert run.facts() == facts
    assert run.letters() == letters


def test_without_prefects_database_nothing_is_lost_and_the_board_comes_back(run: Run):
    facts, letters = run.facts(), run.letters()
    run.forget()
    assert run.facts() == facts
    assert until(lambda: {"01", "12"} <= {name for name, _ in run.flows()}, 60)
    crons = sum(bool(served.crons) for served in SERVED)
    assert until(lambda: len(run.scheduled()) == crons, 60)
    assert run.facts() == facts
    assert run.letters() == letters


def test_a_second_run_beside_the_first_is_refused(run: Run):
    second = Program("cli.main", "run", "--plan", CAMPAIGN, environ=run.environ())
    assert second.code() == 2


def test_a_real_mail_server_is_refused_with_the_reason(tmp_path: Path):
    environ = {f"{PREFIX}SMTP_HOST": "mail.example", f"{PREFIX}VAR": str(tmp_path)}
    program = Program("cli.main", "up", environ={**os.environ, **environ})
    assert program.code() == 2
