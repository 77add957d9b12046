import io
import struct
import zipfile
import zlib

import pytest

from documents.attachments import limits
from documents.attachments.verdict import Code
from tests.documents.attachments.making import (
    accepted,
    packed,
    parts,
    refused,
    sheet,
    word,
)

IMAGE = "word/media/image1.bmp"


def with_part(name: str, content: bytes) -> bytes:
    return packed(parts(word()) | {name: content})


def patched(content: bytes, at: int, form: str, value: int) -> bytes:
    made = bytearray(content)
    struct.pack_into(form, made, at, value)
    return bytes(made)


def directory(content: bytes) -> int:
    return struct.unpack_from("<I", content, len(content) - 6)[0]


def test_a_part_that_unpacks_to_much_more_than_it_is_is_a_bomb():
    assert (
        refused(with_part(IMAGE, bytes(limits.RATIO_FROM + 1)), "a.docx") is Code.BOMB
    )
    accepted(with_part(IMAGE, bytes(limits.RATIO_FROM)), "a.docx")


def test_parts_that_unpack_to_too_much_together_are_a_bomb():
    noise = b"".join(
        zlib.crc32(b"%d" % n).to_bytes(4, "big") * 50 for n in range(10**5)
    )
    many = {f"word/media/image{n}.bmp": noise for n in range(6)}
    content = packed(parts(word()) | many)
    assert len(content) < limits.FILE
    assert refused(content, "a.docx") is Code.BOMB


def test_too_many_parts_are_a_bomb():
    many = {f"word/media/image{n}.bmp": b"" for n in range(limits.ENTRIES)}
    assert refused(packed(parts(word()) | many), "a.docx") is Code.BOMB


@pytest.mark.parametrize(
    "head", [b"PK\x03\x04", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c"]
)
def test_an_archive_within_an_archive_is_refused(head: bytes):
    assert refused(with_part(IMAGE, head + bytes(99)), "a.docx") is Code.EMBEDDED


def test_parts_that_share_their_bytes_are_a_bomb():
    content = bytearray(packed({"[Content_Types].xml": b"a", "b.xml": bytes(99)}))
    second = content.index(b"PK\x01\x02", directory(bytes(content)) + 4)
    struct.pack_into("<I", content, second + 42, 0)
    assert refused(bytes(content), "a.docx") is Code.BOMB


@pytest.mark.parametrize(
    ("offset", "form", "value", "code"),
    [
        pytest.param(24, "<I", 1, Code.DAMAGED, id="less than it unpacks to"),
        pytest.param(16, "<I", 1, Code.DAMAGED, id="another checksum"),
        pytest.param(10, "<H", 99, Code.DAMAGED, id="another method"),
        pytest.param(42, "<I", 5, Code.POLYGLOT, id="another place"),
    ],
)
def test_a_directory_that_says_something_else_is_refused(
    offset: int, form: str, value: int, code: Code
):
    content = word()
    at = directory(content) + offset
    assert refused(patched(content, at, form, value), "a.docx") is code


def test_a_part_longer_than_both_its_heads_say_is_refused():
    content = word()
    at = directory(content)
    shorter = struct.unpack_from("<I", content, at + 24)[0] - 1
    content = patched(patched(content, at + 24, "<I", shorter), 22, "<I", shorter)
    assert refused(content, "a.docx") is Code.BOMB


def test_an_encrypted_part_is_refused():
    content = word()
    content = patched(content, directory(content) + 8, "<H", 1)
    assert refused(patched(content, 6, "<H", 1), "a.docx") is Code.ENCRYPTED


@pytest.mark.parametrize(
    "name",
    [
        "../a.xml",
        "/a.xml",
        "word\\a.xml",
        "word/../a.xml",
        "a\x07.xml",
        "WORD/document.xml",
    ],
)
def test_names_that_lead_astray_are_refused(name: str):
    assert refused(with_part(name, b"<a/>"), "a.docx") is Code.DAMAGED


def test_a_comment_of_the_archive_is_refused():
    file = io.BytesIO(sheet())
    with zipfile.ZipFile(file, "a") as archive:
        archive.comment = b"<script>"
    assert refused(file.getvalue(), "a.xlsx") is Code.POLYGLOT


def test_bytes_between_parts_are_refused():
    content = word()
    at = directory(content)
    grown = content[:at] + b"hidden" + content[at:]
    grown = patched(grown, len(grown) - 6, "<I", at + 6)
    assert refused(grown, "a.docx") is Code.POLYGLOT


def test_a_document_written_as_a_stream_may_be_kept():
    class Stream(io.RawIOBase):
        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data, /) -> int:
            self.content += data
            return len(data)

    made = Stream()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(word()).items():
            archive.writestr(name, content)
    assert made.content[6] & 8
    accepted(bytes(made.content), "a.docx")


def test_stored_parts_and_folders_may_be_kept():
    stored = packed(parts(word()) | {"word/media/": b""}, zipfile.ZIP_STORED)
    accepted(stored, "a.docx")
