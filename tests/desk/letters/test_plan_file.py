"""Who is first written to of a plan gets it as a file: signed, or as issued."""

from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from io import BytesIO

from docx import Document

from desk.beat import beat
from desk.desk import Desk, open_desk
from desk.letters.claim import Ready, claim
from desk.links import drawn
from desk.plans.plan_file import plan_file
from desk.plans.read import read_plan
from desk.plans.signed_plan import attach
from desk.start import sign_off, start
from documents.plan import MEDIA
from schemas.letter import LetterKind
from tests.desk.desks import ISSUED, NAME, SIGNING

WITH_PLAN = {LetterKind.ASSIGN, LetterKind.COPY}


def issued() -> Desk:
    desk = open_desk(":memory:", "secret", "http://campaign.example", 1)
    plan, roster = read_plan(NAME, desk.days).require()
    start(desk, plan, roster, ISSUED, drawn("office"))
    sign_off(desk, NAME, SIGNING, ISSUED, drawn("links"))
    beat(desk, ISSUED)
    return desk


def letters(desk: Desk, at: datetime) -> list[Ready]:
    beat(desk, at)
    found: list[Ready] = []
    while more := claim(desk, at):
        found += more
    return found


def files(one: Ready) -> list[Message]:
    message = message_from_bytes(one.composed.message)
    return [part for part in message.walk() if part.get_filename()]


def plain(one: Ready) -> str:
    message = message_from_bytes(one.composed.message)
    (text,) = (p for p in message.walk() if p.get_content_type() == "text/plain")
    said = text.get_payload(decode=True)
    assert isinstance(said, bytes)
    return " ".join(said.decode().split())


def kinds(one: Ready) -> set[LetterKind]:
    return {item.kind for item in one.letter.items}


def test_first_letters_carry_the_text_of_the_plan_with_number_and_day() -> None:
    sent = letters(issued(), ISSUED)
    first = [one for one in sent if kinds(one) & WITH_PLAN]
    assert first
    contents: set[bytes] = set()
    for one in first:
        (file,) = (f for f in files(one) if f.get_content_type() == MEDIA)
        assert file.get_filename() == "ke-hoach.docx"
        content = file.get_payload(decode=True)
        assert isinstance(content, bytes)
        contents.add(content)
        assert "Nội dung Kế hoạch như khi ban hành" in plain(one)
    (content,) = contents
    document = Document(BytesIO(content))
    head = [p.text for row in document.tables[0].rows for c in row.cells
            for p in c.paragraphs]  # fmt: skip
    assert f"Số: {SIGNING.number}" in head
    assert "Lai Châu, ngày 06 tháng 5 năm 2024" in head


def test_other_letters_carry_no_plan() -> None:
    desk = issued()
    letters(desk, ISSUED)
    later = letters(desk, ISSUED + timedelta(days=21))
    assert [one for one in later if not kinds(one) & WITH_PLAN]
    for one in later:
        names = [file.get_filename() for file in files(one)]
        assert ("ke-hoach.docx" in names) == bool(kinds(one) & WITH_PLAN)


def test_the_signed_plan_goes_in_place_of_its_text() -> None:
    desk = issued()
    attach(desk, NAME, b"%PDF-1.7 signed")
    one = next(one for one in letters(desk, ISSUED) if kinds(one) & WITH_PLAN)
    names = [file.get_filename() for file in files(one)]
    assert "ke-hoach-da-ky.pdf" in names
    assert "ke-hoach.docx" not in names
    assert "Bản Kế hoạch đã ký được gửi kèm thư này." in plain(one)


def test_the_same_plan_and_signing_give_the_same_bytes() -> None:
    once, again = issued(), issued()
    with once.ledger.read() as tx, again.ledger.read() as other:
        assert plan_file(tx, 1) == plan_file(other, 1) is not None
