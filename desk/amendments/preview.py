"""What an amendment would have written to whom, foreseen by the rules that write it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from desk.amendments.proposal import Edited, Proposal, propose
from desk.beat import copied
from desk.desk import Desk
from desk.pass_on import learned
from desk.season import Season
from desk.start import OFFICE, find
from ledger import campaigns, dockets, entries
from ledger.docket_rows import DocketRow
from ledger.transaction import Transaction
from rules.amendment import Change, Difference
from rules.decide import decide
from rules.docket import Docket
from rules.foreseen import foresee_told, look_ahead
from rules.succession import carried
from schemas.action import Draft, Signal
from schemas.agency import Agency
from schemas.assignment import DocketKind
from schemas.entry import Entry, EntryKind
from schemas.letter import LetterKind

CHUNK = 500
_OF_THE_OFFICE = (EntryKind.RAISED, EntryKind.CLEARED)
_BRIEFS = {LetterKind.MORNING, LetterKind.WEEKLY}


class Why(StrEnum):
    """Why an agency whose duties change is not told."""

    HELD = "held"
    STOPPED = "stopped"


class Foretold(NamedTuple):
    """A letter that would be queued for a docket at a moment, nobody acting until then.

    `name` is of the docket's owner; `copy_to` are all who read it in copy.
    """

    agency: str
    name: str
    at: datetime
    draft: Draft

    @property
    def copy_to(self) -> tuple[str, ...]:
        """Return who is in copy."""
        return copied(self.draft)


class Untold(NamedTuple):
    """An agency that is not told of what changes for it."""

    agency: str
    name: str
    why: Why


class Kept(NamedTuple):
    """A fact given on a duty that is withdrawn: it stays where it is."""

    agency: str
    duty: str
    kind: EntryKind
    at: datetime


class Preview(NamedTuple):
    """All that an amendment brings; `seen` is what applying it has to name.

    `ignored` are the mailboxes of agencies that the file has otherwise: not amended.
    """

    seen: str
    difference: Difference
    names: dict[str, str]
    letters: tuple[Foretold, ...]
    untold: tuple[Untold, ...]
    kept: tuple[Kept, ...]
    ignored: dict[str, tuple[str, ...]]


def preview_amendment(
    desk: Desk, edited: Edited, now: datetime, *, confirmed: bool = False
) -> Preview:
    """Return what an edited plan would bring if it were applied at `now`.

    `confirmed`: the dates it proposes are confirmed. Nothing is recorded. Raises as
    `propose`.
    """
    with desk.ledger.read() as tx:
        row = find(tx, edited.plan.id)
        signing = desk.seasons.of(tx, row).in_force.signing
        signing = signing.model_copy(update={"dates_confirmed": confirmed})
        proposal = propose(desk, tx, row, edited, signing, now)
        return _foresee(tx, proposal, now)


def _foresee(tx: Transaction, proposal: Proposal, now: datetime) -> Preview:
    names = _names(tx, proposal)
    letters: list[Foretold] = []
    untold: list[Untold] = []
    kept: list[Kept] = []
    told: list[tuple[str, Signal]] = []
    rows = {row.agency: row for row in dockets.of(tx, proposal.campaign.id)}
    owners = dict.fromkeys((*rows, *proposal.after.assignments))
    agencies = [one for one in owners if one != OFFICE]
    for some in _chunks(agencies):
        known = [rows[one] for one in some if one in rows]
        facts = entries.of(tx, [one.id for one in known])
        for agency in some:
            row = rows.get(agency)
            one = _Docket(agency, row, facts.get(row.id, ()) if row else ())
            name = names.get(agency, agency)
            drafts, signals = one.foresee(proposal, now)
            letters += [Foretold(agency, name, at, draft) for at, draft in drafts]
            told += [(agency, signal) for signal in signals]
            kept += one.kept(proposal)
            if why := one.why(proposal):
                untold.append(Untold(agency, name, why))
    office = rows[OFFICE]
    drafts = _office(tx, proposal, office, told, now)
    letters += [
        Foretold(OFFICE, names[proposal.after.plan.office], at, d) for at, d in drafts
    ]
    return Preview(
        proposal.seen,
        proposal.difference,
        names,
        tuple(letters),
        tuple(untold),
        tuple(kept),
        proposal.ignored,
    )


class _Docket(NamedTuple):
    """An owner's docket as it is, or as it would be made."""

    agency: str
    row: DocketRow | None
    facts: tuple[Entry, ...]

    def foresee(
        self, proposal: Proposal, now: datetime
    ) -> tuple[list[tuple[datetime, Draft]], tuple[Signal, ...]]:
        """Return the letters the amendment brings, and what others learn by it."""
        if self.row is not None and self.row.held:
            return [], ()
        then, after = self._under(proposal.before), self._under(proposal.after)
        heir = self.agency in proposal.heirs
        if heir:
            last = after.entries[-1].n if after.entries else 0
            facts = carried(proposal.taken_over, self.agency, last, now)
            after = replace(after, entries=(*after.entries, *facts))
        signals = decide(after, now).signals
        changed = proposal.difference.duties.get(self.agency, ())
        if heir or any(one.kind is not Change.REWORDED for one in changed):
            return list(foresee_told(after, now)), signals
        was, is_ = look_ahead(then, now), look_ahead(after, now)
        return ([] if was == is_ else is_), signals

    def why(self, proposal: Proposal) -> Why | None:
        """Return why the docket is not told of what changes for it."""
        if self.row is None or self.agency not in proposal.difference.duties:
            return None
        if self.row.held:
            return Why.HELD
        stopped = self._under(proposal.after).standing.undelivered is not None
        return Why.STOPPED if stopped else None

    def kept(self, proposal: Proposal) -> Iterator[Kept]:
        """Yield what was said of the duties that are withdrawn."""
        standing = self._under(proposal.after).standing
        for one in proposal.difference.duties.get(self.agency, ()):
            word = standing.done(one.duty) or standing.last_word(one.duty)
            if one.kind is Change.WITHDRAWN and word is not None:
                yield Kept(self.agency, one.duty, word.kind, word.at)

    def _under(self, season: Season) -> Docket:
        groups = {one.id for one in season.plan.groups if one.kind == "open"}
        new = DocketKind.GROUP if self.agency in groups else DocketKind.AGENCY
        kind = self.row.kind if self.row else new
        return season.docket(self.agency, kind, self.facts)


def _office(
    tx: Transaction,
    proposal: Proposal,
    row: DocketRow,
    told: Iterable[tuple[str, Signal]],
    now: datetime,
) -> list[tuple[datetime, Draft]]:
    """Return what the office writes because of the amendment, its briefs left out."""
    facts = entries.of(tx, [row.id])[row.id]
    known = [(who, one) for who, one in told if one.kind in _OF_THE_OFFICE]
    new = learned(tx, row, known, now)
    was = proposal.before.docket(OFFICE, row.kind, facts)
    is_ = proposal.after.docket(OFFICE, row.kind, (*facts, *new))
    before = look_ahead(was, now)
    return [
        one
        for one in look_ahead(is_, now)
        if one not in before and one[1].kind not in _BRIEFS
    ]


def _names(tx: Transaction, proposal: Proposal) -> dict[str, str]:
    """Return the name of each agency and open group, as they would be."""
    bodies = campaigns.agency_bodies(tx, proposal.campaign.id) | proposal.bodies
    groups = {group.id: group.name for group in proposal.after.plan.groups}
    return groups | {
        key: Agency.model_validate_json(body).name
        for key, body in bodies.items()
        if ":" not in key
    }


def _chunks(agencies: list[str]) -> Iterator[list[str]]:
    yield from (agencies[i : i + CHUNK] for i in range(0, len(agencies), CHUNK))
