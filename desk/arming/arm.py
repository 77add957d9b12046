"""Arm a campaign, open its next stage, hold every letter, let them out again."""

from datetime import datetime

from desk.arming.gate import Gates
from desk.arming.outlook import preview
from desk.desk import Desk
from desk.season import DRAFT
from desk.start import OFFICE, UnknownCampaignError, find
from ledger import campaigns, dockets, entries, people, rehearsals
from ledger.campaigns import CampaignRow
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.arming import after
from schemas.arming import Stage, Way
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError


class ArmingError(CampaignError):
    """A campaign cannot be armed or held; nothing has changed."""


class RehearsedError(ArmingError):
    """A rehearsal writes to nobody: there is nothing to arm or to hold."""


class NotTypedError(ArmingError):
    """What was typed is not the campaign's id."""


class NoServerError(ArmingError):
    """There is no real mail server to arm a campaign for."""


class NotBindingError(ArmingError):
    """The plan is not issued: nobody owes anything yet."""


class StalePreviewError(ArmingError):
    """What was looked at is not what would be sent."""


class NotArmedError(ArmingError):
    """There is no next stage: the campaign is not armed, or letters are stopped."""


class NotWithheldError(ArmingError):
    """Nobody holds this campaign's letters."""


def arm(
    desk: Desk, campaign: str, typed: str, seen: str, person: Person, now: datetime
) -> None:
    """Let the first letters out, by the server and to the domains that were `seen`.

    `typed` is the campaign's id as a person typed it, `seen` the digest of the preview
    they looked at. What was held or stopped before goes as well.
    """
    with desk.ledger.write() as tx:
        row, office = _locked(tx, campaign)
        _look(desk, tx, row, typed, seen)
        fact = Entry(0, now, EntryKind.ARMED, desk.outlet.digest, Stage.FIRST, seen)
        _record(tx, office, fact, person)


def open_stage(
    desk: Desk, campaign: str, typed: str, seen: str, person: Person, now: datetime
) -> Stage:
    """Let more letters out: open the stage that follows, and return it."""
    with desk.ledger.write() as tx:
        row, office = _locked(tx, campaign)
        _look(desk, tx, row, typed, seen)
        gate = Gates(desk, tx).of(row.id)
        stage = after(gate.arming.stage)
        if gate.way is not Way.ARMED:
            raise NotArmedError(f"{campaign}: no stage is open ({gate.way}): arm it")
        if stage is None:
            raise NotArmedError(f"{campaign}: all its letters go out already")
        fact = Entry(0, now, EntryKind.STAGED, desk.outlet.digest, stage, seen)
        _record(tx, office, fact, person)
        return stage


def withhold(
    desk: Desk, campaign: str | None, person: Person, now: datetime
) -> list[str]:
    """Hold every letter of a campaign, of all where None; return those held now.

    Once this returns none is claimed, and a sender that has one in hand asks before its
    content leaves. The person's note is the reason.
    """
    with desk.ledger.write() as tx:
        rows = campaigns.every(tx) if campaign is None else [find(tx, campaign)]
        _refuse_rehearsal(tx, "it writes to nobody, there is nothing to hold")
        offices = {row.id: _office(tx, row) for row in rows}
        locked = dockets.lock_all(tx, (one.id for one in offices.values()))
        gates, held = Gates(desk, tx), list[str]()
        for row in rows:
            if gates.of(row.id).way is not Way.WITHHELD:
                fact = Entry(0, now, EntryKind.WITHHELD)
                _record(tx, locked[offices[row.id].id], fact, person)
                held.append(row.name)
        return held


def let_out(desk: Desk, campaign: str, person: Person, now: datetime) -> Way:
    """End what a person holds; letters go as they would, armed or not. Return how."""
    with desk.ledger.write() as tx:
        row, office = _locked(tx, campaign)
        if Gates(desk, tx).of(row.id).way is not Way.WITHHELD:
            raise NotWithheldError(f"{campaign}: nobody holds its letters")
        _record(tx, office, Entry(0, now, EntryKind.LET_OUT), person)
        return Gates(desk, tx).of(row.id).way


def _locked(tx: Transaction, campaign: str) -> tuple[CampaignRow, DocketRow]:
    row = find(tx, campaign)
    return row, dockets.lock(tx, _office(tx, row).id)


def _office(tx: Transaction, row: CampaignRow) -> DocketRow:
    found = dockets.find(tx, row.id, OFFICE)
    if found is None:
        raise UnknownCampaignError(f"campaign {row.name} has no docket of its office")
    return found


def _look(desk: Desk, tx: Transaction, row: CampaignRow, typed: str, seen: str) -> None:
    """Raise ArmingError unless a person saw what would be sent, and typed the id."""
    _refuse_rehearsal(tx, "it never writes to a real server; start the real campaign")
    if not desk.outlet.real:
        raise NoServerError(
            f"{row.name}: no real mail server is set, letters go to the embedded "
            "mailbox; set CAMPAIGN_SMTP_HOST and CAMPAIGN_DOMAINS"
        )
    if row.revision == DRAFT:
        raise NotBindingError(f"{row.name}: its plan is not issued; issue it first")
    if typed != row.name:
        raise NotTypedError(f"{typed!r} is not {row.name}: type the campaign's id")
    if seen != preview(desk, tx, row):
        raise StalePreviewError(
            f"{row.name}: plan, roster, wording, server or domains are not those of "
            f"the preview {seen}; look again with `campaign arm {row.name} --show`"
        )


def _refuse_rehearsal(tx: Transaction, why: str) -> None:
    if rehearsals.current(tx) is not None:
        raise RehearsedError(f"this ledger is a rehearsal: {why}")


def _record(tx: Transaction, office: DocketRow, fact: Entry, person: Person) -> None:
    fact = fact._replace(n=office.n + 1)
    entries.append(tx, office.id, [fact])
    people.put(tx, office.id, {fact.n: person})
    dockets.advance(tx, office.id, fact.n, None)
