"""One per cent of what befalls a ledger: `make torture PART=database` runs the rest."""

from collections import defaultdict
from typing import Any

import pytest

from tests.torture.database import Places, Scale
from tests.torture.figures import show
from tests.torture.part import NotHereError, Results

pytestmark = pytest.mark.torture
SLICE = Scale(first=61, step=1000, restarts=2, seconds=1)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The slice, played once."""
    results = Results(tmp_path_factory.mktemp("places") / "database.jsonl")
    places = Places(results, SLICE)
    try:
        list(places.go_on())
    except NotHereError as lacking:
        pytest.skip(str(lacking))
    return places


def test_nothing_is_said_to_be_recorded_that_is_not_and_nothing_is_lost(places: Places):
    played = places.results.lines()
    assert [one["wrong"] for one in played if one["wrong"]] == []
    assert show("database", places.figures()) == 0
    assert list(places.go_on()) == [], "what was played before counts"


def test_every_fault_struck(places: Places):
    families: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in places.results.lines():
        families[one["family"].partition(":")[0]].append(one)
    assert sum(one["writes"] > 61 for one in families["day"]) == 4, "one is killed"
    assert any(one.get("refused") for one in families["page"])
    assert families["locked"][0]["refused"]
    assert families["restarts"][0]["refused"]
    assert families["migration on PostgreSQL"][0]["cut"]
