import zlib

import pytest

from documents.attachments import limits
from documents.attachments.verdict import Code
from tests.documents.attachments.making import (
    WITH_PLACE,
    XMP_PLACE,
    accepted,
    app_exif,
    jpeg,
    numbered,
    pdf,
    refused,
    stream,
)


def action(kind: str) -> str:
    return f"/OpenAction << /S /{kind} /F (a) /JS (a) /URI (a) >>"


def in_stream(*objects: bytes) -> bytes:
    """A PDF whose objects from the third on are packed into a stream (7.5.7)."""
    places, body = "", b""
    for number, one in enumerate(objects, start=3):
        places += f"{number} {len(body)} "
        body += one + b" "
    holder = stream(
        places.encode() + body,
        f"/Type /ObjStm /N {len(objects)} /First {len(places)}",
    )
    made, at = bytearray(b"%PDF-1.7\n"), list[int]()
    last = 3 + len(objects)
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    for number, one in (
        (1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        (2, kids),
        (last, holder),
    ):
        at.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    rows = [(0, 0, 255), (1, at[0], 0), (1, at[1], 0)]
    rows += [(2, last, index) for index in range(len(objects))]
    rows += [(1, at[2], 0), (1, len(made), 0)]
    table = b"".join(bytes([a]) + b.to_bytes(4, "big") + bytes([c]) for a, b, c in rows)
    xref = stream(table, f"/Type /XRef /Size {len(rows)} /W [1 4 1] /Root 1 0 R")
    end = b"startxref\n%d\n%%%%EOF" % len(made)
    return bytes(made) + b"%d 0 obj\n%b\nendobj\n" % (last + 1, xref) + end


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"


@pytest.mark.parametrize(
    "kind",
    ["JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition"],
)
def test_actions_are_refused_in_the_open_and_packed_away(kind: str):
    assert refused(pdf("a", catalog=action(kind)), "a.pdf") is Code.SCRIPT
    escaped = f"#{ord(kind[0]):02x}{kind[1:]}"
    assert refused(pdf("a", catalog=action(escaped)), "a.pdf") is Code.SCRIPT
    hidden = in_stream(PAGE, f"<< /S /{kind} >>".encode())
    assert refused(hidden, "a.pdf") is Code.SCRIPT
    by_reference = in_stream(PAGE, b"<< /S 5 0 R >>", f"/{kind}".encode())
    assert refused(by_reference, "a.pdf") is Code.SCRIPT


def test_objects_packed_away_may_be_kept():
    accepted(in_stream(PAGE, b"<< /S /GoTo /D [3 0 R /Fit] >>"), "a.pdf")


@pytest.mark.parametrize(
    "entry",
    [
        "/OpenAction [3 0 R /FitH 0]",
        "/OpenAction << /S /GoTo /D [3 0 R /Fit] >>",
        "/AF []",
        "/Names << /Dests << /Names [(a) [3 0 R /Fit]] >> >>",
        "/Metadata 7 0 R",
    ],
)
def test_what_only_turns_pages_may_be_kept(entry: str):
    accepted(pdf("a", catalog=entry, more=[b"<< >>"]), "a.pdf")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("/AA << /WC << /S /GoTo >> >>", Code.SCRIPT),
        ("/AcroForm << /XFA [(a) 7 0 R] >>", Code.SCRIPT),
        ("/OpenAction << /S /Movie >>", Code.SCRIPT),
        ("/AF [7 0 R]", Code.EMBEDDED),
        ("/Names << /EmbeddedFiles 7 0 R >>", Code.EMBEDDED),
        ("/X << /Type /Filespec /EF << /F 7 0 R >> >>", Code.EMBEDDED),
        ("/X << /Type /Embedded#46ile >>", Code.EMBEDDED),
        ("/X << /Subtype /Screen >>", Code.EMBEDDED),
        ("/X << /Subtype /RichMedia >>", Code.SCRIPT),
        ("/X << /S /URI /URI (file:///C:/a.exe) >>", Code.EXTERNAL),
        ("/X << /S /URI /URI (\\\\\\\\a.example\\\\b) >>", Code.EXTERNAL),
        ("/X << /S /URI /URI (javascript:a) >>", Code.EXTERNAL),
    ],
)
def test_what_does_not_belong_into_a_report_is_refused(entry: str, code: Code):
    content = pdf("a", catalog=entry, more=[b"<< /A (a) >>"])
    assert refused(content, "a.pdf") is code


@pytest.mark.parametrize(
    "target", ["https://tongdai111.vn", "mailto:a@b.example", "www.a.example"]
)
def test_a_link_may_lead_outside(target: str):
    accepted(pdf("a", page=f"/X << /S /URI /URI ({target}) >>"), "a.pdf")


def test_a_stream_that_lies_elsewhere_is_refused():
    elsewhere = stream(b"", "/F (a)")
    assert refused(pdf("a", more=[elsewhere]), "a.pdf") is Code.EXTERNAL


def test_a_former_revision_is_looked_at():
    former = pdf("a", catalog=action("JavaScript"))
    again = former + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    at = len(former)
    again += b"xref\n1 1\n%010d 00000 n \n" % at
    before = int(former.rsplit(b"startxref\n", 1)[1].split()[0])
    again += b"trailer << /Size 7 /Root 1 0 R /Prev %d >>\n" % before
    again += b"startxref\n%d\n%%%%EOF\n" % again.index(b"xref\n1 1")
    assert refused(again, "a.pdf") is Code.SCRIPT


def test_a_password_is_refused():
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (a) /P -4 >> /ID [(a) (a)]"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    ]
    assert refused(numbered(objects, locked), "a.pdf") is Code.ENCRYPTED
    accepted(numbered(objects), "a.pdf")


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        (stream(jpeg(app_exif(WITH_PLACE)), "/Filter /DCTDecode"), Code.GPS),
        (stream(jpeg(app_exif(WITH_PLACE)), "/Filter [/DCTDecode]"), Code.GPS),
        (
            stream(
                zlib.compress(jpeg(app_exif(WITH_PLACE))),
                "/Filter [/FlateDecode /DCTDecode]",
            ),
            Code.GPS,
        ),
        (stream(jpeg(size=(60_000, 1)), "/Filter /DCTDecode"), Code.DIMENSIONS),
        (stream(b"", "/Width 60000 /Height 60000"), Code.DIMENSIONS),
    ],
)
def test_pictures_of_a_page_are_held_to_the_same_rules(picture: bytes, code: Code):
    picture = picture.replace(b"<<", b"<< /Subtype /Image", 1)
    assert refused(pdf("a", more=[picture]), "a.pdf") is code


def test_a_picture_of_a_page_may_be_kept():
    for content in (jpeg(), jpeg()[:-4]):
        picture = stream(
            content, "/Subtype /Image /Filter /DCTDecode /Width 8 /Height 8"
        )
        accepted(pdf("a", more=[picture]), "a.pdf")


def test_metadata_that_names_a_place_is_refused():
    metadata = stream(XMP_PLACE, "/Type /Metadata /Subtype /XML")
    assert refused(pdf("a", more=[metadata]), "a.pdf") is Code.GPS


def test_a_stream_that_unpacks_to_too_much_is_refused():
    page = "/Contents 7 0 R"
    bomb = stream(b" " * (25 * limits.MEGABYTE))
    content = pdf("a", more=[bomb]).replace(b"/Contents 4 0 R", page.encode())
    assert refused(content, "a.pdf") is Code.LONG


def test_too_many_pages_are_refused():
    kids = " ".join(["3 0 R"] * (limits.PAGES + 1))
    pages = f"/Kids [{kids}] /Count {limits.PAGES + 1}".encode()
    content = pdf("a").replace(b"/Kids [3 0 R] /Count 1", pages)
    assert refused(content, "a.pdf") is Code.LONG


def test_a_page_that_takes_for_ever_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "WAIT", 0.05)
    assert refused(pdf("a"), "a.pdf") is Code.LONG


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nstartxref\n9\n%%EOF\n"]
)
def test_a_damaged_pdf_is_refused(content: bytes):
    assert refused(content, "a.pdf") is Code.DAMAGED
