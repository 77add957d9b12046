"""`campaign run` as a program, and what its rehearsal came to."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.kept import home_of, ledger_file
from desk.rehearsals.papers import digest_of
from schemas.behaviour import USUAL
from settings import PREFIX, Settings
from tests.flows.processes import Program


class Played(NamedTuple):
    """The day the rehearsal stands at, and how many letters are in each state."""

    clock: str
    letters: dict[str, int]


def kept_by_run(var: Path, plan: str, seed: int) -> Path:
    """Return the ledger in which `campaign run` plays a plan."""
    digest = digest_of(*read_plan(plan, working_days()).require())
    return home_of(var) / ledger_file(plan, seed, USUAL, digest)


def played_by_run(
    settings: Settings, plan: str, until: str, within: Sequence[str] = ()
) -> Played:
    """Let `campaign run` play a plan up to a day, then end it."""
    ports = ("ui_port", "web_port", "mailbox_port", "mailbox_smtp_port")
    environ = {f"{PREFIX}{one.upper()}": f"{getattr(settings, one)}" for one in ports}
    environ[f"{PREFIX}VAR"] = str(settings.var)
    command = ("run", "--plan", plan, "--until", until)
    program = Program("cli.main", *command, environ=environ, within=within)
    try:
        program.hear("Stop with Ctrl-C")
        with sqlite3.connect(kept_by_run(settings.var, plan, 1)) as ledger:
            states = ledger.execute("SELECT state, count(*) FROM letters GROUP BY 1")
            letters = dict(states.fetchall())
            (clock,) = ledger.execute(
                "SELECT date(clock, 'unixepoch', '+7 hours') FROM rehearsals"
            ).fetchone()
    finally:
        ended = program.end()
    assert ended == 0
    return Played(clock, letters)
