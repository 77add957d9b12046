"""Seasons in which mail stands still, and mailboxes refuse it."""

from datetime import date, datetime

import pytest

from desk.desk import Desk, open_desk
from desk.letters.listing import Listed, listed
from desk.mail.outcome import Outcome, Verdict
from desk.plans.read import read_plan
from desk.progress import progress
from desk.rehearsals.behaving import UnknownBouncedError, bouncing, checked
from desk.rehearsals.load import load_of
from desk.rehearsals.office import AtTheDesk
from desk.rehearsals.rehearsal import OtherRehearsalError, Rehearsal, rehearsed
from schemas.agency import Roster
from schemas.base import VN
from schemas.behaviour import USUAL, Behaviour, Outage
from schemas.letter import LetterState
from tests.desk.desks import Post

NAME, SEED = "dong-dang-2024", 3
UNTIL = datetime(2024, 6, 18, tzinfo=VN)
FIRST, LAST = date(2024, 5, 27), date(2024, 6, 4)
AWAY = Behaviour(outages=(Outage(first=FIRST, last=LAST),))


def begun(behaviour: Behaviour, where: str = ":memory:") -> tuple[Rehearsal, Roster]:
    desk = open_desk(where, "", "http://campaign.example", seed=SEED)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, SEED, behaviour=behaviour)
    rehearsal.begin()
    rehearsal.start(roster)
    return rehearsal, roster


def played(behaviour: Behaviour) -> tuple[Desk, Post, list[Listed], Roster]:
    rehearsal, roster = begun(behaviour)
    post = Post()
    for _ in rehearsal.play(UNTIL, post):
        pass
    return rehearsal.desk, post, listed(rehearsal.desk, NAME), roster


def days(letters: list[Listed]) -> set[date]:
    return {one.left.astimezone(VN).date() for one in letters if one.left}


@pytest.fixture(scope="module")
def usual() -> list[Listed]:
    return played(USUAL)[2]


def test_in_an_outage_no_letter_leaves_and_what_is_still_due_leaves_after_it(
    usual: list[Listed],
):
    _, post, letters, _ = played(AWAY)
    silent = {day for day in days(usual) if FIRST <= day <= LAST}
    assert silent
    assert not {day for day in days(letters) if FIRST <= day <= LAST}
    assert date(2024, 6, 5) in days(letters)
    assert len(post.sent) < len([one for one in usual if one.left])
    waited = [one for one in letters if one.left and one.left.date() > one.at.date()]
    assert {one.left.date() for one in waited if one.left} >= {date(2024, 6, 5)}


def test_one_seed_and_one_behaviour_write_the_same_bytes():
    first, second = played(AWAY)[1], played(AWAY)[1]
    assert first.sent == second.sent


def test_a_mailbox_that_refuses_gets_one_letter_and_its_office_an_item(
    usual: list[Listed],
):
    who = next(one.agency for one in usual if one.agency != "@office")
    desk, _, letters, _ = played(Behaviour(bounced=(who,)))
    states = [one.state for one in letters if one.agency == who]
    assert states[0] is LetterState.FAILED
    assert LetterState.SENT not in states
    items = progress(desk, NAME, UNTIL).office
    assert ("contact", who) in {(one.kind, one.agency) for one in items}


def test_a_server_refuses_some_recipients_and_takes_the_letter_for_others():
    inner = Post()
    post = bouncing(inner, {"a@x.example"})
    assert post("o@x.example", ("b@x.example",), b"1") == Outcome(Verdict.SENT)
    mixed = post("o@x.example", ("a@x.example", "b@x.example"), b"2")
    assert (mixed.verdict, mixed.refused) == (Verdict.SENT, ("a@x.example",))
    none = post("o@x.example", ("a@x.example",), b"3")
    assert (none.verdict, none.refused) == (Verdict.REFUSED, ("a@x.example",))
    assert inner.sent == [(("b@x.example",), b"1"), (("b@x.example",), b"2")]


def test_a_rehearsal_goes_on_as_it_began_only(tmp_path):
    where = str(tmp_path / "rehearsal.db")
    rehearsal, _ = begun(AWAY, where)
    desk = rehearsal.desk
    with pytest.raises(OtherRehearsalError, match="seed and options"):
        Rehearsal(desk, rehearsal.plan, SEED).begin()
    Rehearsal(desk, rehearsal.plan, SEED, behaviour=AWAY).begin()
    found = rehearsed(desk, lambda name: AtTheDesk(desk, name, SEED))
    assert found.behaviour == AWAY
    desk.ledger.close()


def test_letters_bounce_at_agencies_that_there_are():
    _, roster = begun(USUAL)
    checked(Behaviour(bounced=(roster.agencies[0].id,)), roster)
    with pytest.raises(UnknownBouncedError, match="no agency nobody"):
        checked(Behaviour(bounced=("nobody",)), roster)


def test_the_load_counts_what_left_by_day_agency_and_leader(usual: list[Listed]):
    _, _, _, roster = played(USUAL)
    load = load_of(usual, roster)
    left = [one for one in usual if one.left]
    assert sum(one.letters for one in load.days) == len(left)
    assert [one.day for one in load.days] == sorted(days(usual))
    worst = load.worst
    assert worst is not None
    got = [one for one in left if one.agency == worst.agency]
    assert worst.letters == len(got)
    assert worst.letters >= max(
        sum(one.agency == agency.id for one in left) for agency in roster.agencies
    )
    on_that_day = [one for one in got if one.left and one.left.date() == worst.day]
    assert worst.on_that_day == len(on_that_day)
    leaders = {one.address for one in roster.superiors}
    heads = {one.head.address for one in roster.agencies if one.head}
    read_by_them = [
        address
        for one in left
        for address in (*one.to, *one.cc)
        if address in leaders | heads
    ]
    assert len(load.leaders) == len(read_by_them) > 0


def test_where_nothing_left_there_is_no_load():
    _, roster = begun(USUAL)
    assert load_of([], roster) == ((), None, ())
