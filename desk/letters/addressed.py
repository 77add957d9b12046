"""Whom a letter went to, by its own words."""

from email.parser import BytesHeaderParser
from email.utils import parseaddr

from ledger import letters
from ledger.transaction import Transaction
from schemas.letter import Letter


def addressee(tx: Transaction, letter: Letter) -> str:
    """Return the address a letter went to, empty where its bytes are not kept."""
    message = letters.message(tx, letter.docket, letter.n)
    if message is None:
        return ""
    to = str(BytesHeaderParser().parsebytes(message)["To"])
    return parseaddr(" ".join(to.split()))[1].lower()
