"""Three levels of one campaign, in the shapes of the two plans that come along.

The province is Lai Châu's own plan. Each of its districts has a campaign in that shape,
with communes of its own; each commune one in the shape of Đồng Đăng's. Communes are
numbered, not named, and every mailbox lies in the reserved domain `.example`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from desk.plans.read import read_plan
from rules.reports.levels import due_before, link_above
from schemas.agency import Agency, Contact, Roster, Superior
from schemas.deadline import Bound, Deadline, Origin
from schemas.duty import Duty, DutyKind
from schemas.plan import Group, ParentCampaign, Plan

_Duty = TypeVar("_Duty", bound=Duty)

PROVINCE, COMMUNE = "lai-chau-2024", "dong-dang-2024"
GROUP = "huyen-thanh-pho"
"""Whom Lai Châu's plan names as one: its districts, in a district its communes."""

TIERS = ("UBND cấp tỉnh", "UBND cấp huyện", "UBND cấp xã")
DAYS_TO_ADD_UP = timedelta(days=3)
"""How long before its own report is due a commune wants those of its units."""


class Campaign(NamedTuple):
    """A campaign to start; `tier` is counted from the province, 0, downward."""

    tier: int
    plan: Plan
    roster: Roster


def tree(communes: int) -> Iterator[Campaign]:
    """Yield the province, then its districts, then as many communes as asked for.

    Communes are dealt out to the districts in turn.
    """
    plan, roster = read_plan(PROVINCE).require()
    below = read_plan(COMMUNE).require()
    province = adapted(plan, None)
    yield Campaign(0, province, roster)
    districts = members_of(province)
    names = {one.id: one.name for one in roster.agencies}
    of = {
        one: _numbered(one, i, communes, len(districts))
        for i, one in enumerate(districts)
    }
    for district in districts:
        yield _district(province, roster, district, names[district], of[district])
    for district in districts:
        for commune in of[district]:
            name = _commune(commune, names[district])
            yield _township(*below, province, district, commune, name)


def name_of(tier_above: str, agency: str) -> str:
    """Return the id of the campaign that fulfils an agency's line."""
    year = tier_above.rpartition("-")[2]
    return f"{agency}-{year}"


def members_of(plan: Plan) -> tuple[str, ...]:
    """Return whom a plan in Lai Châu's shape names as one."""
    return next(group.members for group in plan.groups if group.id == GROUP)


def _numbered(district: str, nth: int, communes: int, of: int) -> tuple[str, ...]:
    count = communes // of + (nth < communes % of)
    return tuple(f"{district}.xa-{i}" for i in range(1, count + 1))


def _commune(commune: str, name: str) -> str:
    _, _, number = commune.rpartition("-")
    return f"UBND xã số {number}, {name.removeprefix('UBND ')}"


def _district(
    province: Plan, roster: Roster, district: str, name: str, communes: tuple[str, ...]
) -> Campaign:
    """Return a district's campaign: the province's, with communes for its districts."""
    mine = set(members_of(province))
    departments = [one for one in roster.agencies if one.id not in mine]
    line = next(one for one in roster.agencies if one.id == district)
    below = [
        line.model_copy(update={"id": one, "name": _commune(one, name)})
        for one in communes
    ]
    groups = tuple(
        Group(id=GROUP, name="UBND các xã, thị trấn", kind="expanded", members=communes)
        if group.id == GROUP
        else group
        for group in province.groups
    )
    plan = placed(province, district, name, TIERS[1], PROVINCE, district)
    plan = plan.model_copy(update={"groups": groups})
    before = due(province, TIERS[2])
    who = roster.model_copy(update={"agencies": (*departments, *below)})
    return Campaign(1, adapted(plan, before), mailed(who, district))


def _township(
    plan: Plan, roster: Roster, province: Plan, district: str, commune: str, name: str
) -> Campaign:
    """Return a commune's campaign: Đồng Đăng's, somewhere else."""
    above = name_of(PROVINCE, district)
    there = placed(plan, commune, name, TIERS[2], above, commune)
    before = due(province, TIERS[2]) - DAYS_TO_ADD_UP
    return Campaign(2, adapted(there, before), mailed(roster, commune))


def placed(
    plan: Plan, agency: str, name: str, tier: str, above: str, line: str
) -> Plan:
    """Return a plan somewhere else, which fulfils a line of the campaign above it."""
    parent = ParentCampaign(campaign=above, agency=line, level=tier)
    where = name.removeprefix("UBND ")
    about = f"Kế hoạch tổ chức Tháng hành động vì trẻ em năm {plan.year}, {where}"
    route = plan.report_route.model_copy(update={"to": name})
    return plan.model_copy(
        update={
            "id": name_of(above, agency),
            "title": about,
            "issued_by": name,
            "place": where,
            "parent_campaign": parent,
            "report_route": route,
        }
    )


def due(plan: Plan, tier: str) -> date:
    """Return the day before which a tier reports, as the report chain has it."""
    parent = ParentCampaign(campaign=plan.id, agency=plan.office, level=tier)
    link = link_above(plan.model_copy(update={"parent_campaign": parent}))
    if link is None:
        raise LookupError(f"{plan.id}: its report chain has no link for {tier}")
    return due_before(link, plan.year)


def adapted(plan: Plan, before: date | None) -> Plan:
    """Return a plan with indicators of its own, its reports due before another day."""
    indicators = plan.indicators.model_copy(update={"shared": None})
    laid = tuple(_dated(duty, before) for duty in plan.laid_on_all)
    entries = tuple(
        entry.model_copy(
            update={"duties": tuple(_dated(d, before) for d in entry.duties)}
        )
        for entry in plan.entries
    )
    update = {"indicators": indicators, "laid_on_all": laid, "entries": entries}
    return plan.model_copy(update=update)


def _dated(duty: _Duty, before: date | None) -> _Duty:
    if before is None or duty.kind is not DutyKind.REPORT:
        return duty
    deadline = Deadline(bound=Bound.BEFORE, day=before, origin=Origin.STATED)
    return duty.model_copy(update={"deadline": deadline})


def mailed(roster: Roster, place: str) -> Roster:
    """Return a roster whose mailboxes are of one place alone."""

    def moved(one: Contact) -> Contact:
        user, _, host = one.address.partition("@")
        unit = host.split(".")[0]
        return one.model_copy(update={"address": f"{user}@{unit}.{place}.example"})

    def agency(one: Agency) -> Agency:
        contact = one.contact.model_copy(
            update={"address": f"{one.id}@{place}.example"}
        )
        head = moved(one.head) if one.head else None
        return one.model_copy(update={"contact": contact, "head": head})

    def superior(one: Superior) -> Superior:
        return one.model_copy(update={"address": moved(one).address})

    return roster.model_copy(
        update={
            "agencies": tuple(map(agency, roster.agencies)),
            "superiors": tuple(map(superior, roster.superiors)),
        }
    )
