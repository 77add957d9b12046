"""Whatever a file holds, it is kept or refused; nothing else happens."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.attachments.verdict import Attachment, Refusal
from tests.documents.attachments.making import (
    ONLY_VERSION,
    app_exif,
    changed,
    chunk,
    jpeg,
    packed,
    parts,
    pdf,
    png,
    sheet,
    verdict,
    word,
)

HEADS = {
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "pdf": b"%PDF-1.7\n",
    "jpg": b"\xff\xd8\xff",
    "png": b"\x89PNG\r\n\x1a\n",
}
WORD = parts(word("a", tables=[[("a", "b")]]))
GOOD = {
    "docx": packed({name: WORD[name] for name in WORD if len(WORD[name]) < 9_000}),
    "xlsx": sheet(("a", 1, 2.5)),
    "pdf": pdf("Báo cáo"),
    "jpg": jpeg(app_exif(ONLY_VERSION)),
    "png": png(chunk(b"eXIf", ONLY_VERSION)),
}
XML = {"docx": "word/document.xml", "xlsx": "xl/worksheets/sheet1.xml"}
MANY = settings(max_examples=60, deadline=None)
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
"""A PDF is read in a process of its own."""
CHANGES = st.lists(
    st.tuples(st.integers(0, 2**20), st.binary(max_size=9), st.integers(0, 9)),
    min_size=1,
    max_size=8,
)


def judged(content: bytes, extension: str) -> None:
    assert isinstance(verdict(content, f"a.{extension}"), Attachment | Refusal)


def mutated(content: bytes, changes: list[tuple[int, bytes, int]]) -> bytes:
    """Replace some bytes by others, at places that lie within the content."""
    made = bytearray(content)
    for place, new, removed in changes:
        at = place % (len(made) + 1)
        made[at : at + removed] = new
    return bytes(made)


@MANY
@given(name=st.text(max_size=20), content=st.binary(max_size=200))
def test_any_name_and_any_bytes(name: str, content: bytes):
    assert isinstance(verdict(content, name), Attachment | Refusal)


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jpg", "png"])
@MANY
@given(content=st.binary(max_size=300))
def test_any_bytes_behind_the_right_head(extension: str, content: bytes):
    judged(HEADS[extension] + content, extension)


@pytest.mark.parametrize("extension", ["docx", "xlsx", "jpg", "png"])
@MANY
@given(changes=CHANGES)
def test_a_good_file_with_some_bytes_changed(
    extension: str, changes: list[tuple[int, bytes, int]]
):
    judged(mutated(GOOD[extension], changes), extension)


@pytest.mark.parametrize("extension", XML)
@MANY
@given(data=st.data())
def test_a_part_with_some_bytes_changed(extension: str, data: st.DataObject):
    all_of = parts(GOOD[extension])
    name = data.draw(st.sampled_from(sorted(all_of)))
    content = mutated(all_of[name], data.draw(CHANGES))
    judged(packed(all_of | {name: content}), extension)


@pytest.mark.parametrize("extension", XML)
@MANY
@given(
    names=st.lists(
        st.sampled_from(
            [
                "p",
                "t",
                "r",
                "tbl",
                "tr",
                "tc",
                "gridSpan",
                "fldChar",
                "row",
                "c",
                "v",
                "f",
                "is",
                "si",
                "cellXfs",
            ]
        ),
        max_size=12,
    ),
    text=st.text(st.characters(categories=["L", "N", "Zs"]), max_size=8),
)
def test_elements_in_any_order(extension: str, names: list[str], text: str):
    begins = "".join(f'<{name} val="9" t="s" r="B2" s="1">' for name in names)
    ends = "".join(f"</{name}>" for name in reversed(names))
    more = f'<x xmlns="a">{begins}{text}{ends}</x>'
    name, end = (XML[extension], "<w:body>" if extension == "docx" else "<sheetData>")
    judged(changed(GOOD[extension], name, end, end + more), extension)


@FEW
@given(content=st.binary(max_size=300))
def test_any_bytes_within_a_pdf(content: bytes):
    judged(HEADS["pdf"] + content + b"\n%%EOF", "pdf")


@FEW
@given(changes=CHANGES)
def test_a_good_pdf_with_some_bytes_changed(changes: list[tuple[int, bytes, int]]):
    judged(mutated(GOOD["pdf"][:-6], changes) + b"%%EOF\n", "pdf")
