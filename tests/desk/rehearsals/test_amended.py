"""A rehearsal whose plan is amended on a date: told, answered, and played again."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desk.desk import Desk, open_desk
from desk.letters.listing import listed
from desk.rehearsals.behaving import mail_of
from desk.rehearsals.office import AtTheDesk
from desk.rehearsals.papers import (
    OtherPlanError,
    OutOfSeasonError,
    amended_on,
    edited_plan,
)
from desk.rehearsals.rehearsal import Rehearsal, rehearsed
from ledger import campaigns
from schemas.base import VN
from schemas.behaviour import Behaviour, Outage
from schemas.errors import PlanError
from schemas.letter import LetterKind
from tests.desk.desks import Post
from tests.small_campaign import PLAN, write_campaign

SEED, DAY = 2, date(2024, 5, 20)
UNTIL = datetime(2024, 7, 31, 23, 59, tzinfo=VN)
MOVED = PLAN.replace("day: 2024-06-08", "day: 2024-06-22")
MORE = MOVED.replace(
    'id: "2.2"\n        title: Dạy bơi', 'id: "2.9"\n        title: Dạy cờ'
)


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return str(write_campaign(tmp_path / "plan"))


@pytest.fixture
def edited(tmp_path: Path) -> str:
    return str(write_campaign(tmp_path / "edited", MORE))


def begun(plan: str, edited: str, where: str = ":memory:") -> Rehearsal:
    read = edited_plan(plan)
    behaviour = Behaviour(
        on_time=100,
        late=0,
        silent=0,
        amendments=(amended_on(read.plan, edited, DAY),),
    )
    desk = open_desk(where, "", "http://campaign.example", SEED, marked=True)
    rehearsal = Rehearsal(desk, read.plan, SEED, behaviour=behaviour)
    rehearsal.begin()
    rehearsal.start(read.roster)
    return rehearsal


def played(rehearsal: Rehearsal, until: datetime = UNTIL) -> list[tuple]:
    post = Post()
    for _ in rehearsal.play(until, post):
        pass
    return post.sent


def revision_of(desk: Desk) -> list[date]:
    with desk.ledger.read() as tx:
        row = campaigns.every(tx)[0]
        in_force = desk.seasons.of(tx, row).in_force
    return [one.signing.signed_on for one in in_force.amendments]


def test_who_is_concerned_is_told_on_that_day_and_all_is_answered(
    plan: str, edited: str
):
    rehearsal = begun(plan, edited)
    played(rehearsal)
    assert revision_of(rehearsal.desk) == [DAY]
    letters = listed(rehearsal.desk, "spring-2024")
    told = [one for one in letters if one.at.astimezone(VN).date() == DAY]
    assert {(one.agency, one.kind) for one in told} >= {("school", LetterKind.ASSIGN)}
    assert not [one for one in letters if one.kind is LetterKind.ESCALATE]


def test_one_seed_plays_one_amended_season(plan: str, edited: str):
    assert played(begun(plan, edited)) == played(begun(plan, edited))


@pytest.mark.parametrize("stop", [date(2024, 5, 19), DAY, date(2024, 6, 10)])
def test_stopped_and_gone_on_it_is_the_same_season(
    plan: str, edited: str, tmp_path: Path, stop: date
):
    whole = played(begun(plan, edited))
    where = str(tmp_path / "rehearsal.db")
    first = begun(plan, edited, where)
    before = played(first, datetime(stop.year, stop.month, stop.day, 12, tzinfo=VN))
    first.desk.ledger.close()
    second = begun(plan, edited, where)
    again = rehearsed(second.desk, lambda name: AtTheDesk(second.desk, name, SEED))
    assert again.behaviour == second.behaviour
    assert before + played(second) == whole
    second.desk.ledger.close()


def test_an_amendment_of_something_else_is_refused(plan: str, tmp_path: Path):
    read = edited_plan(plan).plan
    other = str(write_campaign(tmp_path / "o", PLAN.replace("spring-2024", "x-2024")))
    with pytest.raises(OtherPlanError, match="is the plan of x-2024"):
        amended_on(read, other, DAY)
    for day in (date(2024, 5, 6), date(2024, 8, 1)):
        with pytest.raises(OutOfSeasonError, match="give a day after 2024-05-06"):
            amended_on(read, plan, day)
    wrong = str(write_campaign(tmp_path / "w", PLAN.replace("[school]", "[shool]")))
    with pytest.raises(PlanError, match="shool"):
        amended_on(read, wrong, DAY)


def test_mail_behaves_where_a_rehearsal_says_so_and_nowhere_else(plan: str):
    post, now = Post(), datetime(2024, 5, 20, 9, tzinfo=VN)
    real = open_desk(":memory:", "secret", "http://campaign.example")
    assert mail_of(real, post, now) is post
    read = edited_plan(plan)
    desk = open_desk(":memory:", "", "http://campaign.example", seed=SEED)
    away = Behaviour(outages=(Outage(first=DAY, last=DAY),), bounced=("school",))
    rehearsal = Rehearsal(desk, read.plan, SEED, behaviour=away)
    rehearsal.begin()
    rehearsal.start(read.roster)
    assert mail_of(desk, post, now) is None
    mail = mail_of(desk, post, now.replace(day=21))
    assert mail is not None
    assert mail("a@a.example", ("vanthu@school.example",), b"1").refused
    assert not mail("a@a.example", ("vanthu@north.example",), b"2").refused
