"""Files of a draft on both databases: kept once, by name, within their limits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest

from desk.desk import Desk
from desk.reports.attach import Inspected, attach, take_off
from desk.reports.attached import contents, of_last_version, open_attachment
from desk.reports.enter import last_report
from desk.reports.submit import LockedError, LostAttachmentError, Submission, submit
from desk.reports.writing import open_writing
from documents.attachments.inspection import inspect
from documents.attachments.limits import FILES
from documents.attachments.verdict import Attachment, Code, Refusal
from ledger import attachments
from rules.people import lists_people
from schemas.report import Report
from tests.desk.desks import CLERK, docket, issued
from tests.desk.reports.test_hand_in import nothing, write
from tests.desk.reports.test_hand_in import submit as hand_in
from tests.desk.reports.test_submit import NOW, SO_Y_TE, lock
from tests.documents.attachments.making import pdf, png

OTHER = "so-gddt"
BIG = pdf(
    "Báo cáo",
    more=[b"<< /Length 700000 >>\nstream\n" + b"a" * 700_000 + b"\nendstream"],
)


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    desk = issued(address)
    yield desk
    desk.ledger.close()


def inspected(name: str, content: bytes) -> Inspected:
    found = inspect(BytesIO(content), name, lists_people)
    assert isinstance(found, Attachment), found
    return Inspected(name, found, BytesIO(content))


def put(desk: Desk, name: str, content: bytes, agency: str = SO_Y_TE) -> Refusal | None:
    return attach(desk, docket(desk, agency).id, inspected(name, content), NOW)


def picture(n: int) -> bytes:
    return png(size=(n + 1, 1))


def names(desk: Desk, agency: str = SO_Y_TE) -> list[str]:
    return [one.name for one in open_writing(desk, docket(desk, agency).id).files]


def id_of(desk: Desk, name: str, agency: str = SO_Y_TE) -> str:
    files = open_writing(desk, docket(desk, agency).id).files
    return next(one.id for one in files if one.name == name)


def held(desk: Desk, agency: str = SO_Y_TE) -> list[str]:
    """Return what the ledger keeps of an agency, drafted or submitted."""
    with desk.ledger.read() as tx:
        every = attachments.of(tx, docket(desk, agency).id)
    return sorted(one.name for one in every.values())


def saved(desk: Desk) -> int:
    now = open_writing(desk, docket(desk, SO_Y_TE).id).saved
    assert now is not None
    return now.saved


def test_a_file_goes_in_and_comes_out_byte_for_byte(desk: Desk) -> None:
    assert put(desk, "Báo cáo.pdf", BIG) is None
    row, one = docket(desk, SO_Y_TE).id, id_of(desk, "Báo cáo.pdf")
    found = open_attachment(desk, row, one)
    assert found is not None
    parts = list(found.parts)
    assert b"".join(parts) == BIG
    assert len(parts) == 3, "256 kB each"
    assert (found.file.size, found.file.extension) == (len(BIG), "pdf")
    assert one.removesuffix(".pdf").isalnum(), "a name of our own"


def test_a_save_of_other_fields_keeps_the_files(desk: Desk) -> None:
    put(desk, "a.png", picture(0))
    write(desk, nothing(desk))
    put(desk, "b.png", picture(1))
    assert names(desk) == ["a.png", "b.png"]
    hand_in(desk, saved(desk), "one")
    row = docket(desk, SO_Y_TE).id
    assert [one.name for one in of_last_version(desk, row)] == ["a.png", "b.png"]
    written = contents(desk, of_last_version(desk, row))
    assert [one.content for one in written] == [picture(0), picture(1)]


def test_the_same_content_is_one_file_by_whatever_name(desk: Desk) -> None:
    for name in ("a.png", "a.png", "b.png"):
        assert put(desk, name, picture(0)) is None
    assert names(desk) == held(desk) == ["a.png"]
    before = saved(desk)
    put(desk, "c.png", picture(0))
    assert saved(desk) == before, "nothing new is nothing to save"


def test_a_sixth_file_is_one_too_many_until_one_is_taken_off(desk: Desk) -> None:
    for n in range(FILES):
        assert put(desk, f"{n}.png", picture(n)) is None
    assert put(desk, "6.png", picture(FILES)) == Refusal(Code.COUNT)
    assert put(desk, "again.png", picture(0)) is None, "it is there already"
    take_off(desk, docket(desk, SO_Y_TE).id, id_of(desk, "0.png"), NOW)
    assert put(desk, "6.png", picture(FILES)) is None
    assert names(desk) == held(desk) == ["1.png", "2.png", "3.png", "4.png", "6.png"]


def test_of_many_at_once_so_many_are_kept_as_may_be(desk: Desk) -> None:
    start = Barrier(FILES + 2)

    def one(n: int) -> Refusal | None:
        start.wait()
        return put(desk, f"{n}.png", picture(n))

    with ThreadPoolExecutor(FILES + 2) as pool:
        found = list(pool.map(one, range(FILES + 2)))
    assert found.count(None) == FILES
    assert found.count(Refusal(Code.COUNT)) == 2
    assert len(names(desk)) == len(held(desk)) == FILES


def test_a_later_version_carries_files_over_and_may_leave_them_out(desk: Desk) -> None:
    put(desk, "a.png", picture(0))
    write(desk, nothing(desk))
    hand_in(desk, saved(desk), "one")
    assert names(desk) == ["a.png"]
    take_off(desk, docket(desk, SO_Y_TE).id, id_of(desk, "a.png"), NOW)
    put(desk, "b.png", picture(1))
    hand_in(desk, saved(desk), "two")
    row = docket(desk, SO_Y_TE).id
    assert [one.name for one in of_last_version(desk, row)] == ["b.png"]
    assert held(desk) == ["a.png", "b.png"], "the first version still has it"
    put(desk, "a.png", picture(0))
    assert names(desk) == ["b.png", "a.png"]
    assert held(desk) == ["a.png", "b.png"], "kept once"


def test_a_save_whose_file_was_taken_off_is_not_submitted(desk: Desk) -> None:
    write(desk, nothing(desk))
    put(desk, "a.png", picture(0))
    reviewed = saved(desk)
    take_off(desk, docket(desk, SO_Y_TE).id, id_of(desk, "a.png"), NOW)
    assert held(desk) == []
    with pytest.raises(LostAttachmentError):
        hand_in(desk, reviewed, "one")
    assert of_last_version(desk, docket(desk, SO_Y_TE).id) == ()


def test_a_file_of_another_docket_is_none_of_this_one(desk: Desk) -> None:
    put(desk, "theirs.png", picture(0), OTHER)
    theirs, row = id_of(desk, "theirs.png", OTHER), docket(desk, SO_Y_TE).id
    assert open_attachment(desk, row, theirs) is None
    take_off(desk, row, theirs, NOW)
    assert held(desk, OTHER) == ["theirs.png"]
    write(desk, nothing(desk))
    report = open_writing(desk, row).written.report
    given = report.model_copy(update={"attachments": (theirs,)})
    with pytest.raises(LostAttachmentError):
        submit(desk, row, Submission(given, CLERK, "act"), NOW)
    assert last_report(desk, row) == Report()


def test_locked_figures_keep_their_files(desk: Desk) -> None:
    put(desk, "a.png", picture(0))
    one = id_of(desk, "a.png")
    with desk.ledger.write() as tx:
        lock(tx)
    with pytest.raises(LockedError):
        put(desk, "b.png", picture(1))
    with pytest.raises(LockedError):
        take_off(desk, docket(desk, SO_Y_TE).id, one, NOW)
    assert held(desk) == ["a.png"]
