"""Drafts and their submission on both databases, by several people at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from desk.answer import NotOwedError, PersonalReasonError, Receipt
from desk.desk import Desk
from desk.reports.hand_in import HandIn, NotSavedError, UnreadableError, hand_in
from desk.reports.submit import LockedError, WrongReportError
from desk.reports.writing import Typed, nothing_at_all, open_writing, save
from ledger import drafts, reports
from rules.reports.drafts import mark
from schemas.entry import EntryKind, Person
from tests.desk.desks import CLERK, docket, issued
from tests.desk.reports.test_submit import NOW, SO_Y_TE, lock

PEOPLE = 4
GIFT = "figure.suat-qua"


@pytest.fixture
def desk(address: str) -> Iterator[Desk]:
    desk = issued(address)
    yield desk
    desk.ledger.close()


def write(desk: Desk, fields: dict[str, str]) -> int:
    """Save fields as whoever sees the report as it is now; return the save."""
    row, stored = docket(desk, SO_Y_TE), open_writing(desk, docket(desk, SO_Y_TE).id)
    marks = {name: mark(stored.stored.get(name, "")) for name in fields}
    assert not save(desk, row.id, Typed(fields, marks), NOW).theirs
    saved = open_writing(desk, row.id).saved
    assert saved is not None
    return saved.saved


def nothing(desk: Desk) -> dict[str, str]:
    """Return a report that says nothing arose."""
    return nothing_at_all(open_writing(desk, docket(desk, SO_Y_TE).id).reporter.asked)


def submit(desk: Desk, saved: int, act: str, **whys: str) -> Receipt:
    given = HandIn(saved, whys, CLERK, act)
    return hand_in(desk, docket(desk, SO_Y_TE).id, given, NOW)


def at_once(work: Callable[[int], object]) -> list[object]:
    """Do something in several threads that start together."""
    start = Barrier(PEOPLE)

    def one(n: int) -> object:
        start.wait()
        return work(n)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_all_who_submit_at_once_are_kept_as_versions(desk: Desk) -> None:
    saved = write(desk, nothing(desk))
    receipts = at_once(lambda n: submit(desk, saved, f"act-{n}"))
    assert len(set(receipts)) == PEOPLE
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        versions = [one.version for one in reports.of(tx, row.id)]
        assert drafts.latest(tx, row.id) is None
    assert versions == list(range(1, PEOPLE + 1))


def test_one_act_sent_many_times_at_once_is_one_version(desk: Desk) -> None:
    saved = write(desk, nothing(desk))
    assert len(set(at_once(lambda _: submit(desk, saved, "act")))) == 1
    with desk.ledger.read() as tx:
        assert len(reports.of(tx, docket(desk, SO_Y_TE).id)) == 1


def test_of_all_who_write_one_field_at_once_one_is_saved_the_others_asked(
    desk: Desk,
) -> None:
    row = docket(desk, SO_Y_TE)

    def type_in(n: int) -> str:
        typed = Typed({GIFT: f"{n}"}, {GIFT: mark("")})
        return save(desk, row.id, typed, NOW).theirs.get(GIFT, "saved")

    told = at_once(type_in)
    kept = open_writing(desk, row.id).stored[GIFT]
    assert sorted(map(str, told)) == [kept] * (PEOPLE - 1) + ["saved"]


def test_fields_that_differ_are_all_kept(desk: Desk) -> None:
    row = docket(desk, SO_Y_TE)
    items = ("suat-qua", "hoc-bong", "cong-trinh", "luot-kham")

    def type_in(n: int) -> None:
        name = f"figure.{items[n]}"
        save(desk, row.id, Typed({name: f"{n}"}, {name: mark("")}), NOW)

    at_once(type_in)
    stored = open_writing(desk, row.id).stored
    assert stored == {f"figure.{one}": f"{n}" for n, one in enumerate(items)}


def test_exactly_the_save_that_was_reviewed_is_submitted(desk: Desk) -> None:
    saved = write(desk, nothing(desk))
    later = write(desk, {"part.results": "Thêm"})
    submit(desk, saved, "a")
    row = docket(desk, SO_Y_TE)
    with desk.ledger.read() as tx:
        (filed,) = reports.of(tx, row.id)
        draft = drafts.latest(tx, row.id)
    assert filed.report.narrative.results == ""
    assert draft is not None
    assert draft.saved == later, "what was saved since goes on"


def test_the_same_twice_is_saved_once(desk: Desk) -> None:
    assert write(desk, {GIFT: "5"}) == write(desk, {GIFT: "5"}) == 1
    assert write(desk, {GIFT: "", "unknown": "5"}) == 2
    assert open_writing(desk, docket(desk, SO_Y_TE).id).stored == {}


def test_what_may_not_be_submitted_is_refused_and_the_draft_stays(desk: Desk) -> None:
    empty = write(desk, {GIFT: "abc"})
    with pytest.raises(UnreadableError, match=GIFT):
        submit(desk, empty, "a")
    missing = write(desk, {GIFT: "5"})
    with pytest.raises(WrongReportError):
        submit(desk, missing, "a")
    with pytest.raises(NotSavedError):
        submit(desk, 99, "a")
    named = Person("Người thử", "Văn thư", "số 012345678901")
    with pytest.raises(PersonalReasonError):
        hand_in(desk, docket(desk, SO_Y_TE).id, HandIn(missing, {}, named, "a"), NOW)
    assert open_writing(desk, docket(desk, SO_Y_TE).id).stored == {GIFT: "5"}


def test_locked_figures_are_neither_saved_nor_submitted(desk: Desk) -> None:
    saved = write(desk, nothing(desk))
    with desk.ledger.write() as tx:
        lock(tx)
    with pytest.raises(LockedError):
        write(desk, {GIFT: "5"})
    with pytest.raises(LockedError):
        submit(desk, saved, "a")


def test_who_owes_no_report_writes_none(desk: Desk) -> None:
    office = docket(desk, "so-ldtbxh")
    with pytest.raises(NotOwedError):
        open_writing(desk, office.id)


def test_an_answered_act_is_acknowledged_though_its_save_is_gone(desk: Desk) -> None:
    saved = write(desk, nothing(desk))
    first = submit(desk, saved, "a")
    row = docket(desk, SO_Y_TE)
    with desk.ledger.write() as tx:
        drafts.end(tx, row.id, saved, NOW, keep=NOW.replace(year=2025))
    assert submit(desk, saved, "a") == first
    kinds = [fact.kind for fact in open_writing(desk, row.id).reporter.facts]
    assert kinds.count(EntryKind.REPORTED) == 1
