"""Compiled templates are kept, and never served for another text or other settings."""

import sys
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, Template

from desk.compiled import compiled


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "__pycache__").mkdir()
    file = tmp_path / "settings.py"
    file.write_text("escape = True\n")
    return file


def rendered(settings: Path, text: str) -> str:
    kept = compiled(settings)
    assert kept is not None
    read = Environment(
        loader=DictLoader({"a.txt": text}),
        autoescape=True,
        bytecode_cache=kept,
    )
    return read.get_template("a.txt").render(name="<Sở Y tế>")


def files(settings: Path) -> dict[Path, int]:
    home = settings.with_name("__pycache__")
    return {file: file.stat().st_mtime_ns for file in home.iterdir()}


def test_a_template_is_compiled_once_for_all_processes(settings: Path):
    assert rendered(settings, "Gửi {{ name }}") == "Gửi &lt;Sở Y tế&gt;"
    before = files(settings)
    assert len(before) == 1
    assert rendered(settings, "Gửi {{ name }}") == "Gửi &lt;Sở Y tế&gt;"
    assert files(settings) == before


def test_another_text_is_compiled_anew(settings: Path):
    rendered(settings, "Gửi {{ name }}")
    assert rendered(settings, "Kính gửi {{ name }}") == "Kính gửi &lt;Sở Y tế&gt;"


def test_what_was_compiled_by_other_settings_is_not_found(settings: Path):
    rendered(settings, "Gửi {{ name }}")
    before = files(settings)
    settings.write_text("escape = False\n")
    rendered(settings, "Gửi {{ name }}")
    assert len(files(settings).keys() - before.keys()) == 1


def test_a_folder_that_vanishes_is_no_trouble(settings: Path):
    assert compiled(settings) is not None
    home = settings.with_name("__pycache__")

    class Vanishing(DictLoader):
        def load(self, *args: Any, **kwargs: Any) -> Template:
            home.rmdir()
            return super().load(*args, **kwargs)

    read = Environment(
        loader=Vanishing({"a.txt": "Gửi {{ name }}"}),
        autoescape=True,
        bytecode_cache=compiled(settings),
    )
    assert read.get_template("a.txt").render(name="Sở Y tế") == "Gửi Sở Y tế"
    assert not home.exists()


@pytest.mark.parametrize("kept", [0, 8, 40], ids=str)
def test_a_template_kept_in_part_is_compiled_anew(settings: Path, kept: int):
    rendered(settings, "Gửi {{ name }}")
    (file,) = files(settings)
    file.write_bytes(file.read_bytes()[:kept])
    assert rendered(settings, "Gửi {{ name }}") == "Gửi &lt;Sở Y tế&gt;"


def test_nothing_is_kept_where_python_keeps_nothing(
    settings: Path, monkeypatch: pytest.MonkeyPatch
):
    settings.with_name("__pycache__").rmdir()
    assert compiled(settings) is None
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    settings.with_name("__pycache__").mkdir()
    assert compiled(settings) is None
