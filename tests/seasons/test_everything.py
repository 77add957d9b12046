"""Every kind of answer and of fault in one season, on both databases."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from calendars.hours import is_open
from desk.letters.listing import Listed, listed
from desk.progress import Progress, progress
from desk.verify import verify
from ledger import letters
from rules.status import status
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.entry import EntryKind
from schemas.letter import LetterClass, LetterKind
from schemas.matter import is_superior
from schemas.reply import Result
from schemas.status import Status
from tests.desk.desks import NAME
from tests.desk.replies.season import listed as kept
from tests.emptied import emptied
from tests.seasons.everything import (
    COLLEAGUE,
    MAIL_DOWN,
    MENDED,
    OFFLINE,
    PUNCTUAL,
    REFUSES,
    Everything,
    played,
)

END = datetime(2024, 7, 31, 16, tzinfo=VN)
SILENT = ("cong-an", "nam-nhun", "sin-ho", "tam-duong", "tan-uyen")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def season(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everything]:
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("everything") / "ledger.db")
    else:
        where = emptied(request.getfixturevalue("database"))
    one = played(where)
    yield one
    one.desk.ledger.close()


@pytest.fixture(scope="module")
def told(season: Everything) -> list[Listed]:
    return listed(season.desk, NAME)


@pytest.fixture(scope="module")
def seen(season: Everything) -> Progress:
    return progress(season.desk, NAME, END)


def ends(seen: Progress, agency: str) -> dict[str, Status]:
    """How each duty of an agency has ended."""
    docket = seen.dockets[agency]
    return {
        one.duty: status(one, docket.standing, END)
        for one in docket.assignments
        if one.last < END
    }


def steps(season: Everything, agency: str, duty: str = "") -> dict[str, str]:
    """The steps that were done about an agency, and the day of each."""
    return {
        fact.step: f"{fact.at.astimezone(VN):%d/%m}"
        for fact in season.facts(agency)
        if fact.kind is EntryKind.PERFORMED and fact.duty == duty
    }


def test_whoever_was_in_time_was_never_escalated(season: Everything, seen: Progress):
    for agency in PUNCTUAL:
        assert set(ends(seen, agency).values()) == {Status.DONE}
        said = {fact.step for fact in season.facts(agency)}
        assert not {step for step in said if step.startswith("escalate")}


@pytest.mark.parametrize(
    ("agency", "duty", "end"),
    [
        ("so-y-te", "report", Status.NOTHING_TO_REPORT),
        ("so-gddt", "2.2", Status.DONE_LATE),
        ("so-vhttdl", "5.1", Status.DECLINED),
        ("so-tttt", "6.1", Status.DONE),
        ("so-ldtbxh", "1.2", Status.DONE_LATE),
        ("muong-te", "own-plan", Status.DONE_LATE),
        ("muong-te", "10.6", Status.DONE),
        ("phong-tho", "10.1", Status.DONE_LATE),
        *((agency, "own-plan", Status.OVERDUE) for agency in SILENT),
    ],
)
def test_each_answer_ends_as_it_should(
    seen: Progress, agency: str, duty: str, end: Status
):
    assert ends(seen, agency)[duty] is end


def test_the_colleague_reads_what_the_agency_would(season: Everything):
    passed = season.mails.to(COLLEAGUE)
    assert passed[0] == datetime(2024, 5, 8, 14, tzinfo=VN)
    registered = season.mails.to("vanthu@soyte.laichau.example")
    assert max(registered) < passed[0]


def test_what_was_returned_is_escalated_after_its_deadline(season: Everything):
    said = steps(season, "so-gddt", "2.2")
    assert said["escalate-1"] == "14/06", "the first beat after the outage"
    assert (
        steps(season, "so-vhttdl", "5.1").keys() & {"escalate-1", "remind-1"} == set()
    )


def test_more_time_moves_the_ladder_and_a_refusal_holds_it_back(season: Everything):
    assert "escalate-1" not in steps(season, "so-tttt", "6.1")
    assert steps(season, "so-ldtbxh", "1.2")["escalate-1"] == "01/07"


def test_nobody_is_blamed_for_letters_that_never_came(season: Everything):
    assert season.mails.to(REFUSES) == []
    mended = season.mails.to(MENDED)
    assert mended[0].date() == date(2024, 6, 3)
    assert not any(step.startswith("escalate-3") for step in steps(season, "muong-te"))


def test_who_was_left_in_peace_was_asked_nothing_meanwhile(season: Everything):
    quiet = [
        now.date()
        for now in season.mails.to("ubnd@namnhun.laichau.example")
        if date(2024, 5, 21) <= now.date() <= date(2024, 6, 20)
    ]
    assert quiet == []
    assert steps(season, "nam-nhun", "own-plan")["escalate-1"] > "20/06"


def test_a_body_that_was_asked_is_telephoned_and_not_escalated(seen: Progress):
    about = [one for one in seen.office if one.agency == "cong-an"]
    assert {one.kind for one in about} == {"call", "unanswered"}
    superiors = [one for one in about if is_superior(one.kind)]
    assert superiors == []


def test_mail_that_came_back_was_understood_once(season: Everything, seen: Progress):
    said = [fact.kind for fact in season.facts("tam-duong")]
    assert EntryKind.CONFIRMED in said, "an accepted invitation"
    waiting = Counter(one.taken.result for one in kept(season.desk))
    assert waiting == {Result.UNVERIFIED: 1, Result.WRITTEN: 1}
    assert ("reply", "tan-uyen") in {(one.kind, one.agency) for one in seen.office}


def test_after_the_outage_and_without_mail_nothing_left(season: Everything):
    for first, last in (OFFLINE, MAIL_DOWN):
        left = [now for now, *_ in season.mails.taken if first <= now.date() <= last]
        assert left == []


def test_after_an_outage_each_agency_got_one_letter(told: list[Listed]):
    back = [one for one in told if f"{one.at:%Y-%m-%d}" == "2024-06-14"]
    notices = Counter(one.to[0] for one in back if one.letter_class == "notice")
    assert notices
    assert set(notices.values()) == {1}


def test_no_mailbox_got_two_notices_a_day_and_none_outside_the_hours(
    season: Everything, seen: Progress
):
    policy, notices = seen.plan.policy, kept_notices(season)
    sent = Counter[tuple[str, date]]()
    for now, recipients, message in season.mails.taken:
        assert is_open(now, policy.working_hours, season.desk.days)
        if message in notices:
            assert is_open(now, policy.letter_hours, season.desk.days)
            sent[recipients[0], now.date()] += 1
    assert set(sent.values()) == {1}


def kept_notices(season: Everything) -> set[bytes]:
    """The messages that take a mailbox's day, as the ledger keeps them."""
    own = (LetterKind.MORNING, LetterKind.WEEKLY)
    with season.desk.ledger.read() as tx:
        return {
            letters.message(tx, one.docket, one.n) or b""
            for one in letters.of_campaign(tx, 1)
            if one.letter_class is LetterClass.NOTICE and one.kind not in own
        }


def test_the_superior_read_of_nobody_before_the_agency_did(season: Everything):
    for agency in ("sin-ho", "nam-nhun", "tam-duong", "tan-uyen"):
        for duty in ("own-plan", "10.1", "10.6"):
            said = steps(season, agency, duty)
            assert day(said["escalate-1"]) < day(said["escalate-3"])


def day(said: str) -> date:
    return datetime.strptime(f"{said}/2024", "%d/%m/%Y").replace(tzinfo=VN).date()


def test_the_derived_counts_equal_the_facts(seen: Progress):
    for line in seen.lines:
        if line.kind is DocketKind.AGENCY:
            row = seen.rows[line.agency]
            counted = (row.expected, row.confirmed, row.fulfilled, row.overdue)
            assert counted == tuple(line.whole.counts)


def test_its_history_breaks_no_promise_on_any_monday(season: Everything):
    assert season.violations == []
    assert verify(season.desk, NAME, END).violations == ()
