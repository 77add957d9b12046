from datetime import date, timedelta

import pytest

from desk.beat import beat
from desk.boards.items import item_rows
from desk.desk import Desk
from desk.progress import progress
from desk.season import NotIssuedError
from desk.silences import About, Silence, SilenceError, silence, speak
from ledger import entries, letters, people
from schemas.entry import EntryKind, Person
from schemas.errors import CampaignError
from tests.desk.desks import ISSUED, NAME, docket, issued, started

WHO = "so-gddt"
WHY = Person("Người thử", "Chánh Văn phòng", "Đơn vị đang sáp nhập")
LAST = date(2024, 5, 8)
ALL, ONE = About(NAME), About(NAME, WHO)


@pytest.fixture
def desk() -> Desk:
    return issued()


def written(desk: Desk) -> set[str]:
    with desk.ledger.read() as tx:
        rows = {letter.docket for letter in letters.of_campaign(tx, 1)}
    return {a for a in (WHO, "so-y-te") if docket(desk, a).id in rows}


def test_a_silent_agency_gets_its_letter_after_the_last_day(desk: Desk):
    silence(desk, ONE, LAST, WHY, ISSUED)
    beat(desk, ISSUED)
    assert written(desk) == {"so-y-te"}
    wake = docket(desk, WHO).wake
    assert wake is not None
    assert wake.isoformat() == "2024-05-09T00:00:00+07:00"
    beat(desk, ISSUED + timedelta(days=3))
    assert written(desk) == {WHO, "so-y-te"}


def test_the_reason_and_who_gave_it_lie_beside_the_fact(desk: Desk):
    silence(desk, ONE, LAST, WHY, ISSUED)
    row = docket(desk, WHO)
    with desk.ledger.read() as tx:
        (fact,) = entries.of(tx, [row.id])[row.id]
        assert people.of(tx, row.id) == {fact.n: WHY}
    assert (fact.kind, fact.duty) == (EntryKind.SILENCED, "")


def test_a_silent_campaign_writes_to_nobody_until_it_speaks_again(desk: Desk):
    beat(desk, ISSUED - timedelta(days=1))
    silence(desk, ALL, LAST, WHY, ISSUED)
    beat(desk, ISSUED)
    assert written(desk) == set()
    soon = ISSUED + timedelta(hours=1)
    speak(desk, ALL, WHY, soon)
    beat(desk, soon)
    assert written(desk) == {WHO, "so-y-te"}


def test_what_is_silent_is_seen_with_its_last_day(desk: Desk):
    silence(desk, ALL, LAST, WHY, ISSUED)
    silence(desk, About(NAME, WHO, "2.1"), LAST, WHY, ISSUED)
    rows = [row[:3] for row in map(tuple_of, item_rows(progress(desk, NAME, ISSUED)))]
    until = "Tạm dừng nhắc việc, đôn đốc đến hết ngày 8/5/2024"
    assert [row[:2] for row in rows] == [
        (until, "Tất cả các đơn vị"),
        (until, "Sở Giáo dục và Đào tạo"),
    ]
    assert rows[1][2]
    after = ISSUED + timedelta(days=3)
    assert progress(desk, NAME, after).silent == ()


def tuple_of(row) -> tuple[str, str, str]:
    return row.what, row.agency, row.duty


def test_a_silence_is_ended_once(desk: Desk):
    silence(desk, ONE, LAST, WHY, ISSUED)
    speak(desk, ONE, WHY, ISSUED)
    beat(desk, ISSUED)
    assert written(desk) == {WHO, "so-y-te"}
    for about in (ONE, ALL, About(NAME, "so-y-te")):
        with pytest.raises(SilenceError, match="is not silent now"):
            speak(desk, about, WHY, ISSUED)


@pytest.mark.parametrize(
    ("about", "last", "note", "message"),
    [
        (ONE, date(2024, 5, 5), "Lý do", "has passed"),
        (ONE, LAST, "Nguyễn, sinh năm 1980", "names a person"),
        (About(NAME, "nowhere"), LAST, "Lý do", "no agency nowhere"),
        (About(NAME, "@office"), LAST, "Lý do", "no agency @office"),
        (About(NAME, "don-vi-lien-quan"), LAST, "Lý do", "no agency don-vi"),
        (About(NAME, WHO, "3.1"), LAST, "Lý do", "owes no duty 3.1"),
    ],
)
def test_a_silence_that_cannot_be_says_why(
    desk: Desk, about: About, last: date, note: str, message: str
):
    with pytest.raises(CampaignError, match=message):
        silence(desk, about, last, WHY._replace(note=note), ISSUED)


def test_before_its_issue_nothing_has_to_fall_silent():
    with pytest.raises(NotIssuedError):
        silence(started(), ALL, LAST, WHY, ISSUED)


def test_a_silence_lasts_through_its_day(desk: Desk):
    kept = silence(desk, ALL, LAST, WHY, ISSUED)
    assert isinstance(kept, Silence)
    assert kept.until.isoformat() == "2024-05-09T00:00:00+07:00"
