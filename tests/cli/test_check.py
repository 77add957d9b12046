import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli.main import campaign
from desk.plans.files import CAMPAIGNS_HOME


def check(*arguments: str):
    return CliRunner().invoke(campaign, ["check", *arguments])


@pytest.mark.parametrize(
    ("plan", "counts"),
    [("lai-chau-2024", (13, 41, 20, 116)), ("dong-dang-2024", (12, 30, 12, 41))],
)
def test_a_shipped_plan_has_no_errors_and_its_counts(plan: str, counts: tuple):
    result = check(plan, "--json")
    found = json.loads(result.stdout)
    names = ("entries", "duties", "agencies", "assignments")
    assert (result.exit_code, found["errors"]) == (0, [])
    assert tuple(found[name] for name in names) == counts
    assert set(found["warnings"][0]) == {"file", "line", "field", "what", "remedy"}


def test_a_wrong_plan_exits_2_and_names_place_and_remedy(tmp_path: Path):
    folder = tmp_path / "plan"
    shutil.copytree(CAMPAIGNS_HOME / "lai-chau-2024", folder)
    file = folder / "plan.yaml"
    file.write_text(file.read_text().replace("day: 2024-07-20", "day: 2024-07-32", 1))
    result = check(str(folder), "--json")
    (error, *_) = json.loads(result.stdout)["errors"]
    assert result.exit_code == 2
    assert error["file"].endswith("plan.yaml")
    line = file.read_text().splitlines()[error["line"] - 1]
    assert "2024-07-32" in line
    assert error["field"].endswith("deadline.day")
    assert error["remedy"]


def test_people_read_one_finding_after_the_other():
    result = check("lai-chau-2024")
    assert "13 entries, 41 duties, 20 agencies, 116 assignments; 0 errors" in (
        result.output
    )
    assert "-> " in result.output
