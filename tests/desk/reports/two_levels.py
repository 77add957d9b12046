"""A campaign of a province and one of a commune below it, in one ledger."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.reports.submit import Submission, submit
from desk.start import sign_off, start
from ledger import campaigns, dockets
from ledger.dockets import DocketRow
from schemas.agency import Roster
from schemas.base import VN
from schemas.entry import Person
from schemas.plan import Plan
from schemas.report import Narrative, Report
from tests.desk.desks import ISSUED, SIGNING
from tests.rules.reports.giving import SET
from tests.rules.reports.test_levels import CHAIN, COMMUNE
from tests.small_campaign import PLAN, ROSTER, data

NOW = datetime(2024, 7, 15, 9, tzinfo=VN)
CLERK = Person("Người thử", "Văn thư")
ABOVE, BELOW = "province-2024", "commune-2024"
PARENT = {"campaign": ABOVE, "agency": "north", "level": COMMUNE}


def plan_of(name: str, **changes: Any) -> Plan:
    given = {
        **data(PLAN),
        "id": name,
        "report_chain": [link.model_dump() for link in CHAIN],
        "indicators": SET.model_dump(),
    }
    return Plan.model_validate(given | changes)


def waiting_below() -> Plan:
    """Return the plan of the level below, one of whose duties waits for that above."""
    entries = data(PLAN)["entries"]
    entries[2]["duties"][0]["awaits"] = ["parent-plan"]
    parent = {"parent_campaign": PARENT, "parent_plan": {"title": "Kế hoạch"}}
    return plan_of(BELOW, entries=entries, **parent)


def roster_of(name: str) -> Roster:
    """Return a roster whose mailboxes are of this campaign alone."""
    text = ROSTER.replace(".example", f".{name}.example")
    return Roster.model_validate(data(text))


def begin(desk: Desk, plan: Plan, roster: Roster, *, issued: bool = True) -> None:
    tokens = drawn(plan.id)
    start(desk, plan, roster, ISSUED, tokens)
    if issued:
        sign_off(desk, plan.id, SIGNING, ISSUED, tokens)


def two_levels(where: str = ":memory:") -> Desk:
    desk = open_desk(where, "secret", "http://campaign.example")
    begin(desk, plan_of(ABOVE), roster_of("above"))
    begin(desk, plan_of(BELOW, parent_campaign=PARENT), roster_of("below"))
    return desk


def row_of(desk: Desk, campaign: str, agency: str) -> DocketRow:
    with desk.ledger.read() as tx:
        found = campaigns.find(tx, campaign)
        assert found is not None
        row = dockets.find(tx, found.id, agency)
    assert row is not None
    return row


def report(
    desk: Desk,
    campaign: str,
    agency: str,
    figures: Mapping[str, int],
    *,
    narrative: str = "",
    now: datetime = NOW,
) -> None:
    entered = {one.id for one in SET.items if one.entered}
    given = Report(
        figures=figures,
        narrative=Narrative(results=narrative),
        explained=dict.fromkeys(entered, "Đúng."),
    )
    row = row_of(desk, campaign, agency)
    submit(desk, row.id, Submission(given, CLERK, f"{agency}-{row.n}"), now)
