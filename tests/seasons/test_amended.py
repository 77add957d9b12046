"""A rehearsal amended on its way: it goes on under what binds by then."""

from collections.abc import Sequence
from datetime import date, datetime

from calendars.deadlines import last_instant
from desk.amendments.apply import apply_amendment
from desk.amendments.preview import preview_amendment
from desk.desk import open_desk
from desk.links import drawn
from desk.mail.outcome import Outcome, Verdict
from desk.progress import progress
from desk.rehearsals.rehearsal import Rehearsal
from desk.verify import verify
from ledger import dockets, letters
from schemas.base import VN
from schemas.letter import LetterKind
from tests.desk.amendments.spring import Files, signing

NOW = datetime(2024, 5, 20, 9, tzinfo=VN)


def taken(_sender: str, _recipients: Sequence[str], _message: bytes) -> Outcome:
    return Outcome(Verdict.SENT)


def test_a_rehearsal_goes_on_under_the_amended_plan():
    desk = open_desk(":memory:", "", "http://campaign.example", seed=4)
    first = Files().read()
    season = Rehearsal(desk, first.plan, seed=4)
    season.begin()
    season.start(first.roster)
    moments = season.play(last_instant(first.plan.close), taken)
    for now in moments:
        if now >= NOW:
            break
    edited = Files().move("3.1", date(2024, 7, 5)).drop("2.2").member("west", "Tây")
    shown = preview_amendment(desk, edited.read(), NOW, confirmed=True)
    signed = signing("201/KH-UBND", NOW.date())
    apply_amendment(desk, edited.read(), signed, shown.seen, NOW, drawn("new"))
    for now in moments:
        assert now >= NOW
    seen = progress(desk, first.plan.id, now)
    assert set(seen.dockets) == {"office", "school", "north", "south", "west"}
    with desk.ledger.read() as tx:
        owner = {row.id: row.agency for row in dockets.of(tx, 1)}
        sent = [one for one in letters.of_campaign(tx, 1) if one.queued >= NOW]
    changes = {
        (owner[letter.docket], item.duty)
        for letter in sent
        for item in letter.items
        if item.kind is LetterKind.CHANGE
    }
    assert changes <= {("north", "3.1"), ("south", "3.1"), ("school", "2.2")}
    assert changes
    about = [i for one in sent for i in one.items if (i.duty, i.agency) == ("2.2", "")]
    assert {item.kind for item in about} <= {LetterKind.CHANGE, LetterKind.RECEIPT}
    assert verify(desk, first.plan.id, now).violations == ()
    assert "assign" in {one.kind for one in sent if owner[one.docket] == "west"}
