"""What SQLite refuses while others are at work is asked for again, soon.

SQLite itself asks again after up to a tenth of a second, and some things only once:
whoever gave way for a few thousandths would have it back before anybody woke.
"""

import sqlite3
from time import monotonic, sleep

from ledger.translation import is_busy

_SOON = 0.002


def insist(driver: sqlite3.Connection, sql: str, patience: float) -> None:
    """Run a statement, for `patience` seconds again and again where it is refused."""
    until = monotonic() + patience
    (before,) = driver.execute("PRAGMA busy_timeout").fetchone()
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while not _is_done(driver, sql, last=monotonic() >= until):
            sleep(_SOON)
    finally:
        driver.execute(f"PRAGMA busy_timeout = {before}")


def _is_done(driver: sqlite3.Connection, sql: str, *, last: bool) -> bool:
    try:
        driver.execute(sql)
    except sqlite3.OperationalError as error:
        if last or not is_busy(error):
            raise
        return False
    return True
