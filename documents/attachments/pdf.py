"""PDF: one document from its first byte to its last, read in a process of its own.

The reader is a library that hostile files can keep busy for ever; a process has hard
bounds of time and memory (documents/attachments/pdf_apart.py), and nothing to lose.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import BinaryIO

from documents.attachments import limits
from documents.attachments.row import Row
from documents.attachments.verdict import Code, RefusedError

_APART = "documents.attachments.pdf_apart"
_END = b"%%EOF"
_BLANK = b"\x00\t\n\x0c\r "
_LONGEST_TAIL = 1024


def _named(*names: str) -> re.Pattern[bytes]:
    """Return what finds names, each letter plain or by its number (7.3.5)."""
    spelled = "|".join(
        "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)
        for name in names
    )
    return re.compile(rf"/(?:{spelled})(?=[\s\x00/<>\[\]()%])".encode())


_ACTIVE = _named(
    *("JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "GoToR"),
    *("GoToE", "RichMedia", "RichMediaContent", "RichMediaExecute"),
)
_HOLDS_FILES = _named("EmbeddedFile", "EmbeddedFiles", "FileAttachment")


def read_pdf(file: BinaryIO) -> Iterator[Row]:
    """Yield the lines of a PDF that has a layer of text.

    Raises RefusedError, for scripts, enclosed files and passwords among others.
    """
    file.seek(0)
    content = file.read()
    _check_end(content)
    _check_names(content)
    for line in _apart(content).splitlines():
        said: str | dict[str, str] = json.loads(line)
        if not isinstance(said, str):
            raise RefusedError(Code(said["code"]))
        yield (said,)


def _check_end(content: bytes) -> None:
    _, end, tail = content.rpartition(_END)
    if not end:
        raise RefusedError(Code.DAMAGED)
    if tail.strip(_BLANK) or len(tail) > _LONGEST_TAIL:
        raise RefusedError(Code.POLYGLOT)


def _check_names(content: bytes) -> None:
    """Refuse by names that stand in the open, also those of former revisions."""
    if _ACTIVE.search(content):
        raise RefusedError(Code.SCRIPT)
    if _HOLDS_FILES.search(content):
        raise RefusedError(Code.EMBEDDED)


def _apart(content: bytes) -> bytes:
    """Return what the process says: a line of JSON for each line, or for a refusal."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, nothing of the file's
            [sys.executable, "-I", "-m", _APART],
            input=content,
            capture_output=True,
            timeout=limits.WAIT,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired:
        raise RefusedError(Code.LONG) from None
    if done.returncode:
        raise RefusedError(Code.LONG if done.returncode < 0 else Code.DAMAGED)
    return done.stdout
