"""The signed plan as a file: it goes with first letters and stands on the pages."""

from desk.desk import Desk
from desk.start import find
from ledger import files
from schemas.errors import CampaignError

SIGNED_PLAN = "signed-plan"
LARGEST = 20_000_000
"""Bytes; what is larger no mail server takes."""

_PDF = b"%PDF-"


class NoPdfError(CampaignError):
    """The file is no PDF, or too large to go with letters."""


def attach(desk: Desk, campaign: str, content: bytes) -> None:
    """Keep the signed plan of a campaign; NoPdfError for anything else."""
    if not content.startswith(_PDF):
        raise NoPdfError("the signed plan must be a PDF: scan or print it as one")
    if len(content) > LARGEST:
        raise NoPdfError(f"the signed plan has over {LARGEST:,} bytes: scan it smaller")
    with desk.ledger.write() as tx:
        row = find(tx, campaign)
        files.put(tx, row.id, SIGNED_PLAN, "application/pdf", content)
