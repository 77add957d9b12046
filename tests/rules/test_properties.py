"""What holds for every plan, every answer and every clock."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.hours import is_open
from rules import history
from rules.decide import decide
from rules.docket import Past
from rules.extended import in_effect, moved
from rules.fold import go_on, stand
from rules.hastening import Why, next_steps
from rules.history import Kept
from rules.keys import announce_key, step_key
from rules.lost import name_of
from rules.silences import silent_until
from rules.standing import Standing
from rules.status import count
from rules.urging import drafted, end_key
from schemas.base import VN
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.escalation import Policy
from schemas.letter import LetterClass, LetterKind
from schemas.matter import Matter, nth_urging
from schemas.step import Reader, Step, StepKind
from tests.rules.season import CLOCKS, DAYS, TERMS, Played, agency, at, owes

LASTS = st.dates(date(2024, 5, 8), date(2024, 7, 26))
REMINDS = st.lists(st.integers(1, 9), max_size=3, unique=True).map(sorted)
ESCALATES = st.lists(st.integers(1, 6), max_size=3, unique=True).map(sorted)
TELLS = st.lists(st.sampled_from((7, 10)), max_size=2, unique=True).map(sorted)
DRAFTS = st.lists(st.sampled_from((8, 9, 12)), max_size=3, unique=True).map(sorted)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    before = [Step(kind=StepKind.REMIND, days=n) for n in draw(REMINDS)[::-1]]
    numbers = draw(ESCALATES)
    above = draw(st.integers(1, 3))
    after = [
        Step(
            kind=StepKind.ESCALATE,
            days=n,
            to=Reader.SUPERIOR if i >= above else Reader.CONTACT,
        )
        for i, n in enumerate(numbers)
    ]
    if after:
        after += [Step(kind=StepKind.TELL, days=n) for n in draw(TELLS)]
        after += [
            Step(kind=StepKind.DRAFT, days=n, modality=Modality.ASSIGNED)
            for n in draw(DRAFTS)
        ]
    return Policy(steps=(*before, *sorted(after, key=lambda step: step.days)))


@st.composite
def dockets(draw: st.DrawFn) -> Played:
    policy = draw(policies())
    return agency(
        *(
            owes(
                f"1.{i}",
                draw(LASTS),
                modality=draw(st.sampled_from(Modality)),
                binding=draw(st.booleans()),
                policy=policy,
            )
            for i in range(draw(st.integers(1, 4)))
        ),
        terms=CLOCKS,
    )


ANSWERS = (
    EntryKind.CONFIRMED,
    EntryKind.PROGRESSED,
    EntryKind.FULFILLED,
    EntryKind.NOTHING,
    EntryKind.DECLINED,
    EntryKind.DELEGATED,
    EntryKind.TIME_ASKED,
)
KINDS = (
    "beat",
    "wake",
    "rule",
    "judge",
    "answer",
    "undo",
    "sign",
    "shelve",
    "refuse",
    "correct",
    "silence",
    "speak",
    "announce",
    "urge",
    "report",
    "hasten",
    "waive",
)
MOVE = st.tuples(
    st.sampled_from(KINDS),
    st.timedeltas(timedelta(minutes=1), timedelta(days=6)),
    st.integers(0, 3),
    st.sampled_from(ANSWERS),
)
MOVES = st.lists(MOVE, min_size=1, max_size=40)
NEVER = datetime(2030, 1, 1, tzinfo=VN)


def play(played: Played, moves: list) -> None:
    """Move through the season, checking every decision as it falls."""
    now, wake, going = at(6, 5), None, stand(())
    for move, gap, duty, kind in [("beat", timedelta(), 0, ANSWERS[0]), *moves]:
        now = max(now, wake) if move == "wake" and wake else now + gap
        known = played.docket.entries
        if move in ("answer", "undo"):
            answer(played, move, now, duty, kind, gap)
        elif move in DECIDED:
            DECIDED[move](played, f"1.{duty}", now, gap)
        elif move in ("announce", "urge"):
            announce(played, move, now)
        elif move in ("sign", "shelve"):
            end_draft(played, move, now)
        elif move == "hasten":
            hasten(played, now)
        elif move in KINDS[8:]:
            fall_silent(played, move, now, duty)
        before = played.docket.entries
        decision = played.beat(now)
        check(played, before, decision, now)
        again = decide(played.docket, now)
        assert (again.actions, again.drafts, again.signals) == ((), (), ())
        assert again.wake == decision.wake
        assert decision.wake is None or decision.wake > now
        wake = decision.wake
        check_kept(played, wake, now)
        going = gone_on(played, going, len(known), now)
    assert list(history.facts(played.docket)) == []


def check_kept(played: Played, wake: datetime | None, now: datetime) -> None:
    """What a beat keeps is exact up to its wake, and nothing is due before it."""
    docket = moved(played.docket)
    counts = count(docket.assignments, docket.standing, now)
    kept = Kept(len(docket.entries), wake, counts, settled=True)
    assert list(history.state(played.docket, kept, wake or NEVER)) == []


def gone_on(played: Played, standing: Standing, known: int, now: datetime) -> Standing:
    """What goes on from what was folded before stands where all facts lead."""
    every = played.docket.entries
    if not go_on(standing, every[known:]):
        standing = stand(every)
    assert standing == stand(every)
    past = replace(played.docket, entries=(), past=Past(standing, b""))
    assert decide(past, now) == decide(played.docket, now)
    return standing


def rule(played: Played, duty: str, now: datetime, gap: timedelta) -> None:
    """Decide on more time as the office may: refuse only what was asked for."""
    standing = stand(played.docket.entries)
    if gap > timedelta(days=3):
        day = f"{now + gap * 3:%Y-%m-%d}"
        played.append(EntryKind.EXTENDED, now, duty=duty, step=day, act=f"r{now}")
    elif standing.asked_time(duty):
        played.append(EntryKind.REFUSED, now, duty=duty, act=f"r{now}")


def judge(played: Played, duty: str, now: datetime, gap: timedelta) -> None:
    """Decide whose a declined duty is, or think better of it."""
    standing = stand(played.docket.entries)
    judged = standing.judged.get(duty)
    verdicts = (EntryKind.ACCEPTED, EntryKind.RETURNED)
    if standing.declined(duty) or (judged and judged.kind in verdicts):
        accepts = gap > timedelta(days=3)
        kind = EntryKind.ACCEPTED if accepts else EntryKind.RETURNED
        played.append(kind, now, duty=duty, act=f"j{now}")


def waive(played: Played, duty: str, now: datetime, gap: timedelta) -> None:
    """Excuse from what is not settled, and after some time no more."""
    standing = stand(played.docket.entries)
    if standing.waived(duty):
        if gap > timedelta(days=1):
            played.append(EntryKind.UNWAIVED, now, duty=duty, act=f"w{now}")
    elif not standing.settled(duty):
        played.append(EntryKind.WAIVED, now, duty=duty, act=f"w{now}")


def report(played: Played, duty: str, now: datetime, gap: timedelta) -> None:
    """Hand a report in, or send back the one that stands, with a new day or without."""
    act = f"v{now}"
    if stand(played.docket.entries).report(duty).current is None:
        played.append(EntryKind.REPORTED, now, duty=duty, act=act)
        return
    played.append(EntryKind.SENT_BACK, now, duty=duty, act=act)
    if gap > timedelta(days=3):
        day = f"{now + gap * 3:%Y-%m-%d}"
        played.append(EntryKind.EXTENDED, now, duty=duty, step=day, act=act)


DECIDED = {"rule": rule, "judge": judge, "waive": waive, "report": report}


def answer(
    played: Played, move: str, now: datetime, duty: int, kind, gap: timedelta
) -> None:
    answered = [f for f in played.docket.entries if f.kind in ANSWERS]
    if move == "answer":
        asked = kind is EntryKind.TIME_ASKED
        step = f"{now + gap:%Y-%m-%d}" if asked else ""
        about = "" if kind is EntryKind.DELEGATED else f"1.{duty}"
        played.append(kind, now, duty=about, step=step, act=f"a{now}")
    elif answered:
        last, step = answered[-1].duty, str(answered[-1].n)
        played.append(EntryKind.UNDONE, now, duty=last, step=step, act=f"u{now}")


def end_draft(played: Played, move: str, now: datetime) -> None:
    """Sign the letter that waits, or set it aside."""
    docket = moved(played.docket)
    kind = EntryKind.URGED if move == "sign" else EntryKind.SHELVED
    for one in drafted(docket, now):
        key = end_key(one, docket.standing)
        played.append(kind, now, duty=one.duty, act=f"d{now}", key=key)
    assert drafted(moved(played.docket), now) == ()


def fall_silent(played: Played, move: str, now: datetime, duty: int) -> None:
    """Let a letter come back, a silence fall, or either end."""
    facts = played.docket.entries
    if move == "refuse":
        letters = [fact for fact in facts if ":contact:" in str(fact.key)]
        step = str(letters[-1].n) if letters else ""
        played.append(EntryKind.UNDELIVERED, now, step=step)
    elif move == "correct":
        played.append(EntryKind.CORRECTED, now)
    elif move == "silence":
        until = (now + timedelta(days=3)).isoformat()
        about = f"1.{duty}" if duty else ""
        played.append(EntryKind.SILENCED, now, duty=about, step=until)
    else:
        for about in stand(facts).silences:
            played.append(EntryKind.UNSILENCED, now, duty=about)


def hasten(played: Played, now: datetime) -> None:
    """Want the next step now, where there is one."""
    steps = next_steps(played.docket, (), now)
    for one in () if isinstance(steps, Why) else steps:
        duty, step = one.owes.duty, one.rung.name
        played.append(EntryKind.HASTENED, now, duty=duty, step=step, key=one.wanted)


def announce(played: Played, move: str, now: datetime) -> None:
    kind = LetterKind.ANNOUNCE if move == "announce" else LetterKind.URGENT
    act = f"o{len(played.docket.entries)}"
    played.append(EntryKind.ANNOUNCED, now, step=kind, act=act, key=f"announced:{act}")


def check(played: Played, before, decision, now) -> None:
    standing = stand(before)
    owed = in_effect(played.docket.assignments, standing, played.docket.terms)
    assert in_effect(owed, standing, played.docket.terms) == owed
    owes = {one.duty: one for one in owed}
    for draft in decision.drafts:
        if draft.letter_class is LetterClass.NOTICE:
            assert standing.undelivered is None
            assert silent_until(standing, TERMS, now) is None
            assert is_open(now, Policy().letter_hours, DAYS)
        if draft.letter_class is LetterClass.URGENT:
            assert standing.undelivered is None
            assert silent_until(standing, TERMS, now) is None
            assert is_open(now, Policy().working_hours, DAYS)
        for item in draft.items:
            check_item(item, standing, owes, now)
    for signal in decision.signals:
        if signal.kind is EntryKind.RAISED and signal.step in ("superior", Matter.CALL):
            check_raised(standing, owes[signal.duty], now)
    check_drafted(played, decision, now)


def check_drafted(played: Played, decision, now) -> None:
    """A letter to sign is about what the agency itself was told of, on an earlier day.

    The office has its item while there is one.
    """
    docket = moved(played.docket)
    duties = drafted(docket, now)
    for one in duties:
        assert not docket.standing.settled(one.duty)
        check_raised(docket.standing, one, now)
    if duties:
        owed = docket.assignments
        assert all(one.modality is Modality.ASSIGNED for one in owed)
    for signal in decision.signals:
        n = nth_urging(signal.step)
        if n is not None:
            assert (signal.kind, bool(duties)) == (EntryKind.RAISED, True)
            assert n == docket.standing.letters_signed + 1
    if drafts_raised(played.docket.entries) is not bool(duties):
        raise AssertionError("the item stands while a letter waits, and no longer")


def drafts_raised(entries) -> bool:
    """Tell whether the office's item stands."""
    turns = [e.step for e in entries if e.step.startswith("draft:")]
    return bool(turns) and "cleared" not in turns[-1]


def check_item(item, standing, owes, now) -> None:
    match item.kind:
        case LetterKind.ASSIGN | LetterKind.RECEIVE:
            assert not standing.received(item.duty)
        case LetterKind.UPDATE:
            assert standing.received(item.duty)
            assert not standing.rests(item.duty)
            assert now < owes[item.duty].last
        case LetterKind.REMIND | LetterKind.ESCALATE:
            assert not standing.rests(item.duty)
            assert item.key == step_key(item.step, owes[item.duty])
        case _:
            pass


def check_raised(standing, owes, now) -> None:
    asked = standing.asked_time(owes.duty)
    waits = asked is not None and asked.at < owes.last
    assert not waits, "no superior hears while we owe a decision"
    assert not standing.rests(owes.duty), "nor on whose duty it is"
    assert now >= owes.last, "nor of a deadline that is still to come"
    for news in (standing.returned(owes.duty), standing.to_give_again(owes.duty)):
        assert news is None or news.at.astimezone(VN).date() < now.date()
    told = [
        moment.astimezone(VN).date()
        for key, moment in standing.performed.items()
        if key.startswith("escalate") and key.endswith(step_key("", owes))
    ]
    assert told, "the agency itself was told first"
    assert min(told) < now.astimezone(VN).date()
    assert standing.undelivered is None
    assert silent_until(standing, TERMS, now, owes.duty) is None


@settings(max_examples=300, deadline=None)
@given(dockets(), MOVES)
def test_decide_is_quiet_after_its_own_actions_and_promise_four_holds(played, moves):
    play(played, moves)


@settings(max_examples=200, deadline=None)
@given(dockets(), MOVES)
def test_an_agency_gets_at_most_one_notice_a_working_day(played, moves):
    play(played, moves)
    lost = stand(played.docket.entries).unread
    notices = Counter(
        entry.at.astimezone(VN).date()
        for entry in played.docket.entries
        if entry.key and "notice:" in entry.key and entry.n not in lost
    )
    assert all(number == 1 for number in notices.values())
    assert all(DAYS.is_working(day) for day in notices)


@settings(max_examples=200, deadline=None)
@given(dockets(), MOVES)
def test_what_is_announced_is_said_once_and_again_only_where_it_was_lost(played, moves):
    play(played, moves)
    facts = played.docket.entries
    lost = stand(facts).lost
    for act in (fact.act for fact in facts if fact.kind is EntryKind.ANNOUNCED):
        key = announce_key(act)
        said = [fact for fact in facts if fact.key and name_of(fact.key) == key]
        assert len(said) <= lost.get(key, 1)
