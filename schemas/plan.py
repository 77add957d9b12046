"""What binds: the plan of one campaign, as data."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas.base import Frozen, Id, Text, Title
from schemas.duty import CommonDuty, Duty, Modality
from schemas.escalation import Policy
from schemas.indicator import IndicatorSet
from schemas.phase import Phase, PhaseKind, Span


class Group(Frozen):
    """Several agencies named as one.

    `closed`: named in the text itself; `expanded`: read from the roster; `open`: nobody
    named yet, kept by the office as one docket without letters.
    """

    id: Id
    name: Title
    kind: Literal["closed", "expanded", "open"]
    members: tuple[Id, ...] = ()


class PlanEntry(Frozen):
    """A numbered entry of the plan's part on who does what.

    `owners` are agencies or groups; a container without duties of its own has none.
    """

    id: Id
    title: Title
    source: Title
    owners: tuple[Id, ...] = ()
    modality: Modality = Modality.ASSIGNED
    duties: tuple[Duty, ...] = ()
    note: Text | None = None


class Activity(Frozen):
    """A main activity of the plan; without an owner it is flagged to a person."""

    title: Title
    source: Title
    owner: Id | None = None


class Observance(Frozen):
    """A day the campaign marks; `duties` are those that speak of it."""

    day: date
    title: Title
    duties: tuple[Id, ...] = ()


class LegalBasis(Frozen):
    """A document the plan cites; its date is never a deadline."""

    title: Title
    number: Title | None = None
    dated: date | None = None
    note: Text | None = None


class ParentPlan(LegalBasis):
    """The plan above this one; without number and date it has not been issued yet."""

    @property
    def issued(self) -> bool:
        """Tell whether it had been issued when this plan was written."""
        return self.number is not None and self.dated is not None


class ReportLink(Frozen):
    """One link of the report chain: who reports to whom, before which day.

    `before` is `dd/mm`; tiers changed on 1/7/2025, so a link has dates of validity.
    """

    by: Title
    to: Title
    before: str = Field(pattern=r"^(0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])$")
    basis: Title
    valid_from: date | None = None
    valid_to: date | None = None


class ReportRoute(Frozen):
    """Reported TO one body THROUGH another, consolidated FOR a third.

    `covers` names what one report answers for (the month, the children's forum).
    """

    to: Title
    through: Title | None = None
    consolidated_for: Title | None = None
    covers: tuple[Title, ...] = ()


class Signer(Frozen):
    """The signature block; who really signs is recorded at the sign-off."""

    authority: Title | None = None
    capacity: Title | None = None
    post: Title
    name: Title | None = None


class NamedRecipient(Frozen):
    """A line of "Nơi nhận"; `send_to` is a recipient of the roster that gets a copy."""

    name: Title
    mark: Title | None = None
    send_to: Id | None = None


class Launch(Frozen):
    """The window the launch ceremony falls in.

    `said` keeps the plan's words; `basis` names the law where the plan says nothing.
    """

    window: Span
    said: Title | None = None
    basis: Title | None = None


class ParentCampaign(Frozen):
    """The campaign above in the same ledger, and whose line of it this one fulfils.

    `level` is the tier of this campaign, as a link of the report chain says `by` whom.
    """

    campaign: Id
    agency: Id
    level: Title


class Briefs(Frozen):
    """Who is told how the campaign stands.

    `morning`, a recipient of the roster, gets the day's list on working days;
    `weekly`, a superior, one page on the last working day of the week.
    """

    morning: Id | None = None
    weekly: Id | None = None


class Plan(Frozen):
    """A plan: duties, groups and policy; the agencies stand in the roster beside it.

    Number and date are blank until signing, so they are no fields here; `planned_issue`
    is the proposed day. `close` is the last day of the season. That each phase stands
    here once is checked when a plan is read, with what else needs more than one value.
    """

    id: Id
    title: Title
    short_title: Title
    symbol: Title
    issued_by: Title
    place: Title
    locality: Title
    year: int = Field(ge=2000, le=2100)
    office: Id
    theme: Title
    hotline: Title
    period: Span
    planned_issue: date
    close: date
    launch: Launch
    slogans: tuple[Title, ...] = Field(min_length=1)
    legal_bases: tuple[LegalBasis, ...] = ()
    parent_plan: ParentPlan | None = None
    parent_campaign: ParentCampaign | None = None
    report_chain: tuple[ReportLink, ...] = ()
    report_route: ReportRoute
    signer: Signer
    recipients: tuple[NamedRecipient, ...] = ()
    phases: tuple[Phase, ...]
    observances: tuple[Observance, ...] = ()
    activities: tuple[Activity, ...] = ()
    groups: tuple[Group, ...] = ()
    entries: tuple[PlanEntry, ...] = Field(min_length=1)
    laid_on_all: tuple[CommonDuty, ...] = ()
    indicators: IndicatorSet = IndicatorSet()
    policy: Policy = Policy()
    briefs: Briefs = Briefs()

    def phase(self, kind: PhaseKind) -> Phase:
        """Return the phase of that kind."""
        return next(phase for phase in self.phases if phase.id == kind)

    def duties(self) -> tuple[Duty, ...]:
        """Return the written duties, in the plan's order, without those laid on all."""
        return tuple(duty for entry in self.entries for duty in entry.duties)
