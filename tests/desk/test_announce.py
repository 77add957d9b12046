from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest

from desk.announce import Why, announce, foreseen
from desk.audience import Audience, NobodyError
from desk.beat import beat
from desk.boards.board import board_text
from desk.desk import Desk
from desk.free_text import RefusedTextError
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.progress import progress
from desk.silences import About, silence
from ledger import announcements, dockets, entries, people
from schemas.announcement import Announcement
from schemas.entry import Entry, EntryKind, Person
from schemas.letter import LetterKind
from tests.desk.desks import ISSUED, NAME, Post, docket, issued
from tests.desk.read_markdown import read

WHO = "so-y-te"
ALL = Audience(every=True)
ONE = Audience(agencies=(WHO,))
TOMORROW = ISSUED + timedelta(days=1)
SAID = Announcement(
    "Dời Lễ phát động",
    "Lễ phát động dời sang ngày 02/6.\nĐịa điểm không đổi.",
    "Nguyễn Văn A",
    "Phó Giám đốc",
    False,
    TOMORROW,
)
URGENT = SAID._replace(urgent=True, subject="Ứng phó bão số 3")


@pytest.fixture
def desk(address: str) -> Desk:
    """A season whose first letters left, in each database."""
    desk = issued(address)
    beat(desk, ISSUED)
    delivered(desk, ISSUED)
    return desk


def delivered(desk: Desk, now: datetime) -> list[tuple[LetterKind, str, Message]]:
    """Deliver all that is due; return kind, agency and message of each letter."""
    found: list[tuple[LetterKind, str, Message]] = []
    while ready := claim(desk, now):
        for one in ready:
            post = Post()
            send(desk, post, one, now)
            message = message_from_bytes(post.sent[0][1])
            found.append((one.letter.kind, one.composed.agency, message))
    return found


def facts(desk: Desk, agency: str = WHO) -> list[Entry]:
    row = docket(desk, agency)
    with desk.ledger.read() as tx:
        kept = entries.of(tx, [row.id])[row.id]
    return [fact for fact in kept if fact.kind is EntryKind.ANNOUNCED]


def texts(message: Message) -> list[str]:
    """Return the plain text and the html of a letter."""
    return [
        part.get_payload(decode=True).decode()  # pyright: ignore
        for part in message.walk()
        if part.get_content_type() in ("text/plain", "text/html")
    ]


def test_a_preview_records_nothing_and_says_when_and_with_what(desk: Desk):
    before = docket(desk, WHO)
    monday = ISSUED + timedelta(days=7)
    reach = foreseen(desk, NAME, ALL, SAID._replace(at=monday - timedelta(hours=14)))
    assert (len(reach.reached), reach.missed) == (20, ())
    (told,) = [one for one in reach.reached if one.agency == WHO]
    assert told.name == "Sở Y tế"
    assert told.at == monday
    assert {item.kind for item in told.beside} == {LetterKind.RECEIVE}
    assert docket(desk, WHO) == before
    with desk.ledger.read() as tx:
        assert announcements.of(tx, 1) == {}


def test_it_goes_out_as_it_was_foreseen(desk: Desk):
    reach = announce(desk, NAME, ALL, SAID)
    beat(desk, TOMORROW)
    sent = delivered(desk, TOMORROW)
    agencies = {agency for kind, agency, _ in sent if kind is LetterKind.ANNOUNCE}
    told = [one for one in reach.reached if one.at == TOMORROW and not one.beside]
    assert agencies == {one.agency for one in told} != set()


def test_the_text_is_kept_once_and_no_fact_holds_a_word_of_it(desk: Desk):
    announce(desk, NAME, ALL, SAID)
    with desk.ledger.read() as tx:
        kept = announcements.of(tx, 1)
        assert list(kept.values()) == [SAID]
        assert people.of(tx, docket(desk, WHO).id) == {}
    (fact,) = facts(desk)
    assert fact.act in kept
    assert "Nguyễn" not in "".join(map(str, fact))


def test_twice_is_once_even_where_others_are_told_later(desk: Desk):
    announce(desk, NAME, ONE, SAID)
    again = announce(desk, NAME, ALL, SAID._replace(at=TOMORROW + timedelta(hours=1)))
    assert [(one.agency, one.why) for one in again.missed] == [(WHO, Why.BEFORE)]
    assert len(facts(desk)) == len(facts(desk, "so-gddt")) == 1
    other = SAID._replace(name="Trần Thị B")
    assert announce(desk, NAME, ONE, other).missed == ()


def test_who_is_held_stopped_or_silent_is_named_and_not_told(desk: Desk):
    why = Person("Người thử", "Chánh Văn phòng", "Bão lũ")
    until = silence(desk, About(NAME, "so-gddt"), TOMORROW.date(), why, ISSUED).until
    with desk.ledger.write() as tx:
        dockets.hold(tx, docket(desk, "cong-an").id, "cannot be settled")
        row = dockets.lock(tx, docket(desk, WHO).id)
        back = Entry(row.n + 1, ISSUED, EntryKind.UNDELIVERED)
        entries.append(tx, row.id, [back])
        dockets.advance(tx, row.id, back.n, ISSUED)
    for reach in (foreseen(desk, NAME, ALL, SAID), announce(desk, NAME, ALL, SAID)):
        missed = {one.agency: (one.why, one.until) for one in reach.missed}
        assert missed == {
            "so-gddt": (Why.SILENT, until),
            "cong-an": (Why.HELD, None),
            WHO: (Why.STOPPED, None),
        }
        assert len(reach.reached) == 17
    assert facts(desk) == facts(desk, "so-gddt") == facts(desk, "cong-an") == []


def test_behind_the_close_nobody_is_told_any_more(desk: Desk):
    after = SAID._replace(at=datetime.fromisoformat("2025-01-06T08:00:00+07:00"))
    reach = announce(desk, NAME, ALL, after)
    assert {one.why for one in reach.missed} == {Why.CLOSED}
    with desk.ledger.read() as tx:
        assert announcements.of(tx, 1) == {}


def test_an_urgent_one_follows_the_days_notice_and_names_who_ordered_it(desk: Desk):
    at = ISSUED + timedelta(hours=1)
    reach = announce(desk, NAME, ALL, URGENT._replace(at=at))
    assert {one.at for one in reach.reached} == {at}
    beat(desk, at)
    sent = delivered(desk, at)
    assert {kind for kind, *_ in sent} == {LetterKind.URGENT}
    assert len(sent) == 20
    _, _, message = sent[0]
    assert "In-Reply-To" not in message
    for text in texts(message):
        assert "Nguyễn Văn A, Phó Giám đốc" in text
    assert claim(desk, at) == []


def test_an_urgent_one_takes_nobodys_notice_of_the_day(desk: Desk):
    announce(desk, NAME, ONE, URGENT)
    announce(desk, NAME, ONE, SAID)
    beat(desk, TOMORROW)
    kinds = {kind for kind, agency, _ in delivered(desk, TOMORROW) if agency == WHO}
    assert kinds == {LetterKind.URGENT, LetterKind.ANNOUNCE}


HOSTILE = (
    "<script>alert(1)</script> & <img src=x>\n"
    "BEGIN:VEVENT\n"
    "Bcc: ai-do@xau.example\r\n"
    "{{ letter.plan }} {% raw %} [liên kết](https://xau.example) | a | b |\n"
    '=HYPERLINK("https://xau.example")'
)


def test_what_is_announced_is_data_wherever_it_stands(desk: Desk):
    subject = "<b>Bcc: x@xau.example</b> {{ 1 }} ;,\\n"
    announce(desk, NAME, ONE, SAID._replace(subject=subject, text=HOSTILE))
    beat(desk, TOMORROW)
    (message,) = [m for _, agency, m in delivered(desk, TOMORROW) if agency == WHO]
    assert message["Bcc"] is None
    plain, html = texts(message)
    assert "<script>alert(1)</script> & <img src=x>" in plain
    assert "{{ letter.plan }} {% raw %}" in " ".join(plain.split())
    assert "BEGIN:VEVENT" in plain
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = part.get_payload(decode=True).decode()  # pyright: ignore
            assert calendar.count("BEGIN:VEVENT") == 1
            assert "xau.example" not in calendar


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"subject": " "}, "the subject is empty"),
        ({"subject": "đ" * 81}, "the subject is longer than 80 characters"),
        ({"subject": "a\r\nBcc: b"}, "the subject has more than one line"),
        ({"text": "\n \n"}, "the text is empty"),
        ({"text": "đ" * 4001}, "the text is longer than 4000 characters"),
        ({"text": "a\nb\u202ec"}, r"cannot be seen \(U\+202E in line 2\): remove it"),
        ({"text": "Nguyễn Văn A sinh năm 2015"}, "the text names persons"),
        ({"subject": "CCCD 012345678901"}, "the subject names persons"),
    ],
)
def test_what_may_not_go_is_refused_with_the_remedy(
    change: dict[str, str], message: str
):
    desk = issued()
    said = SAID._replace(**change)
    for act in (foreseen, announce):
        with pytest.raises(RefusedTextError, match=message):
            act(desk, NAME, ALL, said)


@pytest.mark.parametrize(
    ("audience", "message"),
    [
        (Audience(agencies=("nowhere",)), "no agency nowhere is written to; known"),
        (Audience(agencies=("@office",)), "no agency @office"),
        (Audience(groups=("nowhere",)), r"no group nowhere names its agencies \(those"),
        (Audience(groups=("don-vi-lien-quan",)), "no group don-vi-lien-quan names"),
        (Audience(), "name agencies or groups, or say all"),
    ],
)
def test_who_is_not_written_to_is_said(audience: Audience, message: str):
    with pytest.raises(NobodyError, match=message):
        foreseen(issued(), NAME, audience, SAID)


def test_a_group_of_the_plan_stands_for_its_members():
    desk = issued()
    plan = progress(desk, NAME, ISSUED).plan
    group = next(one for one in plan.groups if one.members)
    audience = Audience(agencies=(group.members[0],), groups=(group.id,))
    reach = foreseen(desk, NAME, audience, SAID)
    assert {one.agency for one in reach.reached} == set(group.members)
    assert len(reach.reached) == len(group.members)


def test_the_board_shows_what_was_ordered_by_which_post_and_how_far_it_came(desk: Desk):
    announce(desk, NAME, ALL, SAID)
    later = TOMORROW + timedelta(minutes=30)
    hostile = URGENT._replace(subject="| a | <b>[x](y)</b>", at=later)
    announce(desk, NAME, ONE, hostile)
    beat(desk, TOMORROW - timedelta(hours=1))
    text = board_text(progress(desk, NAME, TOMORROW), TOMORROW)
    rows = read(text).table("Loại")
    assert rows == [
        {
            "Loại": "Thông báo khẩn",
            "Nội dung": "| a | <b>[x](y)</b>",
            "Người quyết định": "Phó Giám đốc",
            "Thời điểm": "08:30 ngày 7/5/2024",
            "Đã lập thư": "0/1",
        },
        {
            "Loại": "Thông báo",
            "Nội dung": "Dời Lễ phát động",
            "Người quyết định": "Phó Giám đốc",
            "Thời điểm": "08:00 ngày 7/5/2024",
            "Đã lập thư": "0/20",
        },
    ]
    assert "Nguyễn" not in text
    beat(desk, later)
    assert [one.told for one in progress(desk, NAME, TOMORROW).announced] == [20, 1]
