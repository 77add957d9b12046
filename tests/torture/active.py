"""What would act in what people read: markup, headers, formulas, hidden characters.

Each check knows what a season of harmless words brings forth; a hostile text may bring
forth nothing else. It is read by readers that are none of ours where there is one.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.utils import getaddresses
from functools import cache, lru_cache
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple
from unicodedata import category
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from calendars.plain import line
from tests.desk.read_markdown import read
from tests.torture.injected import Out, play

_HARMLESS = ("Nội dung mẫu", "Nội dung\u200bmẫu")
_LEADS = re.compile(
    r"^(?:http://testserver(?:/|$)|http://127\.0\.0\.1:4200/|/|#|data:,$|tel:|mailto:)"
)
_URLS = {"href", "src", "action", "formaction", "poster", "data", "background", "cite"}
_OURS = re.compile(r"\[if mso\]>[^\[]*<!\[endif\]")
"""What letters hold for Outlook, which keeps to no width otherwise."""
_HEADERS = re.compile(r"^([!-9;-~]+):")
_ICAL = re.compile(r"^([A-Z-]+)[;:]")
_ADDRESSED = ("to", "cc", "from", "reply-to", "sender", "bcc")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Known(NamedTuple):
    """What a harmless season holds."""

    elements: frozenset[str]
    attributes: frozenset[tuple[str, str]]
    styles: frozenset[str]
    headers: frozenset[str]
    media: frozenset[str]
    calendar: frozenset[str]
    shapes: frozenset[str]
    leads: frozenset[str]
    parts: frozenset[str]
    tags: frozenset[str]
    texts: frozenset[str]


class Mail(NamedTuple):
    """A letter read: its headers, the types of its parts, those of text in full."""

    raw: bytes
    headers: list[tuple[str, str]]
    media: list[str]
    texts: list[tuple[str, str]]


class Read(HTMLParser):
    """Reads html as browsers do: its elements, their attributes, where they lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.styles: set[str] = set()
        self.urls: list[str] = []
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add((tag, name))
            if name in _URLS:
                self.urls.append(value or "")
            if name == "style":
                self.styles.add(value or "")

    def handle_comment(self, data: str) -> None:
        if not _OURS.fullmatch(data):
            self.other.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        self.other.append(f"instruction {data}")

    def unknown_decl(self, data: str) -> None:
        self.other.append(f"declaration {data}")


@cache
def known() -> Known:
    """Return what seasons hold of harmless words, and of such that pages refuse."""
    outs = list(map(play, _HARMLESS))
    mails = [mail for out in outs for mail in map(_mail, out.letters)]
    htmls = [Read(text) for out in outs for _, text in _htmls(out, mails)]
    calendars = [text for out in outs for text in _calendars(out, mails)]
    boards = [read(text) for out in outs for _, text in out.boards]
    files = [zipfile.ZipFile(BytesIO(file)) for out in outs for _, file in out.files]
    return Known(
        frozenset(one for html in htmls for one in html.elements),
        frozenset(one for html in htmls for one in html.attributes),
        frozenset(one for html in htmls for one in html.styles),
        frozenset(name for mail in mails for name, _ in mail.headers),
        frozenset(media for mail in mails for media in mail.media),
        frozenset(one for text in calendars for one in _properties(text)),
        frozenset(token for board in boards for token in board.shape),
        frozenset(url for board in boards for url in board.links.values()),
        frozenset(part.filename for file in files for part in file.infolist()),
        frozenset(tag for file in files for tag in _tags(file)),
        frozenset(
            text for out in outs for _, text in (*_htmls(out, mails), *out.boards)
        ),
    )


def active(payload: str, out: Out) -> list[str]:
    """Return a line for everything that acts in what a season brought forth."""
    mails = list(map(_mail, out.letters))
    return [
        f"{where}: {what}"
        for where, what in (
            *_in_pages(out),
            *_in_html(payload, _htmls(out, mails)),
            *_in_letters(payload, mails),
            *_in_calendars(_calendars(out, mails)),
            *_in_boards(payload, out),
            *_in_names(out),
            *_in_files(payload, out),
        )
    ]


def _in_pages(out: Out) -> Iterator[tuple[str, str]]:
    for where, got in out.pages:
        if got.status >= 500:
            yield where, f"status {got.status}"
        for name, value in got.headers:
            if re.search(rb"[\r\n\x00]", name + value):
                yield where, f"a line in {name!a}: {value!a}"


def _in_html(
    payload: str, htmls: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    for where, text in htmls:
        yield from ((where, what) for what in _in_one(payload, text))


def _in_one(payload: str, text: str) -> Iterator[str]:
    html, usual = Read(text), known()
    yield from (f"element {one!a}" for one in html.elements - usual.elements)
    yield from (f"attribute {one!a}" for one in html.attributes - usual.attributes)
    yield from (f"style {one!a}" for one in html.styles - usual.styles)
    yield from (f"leads to {one!a}" for one in html.urls if not _LEADS.match(one))
    yield from html.other
    yield from _hidden(text)
    yield from _evaluated(payload, text)
    yield from _raw(payload, text)


def _in_letters(payload: str, mails: Iterable[Mail]) -> Iterator[tuple[str, str]]:
    for mail in mails:
        where = f"letter {dict(mail.headers)['message-id']}"
        yield from ((where, what) for what in _in_head(mail))
        for media in set(mail.media) - known().media:
            yield where, f"a part {media}"
        for _, text in mail.texts:
            yield from ((where, what) for what in _hidden(text))
            yield from ((where, what) for what in _evaluated(payload, text))


def _in_head(mail: Mail) -> Iterator[str]:
    names = [name for name, _ in mail.headers]
    yield from (f"header {one}" for one in set(names) - known().headers)
    yield from (f"header {one} twice" for one in set(names) if names.count(one) > 1)
    head = mail.raw.partition(b"\r\n\r\n")[0].decode("ascii")
    for text in head.split("\r\n"):
        if not text.startswith((" ", "\t")) and not _HEADERS.match(text):
            yield f"a line of the head {text!a}"
    for name, value in mail.headers:
        yield from (f"{name}: {what}" for what in _hidden(value))
        if name in _ADDRESSED:
            yield from (
                f"{name} leads to {found}"
                for _, found in getaddresses([value])
                if "evil" in found.rpartition("@")[2]
            )


def _in_calendars(calendars: Iterable[str]) -> Iterator[tuple[str, str]]:
    for text in calendars:
        names = _properties(text)
        yield from (
            ("calendar", f"line {one}") for one in set(names) - known().calendar
        )
        if names.count("BEGIN:VCALENDAR") != 1:
            yield "calendar", "more than one"
        yield from (("calendar", what) for what in _hidden(text.replace("\r\n", "\n")))


def _in_boards(payload: str, out: Out) -> Iterator[tuple[str, str]]:
    usual = known()
    for where, text in out.boards:
        board = read(text)
        yield from (
            (where, f"becomes {one}") for one in set(board.shape) - usual.shapes
        )
        for url in board.links.values():
            if url not in usual.leads and not _LEADS.match(url):
                yield where, f"leads to {url}"
        yield from ((where, what) for what in _hidden(text))
        yield from ((where, what) for what in _evaluated(payload, text))
        yield from ((where, what) for what in _raw(payload, text))
    for picture in out.pictures:
        for one in ET.fromstring(picture).iter():  # noqa: S314 - our own picture
            if one.tag.rpartition("}")[2] in ("script", "a", "image", "foreignObject"):
                yield "picture", one.tag


def _in_names(out: Out) -> Iterator[tuple[str, str]]:
    for name in out.names:
        if not name.isprintable():
            yield "name", f"{name!a}"


def _in_files(payload: str, out: Out) -> Iterator[tuple[str, str]]:
    for name, content in out.files:
        file = zipfile.ZipFile(BytesIO(content))
        strange = {part.filename for part in file.infolist()} - known().parts
        yield from ((name, f"a part {one}") for one in strange if "sheet" not in one)
        yield from ((name, f"element {one}") for one in _tags(file) - known().tags)
        for part in file.infolist():
            yield from ((name, what) for what in _outside(file, part.filename))
        text = "".join(_texts(file))
        yield from ((name, what) for what in _hidden(text))
        yield from ((name, what) for what in _evaluated(payload, text))
        if name.endswith(".xlsx"):
            yield from ((name, what) for what in _formulas(content))


def _outside(file: zipfile.ZipFile, part: str) -> Iterator[str]:
    if part.endswith(".rels"):
        for one in _tree(file.read(part)):
            if one.get("TargetMode") == "External":
                yield f"leads to {one.get('Target')}"


def _formulas(content: bytes) -> Iterator[str]:
    for sheet in load_workbook(BytesIO(content)):
        for cell in (one for row in sheet.iter_rows() for one in row):
            link = cell.hyperlink
            if cell.data_type in ("f", "e"):
                yield f"{sheet.title} {cell.coordinate}: a formula"
            if link is not None and (link.target or "").strip("#"):
                yield f"{sheet.title} {cell.coordinate}: leads to {link.target}"
            text = cell.value if isinstance(cell.value, str) else ""
            if text.startswith(_FORMULA) and not cell.quotePrefix:
                yield f"{sheet.title} {cell.coordinate}: begins as a formula"


def _hidden(text: str) -> Iterator[str]:
    """Find what turns, hides or commands, and no person sees."""
    for one in set(text) - {"\n", "\r", "\t"}:
        if category(one) in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            yield f"hidden U+{ord(one):04X}"


def _raw(payload: str, text: str) -> Iterator[str]:
    """Find markup as it was written, unless all of it is what templates write."""
    if "<" not in payload:
        return
    for said in {payload, line(payload)}:
        if said in text and not any(said in one for one in known().texts):
            yield "markup as it was written"


def _evaluated(payload: str, text: str) -> Iterator[str]:
    """Find what a template or a program made of a payload."""
    if "7" in payload and re.search(r"(?<!\d)(?:50197|7777777)(?!\d)", text):
        yield "a product was computed"
    if re.search(r"uid=\d+\(|root:x:0:0|&lt;class &#39;|<class '", text):
        yield "code was run"


def _htmls(out: Out, mails: list[Mail]) -> Iterator[tuple[str, str]]:
    for where, got in out.pages:
        if got.header(b"content-type").startswith(b"text/html"):
            yield where, got.body.decode()
    for mail in mails:
        yield from (("letter", text) for one, text in mail.texts if one == "text/html")


def _calendars(out: Out, mails: list[Mail]) -> Iterator[str]:
    yield from (feed.decode() for feed in out.feeds)
    for mail in mails:
        yield from (text for one, text in mail.texts if one == "text/calendar")


def _properties(text: str) -> list[str]:
    """Return the names of a calendar's lines, those of its components with theirs."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    names: list[str] = []
    for one in filter(None, re.split(r"\r?\n", unfolded)):
        found = _ICAL.match(one)
        name = found[1] if found else f"no property: {one!a}"
        names.append(one if name in ("BEGIN", "END", "METHOD") else name)
    return names


def _mail(raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=policy.default)
    media = [(part.get_content_type(), part) for part in message.walk()]
    texts = [(one, part.get_content()) for one, part in media if one.startswith("text")]
    headers = [(name.lower(), str(value)) for name, value in message.items()]
    return Mail(raw, headers, [one for one, _ in media], texts)


def _trees(file: zipfile.ZipFile) -> Iterator[ET.Element]:
    for part in file.infolist():
        if part.filename.endswith((".xml", ".rels")):
            yield _tree(file.read(part))


@lru_cache(maxsize=500)  # most parts of a document are the same in all of them
def _tree(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - our own file


def _tags(file: zipfile.ZipFile) -> set[str]:
    return {one.tag for tree in _trees(file) for one in tree.iter()}


def _texts(file: zipfile.ZipFile) -> Iterable[str]:
    for tree in _trees(file):
        yield from tree.itertext()
