"""Files as agencies attach them, and the parts of which hostile ones are built."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx
from openpyxl import Workbook

from documents.attachments.inspection import inspect
from documents.attachments.verdict import Attachment, Code, Refusal
from rules.people import lists_people

CHILDREN = (
    ("TT", "Họ và tên", "Năm sinh"),
    ("1", "Nguyễn Văn A", "2012"),
    ("2", "Giàng A B", "2013"),
    ("3", "Lò Thị C", "2011"),
)


def verdict(content: bytes, name: str) -> Attachment | Refusal:
    return inspect(BytesIO(content), name, lists_people)


def refused(content: bytes, name: str) -> Code:
    found = verdict(content, name)
    assert isinstance(found, Refusal), found
    return found.code


def accepted(content: bytes, name: str) -> Attachment:
    found = verdict(content, name)
    assert isinstance(found, Attachment), found
    return found


def word(*lines: str, tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    document = docx.Document()
    for line in lines or ("Báo cáo kết quả năm 2024",):
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    return saved(document)


def sheet(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows or (("Chỉ tiêu", "Số lượng"), ("Lớp dạy bơi", 12)):
        book.active.append(list(row))
    return saved(book)


def shared(texts: Sequence[str], *rows: Sequence[str]) -> bytes:
    """A workbook as Excel writes it: its cells say the numbers of shared texts."""
    items = "".join(f"<si><r><t>{text}</t></r></si>" for text in texts)
    cells = "".join(
        "<row>" + "".join(f'<c t="s"><v>{one}</v></c>' for one in row) + "</row>"
        for row in rows
    )
    made = changed(
        sheet(), "xl/worksheets/sheet1.xml", "<sheetData>", f"<sheetData>{cells}"
    )
    table = f'<sst xmlns="{MAIN}">{items}</sst>'.encode()
    return packed(parts(made) | {"xl/sharedStrings.xml": table})


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as read:
        return {one.filename: read.read(one) for one in read.infolist()}


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """A document with one part that says something else."""
    all_of = parts(content)
    text = all_of[name].decode()
    assert old in text
    return packed(all_of | {name: text.replace(old, new, 1).encode()})


def related(content: bytes, kind: str, target: str, mode: str = "External") -> bytes:
    """A document of Word with one more relationship."""
    relation = (
        f'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    )
    name = "word/_rels/document.xml.rels"
    return changed(content, name, "</Relationships>", relation)


def exif(*tags: tuple[int, int], order: str = "<") -> bytes:
    """A TIFF block whose one directory points to one with those tags for its place."""
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    head = mark + struct.pack(f"{order}I", 8)
    first = struct.pack(f"{order}HHHIII", 1, 0x8825, 4, 1, 26, 0)
    entries = b"".join(struct.pack(f"{order}HHII", tag, 2, 1, v) for tag, v in tags)
    return head + first + struct.pack(f"{order}H", len(tags)) + entries + bytes(4)


WITH_PLACE = exif((1, 0x4E), (2, 26))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ONLY_VERSION = exif((0, 0x0302))
XMP_PLACE = b'<x:xmpmeta><rdf:Description exif:GPSLatitude="22,23.4N"/></x:xmpmeta>'


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes, size: tuple[int, int] = (8, 8), data: bytes = b"") -> bytes:
    width, height = size
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    return (
        b"\xff\xd8"
        + b"".join(segments or (segment(0xE0, b"JFIF\x00\x01\x02" + bytes(7)),))
        + segment(0xC0, frame)
        + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
        + b"\x12\xff\x00\x34\xff\xd0\x56"
        + data
        + b"\xff\xd9"
    )


def app_exif(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + block)


def chunk(name: bytes, body: bytes = b"") -> bytes:
    checksum = zlib.crc32(name + body)
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)


def png(*chunks: bytes, size: tuple[int, int] = (1, 1)) -> bytes:
    head = struct.pack(">II5B", *size, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(chunks)
        + chunk(b"IDAT", zlib.compress(bytes(2)))
        + chunk(b"IEND")
    )


def pdf(
    *lines: str, catalog: str = "", page: str = "", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page, its text in a font whose letters are told by /ToUnicode."""
    letters = sorted({letter for line in lines for letter in line})
    codes = {letter: f"{code:02x}" for code, letter in enumerate(letters, start=1)}
    shown = "".join(
        f"1 0 0 1 50 {800 - 20 * at} Tm <{''.join(codes[c] for c in line)}> Tj\n"
        for at, line in enumerate(lines)
    )
    mapped = "".join(
        f"<{code}> <{letter.encode('utf-16-be').hex()}>\n"
        for letter, code in codes.items()
    )
    told = "1 begincodespacerange <00> <ff> endcodespacerange\n"
    told += f"{len(codes)} beginbfchar\n{mapped}endbfchar"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {page} >>".encode(),
        stream(f"BT /F1 12 Tf\n{shown}ET".encode()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /ToUnicode 6 0 R >>",
        stream(told.encode()),
        *more,
    ]
    return numbered(objects)


def stream(content: bytes, entries: str = "") -> bytes:
    data = zlib.compress(content)
    if "/Filter" in entries:
        data = content
    else:
        entries += " /Filter /FlateDecode"
    head = f"<< {entries} /Length {len(data)} >>\nstream\n".encode()
    return head + data + b"\nendstream"


def numbered(objects: Sequence[bytes], trailer: str = "") -> bytes:
    made, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), list[int]()
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        made += b"%010d 00000 n \n" % place
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return bytes(made) + end.encode() + b"startxref\n%d\n%%%%EOF\n" % at
