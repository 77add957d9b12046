"""A season played at a desk, and what its ledger then says."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from calendars.deadlines import last_instant
from desk.desk import Desk, open_desk
from desk.letters.listing import Listed, listed
from desk.mail.outcome import Outcome, Verdict
from desk.plans.read import read_plan
from desk.progress import Progress, progress
from desk.rehearsals.rehearsal import Rehearsal
from rules.docket import Docket
from rules.playing import Manner, drawn
from schemas.assignment import Assignment, DocketKind
from schemas.entry import Entry, EntryKind
from schemas.plan import Plan


@dataclass
class Letters:
    """A post that takes every letter, and remembers whom it went to."""

    sent: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)

    def __call__(
        self, sender: str, recipients: Sequence[str], message: bytes
    ) -> Outcome:
        self.sent.append((sender, tuple(recipients), message))
        return Outcome(Verdict.SENT)


@dataclass
class Story:
    """One season from issuance to its close."""

    desk: Desk
    plan: Plan
    seed: int
    post: Letters
    end: datetime

    @property
    def letters(self) -> list[Listed]:
        return listed(self.desk, self.plan.id)

    @property
    def progress(self) -> Progress:
        return progress(self.desk, self.plan.id, self.end)

    def agencies(self) -> Iterator[Docket]:
        for docket in self.progress.dockets.values():
            if docket.kind is DocketKind.AGENCY:
                yield docket

    def assignments(self) -> Iterator[tuple[Docket, Assignment]]:
        for docket in self.agencies():
            for owes in docket.assignments:
                yield docket, owes

    def steps(self, docket: Docket, owes: Assignment) -> dict[str, Entry]:
        """What was done about one assignment, by step; a step twice is an error."""
        done = [
            entry
            for entry in docket.entries
            if entry.kind in (EntryKind.PERFORMED, EntryKind.SKIPPED)
            and entry.duty == owes.duty
        ]
        assert max(Counter(entry.step for entry in done).values()) == 1
        return {entry.step: entry for entry in done}

    def manner(self, docket: Docket) -> Manner:
        return drawn(self.seed, docket.agency)

    def notices(self) -> dict[tuple[str, str], list[Listed]]:
        """The notices by recipient and day."""
        by_day: dict[tuple[str, str], list[Listed]] = defaultdict(list)
        for one in self.letters:
            if one.letter_class == "notice":
                by_day[one.to[0], f"{one.at:%Y-%m-%d}"].append(one)
        return by_day


def told(name: str, where: str, seed: int, *, answers: bool = True) -> Story:
    """Play a season of a shipped campaign from issuance to its close."""
    desk = open_desk(where, "", "http://campaign.example", seed=seed)
    plan, roster = read_plan(name, desk.days).require()
    rehearsal = Rehearsal(desk, plan, seed, answers)
    rehearsal.begin()
    rehearsal.start(roster)
    story = Story(desk, plan, seed, Letters(), last_instant(plan.close))
    for _ in rehearsal.play(story.end, story.post):
        pass
    return story
