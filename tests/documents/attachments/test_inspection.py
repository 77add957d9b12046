from hashlib import sha256
from io import BytesIO

import pytest

from documents.attachments import limits
from documents.attachments.inspection import inspect
from documents.attachments.verdict import Attachment, Code, Refusal
from rules.people import lists_people
from tests.documents.attachments.making import (
    accepted,
    jpeg,
    packed,
    pdf,
    png,
    refused,
    sheet,
    verdict,
    word,
)

OFFICE = "application/vnd.openxmlformats-officedocument"
GOOD = {
    "docx": (word(), f"{OFFICE}.wordprocessingml.document"),
    "xlsx": (sheet(), f"{OFFICE}.spreadsheetml.sheet"),
    "pdf": (pdf("Báo cáo kết quả năm 2024"), "application/pdf"),
    "jpg": (jpeg(), "image/jpeg"),
    "png": (png(), "image/png"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize("extension", GOOD)
def test_a_good_file_may_be_kept(extension: str):
    content, media_type = GOOD[extension]
    assert accepted(content, f"Báo cáo.{extension}") == Attachment(
        media_type, extension, len(content), sha256(content).hexdigest()
    )


@pytest.mark.parametrize("name", ["a.JPG", "a.jpeg", "a.b.Jpg", "../../a.jpg", ".jpg"])
def test_of_a_name_only_its_extension_counts(name: str):
    assert accepted(jpeg(), name).extension == "jpg"


@pytest.mark.parametrize(
    "name", ["", "a", "jpg", "a.exe", "a.jpg.exe", "a.docm", "a.doc", "a.jpg ", "a.svg"]
)
def test_other_extensions_are_refused(name: str):
    assert refused(jpeg(), name) is Code.TYPE


@pytest.mark.parametrize("named", GOOD)
@pytest.mark.parametrize("is_really", GOOD)
def test_extension_and_content_must_agree(named: str, is_really: str):
    found = verdict(GOOD[is_really][0], f"a.{named}")
    if named == is_really:
        assert isinstance(found, Attachment)
    else:
        assert found == Refusal(Code.TYPE, getattr(found, "part", ""))


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize(
    "content",
    [b"<html><script>", b"MZ\x90\x00", b"PK\x05\x06" + bytes(18), OLE, b"\x00"],
)
def test_what_is_none_of_these_kinds_is_refused(content: bytes, extension: str):
    assert isinstance(verdict(content, f"a.{extension}"), Refusal)


@pytest.mark.parametrize("extension", GOOD)
def test_an_empty_file_is_refused(extension: str):
    assert refused(b"", f"a.{extension}") is Code.EMPTY


@pytest.mark.parametrize("extension", GOOD)
def test_a_file_cut_short_is_refused(extension: str):
    content, _ = GOOD[extension]
    for at in range(1, len(content) - 1, max(1, len(content) // 20)):
        assert isinstance(verdict(content[:at], f"a.{extension}"), Refusal), at


def test_a_file_that_is_too_large_is_refused_before_it_is_read():
    class Large(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError

    large = Large()
    large.truncate(limits.FILE + 1)
    large.seek(limits.FILE)
    large.write(b"x")
    assert inspect(large, "a.pdf", lists_people) == Refusal(Code.SIZE)


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_document_with_a_password_is_told_from_an_old_one(extension: str):
    assert refused(OLE, f"a.{extension}") is Code.TYPE
    locked = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(64)
    assert refused(locked, f"a.{extension}") is Code.ENCRYPTED


@pytest.mark.parametrize("extension", ["pdf", "jpg", "png"])
@pytest.mark.parametrize("apart", [b"", b"\n", bytes(70_000)])
def test_a_zip_behind_another_file_is_refused(extension: str, apart: bytes):
    content = GOOD[extension][0] + apart + packed({"a.txt": b"a"})
    assert refused(content, f"a.{extension}") is Code.POLYGLOT


@pytest.mark.parametrize("extension", GOOD)
@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", b"MZ", b"%PDF-1.4"])
def test_anything_behind_a_file_is_refused(extension: str, behind: bytes):
    content = GOOD[extension][0] + behind
    assert refused(content, f"a.{extension}") is Code.POLYGLOT


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx"])
@pytest.mark.parametrize("before", [b"\n", b"GIF89a", b"#!/bin/sh\n", b"<html>"])
def test_anything_before_a_document_is_refused(extension: str, before: bytes):
    content = before + GOOD[extension][0]
    assert refused(content, f"a.{extension}") is Code.POLYGLOT
