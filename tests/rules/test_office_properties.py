"""What holds for the office's own docket, whatever agencies raise and clear."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.hours import is_open
from rules.decide import decide
from rules.docket import Docket
from rules.fold import stand
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterKind
from schemas.matter import Matter, Topic, superior, topic_of
from schemas.plan import Briefs
from tests.rules.season import DAYS, TERMS, Played, at

STEPS = (superior("ong-a"), superior("ong-b"), *Matter)
ABOUT = ("so-y-te/1.1", "so-y-te/1.2", "so-gd/2.1")
RECIPIENTS = st.lists(st.sampled_from(("so-a", "so-b")), unique=True).map(tuple)
BRIEFS = st.builds(
    Briefs,
    morning=st.sampled_from((None, "so-a", "theo-doi")),
    weekly=st.sampled_from((None, "ong-a")),
)
MOVES = st.lists(
    st.tuples(
        st.sampled_from(("raise", "clear", "beat", "wake")),
        st.timedeltas(timedelta(minutes=1), timedelta(days=4)),
        st.sampled_from(ABOUT),
        st.sampled_from(STEPS),
    ),
    min_size=1,
    max_size=30,
)


def play(recipients: tuple[str, ...], briefs: Briefs, moves: list) -> Played:
    """Move through a summer, checking every decision as it falls."""
    terms = replace(TERMS, recipients=recipients, briefs=briefs, ask_from=at(24, 7))
    issued = Entry(1, at(6, 5), EntryKind.ISSUED)
    played = Played(Docket("van-phong", DocketKind.OFFICE, (), (issued,), terms))
    now, wake = at(20, 7), None
    for move, gap, about, step in moves:
        now = max(now, wake) if move == "wake" and wake else now + gap
        key = f"{move}:{len(played.docket.entries)}"
        if move == "raise":
            played.append(EntryKind.RAISED, now, duty=about, step=step, key=key)
        elif move == "clear":
            topic = topic_of(step)
            played.append(EntryKind.CLEARED, now, duty=about, step=topic, key=key)
        wake = beat(played, now)
    return played


def beat(played: Played, now: datetime) -> datetime | None:
    standing = stand(played.docket.entries)
    decision = played.beat(now)
    again = decide(played.docket, now)
    assert (again.actions, again.drafts) == ((), ())
    assert again.wake == decision.wake
    assert decision.wake is None or decision.wake > now
    for draft in decision.drafts:
        assert is_open(now, TERMS.policy.letter_hours, DAYS)
        stands = [
            standing.raised[f"{item.agency}/{item.duty}", Topic.LADDER].step
            for item in draft.items
            if item.kind is LetterKind.DIGEST
        ]
        assert set(stands) <= {draft.to}, "only what stands, only the superior's"
    return decision.wake


@settings(max_examples=300, deadline=None)
@given(RECIPIENTS, BRIEFS, MOVES)
def test_a_superior_and_a_recipient_get_at_most_one_notice_a_working_day(
    recipients, briefs, moves
):
    played = play(recipients, briefs, moves)
    notices = Counter(
        (entry.key, entry.at.astimezone(VN).date())
        for entry in played.docket.entries
        if entry.key and entry.key.startswith("notice:")
    )
    assert all(number == 1 for number in notices.values())


@settings(max_examples=200, deadline=None)
@given(RECIPIENTS, BRIEFS, MOVES)
def test_what_still_stands_is_told_once_the_office_is_quiet(recipients, briefs, moves):
    played = play(recipients, briefs, moves)
    played.play(max(played.docket.entries[-1].at, at(20, 7)), at(31, 12))
    told = {entry.key for entry in played.docket.entries}
    for entry in stand(played.docket.entries).raised.values():
        assert (f"digest:{entry.key}" in told) is entry.step.startswith("superior:")
    assert {f"copy:{one}" for one in recipients} <= told
