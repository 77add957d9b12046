from datetime import datetime

from desk.desk import Desk, open_desk
from desk.plans.read import read_plan
from desk.rehearsals.rehearsal import Rehearsal
from desk.reports.consolidate import consolidation_of
from desk.reports.files import files_of
from ledger import dockets, entries
from schemas.base import VN
from schemas.entry import EntryKind
from tests.desk.desks import Post

NAME = "dong-dang-2024"
END = datetime(2024, 8, 1, tzinfo=VN)


def season(seed: int = 1) -> Desk:
    desk = open_desk(":memory:", "", "http://campaign.example", seed=seed)
    plan, roster = read_plan(NAME, desk.days).require()
    rehearsal = Rehearsal(desk, plan, seed)
    rehearsal.begin()
    rehearsal.start(roster)
    list(rehearsal.play(END, Post()))
    return desk


def test_a_rehearsed_season_ends_with_its_consolidated_report() -> None:
    desk = season()
    first, last = (consolidation_of(desk, NAME, version) for version in (1, None))
    with desk.ledger.read() as tx:
        owners = {row.id: row.agency for row in dockets.of(tx, 1)}
        facts = entries.of(tx, owners)
    reported = {
        owners[docket]
        for docket, told in facts.items()
        for fact in told
        if fact.kind is EntryKind.REPORTED
    }
    assert {one.agency for one in last.sources} == reported != set()
    assert {one.agency for one in first.sources} < reported
    assert reported.isdisjoint(last.missing)


def test_one_seed_writes_the_same_files() -> None:
    written = [files_of(season(), NAME, 2) for _ in range(2)]
    assert written[0] == written[1]
