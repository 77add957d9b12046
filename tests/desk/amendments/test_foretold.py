"""For random plans, edits and histories the preview is what is queued, item by item.

Beside it a twin of the ledger is not amended: whoever an amendment does not touch is
written the same in both.
"""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.amendments.preview import Preview
from desk.amendments.proposal import (
    NothingToAmendError,
    PastDeadlineError,
    ReportedError,
)
from desk.answer import Answer, answer
from desk.contacts import correct_contact
from desk.extend import Ruling, rule
from desk.progress import progress
from desk.silences import About, silence
from ledger import dockets, entries
from rules.owed import owed as rules_owed
from schemas.agency import Contact
from schemas.base import VN
from schemas.entry import Entry, EntryKind, Person
from schemas.errors import CampaignError
from schemas.letter import Letter, LetterKind
from tests.desk.amendments.spring import CLERK, ISSUED, NAME, Files, Spring, spring

AGENCIES = ("office", "school", "north", "south")
DUTIES = ("1.1", "2.1", "2.2", "3.1", "report")
KINDS = (
    EntryKind.CONFIRMED,
    EntryKind.CONFIRMED,
    EntryKind.PROGRESSED,
    EntryKind.FULFILLED,
    EntryKind.DECLINED,
)
DAYS = st.dates(date(2024, 5, 27), date(2024, 7, 26))
EDITS = st.lists(
    st.tuples(
        st.sampled_from(
            ("move", "move", "drop", "add", "leave", "join", "pass", "reword", "ask")
        ),
        st.sampled_from(DUTIES),
        DAYS,
    ),
    max_size=4,
)
HISTORY = st.lists(
    st.tuples(
        st.sampled_from(
            ("say", "say", "say", "beat", "extend", "silence", "refuse", "correct")
        ),
        st.integers(60, 9 * 24 * 60).map(lambda n: timedelta(minutes=n)),
        st.sampled_from(AGENCIES),
        st.sampled_from(DUTIES),
        st.sampled_from(KINDS),
    ),
    max_size=8,
)


def edit(files: Files, edits: list) -> Files:
    for n, (what, duty, day) in enumerate(edits):
        if duty in {one["id"] for one in files.duties()}:
            edit_duty(files, what, duty, day, n)
        edit_owners(files, what)
        if what == "add":
            files.add(n % 3, f"9.{n}", day)
    return files


def edit_duty(files: Files, what: str, duty: str, day: date, n: int) -> None:
    if what == "move":
        files.move(duty, day)
    elif what == "drop" and duty != "1.1":
        files.drop(duty)
    elif what == "reword":
        files.duty(duty)["title"] = f"Việc khác {n}"


def edit_owners(files: Files, what: str) -> None:
    third = files.plan["entries"][2]
    members = files.plan["groups"][0]["members"]
    if what == "leave" and "south" in members:
        files.without("south")
    elif what == "join" and "west" not in members:
        files.member("west", "Huyện Tây")
    elif what == "pass":
        third["owners"] = ["school"] if third["owners"] == ["units"] else ["units"]
    elif what == "ask":
        third["modality"] = "de-nghi"


def act(season: Spring, n: int, move: tuple) -> None:
    """Let something happen; what cannot be said any more is not said."""
    what, gap, agency, duty, kind = move
    season.now += gap
    try:
        if what == "say":
            given = Answer(kind, (duty,), CLERK, f"act-{n}")
            answer(season.desk, season.id(agency), given, season.now)
        elif what == "extend":
            until = season.now.date() + timedelta(days=20)
            given = Ruling(duty, until, CLERK, f"act-{n}")
            rule(season.desk, season.id(agency), given, season.now)
        elif what == "silence":
            until = season.now.date() + timedelta(days=3)
            why = Person(*CLERK[:2], "Bão lũ")
            about = About(NAME, agency, duty if n % 2 else "")
            silence(season.desk, about, until, why, season.now)
        elif what == "refuse":
            refuse(season, agency)
        elif what == "correct":
            contact = Contact(post="Văn thư", address=f"moi{n}@{agency}.example")
            correct_contact(season.desk, NAME, agency, contact, season.now)
    except CampaignError:
        return


def refuse(season: Spring, agency: str) -> None:
    """Let the last letter to an agency come back."""
    sent = season.letters(ISSUED)[agency]
    if not sent:
        return
    docket = season.id(agency)
    with season.desk.ledger.write() as tx:
        row = dockets.lock(tx, docket)
        step = str(sent[-1].n)
        fact = Entry(row.n + 1, season.now, EntryKind.UNDELIVERED, step=step)
        entries.append(tx, row.id, [fact])
        dockets.advance(tx, row.id, fact.n, season.now)


def play(history: list) -> Spring:
    season = spring()
    season.play(ISSUED + timedelta(days=1))
    for n, move in enumerate(history):
        act(season, n, move)
        season.play(season.now)
    season.now += timedelta(minutes=1)
    return season


def shape(letter: Letter) -> tuple:
    who = (letter.kind, letter.to, letter.copy_to, letter.items)
    return (letter.queued, *who, letter.invitation, letter.not_after)


def check(season: Spring, shown: Preview, since: datetime) -> None:
    """What was shown is what is queued: as much, in that order, item by item."""
    season.play(max((one.at for one in shown.letters), default=since))
    queued = season.letters(since)
    for agency in {one.agency for one in shown.letters}:
        foretold = [one for one in shown.letters if one.agency == agency]
        found = [one for one in queued[agency] if one.queued <= foretold[-1].at]
        briefs = (LetterKind.MORNING, LetterKind.WEEKLY)
        found = [one for one in found if one.kind not in briefs]
        expected = [
            (
                one.at,
                one.draft.kind,
                one.draft.to,
                one.copy_to,
                one.draft.items,
                one.draft.invitation,
                one.draft.not_after,
            )
            for one in foretold
        ]
        if agency == "@office":  # what it tells beside the amendment is not shown
            assert set(expected) <= set(map(shape, found))
        else:
            assert [shape(one) for one in found] == expected


@settings(max_examples=30, deadline=None)
@given(HISTORY, EDITS)
def test_what_was_shown_is_what_is_queued_and_nothing_else_changes(history, edits):
    season, twin = play(history), play(history)
    files, since = edit(Files(), edits), season.now
    before = {agency: season.facts(agency) for agency in season.owners()}
    try:
        shown = season.amend(files)
    except (NothingToAmendError, PastDeadlineError, ReportedError):
        return
    check(season, shown, since)
    for agency, facts in before.items():
        assert season.facts(agency)[: len(facts)] == facts, "no fact is lost"
    told = {one.agency for one in shown.letters}
    opens = datetime.combine(since.date() + timedelta(days=1), since.timetz(), VN)
    season.play(opens)
    twin.play(opens)
    for agency in set(AGENCIES) - told - set(shown.difference.duties):
        mine, theirs = (
            {shape(one) for one in one_.letters(since)[agency] if one.queued <= opens}
            for one_ in (season, twin)
        )
        assert mine == theirs, "whom it does not touch it does not reach"
    season.close()
    twin.close()


@settings(max_examples=20, deadline=None)
@given(HISTORY, EDITS, st.booleans())
def test_amended_and_reverted_the_same_is_owed(history, edits, hear):
    season = play(history)
    files = edit(Files(), edits)
    open_before = owed(season)
    try:
        season.amend(files)
        if hear:
            season.play(season.now + timedelta(hours=3))
        season.amend(Files(), "202/KH-UBND")
    except (NothingToAmendError, PastDeadlineError, ReportedError):
        return
    assert owed(season) == open_before
    season.close()


def owed(season: Spring) -> dict[str, set[tuple]]:
    """Return what is open by agency, with its last day and its place on the ladder."""
    seen = progress(season.desk, NAME, season.now)
    return {
        agency: {
            (one.duty, one.last_day, one.term)
            for one in docket.assignments
            if not docket.standing.settled(one.duty)
        }
        for agency, docket in seen.dockets.items()
        if agency in AGENCIES
    }


@settings(max_examples=20, deadline=None)
@given(HISTORY, EDITS)
def test_a_merger_loses_no_fact_and_counts_nothing_twice(history, edits):
    season = play(history)
    files, since = edit(Files(), edits), season.now
    contact = {"post": "Văn thư", "address": "vanthu@union.example"}
    agencies = files.roster["agencies"]
    ending = [one for one in agencies if one["id"] in ("north", "south")]
    for one in ending:
        one["successor"] = {"to": ["union"], "since": ISSUED.date()}
    agencies.append({"id": "union", "name": "Huyện Hợp nhất", "contact": contact})
    before = {agency: season.facts(agency) for agency in season.owners()}
    try:
        shown = season.amend(files)
    except (PastDeadlineError, ReportedError):
        return
    check(season, shown, since)
    for agency, facts in before.items():
        assert season.facts(agency)[: len(facts)] == facts, "no fact is lost"
    seen = progress(season.desk, NAME, season.now)
    by_plan = rules_owed(files.read().plan)
    heir = {one.duty for one in seen.dockets["union"].assignments}
    for one in ending:
        docket = seen.dockets[one["id"]]
        kept = {owes.duty for owes in docket.assignments}
        assert not season.letters(since)[one["id"]] or docket.standing.acts
        assert all(docket.standing.settled(duty) for duty in kept)
        once_owed = {owes.duty.id for owes in by_plan.get(one["id"], ())}
        assert kept | heir >= once_owed, "somebody owes it"
    season.close()
