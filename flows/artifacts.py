"""Pictures of a campaign in Prefect: a key each, written when they change.

One that a flow writes first is also found on the page of its run; what is written again
is not, so a run's message says where.
"""

from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate
from prefect.client.schemas.filters import (
    ArtifactCollectionFilter,
    ArtifactCollectionFilterKey,
)
from prefect.client.schemas.objects import ArtifactCollection
from prefect.runtime import flow_run


async def put_markdown(
    client: PrefectClient, key: str, description: str, data: str = ""
) -> bool:
    """Show the markdown under `/v2/artifacts/key/<key>`; True where it was written.

    `description` is what that page opens with; keys are of `[a-z0-9-]`.
    """
    return await _put(client, key, "markdown", description, data)


async def renew_markdown(client: PrefectClient, key: str, description: str) -> bool:
    """Bring the markdown of a flow up to date; nothing where none has written it yet.

    So it stays on the page of the run that told it first.
    """
    kept = await _kept(client, key)
    if kept is None or kept.description == description:
        return False
    changed = ArtifactUpdate(description=description)
    await client.update_artifact(kept.latest_id, changed)
    return True


async def put_progress(
    client: PrefectClient, key: str, percent: float, description: str = ""
) -> bool:
    """Show how far something is, in percent; True where it was written."""
    return await _put(client, key, "progress", description, round(percent, 1))


async def _put(
    client: PrefectClient, key: str, kind: str, description: str, data: str | float
) -> bool:
    # A new version for every answer would fill the database: the newest is changed.
    kept = await _kept(client, key)
    if kept is None:
        run = flow_run.get_id()
        fresh = ArtifactCreate(
            key=key,
            type=kind,
            description=description,
            data=data,
            flow_run_id=UUID(run) if run else None,
        )
        await client.create_artifact(fresh)
        return True
    if (kept.description, kept.data) == (description, data):
        return False
    changed = ArtifactUpdate(description=description, data=data)
    await client.update_artifact(kept.latest_id, changed)
    return True


async def _kept(client: PrefectClient, key: str) -> ArtifactCollection | None:
    named = ArtifactCollectionFilter(key=ArtifactCollectionFilterKey(any_=[key]))
    found = await client.read_latest_artifacts(artifact_filter=named)
    return found[0] if found else None
