"""The head and the end of documents that whoever issued a plan sends out."""

from documents.base import Letterhead, Signature
from schemas import words
from schemas.plan import Plan


def letterhead(plan: Plan, symbol: str) -> Letterhead:
    """Return the head; `symbol` is the document's, around that of the `{issuer}`.

    An abbreviation is written out on a line of its own; the issuer's symbol is the
    plan's without its kind.
    """
    first, _, rest = plan.issued_by.partition(" ")
    full = words.IN_FULL.get(first)
    issuer = (full, rest) if full and rest else (plan.issued_by,)
    said = symbol.format(issuer=plan.symbol.partition("-")[2])
    return Letterhead(issuer, said, plan.locality)


def signature(plan: Plan) -> Signature:
    """Return the plan's signature block without a name: who signs is known later."""
    signer = plan.signer
    return Signature(signer.post, signer.authority or "", signer.capacity or "")


def filed(plan: Plan) -> str:
    """Return where the plan is filed, which the last of its recipients says."""
    head, _, _ = words.FILED.partition("{")
    names = (one.name for one in plan.recipients)
    places = (name.removeprefix(head) for name in names if name.startswith(head))
    return next(places, words.ARCHIVE)
