"""What comes next in a phase: it comes, and then, as the rules decide it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from calendars.deadlines import last_instant
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from rules.coming import Coming, What, coming, stages
from rules.decide import decide
from rules.phases import Reached
from schemas.assignment import DocketKind, Handover
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.in_force import Ceremony
from schemas.phase import PhaseKind
from schemas.silence import Silence
from tests.rules.season import CLOCKS, DAYS, Played, agency, at, owes

ISSUED = at(6, 5)
WORK = PhaseKind.ACTIVITIES
LETTERS = {What.ASSIGN, What.RECEIVE, What.UPDATE, What.REMIND, What.ESCALATE}
PLAN, _ = read_plan("lai-chau-2024", working_days()).require()
CEREMONY = Ceremony(place="Sân A", starts=at(31, 5))


def ahead(played: Played, now: datetime) -> list[tuple[What, str]]:
    return [
        (one.what, f"{one.at:%d/%m %H:%M}")
        for one in coming([played.docket], WORK, now)
    ]


def test_first_a_duty_is_assigned_as_soon_as_letters_leave():
    assert ahead(agency(owes()), at(5, 5)) == [
        (What.ASSIGN, "06/05 08:00"),
        (What.LAST, "20/07 00:00"),
    ]


def test_each_kind_comes_on_its_day():
    played = agency(owes())
    played.docket = replace(played.docket, terms=CLOCKS)
    played.beat(ISSUED)
    assert ahead(played, at(6, 5, 9)) == [
        (What.RECEIVE, "09/05 08:00"),
        (What.REMIND, "10/07 08:00"),
        (What.LAST, "20/07 00:00"),
    ]
    played.append(EntryKind.CONFIRMED, at(6, 5, 10), duty="1.1")
    assert ahead(played, at(6, 5, 11))[0] == (What.UPDATE, "27/05 08:00")


@pytest.mark.parametrize("modality", Modality)
def test_the_next_letter_comes_when_it_was_foretold(modality: Modality):
    """Nobody answering, from wake to wake through the whole season."""
    played = agency(owes(modality=modality), owes("1.2", date(2024, 6, 28)))
    played.docket = replace(played.docket, terms=CLOCKS)
    now, foretold = ISSUED, list[tuple[datetime, datetime]]()
    expected = ISSUED
    while now < CLOCKS.close:
        wrote = any(one.items for one in played.beat(now).drafts)
        assert wrote == (now == expected), now
        letters = [
            o.at for o in coming([played.docket], WORK, now) if o.what in LETTERS
        ]
        expected = min(letters, default=CLOCKS.close)
        foretold.append((now, expected))
        wake = decide(played.docket, now).wake
        if wake is None:
            break
        now = wake
    assert len(foretold) > 10


def test_a_superior_is_told_after_the_agency():
    played = agency(owes(last=date(2024, 6, 7)))
    played.play(ISSUED, at(11, 6))
    assert ahead(played, at(11, 6)) == [(What.ABOVE, "12/06 08:00")]


def test_what_is_due_by_now_comes_as_soon_as_letters_leave():
    played = agency(owes(last=date(2024, 6, 28)))
    played.beat(ISSUED)
    assert ahead(played, at(27, 6, 9))[0] == (What.REMIND, "27/06 09:00")
    assert ahead(played, at(1, 7, 9)) == [(What.ESCALATE, "01/07 09:00")]


def test_the_office_is_told_and_letters_are_drafted():
    played = agency(owes(last=date(2024, 6, 7)))
    played.play(ISSUED, at(13, 6))
    assert ahead(played, at(13, 6)) == [(What.DRAFT, "14/06 08:00")]
    asked = agency(owes(last=date(2024, 6, 7), modality=Modality.ASKED))
    asked.play(ISSUED, at(11, 6))
    assert ahead(asked, at(11, 6)) == [(What.TELL, "12/06 08:00")]


def test_nobody_is_told_what_is_not_confirmed_awaited_silent_or_at_its_end():
    unconfirmed = agency(owes(binding=False))
    unconfirmed.beat(ISSUED)
    assert ahead(unconfirmed, at(6, 5, 9)) == [(What.LAST, "20/07 00:00")]
    waiting = agency(
        owes(last=date(2024, 6, 7))._replace(awaits=(Handover("so-gddt", "2.2"),))
    )
    waiting.play(ISSUED, at(8, 6))
    assert ahead(waiting, at(8, 6)) == []
    over = agency(owes(last=date(2024, 5, 10), modality=Modality.ASKED))
    over.play(ISSUED, at(1, 7))
    assert ahead(over, at(1, 7)) == []
    silence = Silence(since=ISSUED, until=at(18, 7))
    silent = agency(owes())
    silent.beat(ISSUED)
    silent.docket = replace(silent.docket, terms=replace(CLOCKS, silence=silence))
    assert ahead(silent, at(7, 5)) == [(What.LAST, "20/07 00:00")]


def test_of_whom_letters_do_not_reach_only_deadlines_come():
    played = agency(owes())
    played.beat(ISSUED)
    kept = replace(played.docket, kind=DocketKind.GROUP)
    assert [one.what for one in coming([kept], WORK, at(7, 5))] == [What.LAST]
    ended = replace(played.docket, ended=True)
    assert coming([ended], WORK, at(7, 5)) == ()
    assert coming([played.docket], PhaseKind.LAUNCH, at(7, 5)) == ()


def test_agencies_are_counted_at_the_first_moment():
    one, two, late = (
        agency(owes()),
        agency(owes()),
        agency(owes(last=date(2024, 7, 26))),
    )
    dockets = [
        replace(played.docket, agency=name)
        for name, played in (("a", one), ("alike", one), ("b", two), ("c", late))
    ]
    assert coming(dockets, WORK, at(7, 5, 9)) == (
        Coming(at(7, 5, 9), What.ASSIGN, 4),
        Coming(last_instant(date(2024, 7, 19)), What.LAST, 3),
    )


def staged(
    phase: PhaseKind, reached: Reached, now: datetime, fixed: Ceremony | None = None
) -> list[tuple[What, str]]:
    found = stages(PLAN, phase, reached, fixed, now, DAYS)
    return [(one.what, f"{one.at:%d/%m %H:%M}") for one in found]


@pytest.mark.parametrize(
    ("phase", "reached", "now", "expected"),
    [
        (PhaseKind.ISSUANCE, Reached(), at(1, 5), [(What.SIGN, "06/05 00:00")]),
        (PhaseKind.ISSUANCE, Reached(issued=True), at(7, 5), []),
        (
            PhaseKind.LAUNCH,
            Reached(issued=True),
            at(7, 5),
            [(What.CALL, "06/05 00:00")],
        ),
        (PhaseKind.LAUNCH, Reached(issued=True, held=True), at(7, 6), []),
        (
            WORK,
            Reached(issued=True),
            at(7, 5),
            [
                (What.OPENS, "01/06 00:00"),
                (What.MARKED, "01/06 00:00"),
                (What.ENDS, "01/07 00:00"),
            ],
        ),
        (
            WORK,
            Reached(issued=True),
            at(13, 6),
            [(What.MARKED, "28/06 00:00"), (What.ENDS, "01/07 00:00")],
        ),
        (WORK, Reached(issued=True), at(1, 7), []),
        (
            PhaseKind.REPORTING,
            Reached(issued=True),
            at(13, 6),
            [(What.COLLECTS, "01/07 00:00"), (What.LOCKS, "01/08 00:00")],
        ),
        (
            PhaseKind.REPORTING,
            Reached(issued=True),
            at(13, 7),
            [(What.LOCKS, "01/08 00:00")],
        ),
        (PhaseKind.REPORTING, Reached(issued=True, closed=True), at(25, 7), []),
    ],
)
def test_a_phase_has_stages_of_its_own(
    phase: PhaseKind,
    reached: Reached,
    now: datetime,
    expected: list[tuple[What, str]],
):
    assert staged(phase, reached, now) == expected


def test_the_ceremony_comes_and_then_waits_to_be_recorded():
    fixed = Reached(issued=True, launch_on=date(2024, 5, 31))
    before, after = at(30, 5), at(31, 5, 11)
    assert staged(PhaseKind.LAUNCH, fixed, before, CEREMONY) == [
        (What.CEREMONY, "31/05 08:00")
    ]
    assert staged(PhaseKind.LAUNCH, fixed, after, CEREMONY) == [
        (What.RECORD, "31/05 08:00")
    ]
