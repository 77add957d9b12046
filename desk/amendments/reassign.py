"""The plan in force with one duty owed otherwise: an edit that needs no file."""

from desk.amendments.proposal import AmendmentError, Edited
from desk.desk import Desk
from desk.start import find, roster_of
from ledger import campaigns
from rules.reassigned import Reassignment, Why, reassigned

_SAID = {
    Why.NOT_OWED: "{agency} owes no duty {duty}",
    Why.OWED_ALREADY: "{to} owes duty {duty} already",
    Why.TAKEN_OVER: (
        "duty {duty} was taken over from an agency that has ended: edit the plan's "
        "files and use `campaign amend`"
    ),
    Why.LAID_ON_ALL: "duty {duty} is laid on all: it can be withdrawn, not given away",
    Why.ENDED: "{to} has ended: name its successor",
    Why.MODALITY: (
        "{to} is not spoken to as the others who owe duty {duty} (assigned or asked): "
        "edit the plan's files and use `campaign amend`"
    ),
    Why.BROKEN: (
        "without duty {duty} the plan would not hold together: edit its files and use "
        "`campaign amend`"
    ),
}


class ReassignmentError(AmendmentError):
    """One duty cannot be owed otherwise by naming it; `why` says what hinders."""

    def __init__(self, why: Why, asked: Reassignment) -> None:
        self.why = why
        agency = asked.agency or "nobody"
        super().__init__(_SAID[why].format(agency=agency, duty=asked.duty, to=asked.to))


class UnknownOwnerError(AmendmentError):
    """The agency that is to owe a duty is not in the campaign's roster."""


def with_reassigned(desk: Desk, campaign: str, asked: Reassignment) -> Edited:
    """Return plan and roster as they stand, with one duty owed otherwise.

    It is previewed and applied as files that people edited are. Raises NotIssuedError,
    ReassignmentError, UnknownOwnerError.
    """
    with desk.ledger.read() as tx:
        row = find(tx, campaign)
        in_force = desk.seasons.of(tx, row).in_force
        bodies = campaigns.agency_bodies(tx, row.id)
    if asked.to and (":" in asked.to or asked.to not in bodies):
        known = ", ".join(key for key in bodies if ":" not in key)
        raise UnknownOwnerError(
            f"campaign {campaign}: no agency {asked.to}; known are {known}"
        )
    plan = reassigned(in_force, asked)
    if isinstance(plan, Why):
        raise ReassignmentError(plan, asked)
    return Edited(plan, roster_of(bodies))
