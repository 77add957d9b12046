from zipfile import ZIP_STORED

import pytest

from documents.attachments import limits
from documents.attachments.verdict import Code, Refusal
from tests.documents.attachments.making import (
    WITH_PLACE,
    accepted,
    app_exif,
    changed,
    jpeg,
    packed,
    parts,
    png,
    refused,
    related,
    shared,
    sheet,
    verdict,
    word,
)

DOCUMENT, TYPES = "word/document.xml", "[Content_Types].xml"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
W = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def with_part(name: str, content: bytes = b"<a/>") -> bytes:
    return packed(parts(word()) | {name: content})


def in_document(text: str) -> bytes:
    return changed(word(), DOCUMENT, "<w:body>", f"<w:body>{text}")


def typed(content_type: str, part: str = "/word/more.xml") -> bytes:
    override = f'<Override PartName="{part}" ContentType="{content_type}"/></Types>'
    return changed(word(), TYPES, "</Types>", override)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("word/vbaProject.bin", Code.MACRO),
        ("word/VBAPROJECT.BIN", Code.MACRO),
        ("word/vbaData.xml", Code.MACRO),
        ("word/activeX/activeX1.xml", Code.MACRO),
        ("xl/macrosheets/sheet1.xml", Code.MACRO),
        ("customUI/customUI.xml", Code.MACRO),
        ("word/embeddings/oleObject1.bin", Code.EMBEDDED),
        ("word/embeddings/Microsoft_Excel_Sheet.xlsx", Code.EMBEDDED),
        ("word/afchunk.mht", Code.EMBEDDED),
        ("word/a.exe", Code.EMBEDDED),
        ("word/a", Code.EMBEDDED),
        ("xl/externalLinks/externalLink1.xml", Code.EXTERNAL),
    ],
)
def test_parts_that_do_not_belong_into_a_report_are_refused(name: str, code: Code):
    assert verdict(with_part(name), "a.docx") == Refusal(code, name)


@pytest.mark.parametrize(
    "head",
    [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ\x90\x00\x03\x00\x00\x00", b"%PDF-1.7\n"],
)
def test_a_part_is_known_by_its_content_whatever_its_name(head: bytes):
    assert refused(with_part("word/media/image1.emf", head), "a.docx") is Code.EMBEDDED
    printer = "xl/printerSettings/printerSettings1.bin"
    both = packed(parts(sheet()) | {printer: head + bytes(9)})
    assert refused(both, "a.xlsx") is Code.EMBEDDED
    accepted(packed(parts(sheet()) | {printer: b"\x00" * 9}), "a.xlsx")


@pytest.mark.parametrize(
    ("content_type", "code"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", Code.MACRO),
        ("application/vnd.ms-office.vbaProject", Code.MACRO),
        ("application/vnd.ms-office.activeX+xml", Code.MACRO),
        ("application/vnd.ms-excel.intlmacrosheet+xml", Code.MACRO),
        ("text/html", Code.EMBEDDED),
        ("application/rtf", Code.EMBEDDED),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml"
            ".pivotCacheRecords+xml",
            Code.EMBEDDED,
        ),
        ("application/vnd.ms-office.webextension+xml", Code.EXTERNAL),
    ],
)
def test_content_types_that_do_not_belong_into_a_report_are_refused(
    content_type: str, code: Code
):
    assert refused(typed(content_type), "a.docx") is code


def test_a_document_must_say_that_it_is_what_its_name_says():
    main = f"{W}.document.main+xml"
    for other in (f"{W}.template.main+xml", "application/xml"):
        assert refused(changed(word(), TYPES, main, other), "a.docx") is Code.TYPE
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refused(changed(word(), TYPES, main, macros), "a.docx") is Code.MACRO
    assert refused(word(), "a.xlsx") is Code.TYPE
    assert refused(packed({"a.xml": b"<a/>"}), "a.docx") is Code.TYPE


def test_xml_under_another_name_is_refused():
    hidden = typed(f"{W}.footer+xml", "/word/media/image1.png")
    assert refused(hidden, "a.docx") is Code.DAMAGED


@pytest.mark.parametrize(
    "target", ["https://tongdai111.vn/a?b=c", "http://a.example", "mailto:a@b.example"]
)
def test_a_plain_hyperlink_may_lead_outside(target: str):
    accepted(related(word(), "hyperlink", target), "a.docx")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("hyperlink", "file:///C:/a.exe"),
        ("hyperlink", "\\\\server.example\\share"),
        ("hyperlink", "javascript:alert(1)"),
        ("hyperlink", "ms-word:ofe|u|https://a.example/a.docx"),
        ("image", "https://a.example/a.png"),
        ("attachedTemplate", "https://a.example/a.dotm"),
        ("settings", "https://a.example/a"),
    ],
)
def test_what_a_document_fetches_from_outside_is_refused(kind: str, target: str):
    assert refused(related(word(), kind, target), "a.docx") is Code.EXTERNAL
    external = related(word(), kind, target, " EXTERNAL ")
    assert refused(external, "a.docx") is Code.EXTERNAL


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("oleObject", Code.EMBEDDED),
        ("package", Code.EMBEDDED),
        ("aFChunk", Code.EMBEDDED),
        ("control", Code.MACRO),
        ("subDocument", Code.EXTERNAL),
        ("externalLink", Code.EXTERNAL),
        ("connections", Code.EXTERNAL),
    ],
)
def test_relations_within_are_refused_by_what_they_are_for(kind: str, code: Code):
    assert refused(related(word(), kind, "more.xml", "Internal"), "a.docx") is code


def field(*instructions: str) -> str:
    texts = "".join(
        f"<w:r><w:instrText>{one}</w:instrText></w:r>" for one in instructions
    )
    begin, end = (
        f'<w:r><w:fldChar w:fldCharType="{at}"/></w:r>' for at in ("begin", "end")
    )
    return f"<w:p>{begin}{texts}{end}</w:p>"


@pytest.mark.parametrize(
    "text",
    [
        field(' DDEAUTO c:\\\\cmd.exe "/k a" '),
        field(" D", "D", "E ", "cmd"),
        field("&#9;dde cmd"),
        field(' INCLUDEPICTURE "http://a.example/a.png" \\d '),
        field(" QUOTE 68 68 69 "),
        '<w:p><w:fldSimple w:instr=" LINK Excel.Sheet "/></w:p>',
        f"<w:tbl><w:tr><w:tc>{field(' DDE cmd ')}</w:tc></w:tr></w:tbl>",
    ],
)
def test_fields_that_start_or_fetch_something_are_refused(text: str):
    assert refused(in_document(text), "a.docx") is Code.EXTERNAL


@pytest.mark.parametrize(
    "instruction",
    [" PAGE ", ' HYPERLINK "https://a.example" ', " TOC \\o ", " REF link "],
)
def test_other_fields_may_be_kept(instruction: str):
    accepted(in_document(field(instruction)), "a.docx")


@pytest.mark.parametrize(
    "formula",
    ['WEBSERVICE("http://a.example")', '_xlfn.IMAGE("http://a.example")', "CALL (1)"],
)
def test_functions_that_start_or_fetch_something_are_refused(formula: str):
    assert refused(sheet((f"={formula}",)), "a.xlsx") is Code.EXTERNAL
    named = f'<definedNames><definedName name="a">{formula.replace(chr(34), "&quot;")}'
    named += "</definedName></definedNames></workbook>"
    assert (
        refused(changed(sheet(), BOOK, "</workbook>", named), "a.xlsx") is Code.EXTERNAL
    )
    accepted(sheet((1,), ("=SUM(A1:A1)",)), "a.xlsx")


@pytest.mark.parametrize(
    "declared",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a [<!ENTITY b "c">]>',
        '<!DOCTYPE a SYSTEM "http://a.example/a.dtd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("name", ["word/more.xml", "word/_rels/more.xml.rels"])
def test_a_document_type_is_refused(declared: str, name: str):
    for encoding in ("utf-8", "utf-16"):
        text = f"{declared}<a/>".encode(encoding)
        assert refused(with_part(name, text), "a.docx") is Code.ENTITY


@pytest.mark.parametrize(
    "text", [b"", b"<a>", b"<a></b>", b"<a>&b;</a>", b"<a b:c='d'/>", b"<a/>x"]
)
def test_what_is_no_xml_is_refused(text: bytes):
    assert refused(with_part("word/more.xml", text), "a.docx") is Code.DAMAGED


def test_xml_without_end_is_refused():
    deep = b"<a>" * (limits.DEPTH + 1) + b"</a>" * (limits.DEPTH + 1)
    attributes = " ".join(f'a{n}=""' for n in range(100)).encode()
    wide = b"<a>" + (b"<b " + attributes + b"/>") * (limits.ELEMENTS // 100) + b"</a>"
    for text in (deep, wide):
        content = packed(parts(word()) | {"word/more.xml": text}, ZIP_STORED)
        assert refused(content, "a.docx") is Code.LONG


def test_a_tag_without_end_is_refused():
    text = "".join(f"{n:x}" for n in range(1_200_000)).encode()
    content = with_part("word/more.xml", b'<a b="' + text + b'"/>')
    assert refused(content, "a.docx") is Code.LONG


def test_more_text_than_can_be_looked_through_is_refused():
    text = " ".join(f"{n} lượt" for n in range(limits.TEXT // 10))
    assert refused(word(text), "a.docx") is Code.LONG


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (jpeg(app_exif(WITH_PLACE)), Code.GPS),
        (jpeg(size=(60_000, 60_000)), Code.DIMENSIONS),
        (png(size=(30_000, 1)), Code.DIMENSIONS),
        (WITH_PLACE, Code.GPS),
        (jpeg() + b"<script>", Code.POLYGLOT),
    ],
)
def test_pictures_within_a_document_are_held_to_the_same_rules(
    content: bytes, code: Code
):
    name = "word/media/image1.jpeg"
    assert verdict(with_part(name, content), "a.docx") == Refusal(code, name)


def test_a_picture_within_a_document_may_be_kept():
    accepted(with_part("word/media/image1.jpeg", jpeg()), "a.docx")
    accepted(with_part("word/media/image1.gif", b"GIF89a"), "a.docx")


def test_a_cell_of_a_text_that_is_not_there_is_refused():
    accepted(shared(["a"], ["0"]), "a.xlsx")
    for number in ("1", "-1", "", "²", "0.0", "9" * 5_000):
        assert refused(shared(["a"], [number]), "a.xlsx") is Code.DAMAGED


def test_a_cell_longer_than_any_is_refused():
    assert refused(shared(["a" * 32_768], ["0"]), "a.xlsx") is Code.LONG


def test_one_text_in_very_many_cells_is_refused():
    accepted(shared(["a" * 30_000], ["0"] * 100), "a.xlsx")
    assert refused(shared(["a" * 30_000], ["0"] * 200), "a.xlsx") is Code.LONG


def test_cells_far_out_and_rows_far_down_cost_nothing():
    row = '<row r="9{0}"><c r="XFD9{0}"><v>1</v></c></row></sheetData>'
    far = changed(sheet(), SHEET, "</sheetData>", row.format("9" * 30))
    accepted(far, "a.xlsx")
