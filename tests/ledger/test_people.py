from collections.abc import Callable
from typing import Any

from ledger import entries, letters, people
from ledger.database import Ledger
from schemas.entry import Person


def test_who_acted_stands_beside_the_fact_until_purged(
    ledger: Ledger, season: Any, fact: Callable, letter: Callable
) -> None:
    docket, other = season.ids[:2]
    person = Person("Người ghi nhận", "Chuyên viên", "đã nhận")
    with ledger.write() as tx:
        for one in (docket, other):
            entries.append(tx, one, [fact(1), fact(2)])
        people.put(tx, docket, {2: person})
        letters.queue(tx, [letter(docket)])
        letters.keep_messages(tx, [(letter(docket), b"To: so-y-te@lai-chau.example")])
    with ledger.write() as tx:
        assert people.of(tx, docket) == {2: person}
        assert people.of(tx, other) == {}
        people.purge(tx, season.campaign)
    with ledger.read() as tx:
        assert people.of(tx, docket) == {}
        assert letters.message(tx, docket, 1) is None
        assert entries.of(tx, [docket]) == {docket: (fact(1), fact(2))}
        assert letters.get(tx, docket, 1) == letter(docket)


def test_another_campaigns_people_stay(
    ledger: Ledger, season: Any, fact: Callable
) -> None:
    docket = season.ids[0]
    with ledger.write() as tx:
        entries.append(tx, docket, [fact(1)])
        people.put(tx, docket, {1: Person("Người ghi nhận", "Chuyên viên")})
        people.purge(tx, season.campaign + 1)
        assert people.of(tx, docket)
