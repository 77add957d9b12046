"""Files as a browser sends them: RFC 7578, read part by part, never held whole."""

from collections import deque
from collections.abc import AsyncIterator
from typing import NamedTuple
from unicodedata import normalize

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from calendars.plain import line
from documents.attachments import limits
from web.bounds import Bounds, RefusedError, bounded

_TYPE = b"multipart/form-data"
_PARTS = 20
"""Parts of a form: more files than a report may have are told so one by one."""
_LONGEST, _END_OF_NAME = 100, 16
"""Characters that are kept of a name, and at its end, where its extension is."""


BOUNDS = Bounds(limits.FILES * limits.FILE + limits.MEGABYTE, 60, 3600, "files")
"""Of a form with files: the slowest line takes an hour."""


class Part(NamedTuple):
    """One part of a form; of a file `name` is what the sender calls it."""

    field: str
    name: str
    content: AsyncIterator[bytes]


class _Head(NamedTuple):
    field: str
    name: str


class _End(NamedTuple):
    """The end of a part."""


_Event = _Head | bytes | _End


async def parts(request: Request) -> AsyncIterator[Part]:
    """Yield the parts of a form in their order; what is not read of one is dropped.

    Raises RefusedError.
    """
    events = _events(request)
    async for event in events:
        if isinstance(event, _Head):
            content = _content(events)
            yield Part(*event, content)
            async for _ in content:
                pass


async def _content(events: AsyncIterator[_Event]) -> AsyncIterator[bytes]:
    """Yield what follows up to the end of a part."""
    async for event in events:
        if not isinstance(event, bytes):
            return
        yield event


async def _events(request: Request) -> AsyncIterator[_Event]:
    try:
        reader = _Reader(request.headers.get("content-type", ""))
        async for chunk in bounded(request.stream(), BOUNDS):
            for event in reader.read(chunk):
                yield event
    except FormParserError as error:
        raise RefusedError("type", 415) from error
    if not reader.ended:
        raise RefusedError("type", 415)


class _Reader:
    """Tells what chunks of a form hold: heads of parts, their content, their ends."""

    def __init__(self, media_type: str) -> None:
        kind, options = parse_options_header(media_type)
        boundary = options.get(b"boundary")
        if kind != _TYPE or not boundary:
            raise RefusedError("type", 415)
        self.ended = False
        self._parts = 0
        self._found: deque[_Event] = deque()
        self._header, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": self._header_named,
                "on_header_value": self._header_said,
                "on_header_end": self._header_over,
                "on_headers_finished": self._headed,
                "on_part_data": self._data,
                "on_part_end": lambda: self._found.append(_End()),
                "on_end": self._over,
            },
        )

    def read(self, chunk: bytes) -> deque[_Event]:
        """Return what a chunk adds."""
        self._found = deque()
        self._parser.write(chunk)
        return self._found

    def _begin(self) -> None:
        self._parts += 1
        if self._parts > _PARTS:
            raise RefusedError("files", 413)
        self._disposition = b""

    def _header_named(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _header_said(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_over(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _headed(self) -> None:
        _, options = parse_options_header(self._disposition.decode("latin-1"))
        field = options.get(b"name", b"").decode(errors="replace")
        self._found.append(_Head(field, _named(options.get(b"filename", b""))))

    def _data(self, data: bytes, start: int, end: int) -> None:
        self._found.append(data[start:end])

    def _over(self) -> None:
        self.ended = True


def _named(raw: bytes) -> str:
    """Return what a file is called, without folders and what cannot be seen."""
    whole = raw.decode(errors="replace").replace("%22", '"').replace("\\", "/")
    name = line(normalize("NFC", whole).rpartition("/")[2]).strip()
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST - _END_OF_NAME - 1]}…{name[-_END_OF_NAME:]}"
