from datetime import datetime

import pytest

from rules.claim import still_asks
from rules.fold import stand
from rules.keys import answer_key
from rules.status import count, status
from schemas.entry import EntryKind
from schemas.letter import Item, LetterKind
from tests.rules.season import Played, agency, at, owes

ISSUED = at(6, 5)
REPORT = "1.1"


def handed_in(on: datetime) -> Played:
    """Return an agency that said nothing before it handed its report in."""
    played = agency(owes(REPORT))
    played.play(ISSUED, on)
    played.answer(EntryKind.REPORTED, on, REPORT)
    return played


def send_back(played: Played, now: datetime, day: str = "") -> None:
    act = f"back-{len(played.docket.entries)}"
    played.append(EntryKind.SENT_BACK, now, duty=REPORT, step="1", act=act)
    if day:
        played.append(EntryKind.EXTENDED, now, duty=REPORT, step=day, act=act)
    played.beat(now)


def told(played: Played, since: datetime) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (f"{now:%d/%m}", kind, items) for now, kind, items in played.told if now > since
    ]


def test_one_letter_says_that_it_is_sent_back_and_until_when() -> None:
    played = handed_in(at(18, 7, 9))
    send_back(played, at(22, 7, 10), "2024-07-26")
    played.play(at(22, 7, 11), at(31, 7))
    assert told(played, at(18, 7, 9)) == [
        ("22/07", "sent-back", ("sent-back:1.1",)),
        ("23/07", "remind", ("remind-3:1.1",)),
        ("25/07", "remind", ("remind-1:1.1",)),
        ("29/07", "escalate", ("escalate-1:1.1",)),
    ]


def test_what_came_again_is_not_asked_for_any_more() -> None:
    played = handed_in(at(18, 7, 9))
    send_back(played, at(22, 7, 10), "2024-07-26")
    played.answer(EntryKind.REPORTED, at(23, 7, 7), REPORT)
    played.play(at(23, 7, 8), at(31, 7))
    assert told(played, at(22, 7, 10)) == [("23/07", "receipt", ("reported:1.1",))]


def test_who_is_past_the_deadline_hears_of_it_before_anybody_urges() -> None:
    played = handed_in(at(18, 7, 9))
    send_back(played, at(22, 7, 10))
    played.play(at(22, 7, 11), at(31, 7))
    first, second, *_ = told(played, at(18, 7, 9))
    assert first == ("22/07", "sent-back", ("sent-back:1.1",))
    assert second == ("23/07", "escalate", ("escalate-1:1.1",))


def test_it_is_said_of_the_report_that_more_is_asked() -> None:
    played = handed_in(at(18, 7, 9))
    send_back(played, at(18, 7, 10))
    (owed,), standing = played.docket.assignments, stand(played.docket.entries)
    assert status(owed, standing, at(19, 7)) == "sent-back"
    assert status(owed, standing, at(20, 7)) == "sent-back-late"
    assert count((owed,), standing, at(20, 7)) == (1, 1, 0, 1)
    assert standing.received(REPORT), "who has handed it in had it"


def test_more_is_asked_of_who_declined_and_reported_after_all() -> None:
    played = agency(owes(REPORT))
    played.answer(EntryKind.DECLINED, at(17, 7), REPORT)
    played.answer(EntryKind.REPORTED, at(18, 7), REPORT)
    send_back(played, at(18, 7, 10))
    assert not stand(played.docket.entries).rests(REPORT)


@pytest.mark.parametrize(
    ("after", "asks"),
    [((), True), ((EntryKind.REPORTED,), False), ((EntryKind.FULFILLED,), False)],
)
def test_the_letter_does_not_ask_for_what_came_meanwhile(
    after: tuple[EntryKind, ...], *, asks: bool
) -> None:
    played = handed_in(at(18, 7, 9))
    send_back(played, at(18, 7, 10))
    (fact,) = (e for e in played.docket.entries if e.kind is EntryKind.SENT_BACK)
    for kind in after:
        played.append(kind, at(18, 7, 11), duty=REPORT, act="later")
    item = Item(answer_key(fact.act), LetterKind.SENT_BACK, REPORT, "sent-back")
    now = at(18, 7, 12)
    standing = stand(played.docket.entries)
    assert still_asks(item, standing, owes(REPORT), now, now) is asks
