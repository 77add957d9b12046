"""Prefect's writers take turns at SQLite instead of turning each other away.

Prefect begins most of what it writes as a reader. Whoever then writes second is
refused, its client comes back after two, four, up to 32 seconds, and the cursor it left
behind can stop the whole server for a minute: docs/adr/prefects-writers-take-turns.md.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event

_AS_READER = "BEGIN DEFERRED"
_AS_WRITER = "BEGIN IMMEDIATE"


def take_turns() -> None:
    """Let every transaction of this process that may write begin as a writer."""
    event.listen(Engine, "before_cursor_execute", _begin_as_writer, retval=True)


def _begin_as_writer(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> tuple[str, Any]:
    return (_AS_WRITER if statement == _AS_READER else statement), parameters
