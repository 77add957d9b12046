"""Forty communes wait for the province's plan; the office asks for it once."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import date, datetime
from email import message_from_bytes

import pytest

from calendars.deadlines import last_instant
from desk.beat import beat
from desk.desk import open_desk
from desk.parent_plan import receive_parent
from desk.progress import OfficeItem, progress
from desk.rehearsals.rehearsal import Rehearsal
from desk.start import find
from desk.state import office_facts
from rules.above import ASK
from schemas.agency import Roster
from schemas.base import VN
from schemas.in_force import Received
from schemas.plan import Plan
from tests.seasons.story import Letters, Story
from tests.small_campaign import PLAN, ROSTER, data, put

COMMUNES = tuple(f"xa-{n:02}" for n in range(1, 41))
TAKES = "3.1"
FIRST = datetime(2024, 7, 1, 8, tzinfo=VN)
"""The communes' duty is due through Friday 28/6."""
CAME = datetime(2024, 7, 8, 9, tzinfo=VN)
ASKS = "Đề nghị cấp trên ban hành kế hoạch"
MORNING = "vanthu@ministry.example"

Seen = dict[datetime, list[OfficeItem]]


def small_plan() -> Plan:
    values = put(data(PLAN), ("parent_plan",), {"title": "Kế hoạch của UBND tỉnh"})
    values = put(values, ("briefs",), {"morning": "ministry"})
    values = put(values, ("groups", 0, "members"), list(COMMUNES))
    awaits = ("entries", 2, "duties", 0, "awaits")
    return Plan.model_validate(put(values, awaits, ["parent-plan"]))


def roster() -> Roster:
    values = data(ROSTER)
    communes = [
        {
            "id": name,
            "name": f"Xã {name[3:]}",
            "contact": {"post": "Văn thư", "address": f"vanthu@{name}.example"},
            "head": {"post": "Chủ tịch", "address": f"chutich@{name}.example"},
            "superior": "chair",
        }
        for name in COMMUNES
    ]
    agencies = [*values["agencies"][:2], *communes]
    return Roster.model_validate(values | {"agencies": agencies})


@pytest.fixture(scope="module")
def played() -> Iterator[tuple[Story, Seen]]:
    """Nobody answers; the province's plan comes a week after the communes' day."""
    desk = open_desk(":memory:", "", "http://campaign.example", seed=1)
    plan = small_plan()
    rehearsal = Rehearsal(desk, plan, 1, answers=False)
    rehearsal.begin()
    rehearsal.start(roster())
    story = Story(desk, plan, 1, Letters(), last_instant(plan.close))
    seen: Seen = {}
    for now in rehearsal.play(CAME, story.post):
        seen[now] = items(story, now)
    came = Received(number="9/KH-UBND", dated=date(2024, 7, 5), at=CAME)
    receive_parent(desk, plan.id, came)
    seen[CAME] = items(story, CAME)
    for now in rehearsal.play(story.end, story.post):
        seen[now] = items(story, now)
    yield story, seen
    desk.ledger.close()


def items(story: Story, now: datetime) -> list[OfficeItem]:
    office = progress(story.desk, story.plan.id, now).office
    return [one for one in office if one.kind == "parent"]


def test_the_office_has_no_item_before_the_first_escalation(played):
    _, seen = played
    before = [shown for now, shown in seen.items() if now < FIRST]
    assert before
    assert not any(before)


def test_it_has_one_item_for_all_of_them_until_the_plan_has_come(played):
    _, seen = played
    meanwhile = [shown for now, shown in seen.items() if FIRST <= now < CAME]
    assert len(meanwhile) > 1
    one = OfficeItem("parent", "", "parent-plan", FIRST, waiting=COMMUNES)
    assert all(shown == [one] for shown in meanwhile)


def test_it_has_none_afterwards(played):
    _, seen = played
    after = [shown for now, shown in seen.items() if now >= CAME]
    assert len(after) > 1
    assert not any(after)


def test_the_ledger_knows_of_one_and_nothing_of_it_is_left_to_do(played):
    story, _ = played
    desk, name = story.desk, story.plan.id
    with desk.ledger.read() as tx:
        office = office_facts(tx, find(tx, name).id)
    assert [fact.at for fact in office if fact.key == ASK] == [FIRST]
    assert beat(desk, story.end).letters == 0
    with desk.ledger.read() as tx:
        assert office_facts(tx, find(tx, name).id) == office


def test_the_mornings_letters_say_it_from_that_day_on(played):
    story, _ = played
    days = {day for day, text in mornings(story) if ASKS in text}
    assert days == {
        "01 Jul 2024",
        *(f"0{n} Jul 2024" for n in range(2, 6)),
        "08 Jul 2024",
    }
    (text,) = [text for day, text in mornings(story) if day == "02 Jul 2024"]
    assert "40 đơn vị đang chờ, gồm Xã 01, Xã 02, Xã 03 và 37 đơn vị khác" in text


def mornings(story: Story) -> Iterator[tuple[str, str]]:
    for _, recipients, raw in story.post.sent:
        if recipients[0] == MORNING:
            message = message_from_bytes(raw)
            parts = (p for p in message.walk() if p.get_content_type() == "text/plain")
            body = b64decode(str(next(parts).get_payload())).decode()
            yield str(message["Date"])[5:16], " ".join(body.split())


def test_the_communes_are_escalated_after_the_plan_came_not_before(played):
    story, _ = played
    for docket in story.agencies():
        if docket.agency in COMMUNES:
            owes = next(one for one in docket.assignments if one.duty == TAKES)
            done = story.steps(docket, owes)
            assert f"{done['escalate-1'].at:%d/%m}" == "09/07"
