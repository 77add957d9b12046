"""Who gets a copy of the plan and follows the campaign reads both in one letter."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest

from desk.answer import Answer, answer
from desk.beat import beat
from desk.campaigns import duties_of
from desk.desk import Desk, open_desk
from desk.letters.claim import Ready, claim
from desk.links import drawn
from desk.plans.read import read_plan
from desk.start import sign_off, start
from ledger import dockets
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from schemas.plan import Briefs
from tests.desk.desks import CLERK, ISSUED, NAME, SIGNING

EVENING = ISSUED + timedelta(hours=9)
MORNING = ISSUED + timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    """A plan that is issued in the evening: its copies leave with the first list."""
    desk = open_desk(":memory:", "secret", "http://campaign.example")
    plan, roster = read_plan(NAME, desk.days).require()
    reader = next(one.send_to for one in plan.recipients if one.send_to)
    plan = plan.model_copy(update={"briefs": Briefs(morning=reader)})
    start(desk, plan, roster, EVENING, drawn("office"))
    sign_off(desk, NAME, SIGNING, EVENING, drawn("links"))
    beat(desk, EVENING)
    return desk


def copy(desk: Desk, now: datetime) -> Ready:
    beat(desk, now)
    (joined,) = (
        one
        for one in claim(desk, now)
        if {LetterKind.COPY, LetterKind.MORNING} <= {i.kind for i in one.letter.items}
    )
    return joined


def texts(one: Ready) -> list[str]:
    message = message_from_bytes(one.composed.message)
    found = [str(make_header(decode_header(message["Subject"])))]
    found += [
        part.get_payload(decode=True).decode()
        for part in message.walk()
        if part.get_content_type() in ("text/plain", "text/html")
    ]
    return [" ".join(text.split()) for text in found]


def test_the_list_stands_in_the_letter_that_brings_the_plan(desk: Desk):
    subject, plain, html = texts(copy(desk, MORNING))
    assert "Việc cần theo dõi ngày 7/5/2024; gửi để biết: Kế hoạch số 156" in subject
    for text in (plain, html):
        assert "không cần trả lời" in text
        assert "hoàn thành 0/" in text
        assert "Sở Y tế: 3 nhiệm vụ, giao từ ngày 7/5/2024" in text


def test_a_list_of_nothing_is_not_shown_beside_the_plan(desk: Desk):
    with desk.ledger.read() as tx:
        rows = [one for one in dockets.of(tx, 1) if one.kind is DocketKind.AGENCY]
    for row in rows:
        done = Answer(EntryKind.FULFILLED, duties_of(desk, row), CLERK, "done")
        answer(desk, row.id, done, EVENING)
    one = copy(desk, MORNING)
    assert [item.kind for item in one.composed.items] == [LetterKind.COPY]
    for text in texts(one):
        assert "theo dõi ngày" not in text
