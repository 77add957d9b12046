"""Pictures: whole, of a bounded size, and silent about where they were taken."""

from documents.attachments import limits
from documents.attachments.jpeg import check_jpeg
from documents.attachments.place import check_exif
from documents.attachments.png import check_png
from documents.attachments.verdict import Code, RefusedError

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_TIFF = (b"II*\x00", b"MM\x00*")


def check_picture(content: bytes, part: str = "") -> None:
    """Refuse a JPEG or PNG that should not be kept; nothing is decoded.

    Whatever stands behind its end is refused, too.
    """
    read = check_jpeg if content.startswith(_JPEG) else check_png
    size, end = read(content, part)
    check_size(size, part)
    if content[end:].strip(b"\x00"):
        raise RefusedError(Code.POLYGLOT, part)


def check_embedded(content: bytes, part: str) -> None:
    """Refuse a picture of a document by the same rules, known by its content."""
    if content.startswith((_JPEG, _PNG)):
        check_picture(content, part)
    elif content.startswith(_TIFF):
        check_exif(content, part)


def check_shown(content: bytes) -> None:
    """Refuse a JPEG of a page by its size and place; how it ends is the page's care."""
    try:
        size, _ = check_jpeg(content, "")
    except RefusedError as error:
        if error.refusal.code is Code.GPS:
            raise
    else:
        check_size(size, "")


def check_size(size: tuple[int, int], part: str) -> None:
    """Refuse a picture, by width and height, that would unpack to too much."""
    if size[0] * size[1] > limits.PIXELS or max(size) > limits.SIDE:
        raise RefusedError(Code.DIMENSIONS, part)
