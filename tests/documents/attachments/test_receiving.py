import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from typing import BinaryIO

import pytest

from documents.attachments import limits
from documents.attachments.inspection import inspect
from documents.attachments.receiving import receive, refuse_another, stored_name
from documents.attachments.verdict import Attachment, Code, Refusal
from rules.people import lists_people
from tests.documents.attachments.making import accepted, jpeg


def held(found: BinaryIO | Refusal) -> BinaryIO:
    assert not isinstance(found, Refusal)
    return found


async def slowly(*chunks: bytes) -> AsyncIterator[bytes]:
    for chunk in chunks:
        await asyncio.sleep(0)
        yield chunk


def test_what_comes_in_chunks_lies_in_a_file_from_its_begin():
    for chunks in ([], [b""], [b"a"], [b"ab", b"", b"c"]):
        for source in (chunks, iter(chunks), slowly(*chunks)):
            with held(asyncio.run(receive(source))) as file:
                assert file.read() == b"".join(chunks)


def test_a_file_as_large_as_the_limit_is_taken_and_a_larger_one_is_not():
    with held(asyncio.run(receive([b"ab", b"cd"], 4))) as file:
        assert len(file.read()) == 4
    assert asyncio.run(receive([b"ab", b"cde"], 4)) == Refusal(Code.SIZE)
    assert asyncio.run(receive(slowly(b"ab", b"cde"), 4)) == Refusal(Code.SIZE)


def test_no_more_is_asked_for_than_the_limit():
    def endless() -> Iterator[bytes]:
        for number in range(4):
            assert number < 3
            yield bytes(1_000)

    assert asyncio.run(receive(endless(), 2_500)) == Refusal(Code.SIZE)


def test_a_source_that_breaks_off_leaves_its_error():
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        asyncio.run(receive(broken()))


def test_what_was_received_can_be_inspected():
    content = jpeg()
    with held(asyncio.run(receive([content[:9], content[9:]]))) as file:
        assert isinstance(inspect(file, "a.jpg", lists_people), Attachment)


def test_a_report_holds_so_many_attachments():
    assert refuse_another(limits.FILES - 1) is None
    assert refuse_another(limits.FILES) == Refusal(Code.COUNT)


def test_a_file_is_kept_under_a_name_of_our_own():
    attachment = accepted(jpeg(), "../../Nguyễn Văn A.JPEG")
    names = {stored_name(attachment) for _ in range(100)}
    assert len(names) == 100
    assert all(re.fullmatch(r"[0-9a-f]{32}\.jpg", name) for name in names)
