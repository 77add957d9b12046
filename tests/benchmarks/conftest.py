from collections.abc import Iterator

import psycopg
import pytest

from benchmarks.places import SERVER, Place, places


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Where ledgers are made, in each database."""
    if request.param == "postgresql":
        try:
            psycopg.connect(SERVER, connect_timeout=3).close()
        except psycopg.OperationalError as error:
            pytest.skip(f"no PostgreSQL answers at {SERVER}: {error}")
    with places((request.param,), None) as found:
        yield found[0]
