"""A campaign's board and the stories of its phases, as markdown."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from calendars.said import said_day
from desk.boards import stories
from desk.boards.items import item_rows
from desk.boards.matrix import matrix_of
from desk.boards.outlook import Outlook
from desk.boards.rows import (
    announced_rows,
    duty_rows,
    handover_rows,
    left_of,
    letter_counts,
    name_of,
    noted,
    percent,
    plan_line,
    undone,
)
from desk.boards.views import Board, Brief, ConfirmPage, Link
from desk.desk import Desk
from desk.progress import Progress, progress
from desk.templates import render
from rules.status import is_overdue
from schemas.base import VN
from schemas.phase import PhaseKind

_STORIES: dict[str, Callable[[Desk, Progress, datetime], Any]] = {
    "issuance": stories.issuance,
    "launch": stories.launch,
    "activities": stories.activities,
    "reports": stories.reports,
}


def story(desk: Desk, campaign: str, phase: str, now: datetime) -> str:
    """Return the markdown of one phase: issuance, launch, activities or reports."""
    told = _STORIES[phase](desk, progress(desk, campaign, now), now)
    return render(f"boards/{phase}.md", story=told)


def stories_text(desk: Desk, seen: Progress, now: datetime) -> dict[str, str]:
    """Return the stories that facts change after their day; none before the issue.

    That of the reports is a page of its own from its phase on.
    """
    if seen.season is None:
        return {}
    return {
        phase: render(f"boards/{phase}.md", story=tell(desk, seen, now))
        for phase, tell in _STORIES.items()
        if phase != "reports"
    }


def reports_text(desk: Desk, seen: Progress, now: datetime) -> str:
    """Return how the reports come in; empty before the phase of reports."""
    first = seen.plan.phase(PhaseKind.REPORTING).span.first
    if seen.season is None or now.astimezone(VN).date() < first:
        return ""
    return render("boards/reports.md", story=stories.reports(desk, seen, now))


def board_text(seen: Progress, now: datetime, links: Sequence[Link] = ()) -> str:
    """Return a campaign's board; it changes with the facts and with the day only."""
    return render("boards/campaign.md", board=board_of(seen, now), links=links)


def morning_text(short: Brief) -> str:
    """Return what the office looks at in the morning."""
    return render("boards/brief.md", brief=short)


def weekly_text(short: Brief, ahead: Outlook | None = None) -> str:
    """Return the leader's page, of one sheet.

    It says what is to be expected of the reports while some are still to come.
    """
    return render("boards/weekly.md", brief=short, ahead=ahead)


def confirm_text(seen: Progress, agency: str, now: datetime) -> str:
    """Return what is asked of whoever confirms receipt on behalf of an agency."""
    left = left_of(seen.dockets[agency])
    unread = (one for one in left if not one.standing.received(one.owes.duty))
    rows = duty_rows(seen, unread, now)
    page = ConfirmPage(plan_line(seen, now), name_of(seen, agency), rows)
    return render("boards/confirm.md", page=page)


def board_of(seen: Progress, now: datetime) -> Board:
    """Return a campaign's board in words, as of `now`."""
    late = (one for one in undone(seen) if is_overdue(one.owes, one.standing, now))
    return Board(
        plan=plan_line(seen, now),
        day=said_day(now.astimezone(VN).date()),
        noted=noted(seen),
        total=seen.total,
        percent=percent(seen.total.fulfilled, seen.total.expected),
        matrix=matrix_of(seen),
        overdue=duty_rows(seen, late, now),
        items=item_rows(seen),
        announced=announced_rows(seen),
        letters=letter_counts(seen),
        handovers=handover_rows(seen, undone(seen), now),
    )
