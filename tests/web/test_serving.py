import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.web.campaign import Campaign

SERVE = """
import sys
from pathlib import Path
from flows.listening import open_port, serve_asgi
from tests.web.campaign import sit_down
from web.app import create_app

campaign = sit_down(Path(sys.argv[1]))
listener = open_port(0, "")
port = listener.getsockname()[1]
app = create_app(campaign.desk, campaign.clock)
serve_asgi(app, listener, lambda: print(port, flush=True))
"""


@contextmanager
def serving(file: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a ledger in a process of its own; give its address, then what it wrote."""
    process = subprocess.Popen(  # noqa: S603 -- the test's own program
        [sys.executable, "-c", SERVE, str(file)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    written: list[str] = []
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}", written
    finally:
        process.terminate()
        written += process.communicate(timeout=20)


def test_no_log_holds_a_link_whatever_happens(campaign: Campaign) -> None:
    link, token = campaign.link("so-y-te"), campaign.row("so-y-te").token
    with serving(campaign.file) as (address, written):
        own, url = {"origin": address}, address + link
        found = [httpx.get(url), httpx.post(url, headers=own)]
        with sqlite3.connect(campaign.file) as spoiler:
            spoiler.execute("ALTER TABLE entries RENAME TO gone")
        found += [httpx.get(url), httpx.post(url, headers=own)]
    assert [answer.status_code for answer in found] == [200, 303, 500, 500]
    assert "no such table" in written[0]
    assert token not in written[0]
    assert link.rpartition("/")[2] not in written[0]
