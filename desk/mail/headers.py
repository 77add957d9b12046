"""Header values of a letter (RFC 5322, RFC 2047): folded, encoded, never injected."""

import re
from collections.abc import Iterable
from email.header import Header
from functools import lru_cache
from typing import NamedTuple

from calendars.plain import line
from desk.mail.address import checked
from schemas.errors import CampaignError

# What may stand in a header as it is: words short enough to fold between, no empty
# ones, nothing a reader would take for an encoded word.
_PLAIN = re.compile(r"(?!.*=\?)[!-~]{1,60}( [!-~]{1,60})*")
_ID = re.compile(r"<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class HeaderError(CampaignError):
    """A value cannot stand in a header; its text names the field."""


class Mailbox(NamedTuple):
    """A mail address and the name shown for it, which may be empty."""

    name: str
    address: str


def without_controls(value: str, field: str) -> str:
    """Return `value`; raise HeaderError for line ends and other control characters."""
    if _CONTROL.search(value):
        raise HeaderError(f"control character in {field}: {value!r}")
    return value


@lru_cache(maxsize=256)  # many letters have one subject
def unstructured(value: str, field: str) -> str:
    """Return free text as the value of `field`."""
    without_controls(value, field)
    charset = "us-ascii" if _PLAIN.fullmatch(value) else "utf-8"
    return Header(value, charset, header_name=field).encode()


def mailboxes(named: Iterable[Mailbox], field: str) -> str:
    """Return addresses with their names, one to a line; what nobody sees is left out.

    Raises HeaderError for a control character, AddressError for what is no address.
    """
    return ",\n ".join(_mailbox(*each, field) for each in named)


def message_id(value: str, field: str) -> str:
    """Return an identifier in angle brackets (RFC 5322, 3.6.4)."""
    if not _ID.fullmatch(value):
        raise HeaderError(f"not a message identifier in {field}: {value!r}")
    return value


@lru_cache(maxsize=1024)  # the office stands in every letter, an agency in many
def _mailbox(name: str, address: str, field: str) -> str:
    checked(address)
    name = line(without_controls(name, field))
    if not name:
        return address
    if _PLAIN.fullmatch(name):
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}" <{address}>'
    return f"{Header(name, 'utf-8', header_name=field).encode()}\n <{address}>"
