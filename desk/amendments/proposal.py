"""An edited plan beside the one in force: what it changes, and what refuses it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from desk.desk import Desk
from desk.reorganise import standings_of
from desk.season import Season
from desk.start import bodies_of
from desk.state import office_facts
from ledger import campaigns, dockets, entries
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.amendment import (
    Difference,
    differ,
    into_the_past,
    kept_mailboxes,
    merged,
    removed,
)
from rules.fold import stand
from rules.in_force import amend
from rules.succession import turned, turning_of, turns_due
from schemas.agency import Agency, Roster
from schemas.base import VN
from schemas.duty import DutyKind
from schemas.entry import EntryKind
from schemas.errors import CampaignError
from schemas.in_force import Signing, TakenOver
from schemas.plan import Plan

_SEEN = 12
"""Hexadecimal digits that name what was shown."""


class AmendmentError(CampaignError):
    """The plan cannot be amended like that; `about` names what is in the way."""

    def __init__(self, said: str, about: str = "") -> None:
        super().__init__(said)
        self.about = about


class NothingToAmendError(AmendmentError):
    """The edited plan is the one in force."""


class EndedError(AmendmentError):
    """The campaign has ended."""


class PastDeadlineError(AmendmentError):
    """A deadline would be set to a day that is over."""


class ReportedError(AmendmentError):
    """An agency would be removed that has reported."""


class SignedBeforeError(AmendmentError):
    """The amending document would be older than what it amends, or not signed yet."""


@dataclass(frozen=True)
class Edited:
    """A plan and a roster as they were edited."""

    plan: Plan
    roster: Roster


@dataclass(frozen=True)
class Proposal:
    """What an amendment would change, all read in one transaction.

    `bodies` is what changes of the roster; `ground` the roster as it is known;
    `ignored` which mailboxes of whom the edited file has otherwise, and are not taken.
    """

    campaign: CampaignRow
    before: Season
    after: Season
    difference: Difference
    bodies: dict[str, str]
    ground: dict[str, str]
    ignored: dict[str, tuple[str, ...]]

    @property
    def taken_over(self) -> tuple[TakenOver, ...]:
        """Return what successors take over as soon as the amendment binds."""
        known = len(self.before.in_force.taken_over)
        return self.after.in_force.taken_over[known:]

    @cached_property
    def heirs(self) -> frozenset[str]:
        """Return those who take over."""
        return frozenset(heir for one in self.taken_over for heir in one.to)

    @cached_property
    def seen(self) -> str:
        """Return what names this amendment on this ground, and no other."""
        signing = self.after.in_force.amendments[-1].signing
        parts = (
            f"{self.campaign.name} {self.campaign.revision}",
            *(
                f"{key} {body}"
                for one in (self.ground, self.bodies)
                for key, body in sorted(one.items())
            ),
            self.after.plan.model_dump_json(),
            f"{[(one.agency, one.to) for one in self.taken_over]}",
            f"{signing.dates_confirmed}",
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_SEEN]


def propose(
    desk: Desk,
    tx: Transaction,
    row: CampaignRow,
    edited: Edited,
    signing: Signing,
    now: datetime,
) -> Proposal:
    """Return what an edited plan would change.

    Raises NotIssuedError, or an AmendmentError that says why it is refused.
    """
    before = desk.seasons.of(tx, row)
    _check_time(tx, row, before, edited.plan, now)
    ground = campaigns.agency_bodies(tx, row.id)
    known = {
        key: Agency.model_validate_json(body)
        for key, body in ground.items()
        if ":" not in key
    }
    today = now.astimezone(VN).date()
    read = {one.id: one.on(today) for one in edited.roster.agencies}
    given = {key: merged(known.get(key), one) for key, one in read.items()}
    ignored = {
        key: fields
        for key, one in read.items()
        if (fields := kept_mailboxes(known.get(key), one))
    }
    roster = edited.roster.model_copy(update={"agencies": tuple(given.values())})
    bodies = {
        key: body for key, body in bodies_of(roster).items() if ground.get(key) != body
    }
    difference = differ(
        before.plan, edited.plan, known, given, before.in_force.taken_over
    )
    if difference.nothing and not bodies:
        raise NothingToAmendError(_nothing(row.name, ignored))
    _check_days(difference, today)
    _check_removed(tx, row, difference, before)
    after = amend(before.in_force, edited.plan, signing, now)
    turning = turning_of(given.values(), after.ended, after.plan.close)
    after = after.model_copy(update={"turning": turning})
    after = turned(after, today, standings_of(tx, row.id, turns_due(after, today)))
    season = Season(row.id, after, desk.days)
    return Proposal(row, before, season, difference, bodies, ground, ignored)


def _nothing(campaign: str, ignored: Iterable[str]) -> str:
    said = f"campaign {campaign}: the edited plan is the one in force; nothing changes"
    if whose := ", ".join(ignored):
        said += (
            f"; addresses are not amended ({whose}): correct them with `campaign "
            "contact`, or `campaign contacts`"
        )
    return said


def check_signing(before: Season, signing: Signing, now: datetime) -> None:
    """Raise SignedBeforeError unless a document can amend what is in force at `now`."""
    in_force = before.in_force
    documents = (in_force.signing, *(one.signing for one in in_force.amendments))
    first = max(one.signed_on for one in documents)
    last = now.astimezone(VN).date()
    if not first <= signing.signed_on <= last:
        raise SignedBeforeError(
            f"the document is not of {signing.signed_on}: give its day, {first} to "
            f"{last}"
        )


def _check_time(
    tx: Transaction, row: CampaignRow, before: Season, plan: Plan, now: datetime
) -> None:
    closed = any(fact.kind is EntryKind.CLOSED for fact in office_facts(tx, row.id))
    if closed or now >= before.terms.close:
        raise EndedError(
            f"campaign {row.name} has ended ({before.plan.close}): its plan is amended "
            "no more"
        )
    today = now.astimezone(VN).date()
    if plan.close < today:
        raise PastDeadlineError(
            f"the campaign would close on {plan.close}, which is over: give today or "
            "a later day",
            f"{plan.close:%d/%m/%Y}",
        )


def _check_days(difference: Difference, today: date) -> None:
    late = into_the_past(difference, today)
    if late:
        said = ", ".join(f"{one.duty} ({one.after})" for one in late)
        raise PastDeadlineError(
            f"deadlines would be set to days that are over: {said}; give today or a "
            "later day",
            ", ".join(f"{one.duty}: {one.after:%d/%m/%Y}" for one in late),
        )


def _check_removed(
    tx: Transaction, row: CampaignRow, difference: Difference, before: Season
) -> None:
    for agency in removed(difference):
        docket = dockets.find(tx, row.id, agency)
        if docket is None:
            continue
        standing = stand(entries.of(tx, [docket.id])[docket.id])
        owed = before.assignments.get(agency, ())
        done = any(
            one.kind is DutyKind.REPORT and standing.done(one.duty) for one in owed
        )
        if done or standing.reports:
            raise ReportedError(
                f"{agency} has reported: its figures count, so it cannot be removed; "
                "withdraw its duties instead and leave it in agencies.yaml",
                agency,
            )
