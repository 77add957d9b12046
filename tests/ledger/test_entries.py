from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from ledger import dockets, entries
from ledger.database import Ledger
from ledger.errors import ConflictError, DuplicateKeyError
from schemas.entry import Entry, EntryKind


def test_facts_come_back_as_they_were_in_the_order_of_their_number(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    every = tuple(
        Entry(n, now, kind, "1.1", "remind-7", "tự", f"khóa {n}" if n % 2 else None)
        for n, kind in enumerate(EntryKind, start=1)
    )
    docket, empty = season.ids[:2]
    with ledger.write() as tx:
        entries.append(tx, docket, every[3:])
        entries.append(tx, docket, every[:3], {2: "Đã có bản ký"})
    with ledger.read() as tx:
        assert entries.of(tx, [empty, docket]) == {empty: (), docket: every}
        assert entries.bodies(tx, docket) == {2: "Đã có bản ký"}
        assert entries.of(tx, []) == {}


def test_whoever_has_read_the_facts_appends_to_the_same_chain(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    told, asked = season.ids[:2]
    with ledger.write() as tx:
        assert entries.told(tx, told) == ((), b"")
        entries.append(tx, told, [fact(1)], head=b"")
        entries.append(tx, asked, [fact(1)])
        facts, head = entries.told(tx, told)
        assert facts == (fact(1),)
        entries.append(tx, told, [fact(2), fact(3)], head=head)
        entries.append(tx, asked, [fact(2), fact(3)])
        assert entries.told(tx, told)[0] == (fact(1), fact(2), fact(3))
        for links in entries.links(tx, [told, asked]).values():
            assert [one.kept for one in links] == [one.due for one in links]


@pytest.mark.parametrize("many", [1, 60], ids=["a few", "in bulk"])
def test_facts_of_many_dockets_are_appended_at_once(
    ledger: Ledger, season: Any, fact: Callable, many: int
) -> None:
    facts = {id_: [fact(n, f"k{n}") for n in range(1, 1 + many)] for id_ in season.ids}
    with ledger.write() as tx:
        entries.append_many(tx, facts)
        entries.append_many(tx, {})
        found = entries.of(tx, season.ids)
    assert found == {id_: tuple(facts[id_]) for id_ in season.ids}


def test_a_fact_is_found_by_its_key_within_its_docket(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    docket, other = season.ids[:2]
    with ledger.write() as tx:
        entries.append(tx, docket, [fact(1), fact(2, "seen")])
        entries.append(tx, other, [fact(1, "seen")])
        assert entries.by_key(tx, docket, "seen") == fact(2, "seen")
        assert entries.by_key(tx, docket, "unseen") is None


@pytest.mark.parametrize("many", [1, 60], ids=["a few", "in bulk"])
def test_a_repeated_key_is_named_and_nothing_is_appended(
    ledger: Ledger, season: Any, fact: Callable, many: int
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        entries.append(tx, docket, [fact(1, "remind, 1.1 (7)")])
    new = [fact(n, f"k{n}") for n in range(2, 2 + many)]
    with pytest.raises(DuplicateKeyError) as caught, ledger.write() as tx:
        entries.append(tx, docket, [*new, fact(2 + many, "remind, 1.1 (7)")])
    assert caught.value.key == "remind, 1.1 (7)"
    with ledger.read() as tx:
        assert entries.of(tx, [docket]) == {docket: (fact(1, "remind, 1.1 (7)"),)}


@pytest.mark.parametrize("many", [1, 60], ids=["a few", "in bulk"])
def test_a_taken_number_is_a_conflict_and_no_repeated_key(
    ledger: Ledger, season: Any, fact: Callable, many: int
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        entries.append(tx, docket, [fact(n, f"k{n}") for n in range(1, 1 + many)])
    again = [fact(n, f"l{n}") for n in range(1, 1 + many)]
    with (
        pytest.raises(ConflictError, match="has moved on") as caught,
        ledger.write() as tx,
    ):
        entries.append(tx, docket, again)
    assert not isinstance(caught.value, DuplicateKeyError)


def test_a_key_twice_in_one_append_is_refused(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    with pytest.raises(DuplicateKeyError, match="twice is in"), ledger.write() as tx:
        entries.append(tx, season.ids[0], [fact(1, "twice"), fact(2, "twice")])


def test_a_writer_that_fails_leaves_nothing(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    docket = season.ids[0]

    def fail() -> None:
        with ledger.write() as tx:
            entries.append(tx, docket, [fact(1)], {1: "body"})
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with ledger.read() as tx:
        assert entries.of(tx, [docket]) == {docket: ()}
        assert entries.bodies(tx, docket) == {}


def test_facts_are_counted_for_a_campaign_an_agency_and_a_kind(
    ledger: Ledger, season: Any, now: datetime
) -> None:
    docket = season.ids[0]
    facts = [Entry(n, now, EntryKind.FEED_REVOKED) for n in (1, 2)]
    with ledger.write() as tx:
        agency = dockets.get(tx, docket).agency
        assert entries.extent(tx, season.campaign, agency) == (0, None)
        entries.append(tx, docket, facts)
        dockets.advance(tx, docket, 2, None)
        assert entries.extent(tx, season.campaign, agency) == (2, now)
        assert entries.extent(tx, season.campaign) == (2, now)
        assert entries.extent(tx, season.campaign, "nobody") == (0, None)
        assert entries.count(tx, docket, EntryKind.FEED_REVOKED) == 2
        assert entries.count(tx, docket, EntryKind.SEEN) == 0
