"""One duty given to another agency or withdrawn: shown, applied, told."""

from datetime import date, datetime, timedelta

import pytest

from desk.amendments.apply import GroundMovedError, apply_amendment
from desk.amendments.preview import Preview, preview_amendment
from desk.amendments.proposal import NothingToAmendError
from desk.amendments.reassign import (
    ReassignmentError,
    UnknownOwnerError,
    with_reassigned,
)
from desk.answer import Answer, answer
from desk.boards.amended import amended_text
from desk.contacts import contact_of
from desk.links import drawn
from desk.progress import progress
from rules.reassigned import Reassignment, Why
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import LetterKind
from tests.desk.amendments.spring import CLERK, NAME, Files, Spring, signing, spring

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)
TO_OFFICE = Reassignment("2.1", "school", "office")


@pytest.fixture
def season():
    season = spring()
    season.play(NOW)
    yield season
    season.close()


def shown(season: Spring, asked: Reassignment) -> Preview:
    edited = with_reassigned(season.desk, NAME, asked)
    return preview_amendment(season.desk, edited, season.now)


def applied(season: Spring, asked: Reassignment, seen: str) -> None:
    edited = with_reassigned(season.desk, NAME, asked)
    signed = signing("201/KH-UBND", season.now.date(), confirmed=False)
    apply_amendment(season.desk, edited, signed, seen, season.now, drawn("links"))


def owed(season: Spring, agency: str) -> set[str]:
    docket = progress(season.desk, NAME, season.now).dockets[agency]
    return {one.duty for one in docket.assignments}


@pytest.mark.parametrize(
    ("asked", "loses", "gets"),
    [
        (TO_OFFICE, "school", "office"),
        (Reassignment("2.1", "school"), "school", ""),
        (Reassignment("3.1", "north", "office"), "north", "office"),
        (Reassignment("3.1"), "south", ""),
        (Reassignment("report", "north"), "north", ""),
    ],
)
def test_what_was_shown_is_what_is_written(
    season: Spring, asked: Reassignment, loses: str, gets: str
):
    preview = shown(season, asked)
    applied(season, asked, preview.seen)
    assert asked.duty not in owed(season, loses)
    assert not gets or asked.duty in owed(season, gets)
    season.play(NOW + timedelta(days=1))
    written = {
        (agency, letter.kind, letter.items)
        for agency, some in season.letters(NOW).items()
        for letter in some
    }
    foretold = {
        (one.agency, one.draft.kind, one.draft.items) for one in preview.letters
    }
    assert foretold <= written
    assert loses in {agency for agency, _, _ in foretold}


def test_the_duty_keeps_its_day_and_what_was_said_of_it(season: Spring):
    said = Answer(EntryKind.PROGRESSED, ("2.1",), CLERK, "a", "40")
    answer(season.desk, season.id("school"), said, NOW)
    preview = shown(season, TO_OFFICE)
    (kept,) = preview.kept
    assert (kept.agency, kept.duty, kept.kind) == ("school", "2.1", said.kind)
    facts = season.facts("school")
    applied(season, TO_OFFICE, preview.seen)
    assert season.facts("school") == facts
    before = {
        c.before or c.after for d in preview.difference.duties.values() for c in d
    }
    assert len(before) == 1, "the day stays where it is"
    season.play(NOW + timedelta(days=1))
    letters = season.letters(NOW)["office"]
    (letter,) = (one for one in letters if one.kind is LetterKind.ASSIGN)
    assert [item.duty for item in letter.items] == ["2.1"]


def test_given_back_everybody_owes_what_they_owed(season: Spring):
    before = {one: owed(season, one) for one in ("school", "office", "north")}
    applied(season, TO_OFFICE, shown(season, TO_OFFICE).seen)
    back = Reassignment("2.1", "office", "school")
    applied(season, back, shown(season, back).seen)
    assert {one: owed(season, one) for one in before} == before


def test_the_second_of_two_coordinators_looks_again(season: Spring):
    mine, other = shown(season, TO_OFFICE), Reassignment("2.2", "school")
    applied(season, other, shown(season, other).seen)
    with pytest.raises(GroundMovedError):
        applied(season, TO_OFFICE, mine.seen)


@pytest.mark.parametrize("why", list(Why))
def test_every_hindrance_says_what_to_do(why: Why):
    said = str(ReassignmentError(why, Reassignment("2.1", "school", "office")))
    assert "2.1" in said or "office" in said


def test_what_nobody_knows_is_refused_by_its_name(season: Spring):
    with pytest.raises(ReassignmentError, match="north owes no duty"):
        shown(season, Reassignment("2.1", "north"))
    with pytest.raises(UnknownOwnerError, match="no agency superior:chair"):
        shown(season, Reassignment("2.1", "school", "superior:chair"))


def test_addresses_of_a_file_are_named_and_not_taken(season: Spring):
    files = Files().move("2.1", date(2024, 6, 21))
    contact = files.roster["agencies"][2]["contact"]
    contact["address"] = "moi@north.example"
    shown_ = season.preview(files)
    assert shown_.ignored == {"north": ("contact",)}
    text = amended_text(shown_, marked=False)
    assert "| Huyện Bắc | đầu mối |" in text
    assert "@" not in text
    season.amend(files)
    assert contact_of(season.desk, NAME, "north").address == "vanthu@north.example"
    with pytest.raises(NothingToAmendError, match=r"\(north\).*campaign contact"):
        season.preview(files)
