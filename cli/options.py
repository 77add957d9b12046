"""What several commands take."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import click

from calendars.plain import line
from schemas.base import VN

LONGEST, REASON = 100, 500
"""Characters of a name or a post, and of a reason."""

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
plan_argument = click.argument("plan", metavar="PLAN")
ledger_option = click.option(
    "--ledger",
    metavar="PATH|URL",
    help="The ledger to work on; CAMPAIGN_LEDGER, or var/ledger.db, by default.",
)


def who_records(command: Callable[..., None]) -> Callable[..., None]:
    """Ask who decided or records something: `name`, `post`."""
    for option in (
        click.option("--post", type=Words(LONGEST), required=True, help="Their post."),
        click.option("--name", type=Words(LONGEST), required=True, help="Who does it."),
    ):
        command = option(command)
    return command


def who_decides(command: Callable[..., None]) -> Callable[..., None]:
    """Ask who decided, and why the agency is told so: `name`, `post`, `reason`."""
    why = click.option(
        "--reason", type=Words(REASON), required=True, help="Told the agency."
    )
    return why(who_records(command))


class Words(click.ParamType[str]):
    """A line of text that is not blank."""

    name = "TEXT"

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return it on one line, without characters that cannot be seen."""
        text = line(value).strip()
        if not 0 < len(text) <= self.longest:
            self.fail(f"give 1 to {self.longest} characters", param, ctx)
        return text


class Day(click.ParamType[datetime]):
    """A day as 2024-06-14."""

    name = "DATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the end of that day in Vietnam."""
        if isinstance(value, datetime):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is not a day; write it as 2024-06-14", param, ctx)
        return datetime.combine(day, time.max, VN)
