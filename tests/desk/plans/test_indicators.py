from pathlib import Path

from desk.plans.read import read_plan
from tests.small_campaign import PLAN, write_campaign

SHARED = """\
groups:
  - {id: care, title: Chăm sóc}
items:
  - {id: gifts, group: care, label: Quà, unit: suất}
"""
OWN = """\
indicators:
  shared: ours
  items:
    - {id: shows, group: care, label: Buổi, unit: buổi}
"""


def test_a_plan_adds_its_indicators_to_the_set_beside_it(tmp_path: Path) -> None:
    (write_campaign(tmp_path, PLAN + OWN) / "ours.yaml").write_text(SHARED, "utf-8")
    plan, _ = read_plan(tmp_path).require()
    assert [one.id for one in plan.indicators.items] == ["gifts", "shows"]
    assert plan.indicators.of_group("care") == plan.indicators.items


def test_the_common_set_is_found_without_a_copy(tmp_path: Path) -> None:
    named = PLAN + "indicators: {shared: children-month, owners: {suc-khoe: [school]}}"
    plan, _ = read_plan(write_campaign(tmp_path, named)).require()
    assert len(plan.indicators.groups) == 7


def test_what_is_wrong_with_the_set_is_said_with_its_place(tmp_path: Path) -> None:
    wrong = SHARED + "  - {id: swims, group: care, label: Lớp, unit: ''}"
    (write_campaign(tmp_path, PLAN + OWN) / "ours.yaml").write_text(wrong, "utf-8")
    (problem,) = read_plan(tmp_path).errors
    assert (Path(problem.file).name, problem.line) == ("ours.yaml", 5)


def test_a_set_that_is_nowhere_is_an_error(tmp_path: Path) -> None:
    (problem,) = read_plan(write_campaign(tmp_path, PLAN + OWN)).errors
    assert "there is no ours.yaml" in problem.what


def test_an_owner_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    named = PLAN + "indicators: {shared: children-month, owners: {suc-khoe: [nobody]}}"
    (problem,) = read_plan(write_campaign(tmp_path, named)).errors
    assert "unknown agency or group 'nobody'" in problem.what
