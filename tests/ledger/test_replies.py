from datetime import datetime, timedelta
from typing import Any

import pytest

from ledger import people, replies
from ledger.database import Ledger
from ledger.errors import DuplicateKeyError
from schemas.reply import FOR_PEOPLE, Kept, Mark, Result, Taken, Words

WORDS = Words("vanthu@soyte.example", "Văn thư", "Re: Giao nhiệm vụ", "Đã rõ")


def test_a_message_is_remembered_once_with_its_words(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    taken = Taken(Result.WRITTEN, "answers letter 1", season.ids[0], "", now)
    with ledger.write() as tx:
        assert not replies.known(tx, "d1")
        replies.add(tx, "d1", now, taken, WORDS)
        replies.add(tx, "d2", now, Taken(Result.IGNORED), None)
    with ledger.read() as tx:
        assert replies.known(tx, "d1")
        assert replies.kept(tx, FOR_PEOPLE, 9) == [Kept(now, taken, WORDS)]
        assert replies.kept(tx, (Result.UNVERIFIED,), 9) == []
    with pytest.raises(DuplicateKeyError), ledger.write() as tx:
        replies.add(tx, "d1", now, taken, WORDS)


def test_the_newest_stand_first(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        for n in range(4):
            words = WORDS._replace(text=str(n))
            replies.add(tx, f"d{n}", now, Taken(Result.UNVERIFIED), words)
        found = replies.kept(tx, FOR_PEOPLE, 2)
    assert [one.words.text for one in found] == ["3", "2"]


def test_the_last_answer_that_counted_is_known_by_its_event(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    docket, other = season.ids[:2]
    later, much = now + timedelta(hours=1), now + timedelta(hours=9)
    with ledger.write() as tx:
        assert replies.latest(tx, docket, "launch") is None
        for n, (result, event, stamp) in enumerate(
            [
                (Result.CONFIRMED, "launch", later),
                (Result.SEEN, "launch", now),
                (Result.UNVERIFIED, "launch", much),
                (Result.SEEN, "day:2024-06-30", much),
            ]
        ):
            taken = Taken(result, "", docket, event, stamp)
            replies.add(tx, f"d{n}", now, taken, None)
        assert replies.latest(tx, docket, "launch") == later
        assert replies.latest(tx, other, "launch") is None
        assert replies.count_since(tx, docket, now) == 4
        assert replies.count_since(tx, docket, later) == 0


def test_how_far_a_mailbox_was_read_is_known(ledger: Ledger) -> None:
    with ledger.write() as tx:
        assert replies.mark(tx, "box") is None
        for mark in (Mark("box", 7, 1), Mark("other", 1, 1), Mark("box", 8, 4)):
            replies.put_mark(tx, mark)
        assert replies.mark(tx, "box") == Mark("box", 8, 4)


def test_the_words_are_purged_with_the_people(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    with ledger.write() as tx:
        for digest, docket in (("d1", season.ids[0]), ("d2", None)):
            taken = Taken(Result.UNVERIFIED, "", docket)
            replies.add(tx, digest, now, taken, WORDS)
        people.purge(tx, season.campaign)
    with ledger.read() as tx:
        assert replies.kept(tx, FOR_PEOPLE, 9) == []
        assert replies.known(tx, "d1")
