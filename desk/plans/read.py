"""Read a campaign's plan and roster, and say all that is wrong with them at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from calendars.working_days import WorkingDays
from desk.plans.files import CAMPAIGNS_HOME, locate, read_trees
from desk.plans.indicators import with_shared
from desk.plans.names import names_in
from desk.plans.questions import answer
from desk.plans.values import Values, fit
from rules.check_plan import check_plan, warn_of
from rules.finding import File, Finding, field
from rules.names import check_names
from rules.owed import open_groups, owed
from schemas.agency import Roster
from schemas.errors import PlanError, Problem
from schemas.plan import Plan


class Summary(NamedTuple):
    """What a plan comes to.

    `entries` are those that owe; `duties` are the written ones; `agencies` are named,
    so that an open group is none; `assignments` include what is laid on all, and one
    per duty for an open group.
    """

    entries: int = 0
    duties: int = 0
    agencies: int = 0
    assignments: int = 0


class Reading(NamedTuple):
    """A plan as it was read; `plan`, `roster` are None unless their file is sound.

    `questions` are what a draft still asks: its proposals stand for the answers, so
    that everything else can be checked and rehearsed.
    """

    plan: Plan | None
    roster: Roster | None
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    summary: Summary
    questions: tuple[Problem, ...] = ()

    @property
    def hindrances(self) -> tuple[Problem, ...]:
        """What hinders a campaign to start: errors, and questions nobody answered."""
        return self.errors + self.questions

    def require(self, *, as_proposed: bool = False) -> tuple[Plan, Roster]:
        """Return plan and roster, or raise PlanError with all that hinders.

        With `as_proposed` open questions hinder nothing: for a season that is only
        played.
        """
        hindrances = self.errors if as_proposed else self.hindrances
        if hindrances or self.plan is None or self.roster is None:
            raise PlanError(hindrances)
        return self.plan, self.roster


def read_plan(
    path: str | Path,
    days: WorkingDays | None = None,
    campaigns_home: Path = CAMPAIGNS_HOME,
) -> Reading:
    """Read the campaign in a folder, beside a plan.yaml, or of a known name.

    Never raises: whatever the files hold, errors and warnings say where and the remedy.
    """
    files = locate(path, campaigns_home)
    trees = read_trees(files)
    plan_tree, roster_tree, questions, wrong_questions = answer(
        *trees, files.plan.parent
    )
    plan = with_shared(fit(Plan, plan_tree), files.plan.parent)
    roster = fit(Roster, roster_tree)
    names = names_in(plan_tree, roster_tree)
    wrong = _located(check_plan(plan.value, roster.value, names), plan, roster)
    twice = (_problem(finding, plan, roster) for finding in check_names(names))
    # Beside half a plan every agency of the other half would seem to owe nothing.
    beside = roster.whole() if plan.whole() else None
    odd = warn_of(plan.value, beside, days or WorkingDays.vietnam())
    return Reading(
        plan=plan.whole(),
        roster=roster.whole(),
        errors=_in_order(
            [*plan.problems, *roster.problems, *twice, *wrong, *wrong_questions], plan
        ),
        warnings=_in_order(_located(odd, plan, roster), plan),
        summary=_sum_up(plan.value),
        questions=questions,
    )


def _located(
    findings: Iterable[Finding], plan: Values[Plan], roster: Values[Roster]
) -> Iterator[Problem]:
    """Say where in the files findings about the values stand.

    What only follows from something left out is not said: its error stands already.
    """
    for finding in findings:
        values = plan if finding.file is File.PLAN else roster
        place = values.in_file(finding.place)
        if not values.lacks(place):
            yield _problem(finding._replace(place=place), plan, roster)


def _problem(finding: Finding, plan: Values[Plan], roster: Values[Roster]) -> Problem:
    tree = plan.tree if finding.file is File.PLAN else roster.tree
    line, name = tree.line(finding.place), field(finding.place)
    return Problem(tree.file, line, name, finding.what, finding.remedy)


def _in_order(problems: Iterable[Problem], plan: Values[Plan]) -> tuple[Problem, ...]:
    """Sort by file, the plan first, then by line."""
    first = plan.tree.file
    return tuple(sorted(problems, key=lambda one: (one.file != first, one.line or 0)))


def _sum_up(plan: Plan | None) -> Summary:
    if plan is None:
        return Summary()
    owes = owed(plan)
    return Summary(
        entries=sum(bool(entry.duties) for entry in plan.entries),
        duties=len(plan.duties()),
        agencies=len(owes.keys() - open_groups(plan)),
        assignments=sum(map(len, owes.values())),
    )
