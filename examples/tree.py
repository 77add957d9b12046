"""`make example-tree`: three levels of campaigns, played and added up to one report.

Builds a ledger of its own, plays every agency's report, consolidates level by level and
writes the province's files. Ends with one line of JSON.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import NamedTuple

from desk.answer import NotOwedError
from desk.desk import Desk, open_desk
from desk.links import drawn
from desk.rehearsals.papers import signing
from desk.rehearsals.script import issued_at
from desk.reports.consolidate import consolidate_reports
from desk.reports.files import files_of, write_files
from desk.reports.submit import Submission, reporter_of, submit
from desk.reports.upward import Acceptance, accept
from desk.start import find, sign_off, start
from examples.playing import handed_in
from examples.shapes import TIERS, Campaign, due, tree
from ledger import dockets, rehearsals
from ledger.docket_rows import DocketRow
from rules.playing import Manner
from rules.playing import drawn as manner_of
from schemas import words
from schemas.assignment import DocketKind
from schemas.base import VN
from schemas.consolidation import Consolidation
from schemas.entry import Person
from schemas.plan import ParentCampaign

COMMUNES, SEED = 48, 1
WHERE = Path("var") / "example-tree"
_CLERK = Person(words.REHEARSAL, words.REHEARSAL)
_ADDED_UP = clock(15)
"""On the last valid day of its own report a campaign adds up what it has."""


class Played(NamedTuple):
    """What the example came to: `on_time` of all reports that were expected."""

    communes: int
    reports: int
    on_time: int
    seconds: float
    coverage: dict[str, tuple[int, int]]
    files: tuple[str, ...]


def play(folder: Path, communes: int = COMMUNES, seed: int = SEED) -> Played:
    """Build the tree in a folder, play it, and return what it came to.

    What an earlier play left in the folder is removed.
    """
    began = time.monotonic()
    for left in folder.glob("*"):
        left.unlink()
    desk = open_desk(
        str(folder / "ledger.db"), "", "http://127.0.0.1", seed, hasty=True
    )
    campaigns = list(tree(communes))
    with desk.ledger.write() as tx:
        rehearsals.begin(tx, seed, issued_at(campaigns[0].plan))
    for one in campaigns:
        _start(desk, one, seed)
    lines = {(line.campaign, line.agency) for one in campaigns if (line := _line(one))}
    made = [_season(desk, one, seed, lines) for one in reversed(campaigns)]
    province = made[-1]
    files = write_files(folder, files_of(desk, province.campaign, province.version))
    desk.ledger.close()
    own = province.timeliness[0].model_copy(update={"scope": TIERS[0]})
    return Played(
        communes=sum(one.tier == len(TIERS) - 1 for one in campaigns),
        reports=sum(len(one.sources) for one in made),
        on_time=sum(one.timeliness[0].on_time for one in made),
        seconds=round(time.monotonic() - began, 1),
        coverage={
            one.scope: (one.actual, one.expected) for one in (own, *province.levels)
        },
        files=tuple(str(file) for file in files),
    )


def _line(one: Campaign) -> ParentCampaign | None:
    return one.plan.parent_campaign


def _start(desk: Desk, one: Campaign, seed: int) -> None:
    at, tokens = issued_at(one.plan), drawn(f"{seed}/{one.plan.id}")
    start(desk, one.plan, one.roster, at, tokens)
    sign_off(desk, one.plan.id, signing(one.plan), at, tokens)


def _season(
    desk: Desk, one: Campaign, seed: int, lines: set[tuple[str, str]]
) -> Consolidation:
    """Play a campaign's reports; add them up, and report to the campaign above.

    `lines` are the agencies, by campaign, whose report is a campaign's consolidation.
    """
    name = one.plan.id
    with desk.ledger.read() as tx:
        rows = dockets.of(tx, find(tx, name).id)
    for row in rows:
        if row.kind is DocketKind.AGENCY and (name, row.agency) not in lines:
            _report(desk, name, row, seed)
    last_day = due(one.plan, TIERS[one.tier]) - timedelta(days=1)
    now = datetime.combine(last_day, _ADDED_UP, VN)
    made = consolidate_reports(desk, name, now).consolidation
    manner = manner_of(seed, name)
    if one.plan.parent_campaign and manner is not Manner.SILENT:
        late = timedelta(days=2 if manner is Manner.LATE else 0)
        accept(desk, name, Acceptance(made.version, _CLERK), now + late)
    return made


def _report(desk: Desk, name: str, row: DocketRow, seed: int) -> None:
    with desk.ledger.read() as tx:
        try:
            reporter = reporter_of(desk, tx, row)
        except NotOwedError:  # the office collects the reports and owes itself none
            return
    last = reporter.duty.last
    versions = handed_in(seed, name, row.agency, reporter.asked, last)
    for nth, one in enumerate(versions, start=1):
        given = Submission(one.report, _CLERK, f"report-{nth}")
        submit(desk, row.id, given, one.at)


def main() -> None:
    """Play the example, and print what it came to as one line of JSON."""
    played = play(WHERE)
    sys.stdout.write(json.dumps(played._asdict(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
