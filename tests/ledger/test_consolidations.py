from datetime import datetime

import pytest

from ledger import campaigns, consolidations
from ledger.database import Ledger
from ledger.errors import DuplicateKeyError, NotFoundError
from schemas.consolidation import Consolidation, SourceReport


def version(number: int, at: datetime, *sources: SourceReport) -> Consolidation:
    return Consolidation(
        campaign="lai-chau-2024",
        version=number,
        at=at,
        revision=1,
        locked=False,
        sources=sources,
        totals=(),
    )


def test_versions_are_kept_side_by_side_and_the_last_is_known(
    ledger: Ledger, now: datetime
) -> None:
    source = SourceReport(agency="a", docket=7, n=3, version=1)
    first, second = version(1, now), version(2, now, source)
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        assert consolidations.latest(tx, campaign) is None
        assert consolidations.rests_on(tx, campaign) == frozenset()
        consolidations.put(tx, campaign, first)
        consolidations.put(tx, campaign, second)
    with ledger.read() as tx:
        assert consolidations.get(tx, campaign, 1) == first
        assert consolidations.latest(tx, campaign) == second
        assert consolidations.rests_on(tx, campaign) == {(7, 3)}
        with pytest.raises(NotFoundError, match="has no consolidation 3"):
            consolidations.get(tx, campaign, 3)


def test_a_version_is_never_replaced(ledger: Ledger, now: datetime) -> None:
    with ledger.write() as tx:
        campaign = campaigns.add(tx, "lai-chau-2024")
        consolidations.put(tx, campaign, version(1, now))
    with pytest.raises(DuplicateKeyError), ledger.write() as tx:
        consolidations.put(tx, campaign, version(1, now))
