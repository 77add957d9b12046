from datetime import datetime, timedelta

from ledger import campaigns, dockets, drafts, people
from ledger.database import Ledger
from ledger.transaction import Transaction
from schemas.assignment import DocketKind


def docket(tx: Transaction, now: datetime) -> int:
    campaign = campaigns.add(tx, "spring")
    dockets.add(tx, campaign, [("school", DocketKind.AGENCY, "", "t")], now)
    return dockets.of(tx, campaign)[0].id


def test_each_save_is_kept_as_it_was(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        one = docket(tx, now)
        assert drafts.latest(tx, one) is None
        assert [drafts.save(tx, one, body, now) for body in ("a", "b")] == [1, 2]
        assert drafts.latest(tx, one) == (2, now, "b")
        assert drafts.get(tx, one, 1) == (1, now, "a")
        assert drafts.get(tx, one, 3) is None


def test_what_was_submitted_is_over_and_its_number_never_used_again(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        one = docket(tx, now)
        drafts.save(tx, one, "a", now)
        drafts.end(tx, one, 1, now, keep=now)
        assert drafts.latest(tx, one) is None
        assert drafts.get(tx, one, 1) is not None, "somebody may still look at it"
        assert drafts.save(tx, one, "b", now) == 3
        later = now + timedelta(days=2)
        drafts.end(tx, one, 3, later, keep=later)
        assert drafts.get(tx, one, 1) is None
        assert drafts.get(tx, one, 3) is None
        assert drafts.save(tx, one, "c", later) == 5


def test_what_was_saved_since_goes_on(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        one = docket(tx, now)
        drafts.save(tx, one, "a", now)
        drafts.save(tx, one, "b", now)
        drafts.end(tx, one, 1, now, keep=now)
        assert drafts.latest(tx, one) == (2, now, "b")


def test_older_saves_are_forgotten_but_never_the_last(
    ledger: Ledger, now: datetime
) -> None:
    with ledger.write() as tx:
        one = docket(tx, now)
        drafts.forget(tx, one, now)
        for body in ("a", "b"):
            drafts.save(tx, one, body, now)
        later = now + timedelta(days=1)
        drafts.forget(tx, one, later)
        assert drafts.get(tx, one, 1) is None
        assert drafts.latest(tx, one) == (2, now, "b")
        drafts.save(tx, one, "c", later)
        drafts.forget(tx, one, now)
        assert drafts.get(tx, one, 2) is not None


def test_drafts_are_forgotten_with_the_persons(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        one = docket(tx, now)
        drafts.save(tx, one, "a", now)
        people.purge(tx, dockets.get(tx, one).campaign)
        assert drafts.latest(tx, one) is None
