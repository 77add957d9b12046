from pathlib import Path
from uuid import UUID

import pytest

from flows.campaign_pages import artifact_key
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


def test_the_readme_says_the_links_that_status_prints():
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for link in (
        board_link("", "ID"),
        board_link("", "ID:overdue"),
        board_link("", "ID:activities"),
        board_link("", "AGENCY"),
        artifact_link("", artifact_key("ID", "board")),
    ):
        assert f"| `{link}` |" in readme
