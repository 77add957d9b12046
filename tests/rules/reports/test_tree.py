"""Random trees of campaigns: every figure is the sum of its leaves, at every level."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from math import floor
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.reports.consolidate import Basis, consolidate
from rules.reports.upward import upward
from schemas import words
from schemas.consolidation import Consolidation
from schemas.entry import EntryKind
from schemas.report import LONGEST_PART, Channel, Narrative, Report, Timeliness
from tests.rules.reports.giving import (
    DUE,
    ITEMS,
    NOW,
    Agency,
    consolidated,
    figures,
    plan_of,
    reporting,
    saying,
)
from tests.rules.season import at

ENTERED = [one.id for one in ITEMS if one.entered]
ADDED = [one for one in ENTERED if one != "grade"]
IN_TIME, LATE = at(18, 7), at(22, 7)

reports = st.builds(
    Report,
    figures=st.dictionaries(st.sampled_from(ENTERED), st.integers(0, 10**6)),
)
wordless = st.sampled_from(
    [(), (EntryKind.NOTHING,), (EntryKind.FULFILLED,)],
)


@st.composite
def leaves(draw: st.DrawFn) -> Agency:
    """Draw an agency: silent, by the clerk, in time or late, amended, returned."""
    if draw(st.integers(0, 3)) == 0:
        return saying("leaf", *draw(wordless))
    when = draw(st.sampled_from([IN_TIME, LATE]))
    leaf = reporting("leaf", draw(reports), on=when)
    if draw(st.booleans()):
        leaf = leaf.again(draw(reports))
    if draw(st.booleans()):
        leaf = replace(leaf, said=(*leaf.said, (EntryKind.SENT_BACK, LATE)))
        if draw(st.booleans()):
            leaf = leaf.again(draw(reports))
    last = leaf.versions[-1]
    if draw(st.integers(0, 4)) == 0:
        last = Report(channel=Channel.CLERK)
    elif draw(st.booleans()):
        last = last.model_copy(update={"nothing": ("safe",)})
    return replace(leaf, versions=(*leaf.versions[:-1], last))


@dataclass(frozen=True)
class Node:
    """A campaign: its agencies, and the campaigns whose consolidations it has."""

    name: str
    agencies: tuple[Agency, ...]
    below: tuple["Node", ...] = ()
    accepted: bool = True

    def every(self) -> Iterator["Node"]:
        yield self
        for node in self.below:
            yield from node.every()

    def leaves(self) -> Iterator[Agency]:
        """Yield the agencies whose figures have come up to here."""
        yield from self.agencies
        for node in self.below:
            if node.accepted:
                yield from node.leaves()

    def amended(self, leaf: str, report: Report) -> "Node":
        agencies = (a.again(report) if a.name == leaf else a for a in self.agencies)
        below = (node.amended(leaf, report) for node in self.below)
        return replace(self, agencies=tuple(agencies), below=tuple(below))


def shapes(below: st.SearchStrategy[list[Node]]) -> st.SearchStrategy[Node]:
    agencies = st.lists(leaves(), max_size=3)
    return st.builds(
        Node, st.just(""), agencies.map(tuple), below.map(tuple), st.booleans()
    )


trees = st.recursive(
    shapes(st.just([])), lambda node: shapes(st.lists(node, max_size=3)), max_leaves=8
)


def named(node: Node, path: str = "c") -> Node:
    agencies = (
        replace(agency, name=f"{path}.a{i}") for i, agency in enumerate(node.agencies)
    )
    below = (named(child, f"{path}.{i}") for i, child in enumerate(node.below))
    return replace(node, name=path, agencies=tuple(agencies), below=tuple(below))


def work_out(node: Node, made: dict[str, Consolidation]) -> Consolidation:
    """Consolidate a campaign after those below it, whose reports it then has."""
    agencies = list(node.agencies)
    for child in node.below:
        below = work_out(child, made)
        report = upward(below, ENTERED, f"level {child.name.count('.')}", str)
        there = reporting(child.name, report, on=IN_TIME)
        agencies.append(there if child.accepted else saying(child.name))
    plan = plan_of(node.name)
    basis = Basis(plan, revision=1, locked=False, at=NOW)
    given_all = [one.given(plan) for one in agencies]
    on_time = {one.name: one.on_time for one in agencies}
    made[node.name] = consolidate(basis, given_all, on_time)
    return made[node.name]


def every_consolidation(node: Node) -> dict[str, Consolidation]:
    made: dict[str, Consolidation] = {}
    work_out(node, made)
    return made


def what_counts(leaf: Agency) -> dict[str, int]:
    """Return a leaf's figures as a person would read them off its facts."""
    kinds = [kind for kind, _ in leaf.said]
    if not kinds or kinds[-1] in (EntryKind.SENT_BACK, EntryKind.FULFILLED):
        return {}
    if kinds[-1] is EntryKind.NOTHING:
        return dict.fromkeys(ENTERED, 0)
    last = leaf.versions[-1]
    if last.channel is Channel.CLERK:
        return {}
    zeros = {one.id: 0 for one in ITEMS if one.group in last.nothing}
    return {**last.figures, **zeros}


def added(leaves_of: list[Agency]) -> dict[str, int | None]:
    """Return the sums of figures that somebody gave, worked out by hand."""
    read = [what_counts(leaf) for leaf in leaves_of]
    sums: dict[str, int | None] = {"grade": None}
    for one in ADDED:
        came = [figures_of[one] for figures_of in read if one in figures_of]
        sums[one] = sum(came) if came else None
    part, whole = sums["swims"], sums["gifts"]
    sums["rate"] = (
        floor(Fraction(1000 * part, whole) + Fraction(1, 2))
        if part is not None and whole
        else None
    )
    return sums


@settings(deadline=None)
@given(trees)
def test_every_figure_of_every_level_is_the_sum_of_its_leaves(drawn: Node) -> None:
    tree = named(drawn)
    made = every_consolidation(tree)
    for node in tree.every():
        assert figures(made[node.name]) == added(list(node.leaves()))


@settings(deadline=None)
@given(trees)
def test_reports_are_counted_level_by_level(drawn: Node) -> None:
    tree = named(drawn)
    made = every_consolidation(tree)[tree.name]
    brute: dict[str, list[int]] = {}
    waiting = [child for child in tree.below if child.accepted]
    while waiting:
        node = waiting.pop()
        kept = brute.setdefault(f"level {node.name.count('.')}", [0, 0, 0])
        whens = [in_time(leaf) for leaf in node.agencies]
        accepted = [child for child in node.below if child.accepted]
        kept[0] += len(whens) + len(node.below)
        kept[1] += sum(when is not None for when in whens) + len(accepted)
        kept[2] += sum(when is not None and when == IN_TIME for when in whens)
        kept[2] += len(accepted)
        waiting += accepted
    counts = {one.scope: [one.expected, one.actual, one.on_time] for one in made.levels}
    assert counts == brute


def in_time(leaf: Agency) -> datetime | None:
    """Return when what counts of a leaf was handed in, by its day; None of nothing."""
    kinds = [kind for kind, _ in leaf.said]
    if not kinds or kinds[-1] is EntryKind.SENT_BACK:
        return None
    back = max((i for i, k in enumerate(kinds) if k is EntryKind.SENT_BACK), default=-1)
    return IN_TIME if leaf.said[back + 1][1] < DUE.last else LATE


@settings(deadline=None)
@given(trees, st.randoms(use_true_random=False), reports)
def test_amending_one_leaf_changes_only_its_ancestors(
    drawn: Node, chance: Random, report: Report
) -> None:
    tree = named(drawn)
    every = [(node, leaf) for node in tree.every() for leaf in node.agencies]
    if not every:
        return
    where, leaf = chance.choice(every)
    before = every_consolidation(tree)
    amended = tree.amended(leaf.name, report)
    after = every_consolidation(amended)
    for node in amended.every():
        ancestor = where.name == node.name or where.name.startswith(f"{node.name}.")
        if not ancestor:
            assert after[node.name] == before[node.name]
        assert figures(after[node.name]) == added(list(node.leaves()))
    assert after[where.name] != before[where.name]


def test_the_report_upward_carries_what_is_asked_with_its_coverage() -> None:
    said = Narrative(results="Đã tặng quà.", proposals="Thêm kinh phí.")
    below = consolidated(
        reporting("north", Report(figures={"gifts": 3, "swims": 2}, narrative=said)),
        reporting("south", Report(figures={"gifts": 4})),
        saying("school"),
    )
    made = upward(below, ("gifts", "shows"), "xã", {"north": "Huyện Bắc"}.__getitem__)
    assert made.channel is Channel.CONSOLIDATED
    assert made.figures == {"gifts": 7}
    assert made.narrative.results == "Huyện Bắc: Đã tặng quà."
    assert made.narrative.proposals == "Huyện Bắc: Thêm kinh phí."
    assert made.explained["shows"] == "Tổng hợp từ 2/3 đơn vị đã báo cáo"
    assert made.below is not None
    assert (made.below.reported, made.below.expected) == (2, 3)
    assert made.below.levels == (
        Timeliness(scope="xã", expected=3, actual=2, on_time=2, on_time_planned=2),
    )


def test_what_finds_no_room_in_the_report_upward_is_cut_and_says_so() -> None:
    said = Narrative(difficulties="k" * LONGEST_PART)
    below = consolidated(reporting("north", Report(narrative=said)))
    made = upward(below, (), "xã", str).narrative
    assert len(made.difficulties) == LONGEST_PART
    assert made.difficulties.endswith(words.CUT)
    assert made.results == ""
