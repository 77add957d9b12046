from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest

from desk.answer import Answer, UndoneTooLateError, answer, undo
from desk.beat import beat
from desk.contacts import correct_contact
from desk.delegate import Delegation, OutsideError, SameReaderError, pass_to
from desk.desk import Desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.pages.lost_link import ask_again
from ledger import entries, people
from schemas.agency import Contact
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.desks import (
    CLERK,
    ISSUED,
    NAME,
    Post,
    docket,
    issued,
    letters_to,
    plain,
)

LATER = datetime(2024, 5, 8, 9, tzinfo=VN)
DOMAIN = "soyte.laichau.example"
REGISTERED = "vanthu@soyte.laichau.example"
COLLEAGUE = Contact(
    name="Người nhận việc",
    post="Phó Trưởng phòng",
    address="phongnv@soyte.laichau.example",
)
PASS = Delegation(COLLEAGUE, CLERK, "pass-1")


@pytest.fixture
def desk() -> Desk:
    desk = issued()
    letters_at(desk, ISSUED)
    return desk


def letters_at(desk: Desk, now: datetime) -> list[EmailMessage]:
    return letters_to(desk, DOMAIN, now)


def row_id(desk: Desk) -> int:
    return docket(desk, "so-y-te").id


def delegates(desk: Desk) -> dict[int, Contact]:
    row = row_id(desk)
    with desk.ledger.read() as tx:
        return people.delegates(tx, row)


def addresses(message: EmailMessage, header: str) -> list[str]:
    return (
        [one.addr_spec for one in message[header].addresses] if message[header] else []
    )


def test_the_colleague_gets_the_letters_and_the_agency_reads_in_copy(
    desk: Desk,
) -> None:
    pass_to(desk, row_id(desk), PASS, LATER)
    told, calendar = letters_at(desk, LATER)
    for message in (told, calendar):
        assert addresses(message, "To") == [COLLEAGUE.address]
        assert addresses(message, "Cc") == [REGISTERED]
    text = plain(told)
    assert "Kính gửi: Người nhận việc, Phó Trưởng phòng, Sở Y tế" in text
    assert "Còn 3 nhiệm vụ" in text
    assert "Người thử, Văn thư" in text
    assert "http://campaign.example/d/" in text
    invitation = next(p for p in told.walk() if p.get_content_type() == "text/calendar")
    assert f"mailto:{COLLEAGUE.address}" in str(invitation.get_content()).replace(
        "\r\n ", ""
    )
    (notice,) = letters_at(desk, datetime(2024, 5, 9, 8, tzinfo=VN))
    assert addresses(notice, "To") == [COLLEAGUE.address]
    assert addresses(notice, "Cc")[0] == REGISTERED


def test_the_same_act_twice_is_one_answer(desk: Desk) -> None:
    first, second = (pass_to(desk, row_id(desk), PASS, LATER) for _ in range(2))
    assert first == second
    assert len(delegates(desk)) == 1


def test_an_undo_is_told_to_both_and_the_agency_is_written_to_again(
    desk: Desk,
) -> None:
    pass_to(desk, row_id(desk), PASS, LATER)
    letters_at(desk, LATER)
    (fact,) = delegates(desk)
    undo(desk, row_id(desk), fact, CLERK, "undo-1", LATER + timedelta(hours=1))
    (told,) = letters_at(desk, LATER + timedelta(hours=1))
    assert addresses(told, "To") == [REGISTERED]
    assert addresses(told, "Cc") == [COLLEAGUE.address]
    assert "Hoàn tác: chuyển người xử lý" in str(told["Subject"])
    with pytest.raises(UndoneTooLateError):
        undo(desk, row_id(desk), fact, CLERK, "undo-2", LATER + timedelta(hours=2))


def test_a_receipt_goes_to_the_colleague_a_lost_link_does_not(desk: Desk) -> None:
    pass_to(desk, row_id(desk), PASS, LATER)
    letters_at(desk, LATER)
    given = Answer(EntryKind.CONFIRMED, ("3.1",), CLERK, "yes-1")
    answer(desk, row_id(desk), given, LATER)
    (receipt,) = letters_at(desk, LATER)
    assert addresses(receipt, "To") == [COLLEAGUE.address]
    assert ask_again(desk, COLLEAGUE.address, "lost-1", LATER) == 0
    assert ask_again(desk, REGISTERED, "lost-2", LATER) == 1
    (link,) = letters_at(desk, LATER)
    assert addresses(link, "To") == [REGISTERED]
    assert COLLEAGUE.address not in addresses(link, "Cc")


def test_a_corrected_contact_is_written_to_instead_of_the_colleague(
    desk: Desk,
) -> None:
    pass_to(desk, row_id(desk), PASS, LATER)
    letters_at(desk, LATER)
    other = Contact(post="Văn thư", address="vanphong@soyte.laichau.example")
    correct_contact(desk, NAME, "so-y-te", other, LATER)
    (notice,) = letters_at(desk, datetime(2024, 5, 9, 8, tzinfo=VN))
    assert addresses(notice, "To") == [other.address]


@pytest.mark.parametrize(
    ("address", "error"),
    [
        ("ai-do@sogd.laichau.example", OutsideError),
        ("ai-do@phong.soyte.laichau.example", OutsideError),
        (REGISTERED, SameReaderError),
    ],
)
def test_letters_stay_where_the_agency_is_registered(
    desk: Desk, address: str, error: type[Exception]
) -> None:
    to = COLLEAGUE.model_copy(update={"address": address})
    with pytest.raises(error):
        pass_to(desk, row_id(desk), Delegation(to, CLERK, "pass-2"), LATER)
    pass_to(desk, row_id(desk), PASS, LATER)
    with pytest.raises(SameReaderError):
        pass_to(desk, row_id(desk), Delegation(COLLEAGUE, CLERK, "pass-3"), LATER)


def test_a_colleague_who_is_not_reached_stops_nothing(desk: Desk) -> None:
    pass_to(desk, row_id(desk), PASS, LATER)
    beat(desk, LATER)
    post = Post(
        Outcome(Verdict.SENT, refusals=(Refusal(COLLEAGUE.address, 550, "no"),))
    )
    while ready := claim(desk, LATER):
        for one in ready:
            send(desk, post, one, LATER)
    facts = facts_of(desk)
    assert EntryKind.UNDELEGATED in facts
    assert EntryKind.UNDELIVERED not in facts
    (notice,) = letters_at(desk, datetime(2024, 5, 9, 8, tzinfo=VN))
    assert addresses(notice, "To") == [REGISTERED]


def facts_of(desk: Desk) -> list[EntryKind]:
    row = row_id(desk)
    with desk.ledger.read() as tx:
        return [fact.kind for fact in entries.of(tx, [row])[row]]
