"""Agencies that are renamed, merged or split in mid-season, on 1 July."""

from datetime import date, datetime

import pytest

from desk.amendments.apply import apply_amendment
from desk.answer import Answer, answer
from desk.extend import Ruling, rule
from desk.links import drawn
from desk.pages.docket import open_docket
from desk.progress import progress
from ledger import campaigns, dockets
from rules.amendment import Turn
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from tests.desk.amendments.spring import (
    CLERK,
    ISSUED,
    NAME,
    Files,
    Spring,
    signing,
    spring,
)

NOW = datetime(2024, 6, 10, 9, tzinfo=VN)
DAY = date(2024, 7, 1)
FIRST = datetime(2024, 7, 1, 8, tzinfo=VN)
MOST = datetime(2024, 7, 30, tzinfo=VN)


@pytest.fixture
def season(address: str):
    played = spring(where=address)
    played.play(NOW)
    yield played
    played.close()


def merging(*, since: date = DAY) -> Files:
    """North and south become one; nothing of the plan itself changes."""
    files = Files()
    agencies = files.roster["agencies"]
    contact = {"post": "Văn thư", "address": "vanthu@union.example"}
    agencies.append({"id": "union", "name": "Huyện Hợp nhất", "contact": contact})
    for one in agencies[2:4]:
        one["successor"] = {"to": ["union"], "since": since}
    return files


def say(season: Spring, agency: str, kind: EntryKind, *duties: str) -> None:
    given = Answer(kind, duties, CLERK, f"{agency}-{kind}-{'-'.join(duties)}")
    answer(season.desk, season.id(agency), given, season.now)


def counts(season: Spring) -> dict[str, tuple[int, int]]:
    seen = progress(season.desk, NAME, season.now)
    return {one.agency: one.whole.counts[::2] for one in seen.lines}


def page(season: Spring, agency: str):
    with season.desk.ledger.read() as tx:
        row = dockets.find(tx, 1, agency)
    assert row is not None
    found = open_docket(season.desk, row.token, season.now)
    assert found is not None
    return found


def test_what_is_open_moves_on_its_day_and_what_is_done_stays(season: Spring):
    say(season, "north", EntryKind.FULFILLED, "3.1")
    before = season.facts("north")
    shown = season.amend(merging())
    turns = shown.difference.agencies
    assert [(t.kind, t.agency, t.after, t.since) for t in turns] == [
        (Turn.ADDED, "union", "Huyện Hợp nhất", None),
        (Turn.MERGED, "north", "Huyện Hợp nhất", DAY),
        (Turn.MERGED, "south", "Huyện Hợp nhất", DAY),
    ]
    assert shown.letters == ()
    season.play(datetime(2024, 6, 30, 22, tzinfo=VN))
    assert "union" not in season.owners()
    assert page(season, "north").agency == "Huyện Bắc"
    season.play(FIRST)
    assert counts(season) | {"office": (), "school": ()} == {
        "office": (),
        "school": (),
        "north": (1, 1),
        "south": (0, 0),
        "union": (2, 0),
    }
    assert season.facts("north")[: len(before)] == before
    first = season.letters(FIRST)["union"][0]
    assert (first.kind, [i.duty for i in first.items]) == (
        LetterKind.ASSIGN,
        ["report", "3.1"],
    )


def test_no_letter_goes_to_whom_has_ended_and_links_lead_to_the_successor(
    season: Spring,
):
    season.amend(merging())
    season.play(MOST)
    late = season.letters(datetime(2024, 7, 1, tzinfo=VN))
    assert (late["north"], late["south"]) == ([], [])
    assert "escalate" in {one.kind for one in late["union"]}
    opened = page(season, "south")
    assert (opened.agency, opened.succeeds) == ("Huyện Hợp nhất", "Huyện Nam")
    assert opened.docket == season.id("union")
    assert page(season, "union").succeeds == ""
    owed = {one.duty.id: one.duty.taken_from for one in opened.owed}
    assert owed["3.1"] == "Tiếp nhận từ Huyện Bắc, Huyện Nam"


def test_what_stood_against_whom_has_ended_is_over(season: Spring):
    season.play(datetime(2024, 7, 25, tzinfo=VN))
    season.now = datetime(2024, 7, 25, 9, tzinfo=VN)
    items = {one.agency for one in progress(season.desk, NAME, season.now).office}
    assert {"north", "south"} <= items
    season.amend(merging(since=date(2024, 7, 25)))
    season.beat()
    items = {one.agency for one in progress(season.desk, NAME, season.now).office}
    assert not {"north", "south"} & items


def test_a_merger_of_today_is_shown_with_the_letters_it_brings(season: Spring):
    season.play(datetime(2024, 7, 2, 9, tzinfo=VN))
    season.now = datetime(2024, 7, 2, 9, 30, tzinfo=VN)
    since = season.now
    shown = season.amend(merging())
    assert {one.agency for one in shown.letters} >= {"union"}
    season.play(max(one.at for one in shown.letters))
    expected = [one for one in shown.letters if one.agency == "union"]
    found = season.letters(since)["union"]
    assert [(one.queued, one.kind, one.items) for one in found] == [
        (one.at, one.draft.kind, one.draft.items) for one in expected
    ]


def test_an_agency_that_is_split_leaves_its_duties_to_each_part(season: Spring):
    files = Files()
    agencies = files.roster["agencies"]
    for name in ("east", "west"):
        contact = {"post": "Văn thư", "address": f"vanthu@{name}.example"}
        agencies.append({"id": name, "name": name.title(), "contact": contact})
    agencies[3]["successor"] = {"to": ["east", "west"], "since": DAY}
    shown = season.amend(files)
    kinds = {(t.kind, t.agency) for t in shown.difference.agencies}
    assert (Turn.SPLIT, "south") in kinds
    season.play(FIRST)
    now = counts(season)
    assert (now["south"], now["east"], now["west"]) == ((0, 0), (2, 0), (2, 0))
    assert page(season, "south").agency == "East"


def test_whoever_absorbs_another_owes_the_same_duty_once(season: Spring):
    files = Files()
    files.roster["agencies"][3]["successor"] = {"to": ["north"], "since": DAY}
    shown = season.amend(files)
    assert [t.kind for t in shown.difference.agencies] == [Turn.MERGED]
    season.play(FIRST)
    assert (counts(season)["north"], counts(season)["south"]) == ((2, 0), (0, 0))


def test_links_follow_a_chain_of_successors(season: Spring):
    files = merging()
    agencies = files.roster["agencies"]
    contact = {"post": "Văn thư", "address": "vanthu@last.example"}
    agencies.append({"id": "last", "name": "Sau cùng", "contact": contact})
    agencies[4]["successor"] = {"to": ["last"], "since": date(2024, 7, 8)}
    season.amend(files)
    season.play(datetime(2024, 7, 8, 9, tzinfo=VN))
    assert page(season, "north").agency == "Sau cùng"
    assert counts(season)["last"] == (2, 0)


def test_a_new_name_and_address_hold_from_their_day_on(season: Spring):
    files = Files()
    contact = {"post": "Văn thư", "address": "moi@school.example"}
    files.roster["agencies"][1]["later"] = [
        {"since": DAY, "name": "Trường mới", "contact": contact}
    ]
    shown = season.amend(files)
    (turn,) = shown.difference.agencies
    assert (turn.kind, turn.after, turn.since) == (Turn.RENAMED, "Trường mới", DAY)
    season.play(datetime(2024, 6, 30, 22, tzinfo=VN))
    before = season.facts("school")
    assert page(season, "school").agency == "Nhà trường"
    season.play(FIRST)
    assert page(season, "school").agency == "Trường mới"
    assert season.facts("school")[: len(before)] == before
    kinds = [fact.kind for fact in season.facts("school")[len(before) :]]
    assert EntryKind.CORRECTED in kinds
    with season.desk.ledger.read() as tx:
        (body,) = campaigns.agency_bodies(tx, 1, ["school"]).values()
    assert "moi@school.example" in body
    with pytest.raises(Exception, match="nothing changes"):
        season.preview(files)


def test_what_is_known_when_the_plan_is_issued_comes_by_itself(address: str):
    season = spring(merging(), address)
    season.play(FIRST)
    assert season.facts("union") != ()
    taken = [f for f in season.facts("@office") if f.kind is EntryKind.TAKEN_OVER]
    assert [fact.step for fact in taken] == ["north/union", "south/union"]
    season.close()


def test_an_amendment_after_a_merger_keeps_what_was_taken_over(season: Spring):
    season.amend(merging())
    season.play(datetime(2024, 7, 2, 9, tzinfo=VN))
    season.now = datetime(2024, 7, 2, 9, 30, tzinfo=VN)
    files = merging().move("report", date(2024, 7, 26))
    shown = season.preview(files)
    assert set(shown.difference.duties) == {"school", "union"}
    signed = signing("202/KH-UBND", season.now.date())
    apply_amendment(
        season.desk, files.read(), signed, shown.seen, season.now, drawn("x")
    )
    season.play(datetime(2024, 7, 3, 9, tzinfo=VN))
    told = [
        (item.duty, item.step)
        for letter in season.letters(ISSUED)["union"]
        for item in letter.items
        if item.kind is LetterKind.CHANGE
    ]
    assert told == [("report", "2024-07-19/2024-07-26")]


def test_more_time_that_was_given_goes_over_with_the_duty(season: Spring):
    until = date(2024, 7, 10)
    given = Ruling("3.1", until, CLERK, "more")
    rule(season.desk, season.id("south"), given, season.now)
    season.amend(merging())
    season.play(FIRST)
    opened = page(season, "north")
    (owed,) = (one for one in opened.owed if one.duty.id == "3.1")
    assert owed.duty.last_day == "10/7/2024"
    assert "đã gia hạn" in owed.duty.deadline
    assert season.letters(FIRST)["union"][0].kind is LetterKind.ASSIGN
