import os
import shutil
from pathlib import Path

import pytest

from flows import environment
from flows.environment import prefect_environment
from flows.program import program, program_of
from settings import Secret, Settings
from tests.flows.processes import Program


def test_server_runner_and_clients_agree(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, ui_port=4300)
    wanted = prefect_environment(settings)
    password = f"campaign:{settings.secret(Secret.UI)}"
    assert wanted["PREFECT_SERVER_API_AUTH_STRING"] == password
    assert wanted["PREFECT_API_AUTH_STRING"] == password
    assert wanted["PREFECT_API_URL"] == "http://127.0.0.1:4300/api"
    assert prefect_environment(settings) == wanted


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("DO_NOT_TRACK", "1"),
        ("PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
        ("PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT", "false"),
        ("PREFECT_SERVER_API_HOST", "127.0.0.1"),
        ("PREFECT_SERVER_API_CSRF_PROTECTION_ENABLED", "true"),
        ("PREFECT_CLIENT_CSRF_SUPPORT_ENABLED", "true"),
        ("PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS", "http://127.0.0.1:4200"),
    ],
)
def test_the_server_is_closed_and_silent(tmp_path: Path, name: str, text: str) -> None:
    assert prefect_environment(Settings(var=tmp_path))[name] == text


def test_everything_prefect_writes_stands_in_our_folder(tmp_path: Path) -> None:
    wanted = prefect_environment(Settings(var=tmp_path))
    for name in ("PREFECT_HOME", "PREFECT_SERVER_UI_STATIC_DIRECTORY"):
        assert Path(wanted[name]).is_relative_to(tmp_path)
    assert str(tmp_path) in wanted["PREFECT_SERVER_DATABASE_CONNECTION_URL"]


def test_another_prefect_of_the_machine_has_no_say(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(PROGRAM)
    environ = {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path.cwd()}",
        "PREFECT_API_URL": "https://elsewhere.example/api",
        "PREFECT_API_KEY": "theirs",
    }
    program = Program("other", str(tmp_path), environ=environ)
    program.hear("http://127.0.0.1:4200/api None")
    program.hear("60 states, 1.0 seconds")
    program.hear("twice is harmless")
    program.hear("enter_prefect() must come before importing prefect")
    assert program.code() == 0


PROGRAM = """
import sys
from pathlib import Path
from flows.environment import PrefectTooEarlyError, enter_prefect
from settings import Settings

enter_prefect(Settings(var=Path(sys.argv[1])))
from prefect.settings import PREFECT_API_KEY, PREFECT_API_URL, get_current_settings
print(PREFECT_API_URL.value(), PREFECT_API_KEY.value())
recorder = get_current_settings().server.services.task_run_recorder
print(f"{recorder.batch_size} states, {recorder.flush_interval} seconds")
enter_prefect(Settings(var=Path(sys.argv[1])))
print("twice is harmless")
try:
    enter_prefect(Settings(var=Path(sys.argv[1]), ui_port=4300))
except PrefectTooEarlyError as error:
    print(error)
"""


def test_prefect_keeps_its_state_and_passes_its_messages_as_it_is_told(
    tmp_path: Path,
) -> None:
    told = Settings(
        var=tmp_path,
        prefect_database="postgresql://prefect:secret@db.example/prefect",
        redis="redis://redis.example:6379/0",
        ui_public_address="https://prefect.example",
    )
    environ = prefect_environment(told)
    assert environ["PREFECT_SERVER_DATABASE_CONNECTION_URL"] == (
        "postgresql+asyncpg://prefect:secret@db.example/prefect"
    )
    assert environ["PREFECT_MESSAGING_BROKER"] == "prefect_redis.messaging"
    assert environ["PREFECT_REDIS_MESSAGING_URL"] == told.redis
    assert environ["PREFECT_API_URL"] == "https://prefect.example/api"
    assert environ["PREFECT_API_TLS_INSECURE_SKIP_VERIFY"] == "false"


def test_a_change_of_what_decides_is_another_program(tmp_path: Path) -> None:
    home = Path(environment.__file__).parent.parent
    parts = ("schemas", "calendars", "rules", "ledger", "documents", "desk", "tasks")
    for part in (*parts, "flows", "templates"):
        shutil.copytree(home / part, tmp_path / part)
    assert program_of(tmp_path) == program()
    with (tmp_path / "rules" / "decide.py").open("a") as changed:
        changed.write("\n")
    assert program_of(tmp_path) != program()
