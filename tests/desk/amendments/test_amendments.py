"""What an amendment brings: as it was shown, to whom it concerns, and nothing else."""

from datetime import date, datetime, timedelta

import pytest

from desk.amendments.apply import GroundMovedError, apply_amendment
from desk.amendments.preview import Why
from desk.amendments.proposal import (
    EndedError,
    NothingToAmendError,
    PastDeadlineError,
    ReportedError,
    SignedBeforeError,
)
from desk.answer import Answer, NotOwedError, answer
from desk.boards.board import board_text
from desk.links import drawn
from desk.progress import progress
from desk.start import UnknownCampaignError
from desk.state import close
from ledger import campaigns, dockets, entries
from ledger.transaction import Transaction
from rules.amendment import Change, Turn
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterKind, Method
from tests.desk.amendments.spring import (
    CLERK,
    ISSUED,
    NAME,
    Files,
    Spring,
    next_morning,
    signing,
    spring,
)

LATER = date(2024, 6, 20)
NOW = datetime(2024, 5, 20, 9, tzinfo=VN)


@pytest.fixture
def season(address: str):
    played = spring(where=address)
    played.play(NOW)
    yield played
    played.close()


def say(season: Spring, agency: str, kind: EntryKind, *duties: str) -> None:
    given = Answer(kind, duties, CLERK, f"{agency}-{kind}-{'-'.join(duties)}")
    answer(season.desk, season.id(agency), given, season.now)


def check_as_shown(season: Spring, shown, since: datetime) -> None:
    """Play on, nobody acting, and compare what is queued item by item."""
    foretold: dict[str, list] = {}
    for one in shown.letters:
        foretold.setdefault(one.agency, []).append(one)
    last = max((one.at for one in shown.letters), default=since)
    season.play(last)
    queued = season.letters(since)
    for agency, expected in foretold.items():
        found = [one for one in queued[agency] if one.queued <= expected[-1].at]
        assert [one.queued for one in found] == [one.at for one in expected]
        for letter, one in zip(found, expected, strict=True):
            draft = one.draft
            assert letter.kind is draft.kind
            assert (letter.to, letter.copy_to) == (draft.to, one.copy_to)
            assert letter.items == draft.items
            assert letter.invitation == draft.invitation
            assert letter.not_after == draft.not_after


def written(season: Spring, since: datetime) -> set[str]:
    """Return who was written to; the office's own duty is due these days."""
    found = season.letters(since)
    return {agency for agency, sent in found.items() if sent} - {"office"}


def told(season: Spring, agency: str, since: datetime) -> list[tuple]:
    return [
        (item.kind, item.duty, item.step)
        for letter in season.letters(since)[agency]
        for item in letter.items
    ]


def test_a_moved_deadline_is_told_once_with_the_calendar_that_follows(season: Spring):
    shown = season.amend(Files().move("2.1", LATER))
    assert [(c.kind, c.duty) for c in shown.difference.duties["school"]] == [
        (Change.MOVED, "2.1")
    ]
    assert {one.agency for one in shown.letters} == {"school"}
    first = shown.letters[0].draft
    assert [(i.kind, i.step) for i in first.items] == [
        (LetterKind.CHANGE, "2024-06-07/2024-06-20")
    ]
    methods = [one.draft.invitation.method for one in shown.letters]
    assert sorted(methods) == [Method.CANCEL, Method.REQUEST]
    check_as_shown(season, shown, NOW)
    assert season.letters(NOW)["north"] == []


def test_a_withdrawn_duty_is_told_once_and_its_answers_stay(season: Spring):
    say(season, "north", EntryKind.PROGRESSED, "3.1")
    season.beat()
    since = next_morning(NOW)
    season.play(since)
    files = Files()
    files.plan["entries"][2]["owners"] = ["south"]
    before = season.facts("north")
    shown = season.amend(files)
    assert [(k.agency, k.duty, k.kind) for k in shown.kept] == [
        ("north", "3.1", EntryKind.PROGRESSED)
    ]
    check_as_shown(season, shown, since)
    tells = told(season, "north", since)
    assert (LetterKind.CHANGE, "3.1", "2024-06-28/withdrawn") in tells
    assert season.facts("north")[: len(before)] == before
    assert {one.agency for one in shown.letters} == {"north"}
    season.play(datetime(2024, 7, 30, tzinfo=VN))
    spoken = [one for one in told(season, "north", since) if one[1] == "3.1"]
    assert spoken == [(LetterKind.CHANGE, "3.1", "2024-06-28/withdrawn")]
    with pytest.raises(NotOwedError):
        say(season, "north", EntryKind.FULFILLED, "3.1")


def test_amended_and_taken_back_before_anybody_heard_of_it_says_nothing(
    season: Spring,
):
    season.amend(Files().move("2.1", LATER).drop("3.1"))
    owed = season.desk.seasons
    season.amend(Files(), "202/KH-UBND")
    with season.desk.ledger.read() as tx:
        row = campaigns.get(tx, 1)
        now, before = owed.of(tx, row), row._replace(revision=1)
        first = owed.of(tx, before)
    assert [o._replace(settings=()) for o in now.assignments["school"]] == list(
        first.assignments["school"]
    )
    assert now.assignments["north"] == first.assignments["north"]
    assert now.withdrawn == {}
    season.play(next_morning(NOW))
    assert written(season, NOW) == set()


def test_amended_told_and_reverted_is_told_again_and_the_same_is_owed(season: Spring):
    season.amend(Files().move("2.1", LATER).drop("2.2"))
    season.play(NOW + timedelta(days=4))
    since = season.now
    shown = season.amend(Files(), "202/KH-UBND")
    check_as_shown(season, shown, since)
    assert set(told(season, "school", since)) >= {
        (LetterKind.CHANGE, "2.1", "2024-06-20/2024-06-07"),
        (LetterKind.CHANGE, "2.2", "withdrawn/2024-06-28"),
    }


def test_what_is_answered_before_its_letter_comes_is_not_told(season: Spring):
    say(season, "school", EntryKind.FULFILLED, "2.1")
    season.beat()
    shown = season.amend(Files().move("2.1", LATER))
    assert shown.letters == ()
    season.play(next_morning(NOW))
    kinds = {letter.kind for letter in season.letters(NOW)["school"]}
    assert kinds <= {LetterKind.RECEIPT}


def test_a_corrected_wording_sends_nothing(season: Spring):
    files = Files()
    files.duty("2.1")["title"] = "Bàn giao học sinh về gia đình"
    files.duty("report")["summary"] = "Báo cáo kết quả."
    shown = season.amend(files)
    assert shown.letters == ()
    assert set(shown.difference.duties) == {"school", "north", "south"}
    season.play(next_morning(NOW))
    assert written(season, NOW) == set()


def test_a_new_agency_gets_its_docket_and_its_first_letter(season: Spring):
    shown = season.amend(Files().member("west", "Huyện Tây"))
    assert [(t.kind, t.agency) for t in shown.difference.agencies] == [
        (Turn.ADDED, "west")
    ]
    assert [(one.agency, one.draft.kind) for one in shown.letters][:1] == [
        ("west", LetterKind.ASSIGN)
    ]
    check_as_shown(season, shown, NOW)


def test_a_removed_agency_is_told_what_it_owes_no_more(season: Spring):
    shown = season.amend(Files().without("south"))
    assert [(t.kind, t.agency) for t in shown.difference.agencies] == [
        (Turn.REMOVED, "south")
    ]
    check_as_shown(season, shown, NOW)
    assert {one[2].partition("/")[2] for one in told(season, "south", NOW)} == {
        "withdrawn"
    }


def test_a_renamed_agency_is_greeted_by_its_new_name_from_then_on(season: Spring):
    files = Files()
    files.roster["agencies"][1]["name"] = "Trường mới"
    shown = season.amend(files)
    (turn,) = shown.difference.agencies
    assert (turn.kind, turn.before, turn.after) == (
        Turn.RENAMED,
        "Nhà trường",
        "Trường mới",
    )
    assert shown.letters == ()


def test_the_file_does_not_undo_a_corrected_address(season: Spring):
    files = Files()
    files.roster["agencies"][1]["contact"]["address"] = "old@school.example"
    with pytest.raises(NothingToAmendError):
        season.preview(files)


def test_whoever_cannot_be_told_is_named(season: Spring):

    docket = season.id("school")
    with season.desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        fact = Entry(row.n + 1, NOW, EntryKind.UNDELIVERED, step="1")
        entries.append(tx, docket, [fact])
        dockets.advance(tx, docket, fact.n, NOW)
        dockets.hold(tx, season_id(tx, "north"), "cannot be settled")
    shown = season.preview(Files().move("2.1", LATER).move("3.1", LATER))
    assert {(one.agency, one.why) for one in shown.untold} == {
        ("school", Why.STOPPED),
        ("north", Why.HELD),
    }
    assert {one.agency for one in shown.letters} == {"south"}


def season_id(tx: Transaction, agency: str) -> int:

    row = dockets.find(tx, 1, agency)
    assert row is not None
    return row.id


def test_what_is_refused_says_why_and_changes_nothing(season: Spring):
    say(season, "south", EntryKind.NOTHING, "report")
    gone = Files()
    gone.plan["id"] = "summer-2024"
    closing = Files()
    closing.plan["close"] = date(2024, 5, 1)
    refused = (
        (Files(), NothingToAmendError, "nothing changes"),
        (Files().move("2.1", date(2024, 5, 19)), PastDeadlineError, "2.1"),
        (Files().add(1, "2.3", date(2024, 5, 1)), PastDeadlineError, "2.3"),
        (closing, PastDeadlineError, "would close"),
        (Files().without("south"), ReportedError, "south has reported"),
        (gone, UnknownCampaignError, "summer-2024"),
    )
    for files, error, message in refused:
        with pytest.raises(error, match=message):
            season.preview(files)
    with season.desk.ledger.read() as tx:
        assert campaigns.get(tx, 1).revision == 1


def test_an_ended_campaign_is_amended_no_more(season: Spring):
    files = Files().move("2.1", LATER)
    season.now = datetime(2024, 8, 1, tzinfo=VN)
    with pytest.raises(EndedError):
        season.preview(files)
    season.now = NOW
    close(season.desk, NAME, NOW, "lock")
    with pytest.raises(EndedError):
        season.preview(files)


def test_the_second_of_two_coordinators_sees_that_the_ground_moved(season: Spring):
    mine, theirs = Files().move("2.1", LATER), Files().drop("2.2")
    shown = season.preview(mine)
    season.amend(theirs)
    signed = signing("202/KH-UBND", NOW.date())
    with pytest.raises(GroundMovedError, match="look at the preview again"):
        apply_amendment(season.desk, mine.read(), signed, shown.seen, NOW, drawn("x"))
    with season.desk.ledger.read() as tx:
        assert campaigns.get(tx, 1).revision == 2


@pytest.mark.parametrize("day", [date(2024, 5, 5), date(2024, 5, 21)])
def test_a_document_is_neither_older_than_the_plan_nor_of_tomorrow(
    season: Spring, day: date
):
    files = Files().move("2.1", LATER)
    shown = season.preview(files)
    with pytest.raises(SignedBeforeError, match="give its day"):
        apply_amendment(
            season.desk,
            files.read(),
            signing("201/KH-UBND", day),
            shown.seen,
            NOW,
            drawn("x"),
        )


def test_an_amendment_is_a_fact_of_the_office(season: Spring):
    season.amend(Files().move("2.1", LATER))
    facts = [f for f in season.facts("@office") if f.kind is EntryKind.AMENDED]
    assert [fact.step for fact in facts] == ["2/201/KH-UBND"]
    assert facts[0].at > ISSUED


def test_boards_name_the_documents_that_amended_the_plan(season: Spring):
    def heading() -> str:
        text = board_text(progress(season.desk, NAME, season.now), season.now)
        return next(one for one in text.splitlines() if one.startswith("**Kế hoạch"))

    assert "được điều chỉnh" not in heading()
    season.amend(Files().move("2.1", LATER))
    assert "** (được điều chỉnh tại văn bản số 201/KH-UBND ngày 20/5/2024)" in heading()
