import json
from pathlib import Path

import pytest

from tests.audit.locked import Locked, locked, unhashed
from tests.audit.run import LOCKS, Verdict, judged

LOCK = """\
click==8.1.8 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via campaign
sqlalchemy[asyncio]==2.0.58 ; python_version < "3.14" \\
    --hash=sha256:cc
"""


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_we_install_is_pinned_by_hash(name: str):
    text = Path(name).read_text()
    assert unhashed(text) == []
    assert locked(text)


def test_a_lock_tells_its_pins():
    assert unhashed(LOCK) == []
    assert locked(LOCK) == {Locked("click", "8.1.8"), Locked("sqlalchemy", "2.0.58")}


@pytest.mark.parametrize(
    "line", ["click==8.1.8", "click>=8", "https://x.example/click.whl", "-e ."]
)
def test_what_is_no_pin_with_a_hash_is_named(line: str):
    assert unhashed(LOCK + line + "\n") == [line]


def told(*faults: str) -> str:
    vulns = [{"id": fault} for fault in faults]
    one = {"name": "click", "version": "8.1.8", "vulns": vulns}
    return json.dumps({"dependencies": [one], "fixes": []})


@pytest.mark.parametrize(
    ("answer", "errors", "verdict", "why"),
    [
        (told(), "", Verdict.PASSED, "1 packages, none is known"),
        (told("PYSEC-1"), "", Verdict.FAILED, "click 8.1.8: PYSEC-1"),
        ("", "ERROR: connection refused", Verdict.NOT_RUN, "connection refused"),
        ("{}", "", Verdict.NOT_RUN, "it said nothing"),
    ],
)
def test_without_an_answer_nobody_says_that_no_fault_is_known(
    answer: str, errors: str, verdict: Verdict, why: str
):
    found = judged(answer, errors)
    assert found.verdict is verdict
    assert why in found.why
