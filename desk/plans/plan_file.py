"""The plan as the file that goes with first letters and stands on pages."""

from typing import NamedTuple

from desk.plans.issued_text import ISSUED_TEXT
from desk.plans.signed_plan import SIGNED_PLAN
from ledger import files
from ledger.transaction import Transaction
from schemas import words


class PlanFile(NamedTuple):
    """A plan's file under the name it goes by; `signed`, or its text alone."""

    name: str
    media_type: str
    content: bytes
    signed: bool


def plan_file(tx: Transaction, campaign: int) -> PlanFile | None:
    """Return the signed plan once the office has filed it, else the text as issued."""
    if found := files.get(tx, campaign, SIGNED_PLAN):
        return PlanFile(
            words.SIGNED_PLAN_FILE, found.media_type, found.content, signed=True
        )
    if found := files.get(tx, campaign, ISSUED_TEXT):
        return PlanFile(words.PLAN_FILE, found.media_type, found.content, signed=False)
    return None


def is_signed(tx: Transaction, campaign: int) -> bool | None:
    """Tell whether the plan's file is signed; None where there is no file."""
    kept = files.names(tx, campaign)
    return SIGNED_PLAN in kept if kept & {SIGNED_PLAN, ISSUED_TEXT} else None
