"""Start a campaign, issue its plan, fix its launch ceremony."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from desk.desk import Desk
from desk.links import Tokens
from desk.plans.issued_text import ISSUED_TEXT, issued_text
from desk.season import DRAFT, bind, owners
from documents.plan import MEDIA
from ledger import campaigns, dockets, entries, files
from ledger.campaigns import CampaignRow
from ledger.transaction import Transaction
from rules.assignments import passed
from rules.in_force import convene, issue
from rules.succession import turning_of
from schemas.agency import Agency, Recipient, Roster, Superior
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.errors import CampaignError
from schemas.in_force import Ceremony, PlanInForce, Signing
from schemas.plan import Plan

OFFICE = "@office"
"""The office's own docket; no agency can have this id."""


class UnknownCampaignError(CampaignError):
    """No campaign of that name stands in this ledger."""


class AlreadyIssuedError(CampaignError):
    """The plan binds already; changing it is an amendment."""


def find(tx: Transaction, name: str) -> CampaignRow:
    """Return the campaign of that name; UnknownCampaignError if there is none."""
    row = campaigns.find(tx, name)
    if row is None:
        known = ", ".join(one.name for one in campaigns.every(tx)) or "none"
        raise UnknownCampaignError(
            f"campaign {name}: not in this ledger (started: {known}); "
            "start it with `campaign start`"
        )
    return row


def lock(tx: Transaction, name: str) -> CampaignRow:
    """Return the campaign of that name as it stands, kept from all others."""
    return campaigns.lock(tx, find(tx, name).id)


def start(
    desk: Desk, plan: Plan, roster: Roster, now: datetime, tokens: Tokens
) -> bool:
    """Record a campaign's start with its draft plan; False if it was started before."""
    with desk.ledger.write() as tx:
        if campaigns.find(tx, plan.id) is not None:
            return False
        campaign = campaigns.add(tx, plan.id)
        campaigns.put_plan(tx, campaign, DRAFT, plan.model_dump_json())
        campaigns.put_agencies(tx, campaign, bodies_of(roster))
        office = (OFFICE, DocketKind.OFFICE, "", f"{OFFICE}:{tokens()}")
        dockets.add(tx, campaign, [office], None)
        record(tx, campaign, EntryKind.STARTED, now)
        return True


def draft(tx: Transaction, campaign: int) -> Plan:
    """Return the plan as it was started."""
    return Plan.model_validate_json(campaigns.plan_body(tx, campaign, DRAFT))


def passed_while_waiting(desk: Desk, name: str, now: datetime) -> tuple[str, ...]:
    """Return the duties of a plan not issued yet whose deadline is over at `now`."""
    with desk.ledger.read() as tx:
        row = find(tx, name)
        late = passed(draft(tx, row.id), now.astimezone(VN).date())
    return tuple(duty.id for duty in late) if row.revision == DRAFT else ()


def sign_off(
    desk: Desk, name: str, signing: Signing, now: datetime, tokens: Tokens
) -> None:
    """Issue the plan: from now on it binds, and every owner has a docket to decide."""
    with desk.ledger.write() as tx:
        row = lock(tx, name)
        if row.revision != DRAFT:
            raise AlreadyIssuedError(
                f"campaign {name}: its plan was issued already; amend it instead"
            )
        plan = draft(tx, row.id)
        agencies = _agencies(tx, row.id)
        turning = turning_of(agencies, (), plan.close)
        in_force = issue(plan, signing, now).model_copy(update={"turning": turning})
        record(tx, row.id, EntryKind.ISSUED, now, wake=True)
        bind(tx, row.id, in_force)
        text = issued_text(plan, agencies, signing)
        files.put(tx, row.id, ISSUED_TEXT, MEDIA, text)
        dockets.add(tx, row.id, dockets_of(in_force, tokens), now)


def fix_launch(desk: Desk, name: str, ceremony: Ceremony, now: datetime) -> None:
    """Fix the launch ceremony: a new revision, so that every docket hears of it."""
    with desk.ledger.write() as tx:
        row = lock(tx, name)
        in_force = convene(desk.seasons.of(tx, row).in_force, ceremony)
        moment = ceremony.starts.isoformat()
        record(tx, row.id, EntryKind.CONVENED, now, step=moment)
        bind(tx, row.id, in_force)


def hold_launch(
    desk: Desk, name: str, held: date, attendance: int, now: datetime
) -> None:
    """Record that the launch ceremony took place, with its attendance (persons)."""
    with desk.ledger.write() as tx:
        row = find(tx, name)
        record(tx, row.id, EntryKind.HELD, now, step=f"{held}/{attendance}", key="held")


def record(
    tx: Transaction,
    campaign: int,
    kind: EntryKind,
    now: datetime,
    *,
    step: str = "",
    key: str | None = None,
    wake: bool = False,
) -> None:
    """Append a fact about the whole campaign to the office's docket, once per key."""
    row = dockets.find(tx, campaign, OFFICE)
    if row is None:
        raise UnknownCampaignError(f"campaign {campaign} has no docket of its office")
    row = dockets.lock(tx, row.id)
    if key is not None and entries.by_key(tx, row.id, key) is not None:
        return
    entries.append(tx, row.id, [Entry(row.n + 1, now, kind, step=step, key=key)])
    dockets.advance(tx, row.id, row.n + 1, now if wake else row.wake)


def _agencies(tx: Transaction, campaign: int) -> tuple[Agency, ...]:
    return roster_of(campaigns.agency_bodies(tx, campaign)).agencies


def bodies_of(roster: Roster) -> dict[str, str]:
    """Keep agencies, superiors and recipients side by side, told apart by a prefix."""
    bodies = {one.id: one.model_dump_json() for one in roster.agencies}
    bodies |= {f"superior:{s.id}": s.model_dump_json() for s in roster.superiors}
    bodies |= {f"recipient:{r.id}": r.model_dump_json() for r in roster.recipients}
    return bodies


def roster_of(bodies: Mapping[str, str]) -> Roster:
    """Return the roster that is kept like that."""

    def prefixed(kind: str) -> Iterable[str]:
        return (body for key, body in bodies.items() if key.startswith(f"{kind}:"))

    agencies = (body for key, body in bodies.items() if ":" not in key)
    return Roster(
        agencies=tuple(map(Agency.model_validate_json, agencies)),
        superiors=tuple(map(Superior.model_validate_json, prefixed("superior"))),
        recipients=tuple(map(Recipient.model_validate_json, prefixed("recipient"))),
    )


def dockets_of(
    in_force: PlanInForce, tokens: Tokens
) -> Iterable[tuple[str, DocketKind, str, str]]:
    """Yield the docket of each owner under a plan, with a link of its own."""
    every, groups = owners(in_force)
    for owner in every:
        kind = DocketKind.GROUP if owner in groups else DocketKind.AGENCY
        yield owner, kind, "", tokens()
