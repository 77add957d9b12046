from typing import Any
from uuid import uuid4

import pytest

from flows.artifacts import put_markdown, put_progress, renew_markdown
from tests.flows.ground import Ground

pytestmark = pytest.mark.prefect


@pytest.fixture
def key() -> str:
    return f"bang-{uuid4()}"


def kept(ground: Ground, key: str) -> list[Any]:
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey

    named = ArtifactFilter(key=ArtifactFilterKey(any_=[key]))
    return ground.run(lambda client: client.read_artifacts(artifact_filter=named))


def test_a_picture_is_written_once_until_it_changes(ground: Ground, key: str) -> None:
    board = "| Đơn vị | Tiến độ |\n|---|---|\n| Sở Y tế | ▰▰▱▱ 2/4 |"
    assert ground.run(lambda client: put_markdown(client, key, board)) is True
    assert ground.run(lambda client: put_markdown(client, key, board)) is False
    changed = board.replace("▰▰▱▱ 2/4", "▰▰▰▱ 3/4")
    assert ground.run(lambda client: put_markdown(client, key, changed)) is True
    assert [each.description for each in kept(ground, key)] == [changed]


def test_a_story_is_told_again_only_where_its_flow_has_told_it(
    ground: Ground, key: str
) -> None:
    def renew(text: str) -> bool:
        return ground.run(lambda client: renew_markdown(client, key, text))

    assert renew("Chưa có") is False
    assert kept(ground, key) == []
    ground.run(lambda client: put_markdown(client, key, "Đã xác nhận: 0/20"))
    assert renew("Đã xác nhận: 0/20") is False
    assert renew("Đã xác nhận: 1/20") is True
    assert [each.description for each in kept(ground, key)] == ["Đã xác nhận: 1/20"]


def test_progress_is_a_number_of_percent(ground: Ground, key: str) -> None:
    assert ground.run(lambda client: put_progress(client, key, 62.54)) is True
    assert ground.run(lambda client: put_progress(client, key, 62.51)) is False
    assert [(each.type, each.data) for each in kept(ground, key)] == [
        ("progress", 62.5)
    ]
