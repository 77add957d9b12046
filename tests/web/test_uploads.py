"""A form with files is read part by part, within bounds."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable

import pytest
from fastapi import Request

from web.bounds import Bounds, bounded
from web.forms import RefusedError
from web.uploads import parts

KIND = b"multipart/form-data; boundary=limit"


def request(chunks: Iterable[bytes], *, breaks: bool = False) -> Request:
    """A request whose body comes in these chunks, then ends, or breaks off."""
    left = list(chunks)

    async def receive() -> dict[str, object]:
        if left:
            return {"type": "http.request", "body": left.pop(0), "more_body": True}
        if breaks:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    headers = [(b"content-type", KIND)]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def part(name: str, content: bytes, header: str = "Content-Disposition") -> bytes:
    said = f'--limit\r\n{header}: form-data; name="tep"; filename="{name}"\r\n\r\n'
    return said.encode() + content + b"\r\n"


async def read(sent: Request, most: int = 9999) -> list[tuple[str, bytes]]:
    """Read so many chunks of each part."""
    found: list[tuple[str, bytes]] = []
    async for one in parts(sent):
        content, left = b"", most
        while left and (chunk := await anext(one.content, None)) is not None:
            content, left = content + chunk, left - 1
        found.append((one.name, content))
    return found


CONTENT = b"a\r\n--limi\r\n-\r\n--" + bytes(range(256))
BODY = part("a.pdf", CONTENT) + part("b.pdf", b"") + part("c.pdf", CONTENT)
WHOLE = BODY + b"--limit--\r\n"


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
def test_content_comes_out_as_it_went_in_however_it_is_cut(size: int) -> None:
    chunks = [WHOLE[at : at + size] for at in range(0, len(WHOLE), size)]
    found = asyncio.run(read(request(chunks)))
    assert found == [("a.pdf", CONTENT), ("b.pdf", b""), ("c.pdf", CONTENT)]


def test_what_is_not_read_of_a_part_is_dropped() -> None:
    chunks = [WHOLE[at : at + 9] for at in range(0, len(WHOLE), 9)]
    found = asyncio.run(read(request(chunks), most=1))
    assert [name for name, _ in found] == ["a.pdf", "b.pdf", "c.pdf"]
    assert all(len(content) < 9 for _, content in found)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Bảo cáo.pdf", "Bảo cáo.pdf"),
        ("C:\\\\Users\\\\a\\\\b.pdf", "b.pdf"),
        ("../../etc/b.pdf", "b.pdf"),
        ("a%22b.pdf", 'a"b.pdf'),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a" * 200 + ".docx", "a" * 83 + "…" + "a" * 11 + ".docx"),
        ("a/", ""),
    ],
)
def test_a_name_is_kept_without_folders_and_hidden_signs(given: str, name: str) -> None:
    sent = request([part(given, b"a"), b"--limit--\r\n"])
    assert [one for one, _ in asyncio.run(read(sent))] == [name]


def refused(run: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as error:
        run()
    return error.value.why


def test_a_body_that_breaks_off_or_was_never_whole_is_refused() -> None:
    cut = [part("a.pdf", CONTENT)[:-40]]
    assert refused(lambda: asyncio.run(read(request(cut, breaks=True)))) == "slow"
    assert refused(lambda: asyncio.run(read(request(cut)))) == "type"


def test_heads_are_bounded() -> None:
    long = request([part("a" * 9000, b"")])
    assert refused(lambda: asyncio.run(read(long))) == "type"
    nameless = request([part("a.pdf", b"a", "Content-Other"), b"--limit--\r\n"])
    assert asyncio.run(read(nameless)) == [("", b"a")]


async def forever(pause: float) -> AsyncIterator[bytes]:
    while True:
        await asyncio.sleep(pause)
        yield b"a"


@pytest.mark.parametrize(
    ("pause", "bounds", "why"),
    [
        (0, Bounds(10, 60, 60, "files"), "files"),
        (3600, Bounds(10, 0.01, 60, "files"), "slow"),
        (0, Bounds(10**9, 60, 0.01, "files"), "slow"),
    ],
)
def test_a_body_is_bounded_in_size_and_time(
    pause: float, bounds: Bounds, why: str
) -> None:
    async def all_of() -> int:
        return sum([len(one) async for one in bounded(forever(pause), bounds)])

    assert refused(lambda: asyncio.run(all_of())) == why
