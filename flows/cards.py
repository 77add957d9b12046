"""A campaign's agencies as cards: one each, whose state says where it stands."""

from datetime import datetime

from prefect.client.schemas.objects import StateType

from calendars import plain
from desk.boards.board import confirm_text
from desk.boards.rows import agency_rows, left_of
from desk.progress import Progress
from flows.board import Card
from flows.deploying import REHEARSED
from flows.forms.answers import ConfirmOnBehalf
from flows.waiting import Form
from rules.progress import Line, Where
from schemas.arming import Way
from schemas.assignment import DocketKind

MOST = 300
"""Agencies up to which a campaign has a card for each."""

_STATES = {
    Where.WAITING: StateType.PAUSED,
    Where.IN_PROGRESS: StateType.RUNNING,
    Where.OVERDUE: StateType.FAILED,
    Where.DONE: StateType.COMPLETED,
    Where.NOTHING: StateType.COMPLETED,
    Where.KEPT: StateType.RUNNING,
}


def cards_of(seen: Progress, now: datetime, answering: str) -> list[Card]:
    """Return a card for each agency; `answering` leads to the form for answers.

    Parameters and tags hold ids only. Whoever has not confirmed gets the form for it.
    """
    if sum(line.kind is DocketKind.AGENCY for line in seen.lines) > MOST:
        return []
    campaign = seen.plan.id
    rehearsed = seen.mail.way is Way.REHEARSAL
    marked = frozenset({REHEARSED}) if rehearsed else frozenset[str]()
    return [
        Card(
            key=f"{campaign}/{line.agency}",
            name=plain.line(f"{row.place} · {row.name}"),
            tags=marked | _tags(seen, line),
            state=_STATES[line.whole.where],
            state_name=row.where,
            message="" if line.whole.where is Where.WAITING else answering,
            parameters={"campaign": campaign, "agency": line.agency},
            form=confirm_form(seen, line.agency, now)
            if line.whole.where is Where.WAITING
            else None,
        )
        for line, row in zip(seen.lines, agency_rows(seen), strict=True)
    ]


def _tags(seen: Progress, line: Line) -> frozenset[str]:
    """Return the tags of an agency's card: where it is, the first phase it owes in."""
    campaign = seen.plan.id
    owes = {one.owes.phase for one in left_of(seen.dockets[line.agency])}
    phases = [phase.id for phase in seen.plan.phases if phase.id in owes]
    states = {f"{campaign}:{one}" for one in (line.whole.where, *phases[:1])}
    return frozenset({campaign, line.agency, *states})


def confirm_form(seen: Progress, agency: str, now: datetime) -> Form[ConfirmOnBehalf]:
    """Return the form by which receipt is confirmed on behalf of an agency."""
    return Form(ConfirmOnBehalf, confirm_text(seen, agency, now))
