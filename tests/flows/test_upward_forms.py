"""The forms towards the level above: its plan comes, our report goes."""

from datetime import datetime
from typing import Any, NamedTuple

from desk.desk import Desk, open_desk
from desk.reports.consolidate import consolidate_reports
from desk.reports.submit import reporter_of
from flows.accepting import accepted
from flows.forms.parent import ReceiveParent
from flows.forms.upward import AcceptConsolidation
from flows.receiving import received
from ledger import campaigns
from schemas.base import VN
from tests.desk.reports.two_levels import (
    ABOVE,
    BELOW,
    NOW,
    PARENT,
    begin,
    plan_of,
    report,
    roster_of,
    row_of,
    two_levels,
)

WHO: dict[str, Any] = {"name": "Người chấp nhận", "post": "Phó Chủ tịch"}
DATED: dict[str, Any] = {"number": "12/KH-UBND", "dated": "10/7/2024"}


class At(NamedTuple):
    desk: Desk

    def now(self) -> datetime:
        return NOW


def handed_up(desk: Desk, campaign: str = BELOW, version: int = 0) -> tuple[str, str]:
    given = AcceptConsolidation(campaign=f"{campaign} · X", version=version, **WHO)
    state = accepted(At(desk), given)  # pyright: ignore
    return state.type.value, state.message or ""


def versions_above(desk: Desk) -> int:
    row = row_of(desk, ABOVE, "north")
    with desk.ledger.read() as tx:
        return reporter_of(desk, tx, row).reporting.versions


def test_the_newest_version_goes_up_once():
    desk = two_levels()
    assert handed_up(desk) == (
        "FAILED",
        "Chưa có bản báo cáo tổng hợp đó: đề nghị lập trước.",
    )
    report(desk, BELOW, "north", {"gifts": 30})
    consolidate_reports(desk, BELOW, NOW)
    kind, message = handed_up(desk)
    assert (kind, message.startswith("Mã biên nhận: ")) == ("COMPLETED", True)
    assert handed_up(desk, version=1) == (kind, message), "twice is once"
    report(desk, BELOW, "south", {"gifts": 3})
    consolidate_reports(desk, BELOW, NOW)
    assert handed_up(desk)[0] == "COMPLETED"
    assert versions_above(desk) == 2
    assert handed_up(desk, version=1)[1].startswith("Bản mới hơn đã được nộp")


def test_what_has_no_place_above_is_refused_in_words():
    desk = two_levels()
    consolidate_reports(desk, ABOVE, NOW)
    assert handed_up(desk, ABOVE)[1].startswith("Không có dòng báo cáo")
    assert handed_up(desk, "nowhere") == ("FAILED", "Không có chiến dịch nowhere.")
    alone = open_desk(":memory:", "secret", "http://campaign.example")
    begin(alone, plan_of(ABOVE), roster_of("above"), issued=False)
    begin(alone, plan_of(BELOW, parent_campaign=PARENT), roster_of("below"))
    consolidate_reports(alone, BELOW, NOW)
    assert handed_up(alone)[1].startswith("Kế hoạch của cấp trên chưa được ban hành")


def came(desk: Desk, **changes: str) -> tuple[str, str]:
    given = {"campaign": f"{BELOW} · X"} | DATED | changes
    state = received(At(desk), ReceiveParent(**given))  # pyright: ignore
    return state.type.value, state.message or ""


def test_the_plan_from_above_comes_once():
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    begin(desk, plan_of(BELOW, parent_plan={"title": "Kế hoạch"}), roster_of("below"))
    for changes, refused in (
        ({"dated": "32/7/2024"}, "Không có ngày 32/7/2024"),
        ({"dated": "16/7/2024"}, "Ngày 16/7/2024 chưa đến"),
        ({"campaign": "nowhere · X"}, "Không có chiến dịch nowhere."),
    ):
        kind, message = came(desk, **changes)
        assert (kind, refused in message) == ("FAILED", True)
    assert came(desk) == ("COMPLETED", "Đã có kế hoạch của cấp trên")
    assert "không chờ kế hoạch nào" in came(desk)[1]
    with desk.ledger.read() as tx:
        row = campaigns.find(tx, BELOW)
        assert row is not None
        season = desk.seasons.of(tx, row)
    assert season.in_force.parent is not None
    assert season.in_force.parent.at == datetime(2024, 7, 15, 9, tzinfo=VN)
