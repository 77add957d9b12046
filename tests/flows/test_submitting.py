from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.exceptions import ObjectNotFound

from flows.submitting import deployment_id, submit_once
from tests.flows.ground import Ground

pytestmark = pytest.mark.prefect


def test_a_key_is_submitted_once(ground: Ground) -> None:
    key = str(uuid4())

    async def work(client: Any) -> set[UUID]:
        deployment = await deployment_id(client, "việc dài/tùy ý")
        given = {"seconds": 0}
        return {
            await submit_once(client, deployment, key, given, name="Một lần")
            for _ in range(2)
        }

    (run,) = ground.run(work)
    assert ground.run(lambda client: client.read_flow_run(run)).name == "Một lần"


def test_a_deployment_that_is_not_served_is_not_found(ground: Ground) -> None:
    with pytest.raises(ObjectNotFound):
        ground.run(lambda client: deployment_id(client, "việc dài/không có"))
