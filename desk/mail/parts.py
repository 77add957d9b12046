"""The MIME tree of a letter (RFC 2045, 2046), written as bytes: 7 bits, CRLF.

`email.generator` folds every header and walks every line anew; here both are ready.
"""

from base64 import encodebytes
from collections.abc import Iterable
from email.message import Message
from functools import lru_cache
from typing import NamedTuple

_END = b"\r\n"


class Part(NamedTuple):
    """One part: its header fields in order, and its body as it goes on the wire."""

    fields: tuple[tuple[str, str], ...]
    body: bytes

    def written(self) -> bytes:
        """Return the part's bytes; a value's further lines begin with a space."""
        fields = "".join(f"{name}: {value}\n" for name, value in self.fields)
        return fields.encode("ascii").replace(b"\n", _END) + _END + self.body


def leaf(data: bytes, media: str, **parameters: str) -> Part:
    """Return a part of that media type, in base64."""
    fields = (
        ("Content-Type", parameterized(media, **parameters)),
        ("Content-Transfer-Encoding", "base64"),
    )
    return Part(fields, encodebytes(data).replace(b"\n", _END))


def multipart(subtype: str, boundary: str, parts: Iterable[Part]) -> Part:
    """Return parts as one; no line of theirs may begin with the boundary."""
    media = f'multipart/{subtype}; boundary="{boundary}"'
    line = b"--" + boundary.encode("ascii")
    opened = (line + _END + part.written() + _END for part in parts)
    return Part((("Content-Type", media),), b"".join(opened) + line + b"--" + _END)


@lru_cache(maxsize=64)  # every letter has the same few
def parameterized(value: str, **parameters: str) -> str:
    """Return a header's value with its parameters (RFC 2231)."""
    header = Message()
    header.add_header("X", value, **parameters)
    return str(header["X"])
