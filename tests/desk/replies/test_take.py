from dataclasses import replace
from datetime import timedelta

import pytest

from desk.answer import undo
from desk.beat import beat
from desk.desk import Desk
from desk.progress import progress
from desk.replies.take import A_DAY_AT_MOST, take
from desk.replies.understand import understand
from desk.start import fix_launch
from ledger import letters
from rules.events import LAUNCH_EVENT
from schemas import words
from schemas.entry import EntryKind, Person
from schemas.in_force import Ceremony
from schemas.letter import LetterKind
from schemas.matter import Matter
from schemas.reply import Mark, Result
from tests.desk.desks import CLERK, ISSUED, NAME, docket
from tests.desk.replies.mails import CLIENTS, SERVERS
from tests.desk.replies.season import (
    AGENCY,
    NOW,
    STAMP,
    Letter,
    about,
    answer_to,
    at,
    begun,
    deliver,
    facts,
    hear,
    letters_to,
    listed,
    persons,
)

CLIENT = "thunderbird-reply"
SOON = NOW + timedelta(minutes=20)


@pytest.fixture
def desk() -> Desk:
    return begun()


@pytest.fixture
def told(desk: Desk) -> Letter:
    """The first letter to the agency, with its invitation."""
    return next(one for one in letters_to(desk) if one.uid)


def said(desk: Desk, agency: str = AGENCY) -> list[tuple[EntryKind, str, str]]:
    return [(fact.kind, fact.duty, fact.step) for fact in facts(desk, agency)]


def items(desk: Desk) -> list[tuple[str, str]]:
    beat(desk, SOON)
    return [(one.kind, one.agency) for one in progress(desk, NAME, SOON).office]


def receipts(desk: Desk) -> int:
    row = docket(desk, AGENCY)
    beat(desk, SOON)
    with desk.ledger.read() as tx:
        sent = letters.of_docket(tx, row.id)
    return sum(one.kind is LetterKind.RECEIPT for one in sent)


def launched(desk: Desk) -> Letter:
    """Return the invitation to the launch ceremony."""
    starts = ISSUED.replace(month=5, day=31)
    fix_launch(desk, NAME, Ceremony(place="Quảng trường", starts=starts), NOW)
    deliver(desk, NOW)
    return next(one for one in letters_to(desk) if LAUNCH_EVENT in one.uid)


@pytest.mark.parametrize("client", CLIENTS)
def test_an_accepted_invitation_confirms_the_duties_of_its_day(
    desk: Desk, told: Letter, client: str
):
    taken = hear(desk, answer_to(told, client))
    assert taken.result is Result.CONFIRMED
    assert said(desk) == [(EntryKind.CONFIRMED, "own-plan", "")]
    (person,) = persons(desk)
    assert person.name.startswith("Sở Y tế")
    assert person.post == words.BY_CALENDAR
    assert receipts(desk) == 1


def test_nobody_reminds_of_a_receipt_that_came_by_calendar(desk: Desk, told: Letter):
    hear(desk, answer_to(told))
    row = docket(desk, AGENCY)
    beat(desk, SOON)
    assert docket(desk, AGENCY).confirmed == row.confirmed + 1


def test_a_tentative_answer_only_says_that_it_was_seen(desk: Desk, told: Letter):
    assert hear(desk, answer_to(told, PART="TENTATIVE")).result is Result.SEEN
    assert said(desk) == [(EntryKind.SEEN, "", "")]
    assert receipts(desk) == 0


def test_a_declined_invitation_is_an_item_for_the_office(desk: Desk, told: Letter):
    raw = answer_to(told, PART="DECLINED", NOTE="Không thuộc thẩm quyền")
    assert hear(desk, raw).result is Result.DECLINED
    assert said(desk) == [(EntryKind.REPLIED, "", "declined")]
    assert persons(desk) == [
        Person("Sở Y tế", words.BY_CALENDAR, "Không thuộc thẩm quyền")
    ]
    assert items(desk) == [(Matter.REPLY, AGENCY)]
    assert [one.words.text for one in listed(desk)] == ["Không thuộc thẩm quyền"]
    assert receipts(desk) == 0


@pytest.mark.parametrize(("part", "coming"), [("ACCEPTED", "1"), ("DECLINED", "0")])
def test_the_launch_is_answered_by_calendar(desk: Desk, part: str, coming: str):
    invited = launched(desk)
    raw = at(answer_to(invited, CLIENT, PART=part), NOW)
    assert hear(desk, raw, SOON).result is Result.ATTENDING
    assert said(desk) == [(EntryKind.ATTENDING, "", coming)]
    assert receipts(desk) == 1


def test_who_changes_their_mind_is_heard_but_not_written_to_each_time(desk: Desk):
    invited = launched(desk)
    for minute in range(12):
        part = "ACCEPTED" if minute % 2 else "DECLINED"
        raw = at(answer_to(invited, CLIENT, PART=part), NOW + timedelta(minutes=minute))
        assert hear(desk, raw, SOON).result is Result.ATTENDING
    assert [step for _, _, step in said(desk)] == ["0", "1"] * 6
    assert receipts(desk) == 2


def test_a_calendar_that_says_what_is_known_says_nothing(desk: Desk, told: Letter):
    hear(desk, answer_to(told, CLIENT))
    again = at(answer_to(told, CLIENT), STAMP + timedelta(minutes=5))
    assert hear(desk, again).result is Result.KNOWN
    assert len(facts(desk)) == 1


def test_a_receipt_that_was_undone_can_be_given_again(desk: Desk, told: Letter):
    hear(desk, answer_to(told, CLIENT))
    (fact,) = facts(desk)
    undo(desk, docket(desk, AGENCY).id, fact.n, CLERK, "undo", NOW)
    raw = answer_to(told, CLIENT)
    replayed = raw.replace(b"<5e41-0001@", b"<5e41-0002@")
    assert hear(desk, replayed).result is Result.UNVERIFIED
    assert hear(desk, at(raw, NOW)).result is Result.CONFIRMED
    assert [kind for kind, _, _ in said(desk)] == ["confirmed", "undone", "confirmed"]


@pytest.mark.parametrize("name", [*CLIENTS, *SERVERS, "letter", "outlook-absence"])
def test_the_same_message_twice_changes_nothing(desk: Desk, told: Letter, name: str):
    forms = answer_to if name in CLIENTS else about
    raw = forms(told, name)
    first = hear(desk, raw)
    before = facts(desk), persons(desk), listed(desk), items(desk)
    second = hear(desk, b"Received: by another.example\r\n" + raw)
    assert first.result is not Result.KNOWN
    assert (second.result, second.reason) == (Result.KNOWN, "taken before")
    assert (facts(desk), persons(desk), listed(desk), items(desk)) == before


@pytest.mark.parametrize("server", SERVERS)
def test_a_letter_that_came_back_stops_the_ladder(
    desk: Desk, told: Letter, server: str
):
    assert hear(desk, about(told, server)).result is Result.UNDELIVERED
    assert said(desk) == [(EntryKind.UNDELIVERED, "", str(told.n))]
    assert items(desk) == [(Matter.CONTACT, AGENCY)]


def test_two_returns_of_one_letter_are_one(desk: Desk, told: Letter):
    hear(desk, about(told, "postfix-bounce"))
    assert hear(desk, about(told, "gmail-bounce")).result is Result.KNOWN
    assert len(facts(desk)) == 1


@pytest.mark.parametrize("server", SERVERS)
def test_a_delay_changes_nothing(desk: Desk, told: Letter, server: str):
    raw = about(told, server, ACTION="delayed", STATUS="4.4.1")
    assert hear(desk, raw).result is Result.IGNORED
    assert facts(desk) == []


def test_a_copy_that_came_back_is_only_listed(desk: Desk, told: Letter):
    raw = about(told, "postfix-bounce", TO="giamdoc@soyte.example")
    assert hear(desk, raw).result is Result.UNVERIFIED
    assert facts(desk) == []


def test_an_absence_is_ignored_and_never_answered(desk: Desk, told: Letter):
    assert hear(desk, about(told, "outlook-absence")).result is Result.IGNORED
    assert (facts(desk), listed(desk), receipts(desk)) == ([], [], 0)


def test_a_letter_is_an_item_with_its_words(desk: Desk, told: Letter):
    raw = about(told, "letter", TEXT="Xin gia hạn đến 05/7.\n> Kính gửi")
    assert hear(desk, raw).result is Result.WRITTEN
    assert said(desk) == [(EntryKind.REPLIED, "", "written")]
    (person,) = persons(desk)
    assert person == Person("Văn thư Sở Y tế", words.BY_MAIL, "Xin gia hạn đến 05/7.")
    assert items(desk) == [(Matter.REPLY, AGENCY)]
    assert receipts(desk) == 0


def test_lists_of_persons_stay_in_the_mailbox(desk: Desk, told: Letter):
    hear(desk, about(told, "letter", TEXT="Cháu A, sinh năm 2015, CCCD 012345678901"))
    (person,), (kept,) = persons(desk), listed(desk)
    assert person.note == kept.words.text == words.NOT_KEPT


def test_who_writes_without_end_is_only_listed(desk: Desk, told: Letter):
    for n in range(A_DAY_AT_MOST + 3):
        raw = about(told, "letter").replace(b"<5e41-letter@", b"<%d@" % n)
        hear(desk, raw)
    assert len(facts(desk)) == A_DAY_AT_MOST


FORGED = {
    "a signature of their own": lambda uid: uid.replace(uid[-30:-25], "00000"),
    "another day": lambda uid: uid.replace("2024-05-24", "2024-06-30"),
    "another agency": lambda uid: uid.replace("so-y-te", "so-gddt"),
    "another campaign": lambda uid: uid.replace("2024_", "2025_", 1),
    "no signature": lambda uid: uid.rpartition("_")[0] + "@laichau.example",
    "nothing of ours": lambda _: "5e41@strangers.example",
}


@pytest.mark.parametrize("case", FORGED)
def test_an_event_that_we_never_signed_is_not_ours(desk: Desk, told: Letter, case: str):
    uid = FORGED[case](told.uid)
    assert uid != told.uid
    forged = answer_to(replace(told, uid=uid), CLIENT)
    assert hear(desk, forged).result is Result.UNVERIFIED
    assert [one.taken.reason for one in listed(desk)] == ["answers no event of ours"]
    assert facts(desk) == facts(desk, "so-gddt") == []


def test_another_ledgers_event_is_not_ours(desk: Desk, told: Letter):
    other = begun()
    with other.ledger.write() as tx:
        tx.run("UPDATE dockets SET token = 'another' WHERE agency = '@office'")
    assert hear(other, answer_to(told)).result is Result.UNVERIFIED


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"WHO": "stranger@evil.example"}, "somebody answers who was not invited"),
        ({"SEQ": "7"}, "SEQUENCE 7 was never sent, now 0"),
    ],
)
def test_an_answer_that_cannot_be_right_is_kept_and_not_acted_on(
    desk: Desk, told: Letter, change: dict[str, str], why: str
):
    taken = hear(desk, answer_to(told, CLIENT, **change))
    assert (taken.result, taken.reason) == (Result.UNVERIFIED, why)
    assert facts(desk) == []


def test_a_letter_from_elsewhere_counts_where_its_attendee_was_invited(
    desk: Desk, told: Letter
):
    raw = answer_to(told, CLIENT).replace(
        f"From: Van thu So Y te <{told.to}>".encode(), b"From: x@home.example"
    )
    assert b"x@home.example" in raw
    assert hear(desk, raw).result is Result.CONFIRMED


@pytest.mark.parametrize("days", [-3, 3])
def test_an_answer_of_another_time_is_not_believed(desk: Desk, told: Letter, days: int):
    raw = at(answer_to(told, CLIENT), STAMP + timedelta(days=days))
    assert hear(desk, raw).result is Result.UNVERIFIED


def test_an_answer_to_an_event_that_has_changed_since_is_outdated(desk: Desk):
    first = launched(desk)
    moved = Ceremony(place="Nhà văn hóa", starts=ISSUED.replace(day=30), number=2)
    fix_launch(desk, NAME, moved, NOW)
    later = NOW + timedelta(days=1)
    deliver(desk, later)
    raw = at(answer_to(first, CLIENT), later)
    taken = hear(desk, raw, later)
    assert (taken.result, taken.reason) == (
        Result.UNVERIFIED,
        "outdated: SEQUENCE 0, now 1",
    )
    current = at(answer_to(replace(first, sequence=1), CLIENT), later)
    assert hear(desk, current, later).result is Result.ATTENDING


@pytest.mark.parametrize("name", ["letter", *SERVERS])
def test_a_letter_that_we_never_wrote_is_answered_in_vain(
    desk: Desk, told: Letter, name: str
):
    local, _, host = told.message_id.partition("@")
    forged = f"{local[:-4]}0000@{host}"
    raw = about(replace(told, message_id=forged), name)
    assert hear(desk, raw).result is Result.UNVERIFIED
    assert facts(desk) == []


def test_what_breaks_is_kept_and_named_and_stops_nothing(
    desk: Desk, told: Letter, monkeypatch: pytest.MonkeyPatch
):
    def breaks(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("desk.replies.take.answered", breaks)
    mark = Mark("box", 1, 5)
    taken = take(desk, understand(answer_to(told)), NOW, mark)
    assert (taken.result, taken.reason) == (
        Result.UNVERIFIED,
        "cannot be acted on: see the log",
    )
    assert facts(desk) == []


def test_a_superiors_answer_to_a_call_is_listed(desk: Desk):
    calls: list[Letter] = []
    day = ISSUED
    while not calls:
        day += timedelta(days=1)
        assert day < ISSUED + timedelta(days=60)
        deliver(desk, day)
        calls = [one for one in letters_to(desk, "@office") if "_call_" in one.uid]
    before = facts(desk, "@office")
    for part, result in (("ACCEPTED", Result.SEEN), ("DECLINED", Result.DECLINED)):
        day += timedelta(minutes=1)
        raw = at(answer_to(calls[0], CLIENT, PART=part), day)
        assert hear(desk, raw, day).result is result
    assert [one.taken.result for one in listed(desk)] == [Result.DECLINED]
    assert facts(desk, "@office") == before
