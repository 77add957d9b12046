"""Check a mail address before it becomes a command or a header."""

from pydantic import TypeAdapter, ValidationError

from schemas.agency import Address
from schemas.errors import CampaignError

_ADDRESS: TypeAdapter[str] = TypeAdapter(Address)


class AddressError(CampaignError):
    """A text that is no mail address was about to be written to."""


def checked(address: str) -> str:
    """Return `address` as it is.

    Raises AddressError: smtplib would fish another address out of a longer text.
    """
    try:
        _ADDRESS.validate_python(address, strict=True)
    except ValidationError:
        raise AddressError(f"not a mail address: {address!r}") from None
    return address
