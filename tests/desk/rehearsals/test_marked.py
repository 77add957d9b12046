"""What a rehearsal writes says that it is one."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from desk.desk import Desk, open_desk
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from schemas.base import VN
from schemas.outlet import MAILBOX, Outlet
from tests.desk.desks import Post

UNTIL = datetime(2024, 5, 15, tzinfo=VN)


def played(desk: Desk) -> list[EmailMessage]:
    plan, roster = read_plan("dong-dang-2024", desk.days).require()
    rehearsal = Rehearsal(desk, plan, 3)
    rehearsal.begin()
    rehearsal.start(roster)
    post = Post()
    for _ in rehearsal.play(UNTIL, post):
        pass
    messages = [message_from_bytes(raw, policy=policy.default) for _, raw in post.sent]
    return [one for one in messages if isinstance(one, EmailMessage)]


def said(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    return body.get_content()


@pytest.mark.parametrize("marked", [True, False])
def test_every_letter_of_a_rehearsal_is_marked_in_subject_and_words(marked: bool):
    desk = open_desk(":memory:", "", "http://campaign.example", seed=3, marked=marked)
    letters = played(desk)
    assert len(letters) > 30
    for letter in letters:
        assert str(letter["Subject"]).startswith("[Diễn tập] ") is marked
        assert ("DIỄN TẬP: thư này" in said(letter, "plain")) is marked
        assert ("<strong>DIỄN TẬP</strong>" in said(letter, "html")) is marked


def test_a_rehearsal_that_is_opened_again_is_marked_and_has_no_other_outlet(
    tmp_path: Path,
):
    where, address = str(tmp_path / "ledger.db"), "http://campaign.example"
    real = Outlet("mail.example:465", ("laichau.example",))
    early = open_desk(where, "", address, outlet=real)
    assert (early.outlet, early.marked) == (real, False)
    plan, _ = read_plan("dong-dang-2024", early.days).require()
    Rehearsal(early, plan, 3).begin()
    late = open_desk(where, "", address, outlet=real)
    assert (late.outlet, late.marked) == (MAILBOX, True)
    for desk in (early, late):
        desk.ledger.close()
