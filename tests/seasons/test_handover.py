"""Đồng Đăng's schools hand the pupils over late; the Youth Union waits for them."""

from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import Message

import pytest

from calendars.deadlines import last_instant
from desk.answer import Answer, answer
from desk.boards.board import board_text
from desk.desk import open_desk
from desk.plans.read import read_plan
from desk.progress import progress
from desk.rehearsals.rehearsal import Rehearsal
from desk.start import find
from desk.state import docket_of, office_facts
from rules.docket import Docket
from rules.status import status
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.matter import Matter
from schemas.status import Status
from tests.seasons.story import Letters, Story

NAME, SCHOOLS, YOUTH = "dong-dang-2024", "truong-hoc", "doan-thanh-nien"
HANDS, TAKES = "3.3", "8.1.4"
HANDED = datetime(2024, 7, 4, 9, tzinfo=VN)
WAITS = "Chờ Các trường học trên địa bàn thị trấn bàn giao"
AWAITED = "1 đơn vị đang chờ nội dung này"


@pytest.fixture(scope="module")
def story() -> Iterator[Story]:
    """Nobody answers; only the schools hand over, four weeks late."""
    desk = open_desk(":memory:", "", "http://campaign.example", seed=1)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, 1, answers=False)
    rehearsal.begin()
    rehearsal.start(roster)
    played = Story(desk, plan, 1, Letters(), last_instant(plan.close))
    for _ in rehearsal.play(HANDED, played.post):
        pass
    row = docket_of(desk, NAME, SCHOOLS)
    assert row is not None
    done = Answer(EntryKind.FULFILLED, (HANDS,), Person("Một", "Hiệu trưởng"), "done")
    answer(desk, row.id, done, HANDED)
    for _ in rehearsal.play(played.end, played.post):
        pass
    yield played
    desk.ledger.close()


def at(story: Story, agency: str, now: datetime) -> Docket:
    return progress(story.desk, NAME, now).dockets[agency]


def steps(story: Story, agency: str, duty: str) -> dict[str, str]:
    """The steps of one duty, and the day each was done on."""
    docket = at(story, agency, story.end)
    owes = next(one for one in docket.assignments if one.duty == duty)
    done = story.steps(docket, owes)
    return {step: f"{entry.at:%d/%m}" for step, entry in done.items()}


def to(story: Story, agency: str) -> list[tuple[str, str]]:
    """The plain text of every letter to an agency, by its subject."""
    address = next(one.to[0] for one in story.letters if one.agency == agency)
    messages = (
        message_from_bytes(message)
        for _, recipients, message in story.post.sent
        if recipients[0] == address
    )
    return [(str(one["Date"]), text(one)) for one in messages]


def text(message: Message) -> str:
    part = next(one for one in message.walk() if one.get_content_type() == "text/plain")
    body = b64decode(str(part.get_payload())).decode()
    return " ".join(body.split())


def test_the_schools_are_escalated_once_on_their_own_days(story: Story):
    said = steps(story, SCHOOLS, HANDS)
    assert (said["escalate-1"], said["escalate-3"]) == ("10/06", "12/06")


def test_the_union_is_reminded_and_escalated_only_after_the_handover(story: Story):
    said = steps(story, YOUTH, TAKES)
    assert said["remind-1"] == "27/06"
    assert (said["escalate-1"], said["tell-3"]) == ("05/07", "09/07")


def test_what_the_union_can_do_alone_is_escalated_on_its_day(story: Story):
    said = steps(story, YOUTH, "8.1.3")
    assert (said["escalate-1"], said["tell-3"]) == ("01/07", "03/07")


def test_the_unions_letters_say_whom_it_waits_for_until_the_handover(story: Story):
    waits = [date for date, words in to(story, YOUTH) if WAITS in words]
    assert any("27 Jun 2024" in date for date in waits)
    assert not any("Jul 2024" in date for date in waits)


def test_the_schools_letters_say_that_somebody_waits(story: Story):
    (urged,) = [words for date, words in to(story, SCHOOLS) if "10 Jun 2024" in date]
    assert AWAITED in urged


def test_the_union_is_not_overdue_with_it_before(story: Story):
    for now, expected in ((HANDED, 0), (story.end, 1)):
        docket = at(story, YOUTH, now)
        owes = next(one for one in docket.assignments if one.duty == TAKES)
        facts = [e for e in docket.entries if e.at < now]
        docket = Docket(YOUTH, docket.kind, (owes,), tuple(facts), docket.terms)
        late = status(owes, docket.standing, now) is Status.OVERDUE
        assert late is bool(expected)


def test_the_office_telephones_about_it_only_then(story: Story):
    raised = [
        f"{entry.at:%d/%m}"
        for entry in office(story)
        if entry.step == Matter.CALL and entry.duty == f"{YOUTH}/{TAKES}"
    ]
    assert raised == ["09/07"]


def office(story: Story) -> tuple[Entry, ...]:
    with story.desk.ledger.read() as tx:
        return office_facts(tx, find(tx, NAME).id)


def test_the_board_shows_no_handover_once_all_is_handed_over(story: Story):
    assert "Chờ bàn giao" not in board_text(story.progress, story.end)
