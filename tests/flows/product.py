"""The product's own flows and watches on a Prefect of their own; and its ledger."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from calendars.hours import opening
from cli.parts import PARTS
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.plans.days_off import working_days
from desk.plans.read import read_plan
from desk.start import sign_off, start
from flows.up import serve_all
from ledger import rehearsals
from schemas.in_force import Signing
from schemas.plan import Plan
from settings import Secret, read_settings
from tests.flows.ground import Ground
from tests.flows.processes import Program
from tests.flows.small_parts import say

PLAN, ROSTER = read_plan("lai-chau-2024", working_days()).require()
BEGINS = opening(PLAN.planned_issue, PLAN.policy.letter_hours)
SIGNING = Signing(
    number="156/KH-UBND",
    signed_on=PLAN.planned_issue,
    signer="Phó Chủ tịch Tổng Thanh Hải",
    dates_confirmed=True,
)


class Product(Ground):
    """What `campaign up` serves, without pages and mailbox."""

    def start(self) -> None:
        self._program = Program("tests.flows.product", environ=self.environ())
        self._program.hear("all up")

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Sit down at the ledger that is served."""
        secret = self.settings.secret(Secret.LINKS)
        desk = open_desk(self.settings.ledger, secret, self.settings.public_address)
        try:
            yield desk
        finally:
            desk.ledger.close()

    def runs(self, *tags: str) -> dict[str, Any]:
        """Return the runs with all these tags, by name."""
        from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags

        tagged = FlowRunFilter(tags=FlowRunFilterTags(all_=list(tags)))
        found = self.run(lambda client: client.read_flow_runs(flow_run_filter=tagged))
        return {run.name: run for run in found}

    def picture(self, key: str) -> Any:
        """Return the newest artifact of that key, None where there is none."""
        from prefect.client.schemas.filters import (
            ArtifactCollectionFilter,
            ArtifactCollectionFilterKey,
        )

        keyed = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
        found = self.run(
            lambda client: client.read_latest_artifacts(artifact_filter=keyed)
        )
        return found[0] if found else None


def rehearse(desk: Desk, clock: datetime = BEGINS, plan: Plan = PLAN) -> None:
    """Make the ledger a rehearsal, so that its clock is the test's."""
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, 1, clock)
    start(desk, plan, ROSTER, clock, drawn("office"))


def issue(desk: Desk, now: datetime = BEGINS) -> None:
    """Sign the plan off."""
    sign_off(desk, PLAN.id, SIGNING, now, drawn("links"))


def move_clock(desk: Desk, now: datetime) -> None:
    """Let time pass."""
    with desk.ledger.write() as tx:
        rehearsals.move_clock(tx, now)


if __name__ == "__main__":
    served = [part for part in PARTS if part.name in {"prefect", "runner"}]
    serve_all(read_settings(), served, say, lambda: say("all up"))
    sys.exit(0)
