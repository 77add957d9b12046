"""The seed campaign on a real ledger, its plan signed, its first letters queued."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from calendars.working_days import WorkingDays
from desk.beat import beat
from desk.desk import Desk
from desk.links import Links, drawn
from desk.plans.read import read_plan
from desk.start import fix_launch, sign_off, start
from ledger import campaigns, dockets, entries, files
from ledger.database import open_ledger
from ledger.dockets import DocketRow
from schemas.base import VN
from schemas.entry import Entry
from schemas.in_force import Ceremony, Signing
from schemas.indicator import IndicatorSet

NAME = "lai-chau-2024"
ADDRESS = "http://testserver"
ISSUED = datetime(2024, 5, 6, 9, 0, tzinfo=VN)


@dataclass
class Campaign:
    """A desk with the campaign, and the clock its pages read."""

    desk: Desk
    file: Path
    now: datetime = ISSUED + timedelta(hours=1)

    def clock(self) -> datetime:
        return self.now

    def row(self, agency: str) -> DocketRow:
        with self.desk.ledger.read() as tx:
            campaign = campaigns.find(tx, NAME)
            assert campaign is not None
            row = dockets.find(tx, campaign.id, agency)
        assert row is not None
        return row

    def link(self, agency: str) -> str:
        """Return the path of an agency's link."""
        return self.desk.links.url(self.row(agency).token).removeprefix(
            self.desk.links.address
        )

    def facts(self, agency: str) -> tuple[Entry, ...]:
        row = self.row(agency)
        with self.desk.ledger.read() as tx:
            return entries.of(tx, [row.id])[row.id]

    def rotate(self, agency: str) -> None:
        row = self.row(agency)
        with self.desk.ledger.write() as tx:
            dockets.rotate(tx, row.id, drawn(None)())

    def convene(self, starts: datetime) -> None:
        ceremony = Ceremony(place="Quảng trường Nhân dân", starts=starts)
        fix_launch(self.desk, NAME, ceremony, self.now)
        beat(self.desk, self.now)

    def file_plan(self, content: bytes) -> None:
        with self.desk.ledger.write() as tx:
            campaign = campaigns.find(tx, NAME)
            assert campaign is not None
            files.put(tx, campaign.id, "signed-plan", "application/pdf", content)


def issue(file: Path, *, counts: bool = True) -> Path:
    """Start the campaign, sign its plan, and let the first heartbeat pass.

    Unless it `counts` anything, its report is a duty like any other.
    """
    desk = sit_down(file).desk
    plan, roster = read_plan(NAME).require()
    if not counts:
        plan = plan.model_copy(update={"indicators": IndicatorSet()})
    start(desk, plan, roster, ISSUED, drawn("1"))
    signing = Signing(
        number="1234/KH-UBND",
        signed_on=ISSUED.date(),
        signer="Tổng Thanh Hải",
        dates_confirmed=True,
    )
    sign_off(desk, NAME, signing, ISSUED, drawn("2"))
    beat(desk, ISSUED)
    desk.ledger.close()
    return file


def sit_down(file: Path, address: str = ADDRESS) -> Campaign:
    """Open the campaign's ledger; nobody waits longer than a second for it."""
    ledger = open_ledger(file, patience=1)
    return Campaign(
        Desk(ledger, WorkingDays.vietnam(), Links("a secret", address)), file
    )
