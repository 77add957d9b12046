from datetime import date

from ledger.database import Ledger
from ledger.mailings import reserve

TODAY, TOMORROW = date(2024, 6, 3), date(2024, 6, 4)


def test_a_mailbox_has_one_letter_a_day(ledger: Ledger):
    with ledger.write() as tx:
        assert reserve(tx, TODAY, "a", 1, 7)
        assert not reserve(tx, TODAY, "a", 2, 7)
        assert reserve(tx, TODAY, "b", 2, 7)


def test_the_same_letter_may_ask_again(ledger: Ledger):
    with ledger.write() as tx:
        assert reserve(tx, TODAY, "a", 1, 7)
    with ledger.write() as tx:
        assert reserve(tx, TODAY, "a", 1, 7)


def test_another_day_is_free(ledger: Ledger):
    with ledger.write() as tx:
        assert reserve(tx, TODAY, "a", 1, 7)
        assert reserve(tx, TOMORROW, "a", 2, 9)
