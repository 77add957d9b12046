"""Write a report step by step: each save keeps all that was typed but persons."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from desk.answer import NotOwedError
from desk.desk import Desk
from desk.reports.submit import (
    Before,
    LockedError,
    Reporter,
    figures_before,
    is_reported,
    lock_reporter,
    reporter_of,
)
from ledger import attachments, dockets, drafts, reports
from ledger.attachments import Kept
from ledger.drafts import SavedDraft
from ledger.transaction import Transaction
from rules.reports.drafts import (
    YES,
    Field,
    Merged,
    Written,
    attached,
    drafted,
    group_fields,
    merged,
    part_fields,
    unkept,
    why_fields,
    written,
)
from schemas.indicator import IndicatorSet

KEPT = timedelta(days=1)
"""How long a save is kept after a later one: a page that shows it may be open."""


@dataclass(frozen=True)
class Writing:
    """A report being written; `saved` is the save it was read from.

    Where nothing is saved since the last version, what is `stored` is that version's.
    `files` are the attachments that it names.
    `typed` was typed over it and is not stored yet.
    """

    reporter: Reporter
    saved: SavedDraft | None
    stored: Mapping[str, str]
    before: Before
    files: tuple[Kept, ...]
    typed: Mapping[str, str] = field(default_factory=dict[str, str])

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """Return what the fields hold, those that are empty left out."""
        both = {**self.stored, **self.typed}
        return {name: text for name, text in both.items() if text}

    @cached_property
    def written(self) -> Written:
        """Return the report it would be."""
        return written(self.fields, self.reporter.asked, self.before.figures)


class Typed(NamedTuple):
    """What somebody typed into fields, and `marks` of what their page showed there."""

    fields: Mapping[str, str]
    marks: Mapping[str, str]


def open_writing(desk: Desk, docket: int) -> Writing:
    """Return the report of a docket as it was saved last; NotOwedError for none."""
    with desk.ledger.read() as tx:
        return writing_of(desk, tx, reporter_of(desk, tx, dockets.get(tx, docket)))


def find_writing(desk: Desk, docket: int) -> Writing | None:
    """Return the report of a docket; None where none with figures is due."""
    with desk.ledger.read() as tx:
        reporter = _writer(desk, tx, docket)
        return reporter and writing_of(desk, tx, reporter)


def figures_due(desk: Desk, docket: int) -> IndicatorSet | None:
    """Return which figures a docket's report has; None where none is due."""
    with desk.ledger.read() as tx:
        reporter = _writer(desk, tx, docket)
        return reporter and reporter.asked


def _writer(desk: Desk, tx: Transaction, docket: int) -> Reporter | None:
    try:
        reporter = reporter_of(desk, tx, dockets.get(tx, docket))
    except NotOwedError:
        return None
    return reporter if is_reported(reporter.season, reporter.duty) else None


def writing_of(desk: Desk, tx: Transaction, reporter: Reporter) -> Writing:
    """Return a report as it was saved last, within a transaction."""
    saved = drafts.latest(tx, reporter.row.id)
    before, fields = figures_before(desk, tx, reporter), stored(tx, reporter, saved)
    files = picked(tx, reporter.row.id, attached(fields))
    return Writing(reporter, saved, fields, before, files)


def save(desk: Desk, docket: int, typed: Typed, now: datetime) -> Merged:
    """Save fields of a report, merged with what others saved meanwhile.

    Nothing is saved where both changed a field: it is for the person to decide. What
    names persons is not kept, the field stays as it was. Raises NotOwedError,
    LockedError.
    """
    with desk.ledger.write() as tx:
        reporter = lock_writer(desk, tx, docket)
        saved = drafts.latest(tx, docket)
        theirs = stored(tx, reporter, saved)
        known = every_field(reporter.asked)
        mine = {name: typed.fields[name] for name in typed.fields if name in known}
        joined = merged(typed.marks, theirs, mine)
        if joined.theirs:
            return joined
        refused = unkept(joined.fields)
        kept = {name: t for name, t in joined.fields.items() if name not in refused}
        fields = {name: t for name, t in {**theirs, **kept}.items() if t}
        if saved is None or fields != theirs:
            put_fields(tx, docket, fields, now)
        return joined


def lock_writer(desk: Desk, tx: Transaction, docket: int) -> Reporter:
    """Return what a report goes by, its docket locked; LockedError for its figures."""
    reporter = lock_reporter(desk, tx, docket)
    if reporter.locked:
        raise LockedError(f"{reporter.row.agency}: its figures are locked")
    return reporter


def every_field(asked: IndicatorSet) -> frozenset[str]:
    """Return all fields a report has."""
    of_groups = (name for one in asked.groups for name in group_fields(asked, one))
    return frozenset((*of_groups, *part_fields(), *why_fields(asked)))


def nothing_at_all(asked: IndicatorSet) -> dict[str, str]:
    """Return the fields of a report that says nothing arose anywhere."""
    return {Field.NOTHING.of(one.id): YES for one in asked.groups}


def read_fields(saved: SavedDraft) -> dict[str, str]:
    """Return what a save holds."""
    return json.loads(saved.body)


def put_fields(
    tx: Transaction, docket: int, fields: Mapping[str, str], now: datetime
) -> None:
    """Save all that a report holds by now, its docket locked; forget old saves."""
    drafts.save(tx, docket, json.dumps(fields, ensure_ascii=False), now)
    drafts.forget(tx, docket, now - KEPT)


def picked(tx: Transaction, docket: int, named: Iterable[str]) -> tuple[Kept, ...]:
    """Return the attachments of a docket that are named, in that order."""
    held = attachments.of(tx, docket)
    return tuple(held[one] for one in named if one in held)


def stored(
    tx: Transaction, reporter: Reporter, saved: SavedDraft | None
) -> dict[str, str]:
    """Return the fields of a save; without one, those of the last version."""
    if saved is not None:
        return read_fields(saved)
    last = reports.last(tx, reporter.row.id)
    return drafted(last.report, reporter.asked) if last else {}
