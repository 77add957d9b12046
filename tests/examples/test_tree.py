"""The example tree: plans that pass the product's own checks, and sums that hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.desk import Desk, open_desk
from desk.plans.read import read_plan
from desk.reports.behind import behind
from desk.reports.consolidate import campaign_at, consolidation_of
from examples.shapes import PROVINCE, TIERS, Campaign, tree
from examples.tree import COMMUNES, Played, play
from rules.reports.given import Given
from schemas.consolidation import Consolidation

FEW = 10


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tree")


@pytest.fixture(scope="module")
def played(folder: Path) -> Played:
    return play(folder, FEW)


def test_there_are_three_levels_with_many_communes() -> None:
    campaigns = list(tree(COMMUNES))
    tiers = [one.tier for one in campaigns]
    assert (tiers.count(0), tiers.count(1), tiers.count(2)) == (1, 8, COMMUNES)
    assert COMMUNES >= 40
    mailboxes = [a.contact.address for one in campaigns for a in one.roster.agencies]
    assert len(set(mailboxes)) == len(mailboxes)
    assert all(address.endswith(".example") for address in mailboxes)


@pytest.mark.parametrize("tier", range(len(TIERS)))
def test_every_level_passes_the_checks_of_plans(tier: int, tmp_path: Path) -> None:
    one = next(one for one in tree(FEW) if one.tier == tier)
    write(one, tmp_path)
    reading = read_plan(tmp_path)
    assert reading.errors == ()
    assert reading.plan == one.plan
    assert not [w for w in reading.warnings if "reports before" in w.what]


def write(one: Campaign, folder: Path) -> None:
    """Write a campaign as the files people write; JSON is YAML too."""
    plan = one.plan.model_dump_json(exclude_none=True)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    roster = one.roster.model_dump_json(exclude_none=True)
    (folder / "agencies.yaml").write_text(roster, encoding="utf-8")


def test_the_provinces_figures_are_the_sums_of_all_reports_that_came_up(
    folder: Path, played: Played
) -> None:
    desk = open_desk(str(folder / "ledger.db"), "", "http://127.0.0.1")
    province = consolidation_of(desk, PROVINCE, None)
    brute: dict[str, int] = {}
    for leaf in leaves(desk, province):
        for one in leaf.asked.items:
            if one.entered and (figure := leaf.figure(one)) is not None:
                brute[one.id] = brute.get(one.id, 0) + figure
    ratios = ("ty-le-tra-loi", "ty-le-xu-ly")
    sums = {one.indicator: one.figure for one in province.totals}
    assert {one: sums[one] for one in sums if one not in ratios} == brute
    assert sums["ty-le-xu-ly"] == round(1000 * sums["vu-xu-ly"] / sums["vu-phat-hien"])
    desk.ledger.close()


def leaves(desk: Desk, made: Consolidation) -> Iterator[Given]:
    """Yield the reports of agencies that stand behind a version, however far below."""
    with desk.ledger.read() as tx:
        season = campaign_at(desk, tx, made)
        came = behind(tx, season, made.sources)
    for one in came.values():
        below = one.given.report and one.given.report.below
        if below:
            under = consolidation_of(desk, below.campaign, below.version)
            yield from leaves(desk, under)
        else:
            yield one.given


def test_the_example_says_what_it_came_to(played: Played) -> None:
    assert played.communes == FEW
    assert set(played.coverage) == set(TIERS)
    actual, expected = played.coverage[TIERS[0]]
    assert 0 < actual <= expected == 19
    assert 0 < played.on_time < played.reports
    assert len(played.files) == 4


def test_played_again_it_comes_to_the_same(folder: Path, played: Played) -> None:
    before = [Path(file).read_bytes() for file in played.files]
    again = play(folder, FEW)
    assert again._replace(seconds=0) == played._replace(seconds=0)
    assert [Path(file).read_bytes() for file in again.files] == before
