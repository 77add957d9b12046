import pytest

from desk.templates import environment
from documents.attachments import limits
from documents.attachments.verdict import Code, Refusal
from schemas.numerals import grouped

MODULE = environment().get_template("pages/attachments.html").module


def said(refusal: Refusal, name: str = "") -> str:
    return str(MODULE.refusal(refusal, name)).strip()


@pytest.mark.parametrize("code", Code)
def test_every_refusal_says_what_and_the_remedy(code: Code):
    text = said(Refusal(code))
    what, remedy = text.split(". ", 1)
    assert what
    assert remedy.startswith("Đề nghị")
    assert text.endswith(".")
    assert "bạn" not in text.lower().split()


def test_a_refusal_says_which_file_and_where():
    text = said(Refusal(Code.GPS, "word/media/image1.jpeg"), "Báo cáo.docx")
    assert text.startswith("Tệp “Báo cáo.docx”: Ảnh có ghi vị trí")
    assert text.endswith("(Vị trí: word/media/image1.jpeg)")


def test_what_a_file_says_of_itself_is_data():
    text = said(Refusal(Code.MACRO, "<b>.bin"), "<script>.docx")
    assert "&lt;b&gt;.bin" in text
    assert "<" not in text


def test_the_limits_are_said_as_they_are():
    assert f" {limits.FILES} tệp" in said(Refusal(Code.COUNT))
    assert f" {limits.FILE // limits.MEGABYTE} MB" in said(Refusal(Code.SIZE))
    text = said(Refusal(Code.DIMENSIONS))
    assert f" {limits.PIXELS // limits.MEGABYTE} triệu" in text
    assert f" {grouped(limits.SIDE)} " in text


def test_no_words_stand_for_a_code_that_is_none():
    assert set(MODULE.reasons) == set(Code)
