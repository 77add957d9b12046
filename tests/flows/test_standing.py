import os
from pathlib import Path

import pytest

from flows.standing import AlreadyUpError, Standing, stand, standing
from settings import Settings


def test_nobody_serves_a_new_folder(tmp_path: Path) -> None:
    assert standing(Settings(var=tmp_path / "var")) is None


def test_who_serves_is_found_and_gone_afterwards(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path / "var")
    with stand(settings) as record:
        assert standing(settings) == Standing(os.getpid(), ready=False)
        record(True)
        assert standing(settings) == Standing(os.getpid(), ready=True)
    assert standing(settings) is None


def test_a_second_one_is_refused_and_told_whom_to_stop(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    with stand(settings), pytest.raises(AlreadyUpError) as caught, stand(settings):
        pass
    assert f"{tmp_path} is already being served" in str(caught.value)
    assert f"kill {os.getpid()}" in str(caught.value)
