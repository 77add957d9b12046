"""The same text in every shape it may come in, and all shapes that are refused."""

import shutil
import subprocess
import zipfile
from pathlib import Path
from unicodedata import normalize

import pytest

from documents.reading.refusal import Cause, UnreadableError
from tests.documents.reader.making import Paper, commune, in_tcvn3, in_vni
from tests.documents.reader.scoring import HOME, items, read_paper

SEED = HOME / "seeds" / "lai-chau-2024.txt"
PLAIN = str.maketrans("“”–ủỦ", '""-UU')


def alike(path: Path) -> None:
    """Hold a paper to the seed it was made from, but for quotes and dashes."""
    read, seed = items(read_paper(path)), items(read_paper(SEED))
    for kind, expected in seed.items():
        ours = [one.translate(PLAIN) for one in read[kind]]
        assert ours == [one.translate(PLAIN) for one in expected], kind


def test_decomposed_unicode(tmp_path: Path) -> None:
    path = tmp_path / "nfd.txt"
    path.write_text(
        normalize("NFD", SEED.read_text(encoding="utf-8")), encoding="utf-8"
    )
    alike(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_unicode_with_a_mark_of_its_order(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "bom.txt"
    path.write_text(SEED.read_text(encoding="utf-8"), encoding=encoding)
    alike(path)


@pytest.mark.parametrize("legacy", [in_tcvn3, in_vni])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_legacy_alphabets_are_told_and_converted(
    tmp_path: Path, legacy, encoding
) -> None:
    path = tmp_path / "legacy.txt"
    path.write_bytes(
        legacy(SEED.read_text(encoding="utf-8")).encode(encoding, "replace")
    )
    alike(path)


def test_hard_line_ends_page_numbers_and_headers_within_sentences(
    tmp_path: Path,
) -> None:
    import textwrap

    lines: list[str] = []
    for line in SEED.read_text(encoding="utf-8").splitlines():
        lines += textwrap.wrap(line, 78) or [""]
    pages: list[str] = []
    for at in range(0, len(lines), 40):
        pages += [
            *lines[at : at + 40],
            f"- {at // 40 + 2} -",
            "UBND tỉnh Lai Châu, dự thảo",
        ]
    path = tmp_path / "wrapped.txt"
    path.write_text("\n".join(pages), encoding="utf-8")
    read = items(read_paper(path))
    seed = items(read_paper(SEED))
    for kind in ("agencies", "duties", "deadlines", "slogans", "legal bases"):
        assert read[kind] == seed[kind], kind


def test_a_word_document_with_lists_tables_and_a_text_box(tmp_path: Path) -> None:
    read = items(read_paper(commune(tmp_path / "commune.docx")))
    assert read["single values"] == [
        "title: Triển khai Tháng hành động vì trẻ em năm 2026",
        "kind: kế hoạch",
        "issuer: Ủy ban nhân dân xã Bình Lư",
        "level: commune",
        "place: Bình Lư",
        "theme: Vì một mùa hè an toàn cho mọi trẻ em",
        "period: 2026-06-01..2026-06-30",
        "parent: 1560/KH-UBND | 2026-04-10",
        "signer: TM. ỦY BAN NHÂN DÂN | KT. CHỦ TỊCH | PHÓ CHỦ TỊCH | Lưu Quang Công",
    ]
    assert read["duties"] == [
        "1 | Phòng Văn hóa - Xã hội | Tham mưu ban hành kế hoạch trư",
        "1 | Phòng Văn hóa - Xã hội | Tổng hợp báo cáo UBND tỉnh trư",
        "2 | Trạm Y tế xã | Khám sức khỏe cho trẻ em.",
        "2 | Trạm Y tế xã | Tẩy giun cho trẻ em.",
        "3 | Các trường học | Bàn giao học sinh về sinh hoạt",
        "Các trưởng bản | Cắm biển cảnh báo đuối nước",
        "Đoàn Thanh niên xã | Dạy bơi cho trẻ em",
        "Hội Phụ nữ xã | Vận động hội viên",
    ]
    assert read["deadlines"][-3:] == [
        "25/5/2026 | on | 2026-05-25",
        "Tháng 6, 7/2026 | fuzzy | 2026-06-01..2026-07-31",
        "Trước 15/6 | before | 2026-06-15",
    ]
    assert read["recipients"] == ["UBND tỉnh | b/c", "Lưu: VT"]


def test_a_list_of_children_is_reported_and_left_out(tmp_path: Path) -> None:
    paper = Paper()
    paper.text("KẾ HOẠCH", "Tháng hành động vì trẻ em năm 2026", "I. TỔ CHỨC THỰC HIỆN")
    paper.text("1. Trạm Y tế", "- Thăm trẻ em có tên trong danh sách.")
    paper.table(
        ("TT", "Họ và tên", "Ngày sinh"),
        ("1", "Tổng Thanh Hải", "01/02/2015"),
        ("2", "Lưu Quang Công", "03/4/2016"),
        ("3", "Lưu Thanh Hải", "05/6/2017"),
    )
    reading = read_paper(paper.save(tmp_path / "children.docx"))
    assert [one.what for one in reading.flags] == ["people"]
    assert "Quang" not in reading.model_dump_json()


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_a_pdf_with_a_text_layer(tmp_path: Path) -> None:
    paper = Paper()
    lines = SEED.read_text(encoding="utf-8").splitlines()
    paper.text(*(line for line in lines if line.strip()), font="DejaVu Sans")
    word = paper.save(tmp_path / "plan.docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(word)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read, seed = items(read_paper(tmp_path / "plan.pdf")), items(read_paper(SEED))
    for kind in ("agencies", "duties", "deadlines", "slogans", "recipients"):
        assert read[kind] == seed[kind], kind


def rewritten(tmp_path: Path, change) -> Path:
    """A Word document whose parts were changed by hand."""
    source, path = commune(tmp_path / "sound.docx"), tmp_path / "changed.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def entity(name: str, content: bytes) -> bytes:
    if name != "word/document.xml":
        return content
    declared = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    head, _, rest = content.partition(b"?>")
    return head + b"?>" + declared + rest.replace(b"KH-UBND", b"&x;")


def bomb(name: str, content: bytes) -> bytes:
    return b"<a>" + b" " * 120_000_000 if name == "word/document.xml" else content


def macros(tmp_path: Path) -> Path:
    path = commune(tmp_path / "macros.docx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/vbaProject.bin", b"x" * 100)
    return path


def written(name: str, content: bytes):
    def make(tmp_path: Path) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def cut(tmp_path: Path) -> Path:
    path = commune(tmp_path / "cut.docx")
    path.write_bytes(path.read_bytes()[:4000])
    return path


def scanned(tmp_path: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(tmp_path / "scan.pdf")
    return tmp_path / "scan.pdf"


def locked(tmp_path: Path) -> Path:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=str(scanned(tmp_path)))
    writer.encrypt("x")
    writer.write(tmp_path / "locked.pdf")
    return tmp_path / "locked.pdf"


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda tmp_path: tmp_path / "none.docx", Cause.MISSING),
        (written("plan.doc", _OLE), Cause.OLD_WORD),
        (written("plan.docm", b"PK\x03\x04"), Cause.MACRO),
        (written("plan.rtf", b"{\\rtf"), Cause.KIND),
        (written("empty.docx", b""), Cause.EMPTY),
        (written("blank.txt", b"\n \n"), Cause.EMPTY),
        (written("large.txt", b"a" * 20_000_001), Cause.SIZE),
        (written("noise.txt", bytes(range(128, 256)) * 9), Cause.ENCODING),
        (written("other.docx", b"hello"), Cause.CONTENT),
        (
            written(
                "locked.docx",
                _OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"),
            ),
            Cause.ENCRYPTED,
        ),
        (written("cut.pdf", b"%PDF-1.7\n1 0 obj"), Cause.DAMAGED),
        (cut, Cause.DAMAGED),
        (macros, Cause.MACRO),
        (scanned, Cause.SCANNED),
        (locked, Cause.ENCRYPTED),
        (lambda tmp_path: rewritten(tmp_path, entity), Cause.ENTITY),
        (lambda tmp_path: rewritten(tmp_path, bomb), Cause.BOMB),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, make, cause
) -> None:
    path = make(tmp_path)
    with pytest.raises(UnreadableError) as refused:
        read_paper(path)
    assert refused.value.cause is cause
    assert str(refused.value) == f"{path.name}: {cause.value}"
