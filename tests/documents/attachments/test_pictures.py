import struct
import zlib

import pytest

from documents.attachments import limits
from documents.attachments.verdict import Code
from tests.documents.attachments.making import (
    ONLY_VERSION,
    WITH_PLACE,
    XMP_PLACE,
    accepted,
    app_exif,
    chunk,
    exif,
    jpeg,
    packed,
    png,
    refused,
    segment,
)

XMP = b"http://ns.adobe.com/xap/1.0/\x00"
EXTENDED = b"http://ns.adobe.com/xmp/extension/\x00" + bytes(40)
XMP_KEY = b"XML:com.adobe.xmp\x00"
PARTS = segment(0xE2, b"MPF\x00" + bytes(20))


def profile(kind: bytes, block: bytes) -> bytes:
    text = b"\n%b\n%8d\n%b\n" % (kind, len(block), block.hex().encode())
    return b"Raw profile type " + kind + b"\x00\x00" + zlib.compress(text)


def beyond(order: str) -> bytes:
    """A TIFF block whose second directory, or whose details, name the place."""
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    details = struct.pack(f"{order}HHHIII", 1, 0x8769, 4, 1, 26, 0)
    place = struct.pack(f"{order}HHHIII", 1, 0x8825, 4, 1, 44, 0)
    gps = struct.pack(f"{order}HHHIII", 1, 2, 5, 3, 0, 0)
    return mark + struct.pack(f"{order}I", 8) + details + place + gps


@pytest.mark.parametrize(
    "segments",
    [
        [app_exif(WITH_PLACE)],
        [app_exif(exif((4, 26), order=">"))],
        [app_exif(beyond("<"))],
        [app_exif(beyond(">"))],
        [app_exif(ONLY_VERSION), app_exif(WITH_PLACE)],
        [segment(0xE1, XMP + XMP_PLACE)],
        [segment(0xE1, XMP + b"<a/>"), segment(0xE1, EXTENDED + XMP_PLACE)],
        [
            segment(0xE1, EXTENDED + XMP_PLACE[:45]),
            segment(0xE1, EXTENDED + XMP_PLACE[45:]),
        ],
    ],
)
def test_a_jpeg_that_says_where_it_was_taken_is_refused(segments: list[bytes]):
    assert refused(jpeg(*segments), "a.jpg") is Code.GPS


@pytest.mark.parametrize(
    "segments",
    [
        [app_exif(ONLY_VERSION)],
        [app_exif(exif())],
        [segment(0xE1, XMP + b"<x:xmpmeta/>")],
        [segment(0xFE, b"a comment")],
        [b"\xff\xff" + segment(0xFE, b"padded")],
    ],
)
def test_a_jpeg_that_does_not_may_be_kept(segments: list[bytes]):
    accepted(jpeg(*segments), "a.jpg")


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk(b"eXIf", WITH_PLACE)],
        [chunk(b"iTXt", XMP_KEY + b"\x00\x00vi\x00\x00" + XMP_PLACE)],
        [chunk(b"iTXt", XMP_KEY + b"\x01\x00\x00\x00" + zlib.compress(XMP_PLACE))],
        [chunk(b"tEXt", b"GPSLatitude\x0022,23.4N")],
        [chunk(b"zTXt", profile(b"exif", b"Exif\x00\x00" + WITH_PLACE))],
        [chunk(b"zTXt", profile(b"APP1", WITH_PLACE))],
        [chunk(b"zTXt", profile(b"xmp", XMP_PLACE))],
    ],
)
def test_a_png_that_says_where_it_was_taken_is_refused(chunks: list[bytes]):
    assert refused(png(*chunks), "a.png") is Code.GPS


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk(b"eXIf", ONLY_VERSION)],
        [chunk(b"tEXt", b"Title\x00a")],
        [chunk(b"zTXt", profile(b"exif", b"Exif\x00\x00" + ONLY_VERSION))],
        [chunk(b"tEXt", b"Raw profile type exif\x00\nexif\n 1\nno digits")],
    ],
)
def test_a_png_that_does_not_may_be_kept(chunks: list[bytes]):
    accepted(png(*chunks), "a.png")


@pytest.mark.parametrize(
    "block",
    [b"", b"II*\x00", b"XX*\x00" + bytes(20), exif((1, 1))[:-9], b"II*\x00\xff" * 9],
)
def test_a_picture_whose_exif_cannot_be_read_is_refused(block: bytes):
    assert refused(jpeg(app_exif(block)), "a.jpg") is Code.DAMAGED
    assert refused(png(chunk(b"eXIf", block)), "a.png") is Code.DAMAGED


def test_directories_that_lead_in_a_circle_have_an_end():
    circle = b"II*\x00" + struct.pack("<IHI", 8, 0, 8)
    accepted(jpeg(app_exif(circle)), "a.jpg")


@pytest.mark.parametrize("size", [(20_001, 1), (1, 20_001), (10_000, 5_001)])
def test_a_picture_that_unpacks_to_too_much_is_refused(size: tuple[int, int]):
    assert refused(jpeg(size=size), "a.jpg") is Code.DIMENSIONS
    assert refused(png(size=size), "a.png") is Code.DIMENSIONS
    assert size[0] * size[1] > limits.PIXELS or max(size) > limits.SIDE


def test_the_pictures_of_a_camera_may_be_kept():
    accepted(jpeg(size=(8_160, 6_120)), "a.jpg")
    accepted(png(size=(10_000, 5_000)), "a.png")


def test_a_text_that_unpacks_to_too_much_is_refused():
    packed_text = zlib.compress(bytes(2 * limits.MEGABYTE))
    assert (
        refused(png(chunk(b"zTXt", b"a\x00\x00" + packed_text)), "a.png") is Code.BOMB
    )


def test_pictures_behind_the_first_are_held_to_the_same_rules():
    accepted(jpeg(PARTS) + bytes(100) + jpeg(), "a.jpg")
    assert refused(jpeg(PARTS) + jpeg(app_exif(WITH_PLACE)), "a.jpg") is Code.GPS
    assert refused(jpeg(PARTS) + jpeg(size=(60_000, 1)), "a.jpg") is Code.DIMENSIONS
    assert refused(jpeg(PARTS) + jpeg() + b"<html>", "a.jpg") is Code.POLYGLOT
    assert refused(jpeg(PARTS) + b"<html>" + jpeg(), "a.jpg") is Code.POLYGLOT
    assert refused(jpeg() + jpeg(), "a.jpg") is Code.POLYGLOT
    assert refused(jpeg(PARTS) + jpeg() * 20, "a.jpg") is Code.POLYGLOT


def test_a_zip_within_a_picture_is_refused():
    inside = packed({"a.txt": b"a"})
    assert refused(jpeg(segment(0xFE, inside)), "a.jpg") is Code.POLYGLOT
    assert refused(png(chunk(b"prVt", inside)), "a.png") is Code.POLYGLOT


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + segment(0xDA, b"\x01") + b"\xff\xd9",
        jpeg(size=(0, 8)),
        jpeg(segment(0xC0, b"\x08")),
        jpeg(b"\xff\xe0\x00\x01"),
        jpeg(b"\xff\xe0\xff\xff"),
        jpeg(b"\xff\xd8"),
        jpeg(segment(0xFE, b"a") + b"\x00"),
        b"\xff\xd8" + b"\xff" * 9,
    ],
)
def test_a_damaged_jpeg_is_refused(content: bytes):
    assert refused(content, "a.jpg") is Code.DAMAGED


@pytest.mark.parametrize(
    "content",
    [
        png().replace(b"IDAT", b"IDAX"),
        png()[:8] + chunk(b"IEND"),
        png()[:8] + chunk(b"IHDR", b"\x00"),
        png()[:8] + chunk(b"IHDR", bytes(13)),
        png()[:33] + png()[8:],
        png()[:33] + chunk(b"IEND"),
        png()[:8] + struct.pack(">I4s", 2**32 - 1, b"IHDR") + bytes(20),
        png(chunk(b"zTXt", b"a\x00\x00no zlib")),
    ],
)
def test_a_damaged_png_is_refused(content: bytes):
    assert refused(content, "a.png") is Code.DAMAGED
