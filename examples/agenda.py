"""What people do in a season of the country, in the order of its moments."""

import random
from collections.abc import Container, Iterator
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from desk.desk import Desk
from desk.season import Season
from ledger import dockets
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.owed import open_groups
from rules.playing import Played, play
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.duty import DutyKind
from schemas.entry import EntryKind

_ASKS = 0.15
"""The share of what is done late for which more time is asked in time."""
_MORE_DAYS = 5
"""Working days that are asked for, and given."""
_ASKED_AT, _RULED_AT = time(9), time(10)


class Doing(StrEnum):
    """What an act is: an answer, a report, the office's decision on more time."""

    ANSWER = "answer"
    REPORT = "report"
    RULE = "rule"


class Act(NamedTuple):
    """One act at its moment, on one docket; `step` as an answer has it.

    `name` is the agency in the whole country: what the seed draws it by.
    """

    at: datetime
    docket: int
    doing: Doing
    kind: EntryKind
    duties: tuple[str, ...]
    step: str
    name: str


def acts_of(
    desk: Desk,
    tx: Transaction,
    row: CampaignRow,
    seed: int,
    lines: Container[tuple[str, str]],
) -> Iterator[Act]:
    """Yield what a campaign's agencies and its office do.

    `lines` are the agencies, by campaign, whose report is a campaign's consolidation.
    """
    season = desk.seasons.of(tx, row)
    ids = {one.agency: one.id for one in dockets.of(tx, row.id)}
    nobody = open_groups(season.plan)
    owing = {
        f"{row.name}/{who}": owes
        for who, owes in season.assignments.items()
        if who not in nobody
    }
    for one in play(owing, season.in_force.issued, season.days, seed):
        agency = one.agency.rpartition("/")[2]
        kind = season.duties[one.duties[0]].kind
        reports = one.kind is EntryKind.FULFILLED and kind is DutyKind.REPORT
        if reports and (row.name, agency) in lines:
            continue
        doing = Doing.REPORT if reports else Doing.ANSWER
        docket = ids[agency]
        yield Act(one.at, docket, doing, one.kind, one.duties, "", one.agency)
        if one.kind is EntryKind.FULFILLED:
            yield from _more_time(season, one, owing[one.agency], docket, seed)


def _more_time(
    season: Season,
    one: Played,
    owes: tuple[Assignment, ...],
    docket: int,
    seed: int,
) -> Iterator[Act]:
    """Yield a request for more time on the last working day, and its grant."""
    (duty,) = one.duties
    owed = next(each for each in owes if each.duty == duty)
    chance = random.Random(f"{seed}/{one.agency}/{duty}/time")  # noqa: S311 - repeatable
    asked = datetime.combine(owed.advised, _ASKED_AT, VN)
    if one.at <= owed.last or asked <= season.in_force.issued:
        return
    if chance.random() >= _ASKS:
        return
    until = season.days.after(owed.last_day, _MORE_DAYS).isoformat()
    ruled = datetime.combine(season.days.after(owed.advised), _RULED_AT, VN)
    ask, given = EntryKind.TIME_ASKED, EntryKind.EXTENDED
    yield Act(asked, docket, Doing.ANSWER, ask, (duty,), until, one.agency)
    yield Act(ruled, docket, Doing.RULE, given, (duty,), until, one.agency)
