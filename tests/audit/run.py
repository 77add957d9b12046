"""`python -m tests.audit.run`: what this product is made of, and what is known of it.

A check that could not run says so; it never counts as passed.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import click

from tests.audit.locked import Locked, locked, unhashed

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-pip.lock")
SOURCES = (
    *("schemas", "calendars", "rules", "ledger", "documents", "desk"),
    *("tasks", "flows", "web", "postbox", "cli", "settings.py"),
)
BILL = Path("var/sbom.json")


class Verdict(StrEnum):
    """What came of a check."""

    PASSED = "passed"
    FAILED = "FAILED"
    NOT_RUN = "NOT RUN"


class Checked(NamedTuple):
    """A check's verdict and the lines that explain it."""

    verdict: Verdict
    why: str


def code() -> Checked:
    """Look for patterns that are often unsafe, by bandit."""
    flags = ("-q", "-r", "-ll", "-c", "pyproject.toml", "-f", "custom")
    shown = ("--msg-template", "{relpath}:{line} {test_id} {msg}")
    done = _tool("bandit", *flags, *shown, *SOURCES)
    if done.returncode == 0:
        return Checked(Verdict.PASSED, f"bandit: {len(SOURCES)} packages")
    return Checked(Verdict.FAILED, done.stdout or done.stderr)


def known_faults() -> Checked:
    """Ask for published faults of what is installed, by pip-audit."""
    flags = ("--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off")
    done = _tool("pip-audit", *flags, "-f", "json", "-r", LOCKS[0])
    return judged(done.stdout, done.stderr)


def judged(told: str, errors: str) -> Checked:
    """Judge what pip-audit told; without a whole answer nothing is known."""
    try:
        asked = json.loads(told)["dependencies"]
    except (ValueError, KeyError):
        last = errors.strip().splitlines()[-1:] or ["it said nothing"]
        return Checked(Verdict.NOT_RUN, f"pip-audit has no answer: {last[0]}")
    found = [
        f"{one['name']} {one['version']}: {fault['id']}"
        for one in asked
        for fault in one.get("vulns", ())
    ]
    if found:
        return Checked(Verdict.FAILED, "\n".join(found))
    return Checked(Verdict.PASSED, f"pip-audit: {len(asked)} packages, none is known")


def hashes() -> Checked:
    """Look whether every package of the locks is pinned by its hashes."""
    every = {name: Path(name).read_text() for name in LOCKS}
    wrong = [f"{name}: {one}" for name, text in every.items() for one in unhashed(text)]
    if wrong:
        return Checked(Verdict.FAILED, "\n".join(wrong))
    count = sum(len(locked(text)) for text in every.values())
    return Checked(Verdict.PASSED, f"{count} pins in {len(LOCKS)} locks have hashes")


def bill() -> Checked:
    """Write the bill of materials (CycloneDX), and hold it against the lock."""
    BILL.parent.mkdir(parents=True, exist_ok=True)
    flags = ("--output-reproducible", "--of", "JSON", "-o", str(BILL))
    done = _tool("cyclonedx-py", "requirements", LOCKS[0], *flags)
    if done.returncode:
        return Checked(Verdict.FAILED, done.stderr)
    components = json.loads(BILL.read_text())["components"]
    listed = {Locked(one["name"], one["version"]) for one in components}
    missing = locked(Path(LOCKS[0]).read_text()) ^ listed
    if missing:
        return Checked(Verdict.FAILED, f"not in both lock and bill: {missing}")
    return Checked(Verdict.PASSED, f"{BILL}: {len(listed)} components")


def _tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name(name)), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


CHECKS: dict[str, Callable[[], Checked]] = {
    "code": code,
    "known faults": known_faults,
    "hashes": hashes,
    "bill of materials": bill,
}


@click.command()
def main() -> None:
    """Run every check; exit 1 where one failed."""
    with ThreadPoolExecutor(len(CHECKS)) as pool:
        running = {name: pool.submit(check) for name, check in CHECKS.items()}
        done = {name: one.result() for name, one in running.items()}
    for name, one in done.items():
        click.echo(f"audit, {name}: {one.verdict}: {one.why}")
    sys.exit(any(one.verdict is Verdict.FAILED for one in done.values()))


if __name__ == "__main__":
    main()
