from uuid import UUID

import pytest

from flows.links import (
    artifact_link,
    board_link,
    dashboard_link,
    run_link,
    submit_link,
)

UI = "http://127.0.0.1:4200"
RUN = UUID(int=7)


@pytest.mark.parametrize(
    ("link", "path"),
    [
        (
            board_link(UI, "lai-chau-2024:overdue"),
            "/v2/runs?tags=lai-chau-2024%3Aoverdue&sort=NAME_ASC&limit=50",
        ),
        (
            dashboard_link(UI, "lai-chau-2024"),
            "/v2/dashboard?tags=%5B%22lai-chau-2024%22%5D",
        ),
        (run_link(UI, RUN), f"/v2/runs/flow-run/{RUN}"),
        (run_link(UI, RUN, "Artifacts"), f"/v2/runs/flow-run/{RUN}?tab=Artifacts"),
        (artifact_link(UI, "lai-chau-2024"), "/v2/artifacts/key/lai-chau-2024"),
        (submit_link(UI, RUN), f"/v2/deployments/deployment/{RUN}/run"),
    ],
)
def test_a_link_opens_what_it_names(link: str, path: str) -> None:
    assert link == UI + path
