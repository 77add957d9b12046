"""Compiled templates, kept where Python keeps the compiled modules of this package."""

import os
import pickle
import sys
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class _Compiled(FileSystemBytecodeCache):
    """A cache that is no trouble: what it cannot keep or read is compiled anew."""

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk, or a house that is being installed anew
            super().dump_bytecode(bucket)


def compiled(settings: Path) -> FileSystemBytecodeCache | None:
    """Return where templates are kept compiled, None where Python keeps nothing either.

    `settings` is the module that says how they are read: what was compiled for another
    state of it, another Jinja or another Python is not found. Jinja itself compiles
    anew whatever text has changed. Who may write there may write our modules as well.
    """
    folder = Path(cache_from_source(str(settings))).parent
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK):
        return None
    read_by = f"{version('jinja2')} {settings.read_text('utf-8')}"
    key = sha256(read_by.encode()).hexdigest()[:16]
    tag = sys.implementation.cache_tag
    return _Compiled(str(folder), f"template-%s.{tag}-{key}")
