"""What is due: after an outage a cron is made up for once, not once per missed hour."""

from collections.abc import Sequence
from datetime import UTC, datetime

from prefect.client.schemas.objects import FlowRun


def newest_of_each(due: Sequence[FlowRun]) -> tuple[list[FlowRun], list[FlowRun]]:
    """Return what is to be started, oldest first, and the crons that were missed.

    Of a deployment's scheduled runs only the newest counts; what was submitted counts
    always.
    """
    newest: dict[object, FlowRun] = {}
    missed: list[FlowRun] = []
    wanted: list[FlowRun] = []
    for run in sorted(due, key=_moment):
        if run.auto_scheduled:
            if run.deployment_id in newest:
                missed.append(newest[run.deployment_id])
            newest[run.deployment_id] = run
        else:
            wanted.append(run)
    return sorted([*wanted, *newest.values()], key=_moment), missed


def _moment(run: FlowRun) -> datetime:
    return run.next_scheduled_start_time or datetime.min.replace(tzinfo=UTC)
