"""The office is told once to ask above for the plan that its agencies wait for."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.beat import beat
from desk.boards.board import board_text, morning_text
from desk.boards.briefs import brief
from desk.boards.items import item_rows
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.morning import morning_sheet
from desk.parent_plan import NotAwaitedError, receive_parent
from desk.plans.read import read_plan
from desk.progress import OfficeItem, progress
from desk.start import sign_off, start
from desk.state import office_facts
from rules.above import ASK
from schemas import words
from schemas.entry import Entry
from schemas.in_force import Received
from tests.desk.boards.test_board import at
from tests.desk.desks import ISSUED, SIGNING
from tests.desk.test_morning import sheets
from tests.small_campaign import PLAN, write_campaign

NAME, PARENT = "spring-2024", "Kế hoạch của UBND tỉnh"
BEFORE, FIRST = at(28, 6, 14), at(1, 7, 8)
"""The districts' duty is due through Friday 28/6; they would be escalated on Monday."""
CAME = Received(number="9/KH-UBND", dated=ISSUED.date(), at=at(3, 7))
SOON = timedelta(minutes=5)
WHAT = (
    f"Đề nghị cấp trên ban hành kế hoạch “{PARENT}” (khi nhận được, ghi nhận bằng "
    f"biểu mẫu Ghi nhận kế hoạch cấp trên hoặc lệnh campaign received {NAME} "
    "parent-plan --number … --date …)"
)
WHO = "2 đơn vị đang chờ, gồm Huyện Bắc, Huyện Nam"


@pytest.fixture
def desk(address: str, tmp_path: Path) -> Desk:
    text = PLAN.replace("signer: {", f"parent_plan: {{title: {PARENT}}}\nsigner: {{")
    text = text.replace('awaits: ["2.1"]', "awaits: [parent-plan]")
    desk = open_desk(address, "secret", "http://campaign.example")
    folder = write_campaign(tmp_path / "plan", text)
    plan, roster = read_plan(str(folder), desk.days).require()
    start(desk, plan, roster, ISSUED, drawn("office"))
    sign_off(desk, NAME, SIGNING, ISSUED, drawn("links"))
    beat(desk, ISSUED)
    return desk


def items(desk: Desk, now=FIRST) -> list[OfficeItem]:
    return [one for one in progress(desk, NAME, now).office if one.kind == "parent"]


def asked(desk: Desk) -> list[Entry]:
    with desk.ledger.read() as tx:
        return [fact for fact in office_facts(tx, 1) if fact.key == ASK]


def test_the_item_comes_at_its_moment_and_goes_with_the_plan(desk: Desk):
    beat(desk, BEFORE)
    assert (items(desk, BEFORE), asked(desk)) == ([], [])
    assert items(desk) == [], "it is the beat that puts it before the office"
    beat(desk, FIRST)
    waiting = ("north", "south")
    assert items(desk) == [
        OfficeItem("parent", "", "parent-plan", FIRST, None, waiting)
    ]
    beat(desk, FIRST + SOON)
    beat(desk, at(2, 7, 8))
    assert [fact.at for fact in asked(desk)] == [FIRST]
    receive_parent(desk, NAME, CAME)
    assert items(desk, CAME.at) == []
    beat(desk, CAME.at)
    assert beat(desk, CAME.at).letters == 0
    assert len(asked(desk)) == 1
    with pytest.raises(NotAwaitedError):
        receive_parent(desk, NAME, CAME)
    desk.ledger.close()


def test_board_morning_list_and_sheet_say_who_waits_and_what_to_do(desk: Desk):
    beat(desk, FIRST)
    seen = progress(desk, NAME, FIRST)
    (row,) = [one for one in item_rows(seen) if "cấp trên" in one.what]
    assert (row.what, row.agency, row.duty) == (WHAT, WHO, "")
    for text in (board_text(seen, FIRST), morning_text(brief(seen, FIRST))):
        assert text.count(WHO) == 1
    rows = sheets(morning_sheet(desk, NAME, FIRST))[words.MORNING_SHEETS[2]]
    (line,) = [one for one in rows if one["Đơn vị"] == WHO]
    assert line["Tình trạng"].startswith(WHAT)
    assert not line["Điện thoại"]
    desk.ledger.close()
