"""A message that the server refuses to give stops nobody else's."""

from collections.abc import Iterator

import pytest

from desk.desk import Desk
from desk.replies.mailbox import MailboxError
from desk.replies.reading import Read, read_inbox
from schemas.imap import ImapServer
from schemas.reply import Result
from tests.desk.replies.imap import Imap, imap
from tests.desk.replies.season import (
    NOW,
    about,
    answer_to,
    begun,
    facts,
    letters_to,
    listed,
)


@pytest.fixture
def box() -> Iterator[Imap]:
    with imap() as box:
        yield box


@pytest.fixture
def desk(box: Imap) -> Desk:
    desk = begun()
    told = next(one for one in letters_to(desk) if one.uid)
    box.messages += [about(told, "letter"), b"Subject: x\r\n\r\nx", answer_to(told)]
    return desk


def read(desk: Desk, box: Imap) -> list[Read]:
    server = ImapServer("127.0.0.1", box.port, "user", "password", "none")
    return read_inbox(desk, server, NOW)


@pytest.mark.parametrize(
    "refusal",
    [
        b"NO [SERVERBUG] Internal error",
        b"NO [EXPUNGEISSUED] x",
        b"NO",
        b"BAD cannot",
    ],
)
def test_a_message_that_is_refused_is_left_to_people_and_the_next_ones_are_read(
    desk: Desk, box: Imap, refusal: bytes
):
    box.refused[2] = refusal
    first = read(desk, box)
    assert [one.taken.result for one in first] == [
        Result.WRITTEN,
        Result.UNVERIFIED,
        Result.CONFIRMED,
    ]
    (waiting,) = (one for one in listed(desk) if one.taken.docket is None)
    assert waiting.taken.reason.startswith("the mailbox does not give message 2: ")
    assert refusal.split()[-1].decode() in waiting.taken.reason
    before = facts(desk), listed(desk)
    assert read(desk, box) == []
    assert (facts(desk), listed(desk)) == before


@pytest.mark.parametrize("code", [b"UNAVAILABLE", b"INUSE", b"LIMIT"])
def test_a_message_that_is_refused_for_now_is_read_once_it_is_given(
    desk: Desk, box: Imap, code: bytes
):
    box.refused[2] = b"NO [" + code + b"] try again"
    with pytest.raises(MailboxError, match=code.decode()):
        read(desk, box)
    box.refused.clear()
    assert [one.taken.result for one in read(desk, box)] == [
        Result.UNVERIFIED,
        Result.CONFIRMED,
    ]
