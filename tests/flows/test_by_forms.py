"""A rehearsal's office amends the plan by the form, as a person would."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from desk.desk import open_desk
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from flows.here import here, sit_down, stand_up
from flows.rehearsing import ByForms, NotAmendedError
from ledger import campaigns
from schemas.base import VN
from schemas.behaviour import Amended
from schemas.in_force import Signing
from tests.desk.desks import Post
from tests.flows.conftest import settings_in
from tests.small_campaign import PLAN, write_campaign

NAME, DAY = "spring-2024", date(2024, 5, 20)
MOVED = PLAN.replace("day: 2024-06-08", "day: 2024-06-22")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ByForms]:
    """The office of a rehearsal that stands at the morning of an amendment."""
    settings = settings_in(tmp_path)
    plan = str(write_campaign(tmp_path / "plan"))
    read, roster = read_plan(plan, working_days()).require()
    desk = open_desk(settings.ledger, "", "http://campaign.example", 2, marked=True)
    rehearsal = Rehearsal(desk, read, 2)
    rehearsal.begin()
    rehearsal.start(roster)
    morning = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=VN)
    for _ in rehearsal.play(morning, Post()):
        pass
    desk.ledger.close()
    sit_down(settings)
    yield ByForms(NAME)
    here().desk.ledger.close()
    stand_up()


def signed() -> list[Signing]:
    desk = here().desk
    with desk.ledger.read() as tx:
        in_force = desk.seasons.of(tx, campaigns.every(tx)[0]).in_force
    return [one.signing for one in in_force.amendments]


def test_an_edited_plan_is_shown_and_binds_from_its_day_on(
    office: ByForms, tmp_path: Path
):
    edited = str(write_campaign(tmp_path / "edited", MOVED))
    office.amend(Amended(plan=edited, day=DAY, digest=""))
    (signing,) = signed()
    assert signing.signed_on == DAY
    assert signing.number.startswith("diễn tập/")


def test_what_the_form_refuses_stops_the_rehearsal_with_its_reason(
    office: ByForms, tmp_path: Path
):
    same = str(write_campaign(tmp_path / "same"))
    with pytest.raises(NotAmendedError, match="không khác kế hoạch đang có hiệu lực"):
        office.amend(Amended(plan=same, day=DAY, digest=""))
    assert signed() == []
