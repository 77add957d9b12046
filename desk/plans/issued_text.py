"""The text of a plan as it was issued, which goes with letters until it is signed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time

from calendars.said import day_in_document
from desk.plans.document import document_of
from documents.plan import plan_docx
from schemas.agency import Agency
from schemas.base import VN
from schemas.in_force import Signing
from schemas.plan import Plan

ISSUED_TEXT = "issued-plan"


def issued_text(plan: Plan, agencies: Iterable[Agency], signing: Signing) -> bytes:
    """Return the plan as .docx with the number and the day that people gave it.

    Nothing is signed or sealed; one plan and signing always give the same bytes.
    """
    view = document_of(plan, agencies, datetime.combine(signing.signed_on, time(), VN))
    head = replace(
        view.letterhead,
        number=signing.number,
        dated=day_in_document(signing.signed_on),
    )
    return plan_docx(view._replace(letterhead=head))
