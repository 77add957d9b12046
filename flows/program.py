"""Which program this is: two that differ in a line do not share one beat."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_PARTS = (
    *("schemas", "calendars", "rules", "ledger", "documents", "desk", "tasks"),
    *("flows", "templates"),
)
_KINDS = {".py", ".sql", ".html", ".txt"}
_DIGITS = 8


@cache
def program() -> str:
    """Return the version with a digest of what decides, composes and sends."""
    return program_of(Path(__file__).parent.parent)


def program_of(home: Path) -> str:
    """Return the same of the program that lies in a folder."""
    digest = sha256()
    for part in _PARTS:
        for file in sorted((home / part).rglob("*")):
            if file.suffix in _KINDS:
                digest.update(str(file.relative_to(home)).encode())
                digest.update(file.read_bytes())
    return f"{version('campaign')}+{digest.hexdigest()[:_DIGITS]}"
