"""Who was written to, and who has answered: agency by agency."""

from dataclasses import replace
from datetime import date

from rules.heard import Heard, heard, invited
from schemas.assignment import DocketKind
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from schemas.phase import PhaseKind
from tests.rules.season import TERMS, Played, agency, at, owes

ISSUED = at(6, 5)
WORK = (PhaseKind.ACTIVITIES,)
CEREMONY = Ceremony(place="Sân A", starts=at(31, 5))


def of(played: Played) -> Heard:
    (one,) = heard([played.docket], WORK)
    return one


def test_an_agency_is_written_to_when_its_duty_is_assigned():
    played = agency(owes())
    assert of(played)[1:] == (None, False, False, False)
    played.beat(ISSUED)
    assert of(played)[1:] == (ISSUED, False, False, False)


def test_it_has_answered_once_it_has_of_all_that_it_owes():
    played = agency(owes(), owes("1.2", date(2024, 6, 28)))
    played.beat(ISSUED)
    played.append(EntryKind.CONFIRMED, at(7, 5), duty="1.1")
    assert not of(played).confirmed
    played.append(EntryKind.CONFIRMED, at(7, 5), duty="1.2")
    assert of(played)[2:4] == (True, False)
    played.append(EntryKind.FULFILLED, at(8, 5), duty="1.1")
    played.append(EntryKind.FULFILLED, at(8, 5), duty="1.2")
    assert of(played)[2:4] == (True, True)


def test_whoever_letters_do_not_reach_is_told_apart():
    played = agency(owes())
    played.beat(ISSUED)
    played.append(EntryKind.UNDELIVERED, at(6, 5, 9), step="1")
    assert of(played).unreached


def test_nobody_is_waited_for_who_owes_nothing_has_ended_or_is_no_agency():
    played = agency(owes())
    docket = played.docket
    assert heard([docket], (PhaseKind.LAUNCH,)) == ()
    assert heard([replace(docket, ended=True)], WORK) == ()
    assert heard([replace(docket, kind=DocketKind.GROUP)], WORK) == ()
    played.append(EntryKind.WAIVED, at(7, 5), duty="1.1")
    assert heard([played.docket], WORK) == ()


def test_whoever_is_invited_answers_by_coming_or_staying():
    played = agency(owes())
    played.docket = replace(played.docket, terms=replace(TERMS, ceremony=CEREMONY))
    (before,) = invited([played.docket])
    assert before[1:] == (None, False, False, False)
    played.play(ISSUED, at(8, 5))
    (told,) = invited([played.docket])
    assert told.written == ISSUED
    assert not told.confirmed
    played.append(EntryKind.ATTENDING, at(8, 5), step="0")
    (answered,) = invited([played.docket])
    assert answered.confirmed
