"""Apply an amendment that a person has seen: one revision, and nothing else moves."""

from datetime import datetime

from desk.amendments.proposal import (
    AmendmentError,
    Edited,
    Proposal,
    check_signing,
    propose,
)
from desk.desk import Desk
from desk.links import Tokens
from desk.reorganise import add_dockets, hand_over, lock_ending
from desk.season import bind
from desk.start import lock, record
from ledger import campaigns
from schemas.entry import EntryKind
from schemas.in_force import Signing


class GroundMovedError(AmendmentError):
    """What was shown is not what would be applied: somebody changed something since."""


def apply_amendment(
    desk: Desk,
    edited: Edited,
    signing: Signing,
    seen: str,
    now: datetime,
    tokens: Tokens,
) -> Proposal:
    """Let an edited plan bind from `now` on, as its preview `seen` has shown it.

    Letters follow by the beat: no docket is touched but those of new owners. Raises
    GroundMovedError, SignedBeforeError, and as `propose`.
    """
    with desk.ledger.write() as tx:
        row = lock(tx, edited.plan.id)
        ends = [one for one in edited.roster.agencies if one.successor]
        heirs = (heir for one in ends if one.successor for heir in one.successor.to)
        lock_ending(tx, row.id, (*(one.id for one in ends), *heirs))
        proposal = propose(desk, tx, row, edited, signing, now)
        if proposal.seen != seen:
            raise GroundMovedError(
                f"campaign {row.name}: what was shown as {seen} is not what stands "
                "now: the plan, the roster or the files have changed since; look at "
                "the preview again"
            )
        check_signing(proposal.before, signing, now)
        after = proposal.after.in_force
        record(
            tx,
            row.id,
            EntryKind.AMENDED,
            now,
            step=f"{after.revision}/{signing.number}",
            wake=True,
        )
        campaigns.put_agencies(tx, row.id, proposal.bodies)
        bind(tx, row.id, after)
        add_dockets(tx, row.id, after, now, tokens)
        hand_over(tx, row.id, proposal.taken_over, now)
        return proposal
