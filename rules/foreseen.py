"""Foresee when an agency is told what the office announces, and what else with it."""

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from rules.decide import decide
from rules.docket import Docket
from rules.keys import announce_key
from schemas.entry import Entry
from schemas.letter import Item


class Foreseen(NamedTuple):
    """The moment of the letter, and what it speaks of beside the announcement."""

    at: datetime
    beside: tuple[Item, ...]


def foresee(docket: Docket, said: Entry, now: datetime) -> Foreseen | None:
    """Return by which letter an announcement would go if nobody acted from `now` on.

    None where no letter takes it before the close: the docket is stopped or silent.
    """
    key, at = announce_key(said.act), now
    docket = replace(docket, entries=(*docket.entries, said))
    while at < docket.terms.close:
        decision = decide(docket, at)
        for draft in decision.drafts:
            beside = tuple(item for item in draft.items if item.key != key)
            if beside != draft.items:
                return Foreseen(at, beside)
        if decision.wake is None:
            break
        facts = decision.facts(docket.entries[-1].n, at)
        docket = replace(docket, entries=(*docket.entries, *facts))
        at = decision.wake
    return None
