"""Whatever happens to duties, the agency's calendar comes to what is owed."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.hours import is_open
from rules.fold import stand
from rules.keys import day_event, day_of, is_answer, notice_key, under
from schemas.assignment import Assignment
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import Invitation, Method
from tests.rules.calendar import Calendar
from tests.rules.season import DAYS, TERMS, Played, agency, at, owes

LASTS = st.dates(date(2024, 5, 8), date(2024, 6, 28))
MOVES = st.lists(
    st.tuples(
        st.sampled_from(
            ("beat", "beat", "wake", "done", "undo", "assign", "move", "withdraw")
        ),
        st.timedeltas(timedelta(minutes=20), timedelta(days=5)),
        st.lists(st.integers(0, 4), min_size=1, max_size=3, unique=True),
        LASTS,
        st.booleans(),
    ),
    min_size=3,
    max_size=40,
)


@dataclass
class Season:
    """An agency whose messages arrive, or get lost before they leave."""

    played: Played
    sent: list[Invitation] = field(default_factory=list)

    def open(self) -> dict[str, set[str]]:
        """What is owed: the open duties of each last day."""
        standing = stand(self.played.docket.entries)
        days: dict[str, set[str]] = {}
        for one in self.played.docket.assignments:
            if not standing.settled(one.duty):
                days.setdefault(day_event(one.last_day), set()).add(one.duty)
        return days

    def shown(self, seed: int) -> dict[str, Invitation]:
        """What the agency's calendar shows, the messages taken in any order."""
        calendar, messages = Calendar(), list(self.sent)
        Random(seed).shuffle(messages)  # noqa: S311 - an order, repeatable
        for message in messages:
            calendar.take(message)
        return calendar.events

    def owe(self, assignments: list[Assignment]) -> None:
        docket = replace(self.played.docket, assignments=tuple(assignments))
        self.played.docket = docket

    def beat(self, now: datetime, lost: bool = False) -> datetime | None:
        decision = self.played.beat(now)
        told = [draft.invitation for draft in decision.drafts if draft.invitation]
        for one in told:
            if lost:
                self.played.append(
                    EntryKind.UNTOLD, now, duty=one.event, step=str(one.sequence)
                )
            else:
                assert one.method is Method.REQUEST or one.event in self.shown(0)
                self.sent.append(one)
        if not decision.drafts and self.is_quiet(now):
            self.check(now)
        return now if told and lost else decision.wake

    def is_quiet(self, now: datetime) -> bool:
        """Tell whether letters could leave, and none of this day has left or waits."""
        today = now.astimezone(VN).date()
        performed = stand(self.played.docket.entries).performed
        answered = [moment for key, moment in performed.items() if is_answer(key)]
        return (
            is_open(now, TERMS.policy.letter_hours, DAYS)
            and notice_key("contact", today) not in performed
            and all(moment.astimezone(VN).date() < today for moment in answered)
        )

    def check(self, now: datetime) -> None:
        """One event per live last day, listing exactly its open duties."""
        today, open_, shown = now.astimezone(VN).date(), self.open(), self.shown(1)
        for event in open_:
            assert event in shown or day_of(event) < today
        for event, told in shown.items():
            if told.day >= today:
                assert set(told.duties) == open_.get(event, set())
                assert told.overdue or told.day == day_of(event)


def play(moves: list) -> tuple[Season, datetime]:
    season = Season(agency(*(owes(f"1.{i}", date(2024, 6, 7)) for i in range(3))))
    now = at(6, 5)
    wake = season.beat(now)
    for n, (move, gap, numbers, last, lost) in enumerate(moves):
        now = max(now, wake) if move == "wake" and wake else now + gap
        change(season, move, {f"1.{i}" for i in numbers}, last, (n, now))
        wake = season.beat(now, lost)
    return season, now


def change(season: Season, move: str, duties: set, last: date, when: tuple) -> None:
    n, now = when
    played = season.played
    owed = [one for one in played.docket.assignments if one.duty not in duties]
    here = {one.duty for one in played.docket.assignments} & duties
    given = [e for e in played.docket.entries if e.kind is EntryKind.FULFILLED]
    if move == "done":
        for duty in sorted(here):
            played.append(EntryKind.FULFILLED, now, duty=duty, act=f"a{n}")
    elif move == "undo" and given:
        entry = given[n % len(given)]
        played.append(
            EntryKind.UNDONE, now, duty=entry.duty, step=str(entry.n), act=f"u{n}"
        )
    elif move == "withdraw":
        season.owe(owed)
    elif move in ("assign", "move"):
        # A deadline moves for a duty that is owed; another one is newly assigned.
        new = here if move == "move" else duties - here
        kept = [one for one in played.docket.assignments if one.duty not in new]
        bound = [under(owes(duty, last), f"r{n + 2}") for duty in sorted(new)]
        season.owe([*kept, *bound])


@settings(max_examples=200, deadline=None)
@given(MOVES)
def test_a_quiet_docket_has_told_one_event_a_live_day_with_its_open_duties(moves):
    season, now = play(moves)
    quiet = 0
    for _ in range(20):
        now = datetime.combine(DAYS.after(now.date()), at(1, 5).timetz())
        season.beat(now)
        quiet += season.is_quiet(now)
    assert quiet, "the calendar has come to rest"


@settings(max_examples=100, deadline=None)
@given(MOVES)
def test_a_sequence_number_is_never_used_twice(moves):
    season, _ = play(moves)
    last: dict[str, int] = {}
    for one in season.sent:
        assert one.sequence > last.get(one.event, -1)
        last[one.event] = one.sequence


@settings(max_examples=100, deadline=None)
@given(MOVES)
def test_a_changing_calendar_costs_at_most_one_notice_a_working_day(moves):
    season, _ = play(moves)
    notices = [
        entry.key
        for entry in season.played.docket.entries
        if entry.key and entry.key.startswith("notice:")
    ]
    assert len(set(notices)) == len(notices)
