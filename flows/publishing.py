"""Show every campaign in Prefect: cards and pictures, within seconds of a change."""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentUpdate
from prefect.client.schemas.responses import DeploymentResponse

from desk.boards.board import (
    board_text,
    morning_text,
    reports_text,
    stories_text,
    weekly_text,
)
from desk.boards.briefs import brief
from desk.boards.outlook import Outlook, outlook
from desk.boards.pulse import Pulse, pulses
from desk.boards.timeline import timeline_text
from desk.boards.views import Link
from desk.desk import Desk
from desk.forecast import foresee
from desk.progress import Progress, progress
from desk.templates import render
from flows.artifacts import put_markdown, put_progress, renew_markdown
from flows.board import Card, put_board
from flows.campaign_pages import artifact_key, campaign_pages
from flows.cards import cards_of
from flows.entrances import entrances
from flows.here import here
from flows.runner import Watch
from schemas import words

BOARD = "board"
"""The deployment whose runs are the cards."""

_EVERY = 2.0
_SETTLING = 10.0
_TRUSTED = 60.0


class Picture(NamedTuple):
    """What Prefect is to show of one campaign; `done`, `collected` are in percent.

    `reports` and `collection` are empty before the phase of reports.
    """

    title: str
    links: list[Link]
    cards: list[Card]
    text: str
    morning: str
    weekly: str
    timeline: str
    done: float
    progress: str
    stories: dict[str, str]
    reports: str
    collection: str
    collected: float


class Shown(NamedTuple):
    """What Prefect was brought to: `changed`, `verified` are of a steady clock."""

    pulse: Pulse
    picture: Picture
    changed: float
    verified: float


@dataclass(frozen=True)
class Publishing:
    """Publishes what changed; while nothing does, Prefect is not asked.

    A card that somebody is answering is passed over, so for a while after a change its
    board is looked at again. Once a minute all is verified: Prefect may have lost it.
    """

    shown: dict[str, Shown] = field(default_factory=dict[str, Shown])

    async def publish(self, client: PrefectClient) -> None:
        """Bring Prefect up to date with the ledger."""
        at, clock = here(), time.monotonic()
        now = at.now()
        felt = pulses(at.desk, now)
        stale = [name for name in felt if self._is_stale(name, felt[name], clock)]
        settling = [
            one.picture
            for name, one in self.shown.items()
            if name not in stale and clock - one.changed < _SETTLING
        ]
        if not stale and not settling:
            return
        ui = at.settings.ui_address
        pages = await entrances(client, ui) if stale else {}
        drawn = {
            name: await asyncio.to_thread(
                draw, at.desk, name, now, campaign_pages(ui, name) | pages
            )
            for name in stale
        }
        cards = [c for one in (*drawn.values(), *settling) for c in one.cards]
        board = await client.read_deployment_by_name(f"{words.FLOWS['board']}/{BOARD}")
        await put_board(client, board.id, cards)
        for name, picture in drawn.items():
            await _put(client, name, picture)
            self._note(name, felt[name], picture, clock)
        if stale:
            await _describe(client, board, [one.picture for one in self.shown.values()])

    def _is_stale(self, name: str, pulse: Pulse, clock: float) -> bool:
        one = self.shown.get(name)
        return one is None or one.pulse != pulse or clock - one.verified >= _TRUSTED

    def _note(self, name: str, pulse: Pulse, picture: Picture, clock: float) -> None:
        one = self.shown.get(name)
        changed = one.changed if one and one.pulse == pulse else clock
        self.shown[name] = Shown(pulse, picture, changed, clock)


def draw(desk: Desk, name: str, now: datetime, pages: dict[str, str]) -> Picture:
    """Return what a campaign looks like at `now`, with links to `pages`."""
    seen = progress(desk, name, now)
    total, count = seen.total, seen.reports
    reports = reports_text(desk, seen, now)
    short = brief(seen, now) if seen.season else None
    answering = (
        f"{words.FLOWS['answer']}: {pages['answer']}" if "answer" in pages else ""
    )
    links = [Link(words.LINKS[key], url) for key, url in pages.items()]
    return Picture(
        title=seen.plan.short_title,
        links=links,
        cards=cards_of(seen, now, answering),
        text=board_text(seen, now, links),
        morning=morning_text(short) if short else "",
        weekly=weekly_text(short, _outlook(desk, seen, now)) if short else "",
        timeline=timeline_text(seen, now),
        done=_percent(total.fulfilled, total.expected),
        progress=words.PROGRESS.format(campaign=name, **total._asdict()),
        stories=stories_text(desk, seen, now),
        reports=reports,
        collection=words.COLLECTED.format(**count._asdict()) if reports else "",
        collected=_percent(count.actual, count.expected),
    )


def _outlook(desk: Desk, seen: Progress, now: datetime) -> Outlook | None:
    found = foresee(desk, seen.plan.id, now)
    return outlook(seen, found, now) if found else None


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


async def _put(client: PrefectClient, name: str, picture: Picture) -> None:
    await put_markdown(client, artifact_key(name, "board"), picture.text)
    texts = {
        "timeline": picture.timeline,
        "morning": picture.morning,
        "weekly": picture.weekly,
        "reports": picture.reports,
    }
    for what, text in texts.items():
        if text:
            await put_markdown(client, artifact_key(name, what), text)
    for phase, text in picture.stories.items():
        await renew_markdown(client, artifact_key(name, phase), text)
    key = artifact_key(name, "progress")
    await put_progress(client, key, picture.done, picture.progress)
    if picture.collection:
        key, said = artifact_key(name, "collection"), picture.collection
        await put_progress(client, key, picture.collected, said)


async def _describe(
    client: PrefectClient, board: DeploymentResponse, campaigns: list[Picture]
) -> None:
    """Lead from the board to the pictures, which no menu of Prefect lists."""
    text = render(
        "boards/deployment.md", campaigns=campaigns, marked=here().desk.marked
    )
    if board.description != text:
        await client.update_deployment(board.id, DeploymentUpdate(description=text))


def board_watch() -> Watch:
    """Return what keeps Prefect up to date; an answer shows within ten seconds."""
    return Watch(Publishing().publish, every=_EVERY)
