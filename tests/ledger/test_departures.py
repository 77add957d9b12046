from collections.abc import Callable
from datetime import datetime, timedelta

from ledger import departures, entries, letters
from ledger.database import Ledger
from ledger.letters import Among
from schemas.arming import Out
from schemas.entry import Entry, EntryKind
from schemas.letter import Letter
from tests.ledger.conftest import Season

LEASE = timedelta(minutes=5)


def test_letters_let_out_are_counted_by_arming_and_those_that_came_back(
    ledger: Ledger, now: datetime, season: Season, letter: Callable[..., Letter]
) -> None:
    campaign, docket = season.campaign, season.ids[0]
    with ledger.write() as tx:
        letters.queue(tx, [letter(docket, n) for n in range(1, 6)])
        claimed = letters.claim(tx, now, LEASE, limit=3)
        departures.put(tx, claimed, 7, now)
        departures.put(tx, claimed[:1], 7, now + LEASE)
        departures.fail(tx, docket, claimed[0].n)
        departures.fail(tx, docket, 5)
        assert departures.out(tx, campaign, 7) == Out(3, 1)
        assert departures.failed(tx, campaign, 7) == 1
        assert departures.out(tx, campaign, 8) == Out(0, 0)
        assert departures.moments(tx, campaign) == {
            (docket, claimed[0].n): now + LEASE,
            (docket, claimed[1].n): now,
            (docket, claimed[2].n): now,
        }


def test_what_may_have_left_before_is_not_taken_back(
    ledger: Ledger, now: datetime, season: Season, letter: Callable[..., Letter]
) -> None:
    campaign, docket = season.campaign, season.ids[0]
    with ledger.write() as tx:
        letters.queue(tx, [letter(docket, n) for n in (1, 2)])
        first, second = letters.claim(tx, now, LEASE)
        departures.put(tx, [first, second], 7, now)
        departures.take_back(tx, [first, second._replace(attempts=2)])
        assert list(departures.moments(tx, campaign)) == [(docket, second.n)]


def test_letters_are_claimed_of_a_campaign_or_of_an_arming(
    ledger: Ledger, now: datetime, season: Season, letter: Callable[..., Letter]
) -> None:
    campaign, docket = season.campaign, season.ids[0]
    with ledger.write() as tx:
        letters.queue(tx, [letter(docket, n) for n in (1, 2, 3)])
        departures.put(tx, [letter(docket, 2)], 7, now)
        assert letters.campaigns_due(tx, now - LEASE) == []
        assert letters.campaigns_due(tx, now) == [campaign]
        assert letters.claim(tx, now, LEASE, among=Among(campaign + 1)) == []
        assert letters.claim(tx, now, LEASE, among=Among(campaign, 8)) == []
        again = letters.claim(tx, now, LEASE, among=Among(campaign, 7))
        assert [one.n for one in again] == [2]
        others = letters.claim(tx, now, LEASE, among=Among(campaign))
        assert [one.n for one in others] == [1, 3]


def test_what_was_decided_about_mail_is_found_by_campaign(
    ledger: Ledger, now: datetime, season: Season
) -> None:
    armed = Entry(2, now, EntryKind.ARMED, "where", "first", "seen")
    held = Entry(3, now, EntryKind.WITHHELD)
    campaign, docket = season.campaign, season.ids[0]
    with ledger.write() as tx:
        assert entries.about_mail(tx) == {}
        other = Entry(1, now, EntryKind.SEEN)
        entries.append(tx, docket, [other, armed, held])
        assert entries.about_mail(tx) == {campaign: (armed, held)}
