"""A plan in force made ready for decisions, kept by campaign and revision."""

from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property
from threading import Lock

from calendars.deadlines import last_instant
from calendars.working_days import WorkingDays
from desk.alike import Alike
from ledger import campaigns
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.above import ask_from
from rules.assignments import assign, withdrawn
from rules.docket import Docket, Past, Terms
from rules.extended import in_effect
from rules.owed import open_groups, shared_out
from rules.standing import Standing
from schemas.assignment import Assignment, DocketKind
from schemas.base import VN
from schemas.duty import Duty
from schemas.entry import Entry
from schemas.errors import CampaignError
from schemas.in_force import PlanInForce
from schemas.plan import Plan

DRAFT = 0
"""The revision of a plan that was started and does not bind anybody yet."""


class NotIssuedError(CampaignError):
    """The plan of this campaign has not been issued yet: sign it off first."""


@dataclass(frozen=True)
class Season:
    """One revision of a campaign's plan, bound to agencies, with what all share."""

    campaign: int
    in_force: PlanInForce
    days: WorkingDays
    alike: Alike = field(default_factory=Alike, repr=False, compare=False)
    _binding: Lock = field(default_factory=Lock, repr=False, compare=False)

    @property
    def plan(self) -> Plan:
        """Return the plan itself."""
        return self.in_force.plan

    @property
    def assignments(self) -> dict[str, tuple[Assignment, ...]]:
        """Return what each owner owes under the plan alone, nothing extended."""
        with self._binding:  # an amended plan is asked for by many at once
            return self._assignments

    @cached_property
    def _assignments(self) -> dict[str, tuple[Assignment, ...]]:
        every = assign(self.in_force, self.days)  # those who owe alike share a tuple
        shared = {id(owes): owes for owes in every.values()}
        alike = {which: self.alike.one(owes) for which, owes in shared.items()}
        return {owner: alike[id(owes)] for owner, owes in every.items()}

    @cached_property
    def duties(self) -> dict[str, Duty]:
        """Return every duty by its id, those withdrawn among them."""
        gone = (one.duty for one in self.in_force.withdrawn)
        every = (*gone, *self.plan.duties(), *self.plan.laid_on_all)
        return {duty.id: duty for duty in every}

    @cached_property
    def withdrawn(self) -> dict[str, tuple[Assignment, ...]]:
        """Return what each owner owed before amendments and owes no more."""
        return withdrawn(self.in_force, self.days)

    def docket(
        self, agency: str, kind: DocketKind, told: tuple[Entry, ...] | Past
    ) -> Docket:
        """Return an owner's docket under the plan alone, nothing extended.

        `told` is all its facts, or what they have come to.
        """
        past, facts = (told, ()) if isinstance(told, Past) else (None, told)
        owes, gone = self.assignments.get(agency, ()), self.withdrawn.get(agency, ())
        ended = agency in self.ended
        return Docket(agency, kind, owes, facts, self.terms, gone, ended, past)

    @cached_property
    def ended(self) -> frozenset[str]:
        """Return the agencies that have ended."""
        return self.in_force.ended

    def taken_from(self, agency: str, duty: str) -> tuple[str, ...]:
        """Return those who owed a duty before an agency took it over."""
        return tuple(
            one.agency
            for one in self.in_force.taken_over
            if agency in one.to and duty in one.duties
        )

    def owes(self, agency: str, standing: Standing) -> tuple[Assignment, ...]:
        """Return what an agency owes, with the deadlines in effect."""
        return in_effect(self.assignments.get(agency, ()), standing, self.terms)

    @cached_property
    def terms(self) -> Terms:
        """Return what all dockets of the campaign share."""
        plan, turns = self.plan, self.in_force.next_turn
        terms = Terms(
            policy=plan.policy,
            days=self.days,
            close=last_instant(plan.close),
            ceremony=self.in_force.ceremony,
            silence=self.in_force.silence,
            recipients=tuple(r.send_to for r in plan.recipients if r.send_to),
            briefs=plan.briefs,
            ask_from=ask_from(self.in_force, self.assignments),
            turns=turns and datetime.combine(turns, time(), VN),
        )
        return self.alike.one(terms)


def bind(tx: Transaction, campaign: int, in_force: PlanInForce) -> None:
    """Let a revision of the plan bind from now on; all its dockets hear of it."""
    campaigns.put_plan(tx, campaign, in_force.revision, in_force.model_dump_json())


class Seasons:
    """Plans in force of one ledger: a revision is read once, the newest is kept."""

    def __init__(self, days: WorkingDays) -> None:
        self._days = days
        self._alike = Alike()
        self._kept: dict[int, Season] = {}
        self._reading = Lock()

    def of(self, tx: Transaction, row: CampaignRow) -> Season:
        """Return the plan in force; NotIssuedError while nothing binds."""
        if row.revision == DRAFT:
            raise NotIssuedError(
                f"campaign {row.name}: its plan has not been issued yet; "
                "sign it off in the form of Prefect or with `campaign issue`"
            )
        known = self._known(row)
        if known is None:
            with self._reading:  # who waited finds it read
                known = self._kept[row.id] = self._known(row) or self._read(tx, row)
        return known

    def knows(self, campaign: int) -> bool:
        """Tell whether a campaign's plan was read before, in whatever revision."""
        return campaign in self._kept

    def _known(self, row: CampaignRow) -> Season | None:
        kept = self._kept.get(row.id)
        same = kept is not None and kept.in_force.revision == row.revision
        return kept if same else None

    def _read(self, tx: Transaction, row: CampaignRow) -> Season:
        body = campaigns.plan_body(tx, row.id, row.revision)
        in_force = PlanInForce.model_validate_json(body)
        plan = self._alike.plan(in_force.plan)
        in_force = in_force.model_copy(update={"plan": plan})
        return Season(row.id, in_force, self._days, self._alike)


def owners(in_force: PlanInForce) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the owners with a docket of their own, and which of them are groups."""
    plan = in_force.plan
    return tuple(shared_out(plan, in_force.taken_over)), open_groups(plan)
