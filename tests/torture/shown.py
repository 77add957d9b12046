"""What Prefect shows of a served ledger: its board, and the runs that crons have."""

from typing import Any

from tests.flows.ground import Ground
from tests.flows.processes import until

_PATIENCE = 120.0


def not_back(served: Ground, agencies: int, crons: int) -> dict[str, int]:
    """Return whether board and schedules stay away; agencies and crons are counted."""
    board = until(lambda: _numbered(served) >= agencies, _PATIENCE)
    schedules = until(lambda: _scheduled(served) >= crons, _PATIENCE)
    return {"boards": int(not board), "schedules": int(not schedules)}


def _numbered(served: Ground) -> int:
    """Return how many agencies stand on the board."""
    names = {run.name for run in served.run(_all_runs)}
    return sum(name[:2].isdecimal() for name in names)


def _scheduled(served: Ground) -> int:
    """Return how many of the crons have runs ahead."""
    ahead = served.run(_all_runs)
    return len({run.deployment_id for run in ahead if run.auto_scheduled})


async def _all_runs(client: Any) -> list[Any]:
    runs: list[Any] = []
    while page := await client.read_flow_runs(limit=200, offset=len(runs)):
        runs += page
    return runs
