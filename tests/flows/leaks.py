"""Where what nobody may read stands all the same: logs, Prefect's database, files."""

import base64
import binascii
import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

_NOT_LOOKED_INTO = {"secrets", "mailbox", "reports"}
"""What is kept for the office itself, readable by its owner only."""
_CODED = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")


def kept_by(folder: Path) -> dict[str, bytes]:
    """Return what a served folder keeps, its ledger left out: the bytes by file.

    Prefect's database is read as SQL as well, since a page cuts texts in two; what is
    coded in base64 is read decoded too.
    """
    found: dict[str, bytes] = {}
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder)
        if file.is_file() and name.parts[0] not in _NOT_LOOKED_INTO:
            found[str(name)] = _with_decoded(file.read_bytes())
    with closing(sqlite3.connect(folder / "prefect" / "prefect.db")) as database:
        rows = "\n".join(database.iterdump()).encode()
    return found | {"prefect/prefect.db as SQL": _with_decoded(rows)}


def leaks(kept: dict[str, bytes], canaries: Iterable[str]) -> dict[str, list[str]]:
    """Return which canaries stand in which file, as they are or as JSON or a URL."""
    found: dict[str, list[str]] = {}
    for canary in canaries:
        forms = {canary, json.dumps(canary)[1:-1], quote(canary), quote(canary, "")}
        for name, content in kept.items():
            if any(form.encode() in content for form in forms):
                found.setdefault(name, []).append(canary)
    return found


def _with_decoded(content: bytes) -> bytes:
    return b"\n".join((content, *map(_decoded, set(_CODED.findall(content)))))


def _decoded(coded: bytes) -> bytes:
    plain = coded.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return b""
