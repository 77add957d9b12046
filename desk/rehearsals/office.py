"""What the office does in a rehearsal: sign, fix the launch, hold it, amend."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from desk.amendments.apply import apply_amendment
from desk.amendments.preview import preview_amendment
from desk.desk import Desk
from desk.links import drawn
from desk.rehearsals.papers import edited_plan, signing
from desk.reports.consolidate import consolidate_reports
from desk.start import fix_launch, hold_launch, sign_off
from ledger import rehearsals
from schemas.behaviour import Amended
from schemas.errors import CampaignError
from schemas.in_force import Ceremony, Signing


class NotRehearsedError(CampaignError):
    """A script would have acted on a real ledger."""


class Office(Protocol):
    """Somebody who acts for the office, at the rehearsal's moment."""

    def sign(self, signing: Signing) -> None:
        """Issue the plan."""
        ...

    def fix(self, ceremony: Ceremony) -> None:
        """Fix the launch ceremony."""
        ...

    def hold(self, day: date, attendance: int) -> None:
        """Record that the ceremony was held."""
        ...

    def add_up(self) -> None:
        """Consolidate the reports that have come."""
        ...

    def amend(self, amended: Amended) -> None:
        """Let an edited plan bind, after a look at what it brings."""
        ...


@dataclass(frozen=True)
class AtTheDesk:
    """The office acting straight at the desk, without forms."""

    desk: Desk
    campaign: str
    seed: int

    def sign(self, signing: Signing) -> None:
        """Issue the plan, with links drawn by the seed."""
        tokens = drawn(f"{self.seed}/links")
        sign_off(self.desk, self.campaign, signing, self._now(), tokens)

    def fix(self, ceremony: Ceremony) -> None:
        """Fix the launch ceremony."""
        fix_launch(self.desk, self.campaign, ceremony, self._now())

    def hold(self, day: date, attendance: int) -> None:
        """Record that the ceremony was held."""
        hold_launch(self.desk, self.campaign, day, attendance, self._now())

    def add_up(self) -> None:
        """Consolidate the reports that have come."""
        consolidate_reports(self.desk, self.campaign, self._now())

    def amend(self, amended: Amended) -> None:
        """Let an edited plan bind as its preview shows it."""
        edited, now = edited_plan(amended.plan), self._now()
        shown = preview_amendment(self.desk, edited, now, confirmed=True)
        signed = signing(edited.plan, amended.day)
        tokens = drawn(f"{self.seed}/amended/{shown.seen}")
        apply_amendment(self.desk, edited, signed, shown.seen, now, tokens)

    def _now(self) -> datetime:
        with self.desk.ledger.read() as tx:
            rehearsal = rehearsals.current(tx)
        if rehearsal is None:
            raise NotRehearsedError("this ledger is real; nobody acts for its office")
        return rehearsal.clock
