import pytest

from schemas.errors import PlanError, Problem


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (7, "plan.yaml:7: year: this is no number (write 2024)"),
        (None, "plan.yaml: year: this is no number (write 2024)"),
    ],
    ids=["at a line", "in the whole file"],
)
def test_a_problem_says_where_what_and_the_remedy(line: int | None, said: str):
    assert str(
        Problem("plan.yaml", line, "year", "this is no number", "write 2024")
    ) == (said)


def test_a_plans_error_says_all_its_problems_at_once():
    problems = tuple(Problem("plan.yaml", n, "f", "wrong", "mend it") for n in (1, 2))
    error = PlanError(problems)
    assert error.problems == problems
    assert str(error) == (
        "plan.yaml:1: f: wrong (mend it)\nplan.yaml:2: f: wrong (mend it)"
    )
