"""The country as campaigns: a ministry, 34 provinces, 3,321 communes.

The ministry's and the provinces' plans have Lai Châu's shape; the communes' have Đồng
Đăng's, with the plan of its own that Lai Châu lays on everybody. Since 1/7/2025 no
district stands between them. Places are numbered, not named; every mailbox lies in the
reserved domain `.example`.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from desk.plans.read import read_plan
from examples.shapes import (
    COMMUNE,
    DAYS_TO_ADD_UP,
    GROUP,
    PROVINCE,
    Campaign,
    adapted,
    due,
    mailed,
    members_of,
    placed,
)
from schemas.agency import Agency, Roster
from schemas.duty import DutyKind
from schemas.plan import Group, Plan

YEAR = 2026
PROVINCES, COMMUNES = 34, 3_321
TIERS = ("Bộ quản lý nhà nước về trẻ em", "UBND cấp tỉnh", "UBND cấp xã")
MINISTRY = f"bo-{YEAR}"
ISSUED = (date(YEAR, 4, 15), date(YEAR, 4, 22), date(YEAR, 5, 4))
"""When each tier issues its plan, from the top."""

CLOSES = date(YEAR, 8, 14)
"""The last day of the season: the ministry adds up after 30 July."""

_DAY_OF_2024 = re.compile(r'"2024(-\d\d-\d\d)"')


class _Shape(NamedTuple):
    """A plan of this year that binds nobody yet, and its agencies."""

    plan: Plan
    roster: Roster


def nation(provinces: int = PROVINCES, communes: int = COMMUNES) -> Iterator[Campaign]:
    """Yield the ministry's campaign, each province's, then each commune's.

    Communes are dealt out to the provinces as evenly as they go.
    """
    above, below = _shape(PROVINCE, ISSUED[0]), _shape(COMMUNE, ISSUED[2])
    below = _with_own_plan(below, above.plan)
    every = [f"tinh-{i:02d}" for i in range(1, provinces + 1)]
    of = {
        one: _communes(one, communes // provinces + (nth < communes % provinces))
        for nth, one in enumerate(every)
    }
    named = {one: f"UBND tỉnh số {i}" for i, one in enumerate(every, 1)}
    yield _ministry(above, named)
    at_province = above.plan.model_copy(update={"planned_issue": ISSUED[1]})
    for province in every:
        shape = above._replace(plan=at_province)
        yield _province(shape, province, named[province], of[province])
    for province in every:
        for nth, commune in enumerate(of[province], 1):
            name = f"UBND xã số {nth}, {named[province].removeprefix('UBND ')}"
            yield _commune(below, province, commune, name)


def _communes(province: str, count: int) -> list[str]:
    return [f"{province}.xa-{i:03d}" for i in range(1, count + 1)]


def _shape(name: str, issued: date) -> _Shape:
    """Return a plan of 2024 as of this year: the same days, the same duties."""
    plan, roster = read_plan(name).require(as_proposed=True)
    text = _DAY_OF_2024.sub(rf'"{YEAR}\1"', plan.model_dump_json())
    moved = Plan.model_validate_json(text)
    update = {"year": YEAR, "planned_issue": issued, "close": CLOSES}
    # What became of the agencies of 2024 in 2025 is no part of a season played now.
    lasting = {"later": (), "successor": None, "valid_to": None}
    agencies = tuple(one.model_copy(update=lasting) for one in roster.agencies)
    roster = roster.model_copy(update={"agencies": agencies, "recipients": ()})
    plan = moved.model_copy(update={**update, "recipients": ()})
    return _Shape(plan, roster)


def _with_own_plan(below: _Shape, above: Plan) -> _Shape:
    own = next(one for one in above.laid_on_all if one.kind is DutyKind.OWN_PLAN)
    own = own.model_copy(update={"besides": (below.plan.office,), "awaits": ()})
    laid = (*below.plan.laid_on_all, own)
    return below._replace(plan=below.plan.model_copy(update={"laid_on_all": laid}))


def _ministry(shape: _Shape, provinces: dict[str, str]) -> Campaign:
    plan = shape.plan.model_copy(
        update={
            "id": MINISTRY,
            "title": f"Kế hoạch tổ chức Tháng hành động vì trẻ em năm {YEAR}",
            "issued_by": TIERS[0],
            "place": "toàn quốc",
            "groups": _groups(shape.plan, "UBND các tỉnh, thành phố", provinces),
        }
    )
    roster = _roster(shape, provinces)
    return Campaign(0, adapted(plan, due(plan, TIERS[1])), mailed(roster, MINISTRY))


def _province(shape: _Shape, province: str, name: str, communes: list[str]) -> Campaign:
    below = {one: f"UBND xã số {i}" for i, one in enumerate(communes, 1)}
    plan = placed(shape.plan, province, name, TIERS[1], MINISTRY, province)
    groups = _groups(shape.plan, "UBND các xã, phường", below)
    plan = plan.model_copy(update={"groups": groups})
    before = due(plan, TIERS[2])
    return Campaign(1, adapted(plan, before), mailed(_roster(shape, below), province))


def _commune(shape: _Shape, province: str, commune: str, name: str) -> Campaign:
    above = f"{province}-{YEAR}"
    plan = placed(shape.plan, commune, name, TIERS[2], above, commune)
    before = due(plan, TIERS[2]) - DAYS_TO_ADD_UP
    return Campaign(2, adapted(plan, before), mailed(shape.roster, commune))


def _groups(plan: Plan, name: str, members: dict[str, str]) -> tuple[Group, ...]:
    ours = Group(id=GROUP, name=name, kind="expanded", members=tuple(members))
    return tuple(ours if group.id == GROUP else group for group in plan.groups)


def _roster(shape: _Shape, members: dict[str, str]) -> Roster:
    """Return the roster with others in place of the districts."""
    districts = set(members_of(shape.plan))
    like = next(one for one in shape.roster.agencies if one.id in districts)
    others = tuple(one for one in shape.roster.agencies if one.id not in districts)
    named = tuple(_like(like, key, name) for key, name in members.items())
    return shape.roster.model_copy(update={"agencies": (*others, *named)})


def _like(agency: Agency, key: str, name: str) -> Agency:
    return agency.model_copy(update={"id": key, "name": name})
