"""What runs apart: read a PDF from standard input, say its lines or its refusal.

Bounded by the system: processor time, address space, no file can be written. Says a
line of JSON each: a text, or `{"code": ...}` as the last one.
"""

import json
import logging
import resource
import sys
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader, apply_configuration
from pypdf.errors import LimitReachedError

from documents.attachments import limits
from documents.attachments.pdf_objects import check_objects
from documents.attachments.verdict import Code, RefusedError

_STREAM = 20 * limits.MEGABYTE
"""Bytes of one stream, unpacked."""


def main() -> None:
    """Read, and say what was read; ends without a word where a bound is met."""
    _bound()
    logging.disable()
    content = sys.stdin.buffer.read(limits.FILE + 1)
    with apply_configuration(
        maximum_declared_stream_length=_STREAM,
        zlib_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
        jbig2dec_binary=None,
        disable_legacy_handling=True,
    ):
        for line in _lines(content):
            sys.stdout.write(line + "\n")


def _bound() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, limits.SECONDS),
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _lines(content: bytes) -> Iterator[str]:
    refused = RefusedError(Code.DAMAGED)
    try:
        for text in _texts(content):
            yield from map(json.dumps, text.splitlines())
    except RefusedError as error:
        refused = error
    except (LimitReachedError, MemoryError):
        refused = RefusedError(Code.LONG)
    except Exception:  # noqa: BLE001, S110 - whatever a reader stumbles over is damage
        pass
    else:
        return
    yield json.dumps({"code": refused.refusal.code})


def _texts(content: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted:
        raise RefusedError(Code.ENCRYPTED)
    left = limits.TEXT
    for texts in (check_objects(reader), _pages(reader)):
        for text in texts:
            left -= len(text)
            if left < 0:
                raise RefusedError(Code.LONG)
            yield text


def _pages(reader: PdfReader) -> Iterator[str]:
    if len(reader.pages) > limits.PAGES:
        raise RefusedError(Code.LONG)
    for page in reader.pages:
        yield page.extract_text()


if __name__ == "__main__":
    main()
