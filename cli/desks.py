"""Sit down at the ledger a command works on, at the moment it goes by."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from desk.desk import Desk, open_desk
from ledger import rehearsals
from schemas.base import VN
from schemas.errors import CampaignError
from settings import Secret, Settings, read_settings


class NoLedgerError(CampaignError):
    """There is no ledger where a command that only reads looks for one."""


class At(NamedTuple):
    """A command's settings, its desk, and its moment."""

    settings: Settings
    desk: Desk
    now: datetime


def open_here(ledger: str | None, *, existing: bool = False) -> At:
    """Open the ledger named, else that of the settings; a rehearsal has its own clock.

    A ledger that is not there is made, unless `existing`: then it is a NoLedgerError.
    """
    settings = read_settings()
    if ledger:
        settings = settings.model_copy(update={"ledger": ledger})
    if existing and not is_there(settings.ledger):
        raise NoLedgerError(
            f"no ledger at {settings.ledger}: name another with --ledger, or start a "
            "campaign in it with `campaign start`"
        )
    links = settings.secret(Secret.LINKS)
    outlet = settings.outlet()
    desk = open_desk(settings.ledger, links, settings.public_address, outlet=outlet)
    with desk.ledger.read() as tx:
        rehearsal = rehearsals.current(tx)
    return At(settings, desk, rehearsal.clock if rehearsal else datetime.now(VN))


def office_act() -> str:
    """Name an act of the office by command: each command given is an act of its own."""
    return f"office-{uuid4()}"


def is_there(ledger: str) -> bool:
    """Tell whether there is a ledger at a path; an address is taken to lead to one."""
    return "://" in ledger or Path(ledger).exists()
