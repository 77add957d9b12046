import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def test_no_package_hides_behind_the_standard_library():
    # After `pip install .` the standard library is found first.
    tools = tomllib.loads(PROJECT.read_text())["tool"]
    ours = set(tools["importlinter"]["root_packages"])
    assert ours & sys.stdlib_module_names == set()
