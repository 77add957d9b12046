from dataclasses import replace
from datetime import timedelta

import pytest

from desk.arming.arm import (
    ArmingError,
    NoServerError,
    NotArmedError,
    NotBindingError,
    NotTypedError,
    NotWithheldError,
    RehearsedError,
    StalePreviewError,
    arm,
    let_out,
    open_stage,
    withhold,
)
from desk.arming.outlook import outlook
from desk.beat import beat
from desk.contacts import correct_contact
from desk.desk import Desk, open_desk
from desk.letters.claim import claim
from desk.letters.deliver import send
from desk.letters.trial import NotLetOutError, send_trial
from desk.mail.outcome import Outcome, Refusal, Verdict
from desk.plans.read import read_plan
from desk.progress import progress
from desk.rehearsals.rehearsal import Rehearsal
from ledger import people
from schemas.agency import Contact
from schemas.arming import Stage, Way
from schemas.entry import EntryKind
from schemas.letter import LetterState
from schemas.outlet import MAILBOX, Outlet
from tests.desk.arming.ground import (
    REAL,
    SOON,
    WHO,
    arm_now,
    armed,
    decided,
    deliver_all,
    office,
    ready_to_arm,
    waiting,
    way_of,
)
from tests.desk.desks import ISSUED, NAME, Post, started


def test_without_arming_nothing_leaves_and_nothing_is_lost(address: str):
    desk, post = ready_to_arm(address), Post()
    assert deliver_all(desk, post) == []
    assert post.sent == []
    assert (waiting(desk), way_of(desk)) == (23, Way.UNARMED)


def test_a_preview_tells_server_domains_what_waits_and_who_is_outside():
    desk = ready_to_arm(outlet=Outlet("mail.example:465", ("sogddt.laichau.example",)))
    seen = outlook(desk, NAME, ISSUED)
    assert seen.outlet == desk.outlet
    assert (seen.waiting, len(seen.first), seen.in_mailbox) == (23, 5, 0)
    assert all(one.subject and one.to.endswith(".example") for one in seen.first)
    assert "so-y-te" in seen.outside
    assert "so-gddt" not in seen.outside
    assert any(one.startswith("superior:") for one in seen.outside)
    assert decided(desk) == []


def test_the_first_stage_is_five_letters_the_second_as_many_more_the_third_all(
    address: str,
):
    desk, post = armed(address), Post()
    assert deliver_all(desk, post) == [LetterState.SENT] * 5
    assert (len(post.sent), waiting(desk)) == (5, 18)
    seen = outlook(desk, NAME, ISSUED)
    assert (seen.standing.out.letters, seen.standing.most) == (5, 5)
    assert open_stage(desk, NAME, NAME, seen.preview, WHO, ISSUED) is Stage.SHARE
    assert len(deliver_all(desk, post)) == 5
    assert open_stage(desk, NAME, NAME, seen.preview, WHO, ISSUED) is Stage.ALL
    assert len(deliver_all(desk, post)) == 13
    assert waiting(desk) == 0
    with pytest.raises(NotArmedError, match="all its letters go out already"):
        open_stage(desk, NAME, NAME, seen.preview, WHO, ISSUED)


def test_what_was_decided_is_a_fact_and_who_decided_stands_beside_it():
    desk = armed()
    seen = outlook(desk, NAME, ISSUED).preview
    open_stage(desk, NAME, NAME, seen, WHO, ISSUED)
    assert [(f.kind, f.duty, f.step, f.act) for f in decided(desk)] == [
        (EntryKind.ARMED, REAL.digest, "first", seen),
        (EntryKind.STAGED, REAL.digest, "share", seen),
    ]
    row = office(desk)
    with desk.ledger.read() as tx:
        known = people.of(tx, row.id)
    assert [known[fact.n] for fact in decided(desk)] == [WHO, WHO]


@pytest.mark.parametrize("typed", ["", "yes", "lai-chau-2025", "LAI-CHAU-2024"])
def test_anything_but_the_id_arms_nothing(typed: str):
    desk = ready_to_arm()
    seen = outlook(desk, NAME, ISSUED).preview
    with pytest.raises(NotTypedError):
        arm(desk, NAME, typed, seen, WHO, ISSUED)
    assert decided(desk) == []


def _correct(desk: Desk) -> Desk:
    new = Contact(post="Văn thư", address="moi@sogddt.laichau.example")
    correct_contact(desk, NAME, "so-gddt", new, ISSUED)
    return desk


@pytest.mark.parametrize(
    "change",
    [
        _correct,
        lambda desk: replace(desk, outlet=REAL._replace(server="127.0.0.1:26")),
        lambda desk: replace(desk, outlet=REAL._replace(domains=("example",))),
    ],
    ids=["roster", "server", "domains"],
)
@pytest.mark.parametrize("decide", [arm, open_stage])
def test_what_was_not_looked_at_is_not_let_out(change, decide):
    desk = armed() if decide is open_stage else ready_to_arm()
    seen, before = outlook(desk, NAME, ISSUED).preview, decided(desk)
    desk = change(desk)
    with pytest.raises(StalePreviewError, match="look again"):
        decide(desk, NAME, NAME, seen, WHO, ISSUED)
    assert decided(desk) == before


def test_a_plan_that_does_not_bind_arms_nothing():
    desk = replace(started(), outlet=REAL)
    seen = outlook(desk, NAME, ISSUED).preview
    with pytest.raises(NotBindingError):
        arm(desk, NAME, NAME, seen, WHO, ISSUED)


def test_without_a_server_there_is_nothing_to_arm_for():
    desk = ready_to_arm(outlet=MAILBOX)
    assert way_of(desk) is Way.MAILBOX
    with pytest.raises(NoServerError, match="CAMPAIGN_SMTP_HOST"):
        arm(desk, NAME, NAME, outlook(desk, NAME, ISSUED).preview, WHO, ISSUED)
    assert len(deliver_all(desk, Post())) == 23
    assert outlook(desk, NAME, ISSUED).in_mailbox == 23


def test_a_campaign_that_is_not_armed_has_no_next_stage():
    desk = ready_to_arm()
    seen = outlook(desk, NAME, ISSUED).preview
    with pytest.raises(NotArmedError, match="arm it"):
        open_stage(desk, NAME, NAME, seen, WHO, ISSUED)


@pytest.mark.parametrize(
    "outlet",
    [
        MAILBOX,
        REAL._replace(server="127.0.0.1:26"),
        REAL._replace(domains=("a.b",)),
    ],
)
def test_an_armed_campaign_writes_nowhere_but_where_it_was_armed_for(outlet: Outlet):
    desk, post = armed(), Post()
    elsewhere = replace(desk, outlet=outlet)
    assert deliver_all(elsewhere, post) == []
    assert way_of(elsewhere) is Way.CHANGED
    assert len(deliver_all(desk, post)) == 5


@pytest.mark.parametrize("opened_before", [True, False])
def test_a_rehearsal_is_neither_armed_nor_held_whatever_the_settings_say(
    address: str, opened_before: bool
):
    early = open_desk(address, "secret", "http://campaign.example", outlet=REAL)
    plan, roster = read_plan(NAME, early.days).require()
    rehearsal = Rehearsal(early, plan, seed=1)
    rehearsal.begin()
    rehearsal.start(roster)
    late = open_desk(address, "secret", "http://campaign.example", outlet=REAL)
    assert late.outlet == MAILBOX
    desk = early if opened_before else late
    seen = outlook(desk, NAME, ISSUED).preview
    for refused in (
        lambda: arm(desk, NAME, NAME, seen, WHO, ISSUED),
        lambda: open_stage(desk, NAME, NAME, seen, WHO, ISSUED),
        lambda: withhold(desk, NAME, WHO, ISSUED),
        lambda: withhold(desk, None, WHO, ISSUED),
    ):
        with pytest.raises(RehearsedError, match="is a rehearsal"):
            refused()
    assert decided(desk) == []
    assert way_of(late) is Way.REHEARSAL
    assert not way_of(early).open
    for one in (early, late):
        one.ledger.close()


def test_a_letter_that_would_leave_the_domains_is_held_and_its_agency_not_blamed():
    outlet = Outlet("127.0.0.1:25", ("sogddt.laichau.example",))
    desk, post = armed(outlet=outlet), Post()
    assert deliver_all(desk, post) == [LetterState.SENT]
    assert [to for to, _ in post.sent] == [("vanthu@sogddt.laichau.example",)]
    seen = progress(desk, NAME, ISSUED)
    assert seen.letters[LetterState.HELD] == 22
    assert seen.mail.out == (1, 0)
    beat(desk, SOON)
    fixing = [one for one in progress(desk, NAME, SOON).office if one.kind == "contact"]
    assert len(fixing) > 10


def test_what_comes_back_stops_the_others(address: str):
    desk = armed(address)
    gone = Post()
    states = [
        send(desk, Post(_gone(one.composed.to)), one, ISSUED).state
        for one in claim(desk, ISSUED)
    ]
    assert states == [LetterState.FAILED] + [LetterState.QUEUED] * 4
    assert way_of(desk) is Way.STOPPED
    assert deliver_all(desk, gone) == []
    assert gone.sent == []
    assert [fact.kind for fact in decided(desk)] == [
        EntryKind.ARMED,
        EntryKind.STOPPED,
    ]
    out = outlook(desk, NAME, ISSUED).standing.out
    assert out.failed == 1
    seen = outlook(desk, NAME, ISSUED).preview
    with pytest.raises(NotArmedError, match="stopped"):
        open_stage(desk, NAME, NAME, seen, WHO, ISSUED)
    arm_now(desk)
    assert len(deliver_all(desk, Post(), SOON)) == 5


def _gone(to: str) -> Outcome:
    return Outcome(Verdict.REFUSED, "550 no", (Refusal(to, 550, "no"),))


def test_what_was_never_sent_leaves_its_place_in_the_stage_to_others():
    desk = armed()
    later = Post(Outcome(Verdict.NOT_SENT, "nobody answers"))
    assert deliver_all(desk, later) == [LetterState.QUEUED] * 23
    assert outlook(desk, NAME, ISSUED).standing.out.letters == 0
    post = Post()
    assert len(deliver_all(desk, post, SOON)) == 5
    assert len(post.sent) == 5


def test_what_may_have_arrived_keeps_its_place_and_is_sent_again():
    desk = armed()
    unknown = Post(Outcome(Verdict.UNKNOWN, "no answer"))
    assert deliver_all(desk, unknown) == [LetterState.QUEUED] * 5
    post = Post()
    assert deliver_all(desk, post, SOON) == [LetterState.SENT] * 5
    assert sorted(to for to, _ in post.sent) == sorted(to for to, _ in unknown.sent)


def test_holding_is_for_each_campaign_or_all_and_ends_as_it_was(address: str):
    desk, post = armed(address), Post()
    assert withhold(desk, NAME, WHO, ISSUED) == [NAME]
    assert withhold(desk, None, WHO, ISSUED) == []
    assert (deliver_all(desk, post), way_of(desk)) == ([], Way.WITHHELD)
    seen = outlook(desk, NAME, ISSUED).preview
    with pytest.raises(NotArmedError, match="withheld"):
        open_stage(desk, NAME, NAME, seen, WHO, ISSUED)
    assert let_out(desk, NAME, WHO, ISSUED) is Way.ARMED
    assert len(deliver_all(desk, post)) == 5
    with pytest.raises(NotWithheldError):
        let_out(desk, NAME, WHO, ISSUED)
    assert withhold(desk, None, WHO, ISSUED) == [NAME]


def test_the_mailbox_is_held_as_well():
    desk, post = ready_to_arm(outlet=MAILBOX), Post()
    withhold(desk, NAME, WHO, ISSUED)
    assert deliver_all(desk, post) == []
    assert let_out(desk, NAME, WHO, ISSUED) is Way.MAILBOX
    assert len(deliver_all(desk, post)) == 23


def test_arming_again_lets_out_what_was_held():
    desk = armed()
    withhold(desk, NAME, WHO, ISSUED)
    arm_now(desk)
    assert len(deliver_all(desk, Post())) == 5


def test_a_letter_in_hand_is_not_sent_once_somebody_holds_it(address: str):
    desk, post = armed(address), Post()
    first, *others = claim(desk, ISSUED)
    assert send(desk, post, first, ISSUED).state is LetterState.SENT
    withhold(desk, NAME, WHO, ISSUED)
    states = [send(desk, post, one, ISSUED).state for one in others]
    assert states == [LetterState.QUEUED] * 4
    assert len(post.sent) == 1
    let_out(desk, NAME, WHO, ISSUED)
    assert len(deliver_all(desk, post)) == 4
    assert len(post.sent) == 5


def test_a_test_letter_leaves_only_where_letters_do():
    desk, post = ready_to_arm(), Post()
    with pytest.raises(NotLetOutError, match="unarmed"):
        send_trial(desk, NAME, post, ISSUED)
    arm_now(desk)
    assert send_trial(desk, NAME, post, ISSUED).outcome == post.outcome
    withhold(desk, NAME, WHO, ISSUED)
    with pytest.raises(NotLetOutError, match="withheld"):
        send_trial(desk, NAME, post, ISSUED)
    far = replace(armed(), outlet=Outlet("127.0.0.1:25", ("moh.example",)))
    arm_now(far)
    with pytest.raises(NotLetOutError, match="no letter may leave"):
        send_trial(far, NAME, post, ISSUED)
    assert len(post.sent) == 1


def test_nothing_is_armed_that_is_not_there():
    desk = ready_to_arm()
    for refused in (
        lambda: arm(desk, "hue-2024", "hue-2024", "", WHO, ISSUED),
        lambda: withhold(desk, "hue-2024", WHO, ISSUED),
    ):
        with pytest.raises(Exception, match="not in this ledger") as caught:
            refused()
        assert not isinstance(caught.value, ArmingError)


def test_letters_claimed_while_somebody_waits_to_hold_are_asked_again():
    desk, post = armed(), Post()
    ready = claim(desk, ISSUED)
    withhold(desk, NAME, WHO, ISSUED + timedelta(seconds=1))
    for one in ready:
        send(desk, post, one, ISSUED + timedelta(seconds=2))
    assert post.sent == []
