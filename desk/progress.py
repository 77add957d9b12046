"""Read how a campaign stands: derived from the facts, for pages, boards, tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from desk.arming.gate import MailStanding, mail_standing
from desk.desk import Desk
from desk.season import DRAFT, Season
from desk.start import OFFICE, draft, find
from ledger import announcements, campaigns, dockets, letters, seals, trouble
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.above import ASK, held_up
from rules.announced import was_told
from rules.docket import Docket
from rules.progress import Line, Reports, as_one, lines_of, reports
from rules.standing import Standing
from schemas.agency import Agency
from schemas.announcement import Announcement
from schemas.assignment import Counts
from schemas.duty import PARENT_PLAN
from schemas.letter import LetterState, Trouble
from schemas.matter import Matter, is_superior, nth_urging, topic_of
from schemas.plan import Plan
from schemas.seal import Seal


class OfficeItem(NamedTuple):
    """Something a person of the office has to do about an agency.

    `nth` is which urging letter waits for its signature, None where none does.
    `waiting` are those on whose behalf the office asks above; `agency` is empty then.
    """

    kind: str
    agency: str
    duty: str
    since: datetime
    nth: int | None = None
    waiting: tuple[str, ...] = ()


class Silent(NamedTuple):
    """What is silent now, by ids that are empty for all of it, since when, how long."""

    agency: str
    duty: str
    since: datetime
    until: datetime


class Announced(NamedTuple):
    """What the office announced, how many agencies it is for, how many were told."""

    said: Announcement
    expected: int
    told: int


@dataclass(frozen=True, slots=True)
class Progress:
    """A campaign's state as of one moment; before its issue only the plan is known.

    `names` maps an agency, or a group, to its name; `revision` grows with every change
    of the plan; `all` is the line of all agencies; `seal` is the last one taken.
    """

    plan: Plan
    revision: int
    season: Season | None
    names: dict[str, str]
    rows: dict[str, DocketRow]
    dockets: dict[str, Docket]
    lines: tuple[Line, ...]
    all: Line
    reports: Reports
    letters: dict[LetterState, int]
    trouble: tuple[Trouble, ...]
    mail: MailStanding
    office: tuple[OfficeItem, ...]
    held: tuple[str, ...]
    silent: tuple[Silent, ...]
    announced: tuple[Announced, ...]
    seal: Seal | None = None

    @property
    def again(self) -> int:
        """Return how many letters wait because they could not be sent."""
        queued = (one for one in self.trouble if one.state is LetterState.QUEUED)
        return sum(one.letters for one in queued)

    @property
    def total(self) -> Counts:
        """Return the counts of the whole campaign."""
        return self.all.whole.counts


def progress(desk: Desk, name: str, now: datetime) -> Progress:
    """Return how a campaign stands; UnknownCampaignError if there is none."""
    with desk.ledger.read() as tx:
        campaign = find(tx, name)
        issued = campaign.revision != DRAFT
        season = desk.seasons.of(tx, campaign) if issued else None
        return progress_of(desk, tx, campaign, season, now)


def progress_of(
    desk: Desk,
    tx: Transaction,
    campaign: CampaignRow,
    season: Season | None,
    now: datetime,
) -> Progress:
    """Return how a campaign stands within a transaction; no season before its issue."""
    rows = dockets.of(tx, campaign.id)
    every = desk.folded.of(tx, season, rows) if season else {}
    office = every.pop(OFFICE, None)
    lines = lines_of(every.values(), now)
    plan = season.plan if season else draft(tx, campaign.id)
    return Progress(
        plan=plan,
        revision=campaign.revision,
        season=season,
        names=_names(tx, campaign.id, plan),
        rows={row.agency: row for row in rows},
        dockets=every,
        lines=lines,
        all=as_one("", lines),
        reports=reports(every.values()),
        letters=letters.counts(tx, campaign.id),
        trouble=trouble.of_campaign(tx, campaign.id),
        mail=mail_standing(desk, tx, campaign.id, now),
        office=tuple(_items(office.standing, every, now)) if office else (),
        held=tuple(row.agency for row in rows if row.held),
        silent=tuple(_silent(season, every, now)) if season else (),
        announced=tuple(_announced(tx, campaign.id, every)),
        seal=seals.last(tx, campaign.id, now),
    )


def _names(tx: Transaction, campaign: int, plan: Plan) -> dict[str, str]:
    bodies = campaigns.agency_bodies(tx, campaign)
    agencies = {
        key: Agency.model_validate_json(body).name
        for key, body in bodies.items()
        if ":" not in key
    }
    return {group.id: group.name for group in plan.groups} | agencies


def _items(
    office: Standing, kept: dict[str, Docket], now: datetime
) -> Iterator[OfficeItem]:
    """Yield what was raised; who is still held up by the parent's plan is derived."""
    asked = office.performed.get(ASK)
    if asked and (waiting := held_up(kept.values(), now)):
        yield OfficeItem(Matter.PARENT, "", PARENT_PLAN, asked, waiting=waiting)
    for entry in office.raised.values():
        agency, duty = entry.duty.split("/", 1)
        if not is_superior(entry.step):
            kind, nth = topic_of(entry.step), nth_urging(entry.step)
            yield OfficeItem(kind, agency, duty, entry.at, nth)


def _silent(season: Season, kept: dict[str, Docket], now: datetime) -> Iterator[Silent]:
    whole = season.in_force.silence
    if whole is not None and whole.covers(now):
        yield Silent("", "", whole.since, whole.until)
    for agency, docket in kept.items():
        for duty, silence in docket.standing.silences.items():
            if silence.covers(now):
                yield Silent(agency, duty, silence.since, silence.until)


def _announced(
    tx: Transaction, campaign: int, kept: dict[str, Docket]
) -> Iterator[Announced]:
    for act, said in announcements.of(tx, campaign).items():
        meant = [
            docket
            for docket in kept.values()
            if any(fact.act == act for fact in docket.standing.announced)
        ]
        told = sum(was_told(docket, act) for docket in meant)
        yield Announced(said, len(meant), told)
