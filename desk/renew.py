"""Make last year's campaign ready for another year: a folder that people edit."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desk.desk import Desk
from desk.plans.days_off import working_days
from desk.plans.files import locate
from desk.plans.read import read_plan
from desk.plans.rewrite import rewrite
from desk.progress import progress
from ledger import campaigns
from rules.answer_times import times
from rules.finding import File
from rules.renewal.edit import Edit, Kind
from rules.renewal.renew import renew
from rules.renewal.roster import Past, carry
from rules.renewal.wording import renewed_id
from schemas.agency import Agency, Roster
from schemas.errors import CampaignError
from schemas.plan import Plan

_HEADING = """\
{id}, made from {before}: nothing of it binds anybody yet.

Why a line was changed stands beside it; a day says its weekday, and the one it had. Day
and month stay, for law fixes them. Days off are those known now: working days are
swapped by announcements of the year itself. Comments without a reason are those of
{before}. What only people know is blank: `campaign check` asks for it."""


class WrongYearError(CampaignError):
    """The year is not later than that of the plan it is made from."""


class FolderTakenError(CampaignError):
    """A campaign's files stand there already: people may have edited them."""


class Renewed(NamedTuple):
    """Where the new campaign was written, and what was changed on the way.

    `plan` and `roster` are those before; `past` is what the ledger knows of their
    agencies, nothing where it does not hold that campaign.
    """

    campaign: str
    year: int
    folder: Path
    plan: Plan
    roster: Roster
    edits: tuple[Edit, ...]
    past: Mapping[str, Past]


def new_campaign(
    source: str | Path,
    year: int,
    out: Path | None,
    desk: Desk | None,
    now: datetime,
    home: Path = Path(),
) -> Renewed:
    """Write the plan and the roster of `year`.

    That is to `out`, by default to a folder of `home` that is named like the campaign.
    Contacts and answers of last year come from the ledger, where it knows them. Raises
    PlanError where the files before are wrong, FolderTakenError, WrongYearError.
    """
    plan, roster = read_plan(source, working_days()).require()
    if not plan.year < year:
        raise WrongYearError(f"{plan.id} is of {plan.year}: name a later year")
    name = renewed_id(plan, year)
    folder = out or home / name
    if any((folder / file).exists() for file in File):
        raise FolderTakenError(f"{folder} holds a campaign: name another with --out")
    past = _past(desk, plan, now) if desk else {}
    edits = (
        *renew(plan, roster, year, working_days()),
        *carry(roster, past, plan.year),
    )
    files = locate(source)
    heading = _HEADING.format(id=name, before=plan.id)
    folder.mkdir(parents=True, exist_ok=True)
    for path, file in ((files.plan, File.PLAN), (files.roster, File.ROSTER)):
        here = [one for one in edits if one.file is file]
        text = path.read_text("utf-8-sig")
        (folder / file).write_text(rewrite(text, here, heading), "utf-8")
    _copy_shared(plan, files.plan.parent, folder)
    return Renewed(name, year, folder, plan, roster, edits, past)


def to_fill_in(renewed: Renewed) -> tuple[Edit, ...]:
    """Return the edits that people have to see to."""
    return tuple(one for one in renewed.edits if one.kind is Kind.FILL_IN and one.why)


def _past(desk: Desk, plan: Plan, now: datetime) -> dict[str, Past]:
    """Return what the ledger knows of a campaign's agencies; {} without it."""
    with desk.ledger.read() as tx:
        row = campaigns.find(tx, plan.id)
        bodies = campaigns.agency_bodies(tx, row.id) if row else {}
    if row is None:
        return {}
    seen = progress(desk, plan.id, now)
    found: dict[str, Past] = {}
    for name, body in bodies.items():
        if ":" in name:
            continue
        docket = seen.dockets.get(name)
        bounced = docket is not None and docket.standing.undelivered is not None
        told = times(docket, now, desk.days) if docket else None
        found[name] = Past(Agency.model_validate_json(body), bounced, told)
    return found


def _copy_shared(plan: Plan, before: Path, folder: Path) -> None:
    """Take the set of indicators along that stands beside the plan before."""
    file = before / f"{plan.indicators.shared}.yaml"
    if file.exists():
        shutil.copyfile(file, folder / file.name)
