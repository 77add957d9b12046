"""What composing one letter reads: its docket, the plan in force, the roster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from desk.awaited import awaited, taken_from
from desk.boards.briefs import brief
from desk.boards.views import Brief
from desk.desk import Desk
from desk.letters.addressing import Directory
from desk.letters.naming import Names, names_of
from desk.letters.readers import Readers
from desk.morning import morning_of
from desk.plans.plan_file import PlanFile, plan_file
from desk.progress import Progress, progress_of
from desk.reports.said import submitted
from desk.reports.views import ReportView
from desk.season import Season
from documents.morning import Morning
from ledger import announcements, campaigns, dockets, letters, people
from ledger.dockets import DocketRow
from ledger.transaction import Transaction
from rules.claim import still_asks
from rules.docket import Terms
from rules.events import owed_on
from rules.keys import act_of
from rules.silences import silent_until
from rules.standing import Standing
from schemas.agency import Contact
from schemas.announcement import Announcement
from schemas.assignment import Assignment, DocketKind
from schemas.base import VN
from schemas.entry import Person
from schemas.letter import Item, Letter, LetterKind
from schemas.reading import delegated_by

BRIEFS = frozenset({LetterKind.MORNING, LetterKind.WEEKLY})
"""Letters that say how the campaign stands."""
ANSWERING = frozenset(
    {
        LetterKind.RECEIPT,
        LetterKind.DECISION,
        LetterKind.RULING,
        LetterKind.WAIVER,
        LetterKind.SENT_BACK,
        LetterKind.DELEGATION,
    }
)
"""Letters that say who acted."""
_ANNOUNCING = {LetterKind.ANNOUNCE, LetterKind.URGENT}


@dataclass(frozen=True)
class Material:
    """One letter with all that its words depend on, read in one transaction."""

    desk: Desk
    letter: Letter
    row: DocketRow
    season: Season
    directory: Directory
    standings: dict[str, Standing]
    names: Names
    thread: Letter | None
    persons: dict[int, Person]
    delegates: dict[int, Contact]
    seen: Progress | None
    plan_file: PlanFile | None
    now: datetime
    announcements: dict[str, Announcement]
    calls: Morning | None
    report: ReportView | None

    @property
    def standing(self) -> Standing:
        """Return where the letter's own docket stands."""
        return self.standings[self.row.agency]

    @property
    def day(self) -> date:
        """Return the day the letter was queued on, in Vietnam."""
        return self.letter.queued.astimezone(VN).date()

    @property
    def readers(self) -> Readers:
        """Return who reads the letters of the docket."""
        passed_on = self.standing.delegated
        return Readers(
            self.directory,
            self.row.agency,
            self.day,
            self.delegates,
            passed_on.n if passed_on else 0,
        )

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items that were not answered before the letter was claimed."""
        return tuple(item for item in self.letter.items if self._asks(item))

    def _asks(self, item: Item) -> bool:
        if item.kind is LetterKind.MORNING and self.brief is not None:
            return self.brief.says_something
        if item.kind in _ANNOUNCING and item.step not in self.announcements:
            return False  # forgotten after the season
        standing = self.standings.get(item.agency or self.row.agency)
        if standing is None:
            return False
        until = silent_until(standing, self.season.terms, self.now, item.duty)
        owes, queued = self.owed(item), self.letter.queued
        silent = until is not None
        return still_asks(item, standing, owes, queued, self.now, silent=silent)

    @cached_property
    def brief(self) -> Brief | None:
        """Return how the campaign stands, in a letter that says so."""
        return self.seen and brief(self.seen, self.letter.queued)

    def owed(self, item: Item) -> Assignment | None:
        """Return the assignment an item speaks of, if it is still owed."""
        owes = self._owes(item.agency or self.row.agency)
        return next((one for one in owes if one.duty == item.duty), None)

    def once_owed(self, duty: str) -> Assignment | None:
        """Return a duty as the letter's own agency owes it, or owed it before."""
        every = (*self.owes, *self.season.withdrawn.get(self.row.agency, ()))
        return next((one for one in every if one.duty == duty), None)

    @property
    def owes(self) -> tuple[Assignment, ...]:
        """Return what the letter's own agency owes, in the days in effect."""
        return self._owes(self.row.agency)

    def waits(self, owes: Assignment) -> tuple[str, ...]:
        """Return in words what a duty of the letter's own agency waits for."""
        return awaited(owes, self.standing, self.season, self.directory)

    def taken_from(self, owes: Assignment) -> str:
        """Say from whom the letter's own agency has taken over a duty."""
        return taken_from(self.row.agency, owes.duty, self.season, self.directory)

    def open_duties(self, day: date) -> frozenset[str]:
        """Return the duties that the event of one last valid day should list."""
        return frozenset(one.duty for one in owed_on(day, self.owes, self.standing))

    def _owes(self, agency: str) -> tuple[Assignment, ...]:
        standing = self.standings.get(agency)
        return self.season.owes(agency, standing) if standing else ()


class Reader:
    """Reads the material of letters within one transaction; `now` is their claim's.

    What they share is read once, and what all of them need, for all at once.
    """

    def __init__(
        self, desk: Desk, tx: Transaction, now: datetime, claimed: Sequence[Letter]
    ) -> None:
        self._desk = desk
        self._tx = tx
        self._now = now
        self._shared: dict[int, tuple[Season, Directory, Names]] = {}
        self._plan_files: dict[int, PlanFile | None] = {}
        ids = {letter.docket for letter in claimed}
        self._rows = dockets.among(tx, ids)
        self._firsts = letters.firsts(tx, ids)
        self._know()

    def _know(self) -> None:
        """Read agencies and facts, which the desk keeps, for all letters at once."""
        for campaign in {row.campaign for row in self._rows.values()}:
            rows = [one for one in self._rows.values() if one.campaign == campaign]
            season, directory, _ = self._campaign(campaign)
            directory.know(one.agency for one in rows if one.kind is DocketKind.AGENCY)
            self._desk.folded.of(self._tx, season, rows)

    def terms(self, letter: Letter) -> Terms:
        """Return what binds a letter's campaign."""
        return self._campaign(self._rows[letter.docket].campaign)[0].terms

    def material(self, letter: Letter) -> Material:
        """Return a letter's material."""
        tx, kinds = self._tx, {item.kind for item in letter.items}
        row = self._rows[letter.docket]
        season, directory, names = self._campaign(row.campaign)
        seen = self._seen(row, season, letter) if kinds & BRIEFS else None
        attached = LetterKind.MORNING in kinds and not self._desk.headings
        calls = seen if attached else None
        first = self._firsts.get(row.id, letter)
        standings = self._standings(row, season, letter)
        wants_plan = LetterKind.ASSIGN in kinds or letter.kind is LetterKind.COPY
        return Material(
            desk=self._desk,
            letter=letter,
            row=row,
            season=season,
            directory=directory,
            standings=standings,
            names=names,
            thread=None if first.n == letter.n else first,
            persons=people.of(tx, row.id) if kinds & ANSWERING else {},
            delegates=self._delegates(letter, standings[row.agency]),
            seen=seen,
            plan_file=self._plan_file(row.campaign) if wants_plan else None,
            now=self._now,
            announcements=self._announcements(row, letter),
            calls=calls and morning_of(tx, row.campaign, calls, letter.queued),
            report=self._report(letter, row, season, standings[row.agency]),
        )

    def _plan_file(self, campaign: int) -> PlanFile | None:
        """Return the file that goes with first letters."""
        if campaign not in self._plan_files:
            self._plan_files[campaign] = plan_file(self._tx, campaign)
        return self._plan_files[campaign]

    def _report(
        self, letter: Letter, row: DocketRow, season: Season, standing: Standing
    ) -> ReportView | None:
        """Return the version of a report that a receipt acknowledges."""
        receipts = (one for one in letter.items if one.kind is LetterKind.RECEIPT)
        item = next(receipts, None)
        if item is None:
            return None
        fact = standing.acts[act_of(item.key)][0]
        return submitted(self._tx, season, row, standing, fact)

    def _delegates(self, letter: Letter, standing: Standing) -> dict[int, Contact]:
        named = any(map(delegated_by, (letter.to, *letter.copy_to)))
        if not named and standing.delegated is None:
            return {}
        return people.delegates(self._tx, letter.docket)

    def _announcements(self, row: DocketRow, letter: Letter) -> dict[str, Announcement]:
        acts = [item.step for item in letter.items if item.kind in _ANNOUNCING]
        return announcements.of(self._tx, row.campaign, acts) if acts else {}

    def _seen(self, row: DocketRow, season: Season, letter: Letter) -> Progress:
        campaign = campaigns.get(self._tx, row.campaign)
        return progress_of(self._desk, self._tx, campaign, season, letter.queued)

    def _campaign(self, campaign: int) -> tuple[Season, Directory, Names]:
        if campaign not in self._shared:
            season = self._desk.seasons.of(self._tx, campaigns.get(self._tx, campaign))
            directory = Directory(self._tx, campaign)
            names = names_of(self._desk, self._tx, season, directory)
            self._shared[campaign] = season, directory, names
        return self._shared[campaign]

    def _standings(
        self, row: DocketRow, season: Season, letter: Letter
    ) -> dict[str, Standing]:
        rows = [row]
        for agency in {item.agency for item in letter.items if item.agency}:
            found = dockets.find(self._tx, row.campaign, agency)
            if found is not None:
                rows.append(found)
        folded = self._desk.folded.of(self._tx, season, rows)
        return {agency: docket.standing for agency, docket in folded.items()}
