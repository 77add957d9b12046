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
from desk.start import dockets_of, find, record
from ledger import campaigns, dockets
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
        campaign = find(tx, edited.plan.id).id
        campaigns.lock(tx, campaign)
        row = campaigns.get(tx, campaign)
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
        campaigns.put_plan(tx, row.id, after.revision, after.model_dump_json())
        known = {one.agency for one in dockets.of(tx, row.id)}
        new = [one for one in dockets_of(after.plan, tokens) if one[0] not in known]
        dockets.add(tx, row.id, new, now)
        return proposal
