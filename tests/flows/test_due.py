from datetime import UTC, datetime
from uuid import UUID

import pytest
from prefect.client.schemas.objects import FlowRun

from flows.due import newest_of_each

HEARTBEAT, REPORTS = UUID(int=1), UUID(int=2)


def run(name: str, deployment: UUID, minute: int, cron: bool) -> FlowRun:
    return FlowRun(
        name=name,
        flow_id=UUID(int=3),
        deployment_id=deployment,
        next_scheduled_start_time=datetime(2024, 6, 14, 8, minute, tzinfo=UTC),
        auto_scheduled=cron,
    )


@pytest.mark.parametrize(
    ("due", "wanted", "missed"),
    [
        ([], "", ""),
        ([run("a", HEARTBEAT, 10, True)], "a", ""),
        (
            [
                run("c", HEARTBEAT, 30, True),
                run("a", HEARTBEAT, 10, True),
                run("b", HEARTBEAT, 20, True),
            ],
            "c",
            "ab",
        ),
        (
            [run("a", HEARTBEAT, 10, True), run("b", REPORTS, 5, True)],
            "ba",
            "",
        ),
        (
            [run("a", HEARTBEAT, 10, False), run("b", HEARTBEAT, 20, False)],
            "ab",
            "",
        ),
        (
            [
                run("a", HEARTBEAT, 10, True),
                run("b", HEARTBEAT, 20, False),
                run("c", HEARTBEAT, 30, True),
            ],
            "bc",
            "a",
        ),
    ],
    ids=[
        "nothing is due",
        "one cron",
        "missed crons are made up for once",
        "each deployment has its own",
        "what was submitted counts always",
        "what was submitted is no cron",
    ],
)
def test_what_is_started_and_what_was_missed(
    due: list[FlowRun], wanted: str, missed: str
) -> None:
    started, dropped = newest_of_each(due)
    assert "".join(each.name for each in started) == wanted
    assert "".join(each.name for each in dropped) == missed
