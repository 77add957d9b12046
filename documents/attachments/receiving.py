"""What comes from a browser: counted, and laid into a file under a name of our own."""

import secrets
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from tempfile import TemporaryFile
from typing import BinaryIO

from documents.attachments import limits
from documents.attachments.verdict import Attachment, Code, Refusal


def refuse_another(held: int) -> Refusal | None:
    """Refuse one more attachment for a report that holds so many."""
    return Refusal(Code.COUNT) if held >= limits.FILES else None


def stored_name(attachment: Attachment) -> str:
    """Return a random name to keep a file under: nothing in it comes from outside."""
    return f"{secrets.token_hex(16)}.{attachment.extension}"


async def receive(
    chunks: AsyncIterable[bytes] | Iterable[bytes], limit: int = limits.FILE
) -> BinaryIO | Refusal:
    """Return the chunks in a file without a name that is gone when it is closed.

    Stops at the first chunk that goes over `limit` bytes and asks for no more; never
    holds more than one chunk in memory. The file stands at its begin.
    """
    file = TemporaryFile()  # noqa: SIM115 - it outlives this function
    try:
        size = 0
        async for chunk in _each(chunks):
            size += len(chunk)
            if size > limit:
                file.close()
                return Refusal(Code.SIZE)
            file.write(chunk)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


async def _each(chunks: AsyncIterable[bytes] | Iterable[bytes]) -> AsyncIterator[bytes]:
    if isinstance(chunks, AsyncIterable):
        async for chunk in chunks:
            yield chunk
    else:
        for chunk in chunks:
            yield chunk
