"""Whether letters may leave, and how many: staged, and stopped by what comes back."""

import math
from collections.abc import Iterable

from schemas.arming import Arming, Out, Stage, Way
from schemas.entry import Entry, EntryKind
from schemas.outlet import Outlet

FIRST = 5
"""Letters of the first stage, and at least as many more in the second."""
SHARE = 5
"""Per cent of the agencies: as many letters more go out in the second stage."""
_AT_LEAST = 3
"""Letters that have to come back before they stop the others, after the first stage."""
_TOO_MANY = 2
"""Per cent of the letters let out, above which the others are stopped."""


def armed(facts: Iterable[Entry]) -> Arming:
    """Return what an office's facts come to; arming anew begins with the first stage.

    Who arms again has looked again: nothing is withheld or stopped any more. Letters of
    a restored ledger wait until they are reconciled, whatever else is decided.
    """
    known = Arming()
    for fact in facts:
        if fact.kind is EntryKind.ARMED:
            armed_for = (fact.n, Stage(fact.step), fact.duty, fact.act)
            known = Arming(*armed_for, restored=known.restored)
        elif fact.kind is EntryKind.STAGED:
            known = known._replace(stage=Stage(fact.step), preview=fact.act)
        elif fact.kind in (EntryKind.WITHHELD, EntryKind.LET_OUT):
            known = known._replace(withheld=fact.kind is EntryKind.WITHHELD)
        elif fact.kind is EntryKind.STOPPED:
            known = known._replace(stopped=True)
        elif fact.kind in (EntryKind.RESTORED, EntryKind.RECONCILED):
            known = known._replace(restored=fact.kind is EntryKind.RESTORED)
    return known


def way(known: Arming, outlet: Outlet, out: Out) -> Way:
    """Return where letters go: `out` are those let out under this arming.

    A campaign that was armed for a real server writes into no mailbox instead: its
    letters would count as sent.
    """
    if known.restored:
        return Way.RESTORED
    if known.withheld:
        return Way.WITHHELD
    if not known.n:
        return Way.UNARMED if outlet.real else Way.MAILBOX
    if known.outlet != outlet.digest:
        return Way.CHANGED
    stopped = known.stopped or too_many(known.stage, out)
    return Way.STOPPED if stopped else Way.ARMED


def too_many(stage: Stage, out: Out) -> bool:
    """Tell whether more letters came back than mailboxes err by themselves."""
    enough = out.failed >= at_least(stage)
    return enough and 100 * out.failed > _TOO_MANY * out.letters


def at_least(stage: Stage) -> int:
    """Return how many letters have to come back before they stop the others."""
    return 1 if stage is Stage.FIRST else _AT_LEAST


def allowance(stage: Stage, agencies: int) -> int | None:
    """Return how many letters may be let out in all up to a stage, None for any."""
    more = max(FIRST, math.ceil(agencies * SHARE / 100))
    return {Stage.FIRST: FIRST, Stage.SHARE: FIRST + more}.get(stage)


def after(stage: Stage) -> Stage | None:
    """Return the stage that follows, None after the last."""
    return {Stage.FIRST: Stage.SHARE, Stage.SHARE: Stage.ALL}.get(stage)
