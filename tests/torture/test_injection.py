"""Some of the corpus: `make torture PART=injection` runs all of it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calendars.plain import line
from desk.mail.headers import Mailbox, mailboxes
from desk.markdown import data
from desk.plans.write_yaml import to_yaml
from documents.cells import STARTS_FORMULA
from documents.workbook import Page, PrintedPage, write_workbook
from tests.desk.read_markdown import read
from tests.small_campaign import data as yaml
from tests.torture.active import active
from tests.torture.batches import Batches
from tests.torture.figures import show
from tests.torture.injected import Out, play
from tests.torture.injection import CORPUS, KIND, PAYLOADS

pytestmark = pytest.mark.torture


def test_the_corpus_is_large_enough_and_without_repeats() -> None:
    assert len(PAYLOADS) == len(set(PAYLOADS)) >= 300
    assert set(CORPUS) >= {
        *("html", "script", "markdown", "jinja2", "cr-lf", "icalendar"),
        *("sql", "spreadsheet", "hidden", "yaml"),
    }


def test_nothing_of_a_season_acts(tmp_path: Path) -> None:
    part = Batches([KIND._replace(wanted=1, batch=1)]).part("injection")
    results = part.results(tmp_path)
    list(part.go_on(results))
    assert [one["wrong"] for one in results.lines()] == [[]]
    assert show("injection", part.figures(results)) == 0


@pytest.mark.parametrize("payload", ["\u202e{{ 7171*7 }}<script>x</script>=1+1"])
def test_a_season_says_what_was_written(payload: str) -> None:
    out = play(payload)
    assert not active(payload, out)
    assert out.refused, "what hides a character is not taken from agencies"
    words = [text for _, text in out.boards]
    assert any("{{ 7171&#42;7 }}" in text for text in words)


def harmless() -> Out:
    return Out([], [], [], [], [], [], [], [])


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda out: out.boards.append(("board", "[x](http://evil.example)")), "leads"),
        (lambda out: out.boards.append(("board", "![x](http://x)")), "becomes image"),
        (lambda out: out.boards.append(("board", "a\u202eb")), "hidden U+202E"),
        (lambda out: out.boards.append(("board", "50197")), "computed"),
        (lambda out: out.names.append("a\u200bb"), "name"),
        (lambda out: out.feeds.append(b"BEGIN:VCALENDAR\r\nATTACH:x\r\n"), "ATTACH"),
        (lambda out: out.pictures.append("<svg><script/></svg>"), "script"),
        (
            lambda out: out.letters.append(
                b"Message-ID: <a@b>\r\nBcc: a@evil.example\r\n\r\n<b>"
            ),
            "header bcc",
        ),
    ],
)
def test_what_acts_is_found(spoil: Callable[[Out], None], what: str) -> None:
    out = harmless()
    spoil(out)
    assert any(what in one for one in active("{{ 7171*7 }}", out))


def test_every_payload_is_text_in_every_form() -> None:
    """What all texts pass through, with the whole corpus, without a season."""
    usual = read("- chữ | chữ").shape
    for payload in PAYLOADS:
        shown = data(payload)
        if shown.strip() and not shown[0].isspace() and not shown[-1].isspace():
            assert read(f"- {shown} | {shown}").shape == usual
        assert yaml(to_yaml({"a": line(payload)}, "x")) == {"a": line(payload)}
    names = [line(one) for one in PAYLOADS if line(one).strip()]
    head = mailboxes([Mailbox(one, "a@b.example") for one in names], "To")
    assert all(one.startswith(" ") for one in head.split("\n")[1:])


def test_every_payload_is_text_in_a_sheet() -> None:
    rows = [(one, one) for one in PAYLOADS]
    pages = [
        Page("a", ("=1", "+1"), (9, 9), rows),
        PrintedPage("b", ("=1", "+1"), (9, 9), rows, above=("=1",)),
    ]
    for sheet in load_workbook(BytesIO(write_workbook(pages))):
        for cell in (one for row in sheet.iter_rows() for one in row):
            assert cell.data_type in ("s", "n", "inlineStr"), cell.value
            text = cell.value if isinstance(cell.value, str) else ""
            assert cell.quotePrefix or not text.startswith(STARTS_FORMULA)
