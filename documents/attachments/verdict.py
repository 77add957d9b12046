"""What an inspection says of a file: it may be kept, or why it may not."""

from enum import StrEnum
from typing import NamedTuple

from schemas.errors import CampaignError


class Code(StrEnum):
    """Why a file is refused; templates/pages/attachments.html puts it into words."""

    COUNT = "count"
    SIZE = "size"
    EMPTY = "empty"
    TYPE = "type"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    POLYGLOT = "polyglot"
    BOMB = "bomb"
    LONG = "long"
    MACRO = "macro"
    EMBEDDED = "embedded"
    EXTERNAL = "external"
    ENTITY = "entity"
    SCRIPT = "script"
    DIMENSIONS = "dimensions"
    GPS = "gps"
    PEOPLE = "people"


class Attachment(NamedTuple):
    """A file that may be kept: its size in bytes, the SHA-256 of its content in hex."""

    media_type: str
    extension: str
    size: int
    digest: str


class Refusal(NamedTuple):
    """Why a file is refused, and the part of an office document that it is about.

    `part` is a name the file gives: data to be escaped, never to be trusted.
    """

    code: Code
    part: str = ""


class RefusedError(CampaignError):
    """A file cannot be kept; `refusal` says why. It never leaves this package."""

    def __init__(self, code: Code, part: str = "") -> None:
        self.refusal = Refusal(code, part)
        super().__init__(f"{code} {part}".strip())
