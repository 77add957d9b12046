"""Theme, slogans, days and main activities: what a plan says before who does what."""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from documents.reading.body import read_named
from documents.reading.days import read_days
from documents.reading.label import Rank
from documents.reading.letters import UPPER
from documents.reading.outline import Node
from documents.reading.paragraph import Paragraph
from documents.reading.said import Bound, Said, Year
from documents.reading.sections import Topic, find_topics, topic_of

_QUOTED = r"[“\"«‘'](?P<said>[^”\"»’]{3,250})[”\"»’']"
_THEME = re.compile(
    rf"chủ đề(?:[^“\"«;.]{{0,140}}?)(?::\s*|là\s*:?\s*|\s)\s*{_QUOTED}", re.IGNORECASE
)
_PLAIN_THEME = re.compile(
    r"^chủ đề[^:]{0,120}:\s*(?P<said>[^“”\"]{5,200}?)[.;]?$", re.IGNORECASE
)
_BOXED_SLOGANS = re.compile(
    r"(?:khẩu hiệu|thông điệp)[^:.“]{0,40}:\s*[“\"]", re.IGNORECASE
)
_SLOGAN_QUOTES = re.compile(_QUOTED)
_MONTH_OF = re.compile(
    r"tháng (?:hành động|cao điểm|an toàn)|đợt cao điểm|chiến dịch|tuần lễ|thời gian",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"(?<!\w)(?i:giao|do|(?:đơn vị|cơ quan|bộ phận) (?:chủ trì|thực hiện)\s*:|chủ trì\s*:)\s*"
    rf"(?P<owner>[{UPPER}][^.;:()]{{2,90}}?)(?=\s+(?:chủ trì|tổ chức|thực hiện|phối hợp|phụ trách)|"
    r"[.;)]|,\s+[a-zđ]|$)"
)


_LEADS = re.compile(
    rf"(?:\(|(?:^|[.;:])\s+)(?P<owner>[{UPPER}][^().;:]{{2,80}}?)\s+"
    r"(?:là (?:đơn vị|cơ quan)\s+)?(?:chủ trì|(?:thực hiện|phụ trách|đảm nhiệm)(?=\)|\.?$))"
)


_HALF_A_YEAR = timedelta(days=184)


class Spoken(NamedTuple):
    """Words of a text and the paragraph they stand in."""

    text: str
    paragraph: Paragraph


def find_theme(root: Node, paragraphs: Sequence[Paragraph]) -> Spoken | None:
    """Return the theme: under its heading, else where it is first spoken of."""
    under = [one for node in find_topics(root, Topic.THEME) for one in node.walk()]
    inside = [node.paragraph for node in under]
    for paragraph in (*inside, *paragraphs):
        if found := _THEME.search(paragraph.text):
            return Spoken(found["said"].strip(), paragraph)
    for node in under:
        if found := _PLAIN_THEME.match(node.text):
            return Spoken(found["said"].strip(), node.paragraph)
    for node in under[1:]:
        if len(node.text) < 200:  # noqa: PLR2004 - a theme is one sentence
            quoted = _SLOGAN_QUOTES.search(node.text)
            return Spoken(
                quoted["said"] if quoted else node.text.strip(" ."), node.paragraph
            )
    return None


def find_slogans(root: Node) -> tuple[Spoken, ...]:
    """Return the slogans that stand under their heading, letter for letter."""
    found: list[Spoken] = []
    boxed = (
        node
        for node in root.walk()
        if node.rank == Rank.PLAIN and _BOXED_SLOGANS.match(node.text)
    )
    for node in (*find_topics(root, Topic.SLOGANS), *boxed):
        below = [one for one in node.walk() if one is not node]
        for one in below:
            if one.rank == Rank.PLAIN and one.text.endswith(":"):
                continue
            quoted = _SLOGAN_QUOTES.fullmatch(one.text.strip(" .;"))
            found.append(Spoken(quoted["said"] if quoted else one.text, one.paragraph))
        if not below:
            found += (
                Spoken(quoted["said"], node.paragraph)
                for quoted in _SLOGAN_QUOTES.finditer(node.text)
            )
    return tuple(found)


def find_period(
    root: Node, head: Sequence[Paragraph], year: Year
) -> tuple[Said, Paragraph] | None:
    """Return the campaign's days: under "Thời gian", in the title, or where it begins."""
    timed = [one for node in find_topics(root, Topic.TIME) for one in node.walk()]
    places = [node.paragraph for node in timed]
    spoken = [node.paragraph for node in root.walk() if _MONTH_OF.search(node.text)]
    for paragraph in (*places, *head, *spoken):
        for said in read_days(paragraph.text, year, bare=paragraph in places):
            if said.bound is Bound.FROM_TO and said.last and said.first:
                return said, paragraph
    for paragraph in places:
        for said in read_days(paragraph.text, year, bare=True):
            if said.bound is Bound.FUZZY and _are_whole_months(said):
                return said, paragraph
    return None


def _are_whole_months(said: Said) -> bool:
    if said.first is None or said.last is None:
        return False
    behind = said.last + timedelta(days=1)
    return said.first.day == behind.day == 1 and said.last - said.first < _HALF_A_YEAR


def find_activities(root: Node) -> tuple[Node, ...]:
    """Return the main activities: dashes under their heading, else its parts."""
    parts = list(find_topics(root, Topic.ACTIVITIES))
    inner = [
        child
        for part in parts
        for child in part.children
        if topic_of(child) is Topic.ACTIVITIES
    ]
    found: list[Node] = []
    for part in inner or parts:
        found += _activities(part)
    return tuple(found)


def _activities(part: Node) -> Iterator[Node]:
    for child in part.children:
        if topic_of(child) in (None, Topic.ACTIVITIES):
            yield child


def owner_of(text: str) -> str | None:
    """Return who is said to lead an activity, None if nobody is."""
    found = _OWNED.search(text) or _LEADS.search(text)
    if found is not None and (named := read_named(found["owner"])):
        return named.name
    return None
