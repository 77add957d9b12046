"""Both seed plans, from issuance to the last report."""

from collections.abc import Iterator

import pytest

from calendars.hours import is_open
from desk.urging import raised
from rules.fold import stand
from rules.playing import Manner
from rules.status import status
from schemas.assignment import Assignment, Rung
from schemas.duty import Modality
from schemas.entry import EntryKind
from schemas.letter import LetterState
from schemas.status import Status
from schemas.step import StepKind
from tests.seasons.story import Story, told

PLANS = ("lai-chau-2024", "dong-dang-2024")
DONE = {EntryKind.FULFILLED, EntryKind.REPORTED}


@pytest.fixture(scope="module", params=PLANS)
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    played = told(request.param, ":memory:", seed=1)
    yield played
    played.desk.ledger.close()


@pytest.fixture(scope="module", params=PLANS)
def silence(request: pytest.FixtureRequest) -> Iterator[Story]:
    played = told(request.param, ":memory:", seed=1, answers=False)
    yield played
    played.desk.ledger.close()


def steps_taken(owes: Assignment) -> list[Rung]:
    """The ladder of a season in which nobody signs an urging letter."""
    drafts = [rung for rung in owes.ladder if rung.kind is StepKind.DRAFT]
    return [rung for rung in owes.ladder if rung not in drafts[1:]]


def test_every_kind_of_agency_takes_part(story: Story):
    manners = {story.manner(docket) for docket in story.agencies()}
    assert manners == set(Manner)


def test_every_assignment_is_assigned_once_on_the_day_of_issue(story: Story):
    for docket, owes in story.assignments():
        assert story.steps(docket, owes)["assign"].at.date() == story.plan.planned_issue


def test_an_agency_in_time_is_never_escalated(story: Story):
    for docket, owes in story.assignments():
        if story.manner(docket) is Manner.IN_TIME:
            steps = story.steps(docket, owes)
            assert not any(step.startswith("escalate") for step in steps)


def test_a_silent_agency_gets_every_step_on_its_very_day(silence: Story):
    for docket, owes in silence.assignments():
        steps = silence.steps(docket, owes)
        for rung in steps_taken(owes):
            waits = owes.awaits and rung.kind is not StepKind.REMIND
            if rung.at < silence.end and not waits:
                assert steps[rung.name].at == rung.at
                assert steps[rung.name].kind is EntryKind.PERFORMED
            else:
                assert rung.name not in steps


def test_a_late_agency_is_escalated_until_it_has_done_its_duty(story: Story):
    for docket, owes in story.assignments():
        if story.manner(docket) is Manner.LATE and owes.last < story.end:
            done = next(
                entry
                for entry in docket.entries
                if entry.kind in DONE and entry.duty == owes.duty
            )
            steps = story.steps(docket, owes)
            for rung in steps_taken(owes):
                assert (rung.name in steps) == (rung.at < min(done.at, story.end))


def test_at_the_end_everything_is_done_or_overdue(story: Story):
    for docket, owes in story.assignments():
        now = status(owes, stand(docket.entries), story.end)
        if owes.last > story.end:
            continue
        expected = {
            Manner.IN_TIME: {Status.DONE},
            Manner.LATE: {Status.DONE_LATE, Status.OVERDUE},
            Manner.SILENT: {Status.OVERDUE},
        }
        assert now in expected[story.manner(docket)]


def test_nobody_gets_two_notices_a_day_or_one_outside_the_hours(story: Story):
    for notices in story.notices().values():
        assert len(notices) == 1
    hours = story.plan.policy.letter_hours
    for letter in story.letters:
        if letter.letter_class == "notice":
            assert is_open(letter.at, hours, story.desk.days)


def test_every_act_is_answered_by_one_receipt(story: Story):
    acts = {
        (docket.agency, entry.act)
        for docket in story.agencies()
        for entry in docket.entries
        if entry.act
    }
    receipts = [one for one in story.letters if one.kind == "receipt"]
    assert len(receipts) == len(acts) > 0


def test_every_letter_queued_was_sent(story: Story):
    assert set(story.progress.letters) <= {LetterState.SENT, LetterState.DROPPED}
    assert len(story.post.sent) == story.progress.letters[LetterState.SENT]


def test_the_superior_reads_of_an_agency_only_after_the_agency_did(story: Story):
    for docket, owes in story.assignments():
        steps = story.steps(docket, owes)
        if "escalate-3" in steps:
            assert steps["escalate-1"].at < steps["escalate-3"].at


def test_one_letter_to_sign_waits_for_each_agency_that_owes_long_enough(
    silence: Story,
):
    ladders = {docket.agency: docket.assignments for docket in silence.agencies()}
    late = {
        agency
        for agency, owes in ladders.items()
        if all(one.modality is Modality.ASSIGNED for one in owes)
        if any(
            rung.kind is StepKind.DRAFT and rung.at < silence.end
            for one in owes
            for rung in one.ladder
        )
    }
    drafts = raised(silence.desk, silence.plan.id)
    assert sorted(one.agency for one in drafts) == sorted(late)
    assert {one.nth for one in drafts} <= {1}


def test_the_derived_counts_equal_the_facts(story: Story):
    seen = story.progress
    for line in seen.lines:
        row = seen.rows[line.agency]
        kept = (row.expected, row.confirmed, row.fulfilled, row.overdue)
        assert kept == tuple(line.whole.counts)
