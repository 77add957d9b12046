"""Whatever a file holds, it is read or refused; nothing else happens."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading.plain import lines_of
from documents.reading.read import read_document
from documents.reading.refusal import UnreadableError
from documents.reading.result import Reading
from rules.people import lists_people
from tests.documents.reader.scoring import DAYS, HOME, read_paper

PIECES = sorted(
    {
        line
        for paper in (HOME / "papers").glob("*.txt")
        for line in paper.read_text(encoding="utf-8").splitlines()
    }
)
DIGITS = st.text("0123456789/.-: ngàyhágnămtrướcđếtừquýIV(),;", max_size=60)


def read(text: str) -> Reading:
    return read_document(lines_of(text), DAYS, lists_people, wrapped=True)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    read(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(DIGITS, max_size=12))
def test_any_numbers_and_words_of_time(lines: list[str]) -> None:
    for one in read("\n".join(("KẾ HOẠCH", "II. THỜI GIAN", *lines))).deadlines:
        assert one.bound != "unparseable" or one.date is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_shuffle_of_papers(lines: list[str]) -> None:
    reading = read("\n".join(lines))
    every = [duty for one in reading.agencies for duty in one.duties]
    assert all(1 <= n <= len(lines) for one in every for n in one.source)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600), st.sampled_from(["txt", "docx", "pdf"]))
def test_any_bytes(content: bytes, extension: str) -> None:
    if extension == "pdf":
        content = b"x" + content  # no reader of its own is started for what is no PDF
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"any.{extension}"
        path.write_bytes(content)
        with suppress(UnreadableError):
            read_paper(path)
